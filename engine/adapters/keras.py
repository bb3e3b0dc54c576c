"""Record what Keras trains: ``model.fit(X, Y, callbacks=[watch(cost="bce", X=X, Y=Y, name=…)])``.

With PyTorch underneath, where each step can be looked at. Weights, gradients and updates are
Keras's own; what flowed is worked out by the engine from those weights, and Keras's gradient is
held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from engine.adapters.foreign import Recording, targets_of
from engine.adapters.seen import About, Seen
from engine.adapters.worked_out import worked_out
from engine.basics.arrays import Array
from engine.basics.guesses import by_name
from engine.errors import Refused
from engine.history import History
from engine.run import MIB

ACTIVATIONS = {
    "sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu", "softplus": "softplus",
    "softmax": "softmax", "linear": "",
}  # fmt: skip
IMPLIED = {"bce": "sigmoid", "cce": "softmax"}
"""A cost from logits -> the activation that is in it."""
IDLE = ("InputLayer", "Flatten", "Reshape", "Identity")


@by_name
def watch(
    *,
    cost: str,
    X: Any,
    Y: Any,
    name: str,
    features: Sequence[str] = (),
    classes: Sequence[str] = (),
    to: str | Path | None = None,
    keep: str = "all",
    steps: int | None = None,
    budget: int = 1024 * MIB,
    unchecked: bool = False,
) -> Watch:
    """A callback that records each step of ``fit``; afterwards its ``history``.

    ``X``, ``Y`` are all examples, as ``fit`` takes them; ``cost`` is the loss by the engine's name,
    from logits where the last Dense has no activation. The other words are as for PyTorch;
    ``steps``, if not given, are those of the ``fit``.
    ``Refused``, before the first step, for a model that is no chain of Dense layers.
    """
    if keras.backend.backend() != "torch":
        raise Refused(
            f"Keras computes with {keras.backend.backend()} here, whose steps cannot be looked at: "
            "set KERAS_BACKEND=torch before Keras is imported."
        )
    about = About(
        cost=cost, name=name, features=features, classes=classes, to=to, keep=keep, steps=steps,
        budget=budget, unchecked=unchecked,
    )  # fmt: skip
    return Watch(about, np.asarray(X), np.asarray(Y))


class Watch(keras.callbacks.Callback):
    """A callback that looks at each step of one ``fit``."""

    def __init__(self, about: About, X: Array, Y: Array) -> None:
        super().__init__()
        self.about, self.given = about, (X, Y)
        self.recording: Recording | None = None

    @property
    def history(self) -> History:
        """What was recorded, once ``fit`` has ended."""
        if self.recording is None:
            raise Refused("Nothing was recorded yet: give it to model.fit(…, callbacks=[…]).")
        return self.recording.history

    def on_train_begin(self, logs: Any = None) -> None:
        """Read the model, and begin."""
        model = self.model
        if getattr(model, "jit_compile", False):
            raise Refused("The model is compiled: model.compile(…, jit_compile=False).")
        self.layers, self.names = _chain(model, self.about.cost)
        kernel = self.layers[0].kernel
        dtype = str(keras.backend.standardize_dtype(kernel.dtype))
        sizes = [kernel.shape[0], *(each.units for each in self.layers)]
        said = {
            "framework": "keras", "version": keras.__version__, "dtype": dtype,
            "device": str(kernel.value.device), "optimizer": type(model.optimizer).__name__,
        }  # fmt: skip
        frozen = [f"b{n}" for n, each in enumerate(self.layers, 1) if not each.use_bias]
        X, Y = self.given
        self.recording = Recording(
            self._planned(self.about.by(said)), sizes, self.names, X, Y, dtype=dtype, frozen=frozen
        )
        own = model.train_step
        object.__setattr__(model, "train_step", lambda data: self._step(own, data))
        object.__setattr__(model, "compute_loss", partial(self._judged, model.compute_loss))

    def _planned(self, about: About) -> About:
        """The same, with the steps that this ``fit`` will take, where nobody says how many."""
        each, epochs = self.params.get("steps"), self.params.get("epochs")
        return about if about.steps or not each else replace(about, steps=each * epochs)

    def on_train_end(self, logs: Any = None) -> None:
        """End, check and save."""
        for name in ("train_step", "compute_loss"):
            object.__delattr__(self.model, name)
        assert self.recording is not None
        self.recording.__exit__(None, None, None)

    def _step(self, own: Callable[[Any], Any], data: Any) -> Any:
        """Take Keras's own step, and write it down."""
        assert self.recording is not None
        x, y, weights = keras.utils.unpack_x_y_sample_weight(data)
        if weights is not None:
            raise Refused("sample_weight: the cost is a plain mean here; train without weights.")
        rate = float(keras.ops.convert_to_numpy(self._rate()))
        if not self.recording.due:
            logs = own(data)
            if not self.recording.full:
                self.recording.skip(self._loss, rate)
            return logs
        before = self._now()
        logs = own(data)
        dtype = before[0].dtype
        inputs = keras.ops.convert_to_numpy(x).astype(dtype)
        inputs = inputs.reshape(len(inputs), -1)
        run = self.recording.run
        targets = targets_of(keras.ops.convert_to_numpy(y), run).astype(dtype)
        zs, outputs, deltas, worked = worked_out(run, inputs, targets, before)
        self.recording.take(
            Seen(inputs=inputs, zs=zs, outputs=outputs, deltas=deltas,
                 gradients=self._gradients(worked), before=before, after=self._now(), rate=rate)
        )  # fmt: skip
        return logs

    def _judged(self, own: Callable[..., Any], *given: Any, **words: Any) -> Any:
        """Keras's own loss, of which that of the answers is remembered."""
        loss = own(*given, **words)
        self._loss = float(loss.detach()) - sum(float(each.detach()) for each in self.model.losses)
        return loss

    def _rate(self) -> Any:
        return self.model.optimizer.learning_rate

    def _now(self) -> list[Array]:
        """W1 … WL, b1 … bL; zeros for a layer without biases."""
        kernels = [_array(each.kernel).T.copy() for each in self.layers]
        biases = [
            _array(each.bias) if each.use_bias else np.zeros(each.units, kernels[0].dtype)
            for each in self.layers
        ]
        return [*kernels, *biases]

    def _gradients(self, worked: list[Array]) -> list[Array]:
        """Keras's own; of what does not learn, what the engine makes of it."""
        parts = [each.kernel for each in self.layers]
        parts += [each.bias if each.use_bias else None for each in self.layers]
        found = [None if part is None else part.value.grad for part in parts]
        return [
            made if grad is None else grad.detach().cpu().numpy().T.copy()
            for grad, made in zip(found, worked, strict=True)
        ]


def _array(variable: Any) -> Array:
    return np.array(keras.ops.convert_to_numpy(variable))


def _chain(model: Any, cost: str) -> tuple[list[Any], list[str]]:
    """The Dense layers and their activations; ``Refused`` by name for anything else."""
    if not isinstance(model, keras.Sequential):
        raise Refused(f"The model is a {type(model).__name__}: a keras.Sequential is recorded.")
    found: list[Any] = []
    names: list[str] = []
    for layer in model.layers:
        kind = type(layer).__name__
        if isinstance(layer, keras.layers.Dense):
            found.append(layer)
            names.append(_name(layer.activation, layer))
        elif kind == "Activation" or kind in ("ReLU", "Softmax"):
            if not names or names[-1]:
                raise Refused(f"{layer.name} follows no Dense layer without an activation.")
            default = {"ReLU": "relu", "Softmax": "softmax"}.get(kind)
            names[-1] = default or _name(layer.activation, layer)
        elif kind not in IDLE and not (kind == "Dropout" and layer.rate == 0):
            raise Refused(
                f"{layer.name} ({kind}) is none of what is recorded: Dense layers with "
                f"{', '.join(name for name in ACTIVATIONS)} between, and Flatten before them."
            )
        if getattr(layer, "compute_dtype", "float32") not in ("float32", "float64"):
            raise Refused(f"{layer.name} computes in {layer.compute_dtype}: float32 is recorded.")
    if not found:
        raise Refused("The model has no Dense layer, and only those are recorded.")
    names[-1] = names[-1] or IMPLIED.get(cost, "")
    return found, [name or "identity" for name in names]


def _name(activation: Any, layer: Any) -> str:
    said = getattr(activation, "__name__", type(activation).__name__)
    if said not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise Refused(f"{layer.name} has the activation {said}; recorded are {known}.")
    return ACTIVATIONS[said]
