"""Record what Keras trains: ``model.fit(X, Y, callbacks=[watch(cost="bce", X=X, Y=Y, name=…)])``.

With PyTorch underneath, where each step can be looked at: while one is taken, the layers hand over
what flows through them and what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from engine.activations import activation
from engine.adapters.foreign import Recording
from engine.adapters.seen import About, Seen
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
PLAIN = None, 0.0, 0.0
"""The largest value, the slope below and the threshold of a ReLU layer that is a ReLU."""
IDLE = ("InputLayer", "Flatten", "Reshape", "Identity")


@dataclass
class Stage:
    """A Dense layer, and the layer that answers for it: itself, or an activation that follows."""

    dense: Any
    last: Any
    activation: str  # by the engine's name; nothing, where there is none


@dataclass
class Pass:
    """What a step led through each Dense layer, and what came back to its z."""

    zs: list[Array] = field(default_factory=list)
    outputs: list[Array] = field(default_factory=list)
    deltas: dict[int, Array] = field(default_factory=dict)


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
        self.stages = _chain(model)
        if not model.trainable_weights:
            raise Refused("No layer of the model is trainable, and so there is nothing to record.")
        names = [each.activation for each in self.stages]
        self.implied = IMPLIED.get(self.about.cost, "") if not names[-1] else ""
        names = [*names[:-1], names[-1] or self.implied]
        layers = [each.dense for each in self.stages]
        kernel = layers[0].kernel
        dtype = str(keras.backend.standardize_dtype(kernel.dtype))
        sizes = [kernel.shape[0], *(each.units for each in layers)]
        said = {
            "framework": "keras", "version": keras.__version__, "dtype": dtype,
            "device": str(kernel.value.device), "optimizer": type(model.optimizer).__name__,
        }  # fmt: skip
        frozen = [f"b{n}" for n, each in enumerate(layers, 1) if not each.use_bias]
        X, Y = self.given
        self.recording = Recording(
            self._planned(self.about.by(said)), sizes, [name or "identity" for name in names], X, Y,
            dtype=dtype, frozen=frozen,
        )  # fmt: skip
        own = model.train_step
        object.__setattr__(model, "train_step", lambda data: self._taken(own, data))
        object.__setattr__(model, "compute_loss", partial(self._judged, model.compute_loss))

    def _planned(self, about: About) -> About:
        """The same, with the steps that this ``fit`` will take, where nobody says how many."""
        each, epochs = self.params.get("steps"), self.params.get("epochs")
        return about if about.steps or not each else replace(about, steps=each * epochs)

    def on_train_end(self, logs: Any = None) -> None:
        """End, check and save."""
        self._end(None, None, None)

    def _end(self, *how: Any) -> None:
        for name in ("train_step", "compute_loss"):
            object.__delattr__(self.model, name)
        assert self.recording is not None
        self.recording.__exit__(*how)

    def _taken(self, own: Callable[[Any], Any], data: Any) -> Any:
        """Take a step; where it fails nobody ends the training, and so that is done here."""
        try:
            return self._step(own, data)
        except BaseException as error:
            self._end(type(error), error, error.__traceback__)
            raise

    def _step(self, own: Callable[[Any], Any], data: Any) -> Any:
        """Take Keras's own step, and write it down."""
        assert self.recording is not None
        x, _, weights = keras.utils.unpack_x_y_sample_weight(data)
        if weights is not None:
            raise Refused("sample_weight: the cost is a plain mean here; train without weights.")
        rate = float(keras.ops.convert_to_numpy(self._rate()))
        if not self.recording.due:
            logs = own(data)
            if not self.recording.full:
                self.recording.skip(self._loss, rate)
            return logs
        before = self._now()
        with self._listening() as flow:
            logs = own(data)
        inputs = keras.ops.convert_to_numpy(x).astype(before[0].dtype)
        inputs = inputs.reshape(len(inputs), -1)
        if self.implied:
            flow.outputs[-1] = activation(self.implied)(flow.zs[-1].T).T
        deltas = [δ for _, δ in sorted(flow.deltas.items())]
        self.recording.take(
            Seen(inputs=inputs, zs=flow.zs, outputs=flow.outputs, deltas=deltas,
                 gradients=self._gradients([inputs, *flow.outputs], deltas), before=before,
                 after=self._now(), rate=rate, cost=self._loss)
        )  # fmt: skip
        return logs

    @contextmanager
    def _listening(self) -> Iterator[Pass]:
        """Let the layers hand over what they do, while a step lasts: in between they are saved."""
        flow, own = Pass(), [each.dense.activation for each in self.stages]
        for n, each in enumerate(self.stages):
            each.dense.activation = partial(_flowed, flow, n, own[n])
            object.__setattr__(each.last, "call", partial(_answered, flow, each.last.call))
        try:
            yield flow
        finally:
            for each, mine in zip(self.stages, own, strict=True):
                object.__delattr__(each.last, "call")
                each.dense.activation = mine

    def _judged(self, own: Callable[..., Any], *given: Any, **words: Any) -> Any:
        """Keras's own loss, of which that of the answers is remembered."""
        loss = own(*given, **words)
        self._loss = float(loss.detach()) - sum(float(each.detach()) for each in self.model.losses)
        return loss

    def _rate(self) -> Any:
        return self.model.optimizer.learning_rate

    def _now(self) -> list[Array]:
        """W1 … WL, b1 … bL; zeros for a layer without biases."""
        layers = [each.dense for each in self.stages]
        kernels = [_array(each.kernel).T.copy() for each in layers]
        biases = [
            _array(each.bias) if each.use_bias else np.zeros(each.units, kernels[0].dtype)
            for each in layers
        ]
        return [*kernels, *biases]

    def _gradients(self, heard: list[Array], deltas: list[Array]) -> list[Array]:
        """Keras's own; of what does not learn, what its layer heard and was blamed for make it."""
        layers = [each.dense for each in self.stages]
        parts = [each.kernel for each in layers]
        parts += [each.bias if each.use_bias else None for each in layers]
        made = [δ.T @ a for δ, a in zip(deltas, heard, strict=False)] + [δ.sum(0) for δ in deltas]
        found = [None if part is None else part.value.grad for part in parts]
        return [
            mine if grad is None else _numbers(grad).T
            for grad, mine in zip(found, made, strict=True)
        ]


def _flowed(flow: Pass, n: int, own: Callable[[Any], Any], z: Any) -> Any:
    """A Dense layer's own activation, once z and what will come back to it are noted."""
    if not z.requires_grad:  # nothing before it learns, and its delta is told all the same
        z = z.detach().requires_grad_()
    flow.zs.append(_numbers(z))
    z.register_hook(lambda delta: flow.deltas.update({n: _numbers(delta)}))
    return own(z)


def _answered(flow: Pass, own: Callable[..., Any], *given: Any, **words: Any) -> Any:
    answer = own(*given, **words)
    flow.outputs.append(_numbers(answer))
    return answer


def _numbers(tensor: Any) -> Array:
    return np.array(tensor.detach().cpu().numpy())


def _array(variable: Any) -> Array:
    return np.array(keras.ops.convert_to_numpy(variable))


def _chain(model: Any) -> list[Stage]:
    """The Dense layers and their activations; ``Refused`` by name for anything else."""
    if not isinstance(model, keras.Sequential):
        raise Refused(f"The model is a {type(model).__name__}: a keras.Sequential is recorded.")
    found: list[Stage] = []
    for layer in model.layers:
        kind = type(layer).__name__
        if isinstance(layer, keras.layers.Dense):
            _refuse_dense(layer, [each.dense for each in found])
            found.append(Stage(layer, layer, _name(layer.activation, layer)))
        elif kind == "Activation" or kind in ("ReLU", "Softmax"):
            if not found or found[-1].activation:
                raise Refused(f"{layer.name} follows no Dense layer without an activation.")
            if kind == "ReLU" and (layer.max_value, layer.negative_slope, layer.threshold) != PLAIN:
                raise Refused(f"{layer.name} bends or ends the ReLU: the plain one is recorded.")
            name = {"ReLU": "relu", "Softmax": "softmax"}.get(kind)
            found[-1] = Stage(found[-1].dense, layer, name or _name(layer.activation, layer))
        elif kind not in IDLE and not (kind == "Dropout" and layer.rate == 0):
            raise Refused(
                f"{layer.name} ({kind}) is none of what is recorded: Dense layers with "
                f"{', '.join(name for name in ACTIVATIONS)} between, and Flatten before them."
            )
        if getattr(layer, "compute_dtype", "float32") not in ("float32", "float64"):
            raise Refused(f"{layer.name} computes in {layer.compute_dtype}: float32 is recorded.")
    if not found:
        raise Refused("The model has no Dense layer, and only those are recorded.")
    return found


def _refuse_dense(layer: Any, before: list[Any]) -> None:
    if any(layer is other for other in before):
        raise Refused(f"{layer.name} is used twice: each layer needs a Dense of its own.")
    if getattr(layer, "lora_enabled", False):
        raise Refused(f"{layer.name} has LoRA, and its kernel is made of others: train without.")
    if getattr(layer, "activity_regularizer", None) is not None:
        raise Refused(
            f"{layer.name} has an activity_regularizer, which changes what comes back: train "
            "without, or use a kernel_regularizer."
        )


def _name(activation: Any, layer: Any) -> str:
    said = getattr(activation, "__name__", type(activation).__name__)
    if said not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise Refused(f"{layer.name} has the activation {said}; recorded are {known}.")
    return ACTIVATIONS[said]
