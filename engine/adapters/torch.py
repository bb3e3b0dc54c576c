"""Record what PyTorch trains: ``with watch(model, optimizer, …) as tape``, ``tape.step()``.

Forward hooks catch what flows through each Linear layer, hooks on its output what comes back, and
the update is the difference that happened. The loop itself, its optimizer, scheduler, clipping and
accumulation are yours and are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from engine.activations import activation
from engine.adapters.clipped import is_clipped
from engine.adapters.foreign import Recording
from engine.adapters.seen import About, Seen
from engine.adapters.torch_chain import Chain, chain_of
from engine.basics.arrays import Array
from engine.basics.guesses import by_name
from engine.errors import Refused, brief
from engine.run import MIB


@dataclass
class Pass:
    """One way through the model and back: what each layer heard, said and was blamed for."""

    heard: list[Array] = field(default_factory=list)
    zs: list[Array] = field(default_factory=list)
    deltas: dict[int, Array] = field(default_factory=dict)
    answer: Array | None = None


@by_name
def watch(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
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
    """Record a PyTorch loop: ``tape.step()`` within, after each ``optimizer.step()``.

    ``X`` (m, n_0 …) and ``Y`` (m, n_L), or labels (m,), are all examples as they go into the model
    and its loss, which is ``cost`` by the engine's name; a loss of logits is meant where the model
    ends in a Linear layer. ``keep`` is a named run's word for the steps that are recorded:
    "every 10", "log 50" of so many ``steps``, or "0,1,4"; of the others the cost is. At the end
    the recording is held to the laws and saved in the folder ``to``, or ``name``. Where it reaches
    its ``budget`` of bytes, or diverges, what follows is not recorded. ``Refused``, before
    training, for a model that is no chain of Linear layers.
    """
    chain = chain_of(model, cost)
    parts = [part for linear in chain.linears for part in linear.parameters()]
    _refuse_optimizer(optimizer, parts)
    said = {
        "framework": "torch", "version": torch.__version__, "optimizer": type(optimizer).__name__,
        "dtype": str(parts[0].dtype).removeprefix("torch."), "device": str(parts[0].device),
    }  # fmt: skip
    about = About(
        cost=cost, name=name, features=features, classes=classes, to=to, keep=keep, steps=steps,
        budget=budget, unchecked=unchecked, written=said,
    )  # fmt: skip
    return Watch(model, optimizer, chain, about, X, Y)


class Watch(Recording):
    """A PyTorch loop while it is recorded, and afterwards its ``history``."""

    def __init__(
        self, model: nn.Module, optimizer: Any, chain: Chain, about: About, X: Any, Y: Any
    ) -> None:
        self.model, self.optimizer, self.chain = model, optimizer, chain
        self.parameters = [
            part for linear in chain.linears for part in (linear.weight, linear.bias)
        ]
        dtype = str(chain.linears[0].weight.dtype).removeprefix("torch.")
        idle = [n for n, each in enumerate(chain.linears, start=1) if each.bias is None]
        super().__init__(
            about, chain.sizes, chain.activations, _seen(X), _seen(Y), dtype=dtype,
            frozen=[f"b{n}" for n in idle],
        )  # fmt: skip
        self._passes: list[Pass] = []
        parts = [part for part in self.parameters if part is not None]
        self._raw: dict[int, Any] = {}
        self._rooms = {id(part): torch.zeros(part.shape, dtype=part.dtype) for part in parts}
        # The step's own, those it led to, and those that the last one led to.
        self._sets = cycle([self._nothing() for _ in range(3)])
        self._rate: float | None = None
        self._before: list[Array] | None = None  # the step; None until it begins
        self._hooks: list[Any] = []  # there while a step is recorded
        self._rates: Any = None
        if hasattr(optimizer, "register_step_pre_hook"):
            self._rates = optimizer.register_step_pre_hook(self._steps)
        self._listen()

    def step(
        self, loss: Any = None, *, batch: Any = None, learning_rate: float | None = None
    ) -> None:
        """Write down the step that ``optimizer.step()`` has just taken.

        ``loss`` is recorded as its cost, else the stated cost of the answers is; ``batch`` says
        which rows of X were used, where their numbers do not say it themselves.
        """
        if self.full:
            return
        if not self._hooks:
            self.skip(_number(loss), self._taken(learning_rate))
            self._listen()
            return
        passes = [each for each in self._passes if len(each.deltas) == len(self.chain.linears)]
        self._passes = []
        if not passes:
            raise Refused(
                "Nothing came back through the model since the last step: tape.step() stands after "
                "loss.backward() and optimizer.step(), once each time."
            )
        before, self._before = self._before or self._now(), self._now()
        zs, heard, deltas = self._joined(passes)
        self.take(
            Seen(
                inputs=heard[0], zs=zs, outputs=[*heard[1:], self._output(zs[-1], passes)],
                deltas=deltas, gradients=self._gradients(heard, deltas), before=before,
                after=self._before, rate=self._taken(learning_rate),
                cost=_number(loss), batch=batch,
            )
        )  # fmt: skip
        self._raw, self._rate = {}, None
        self._listen()

    def __exit__(self, *how: Any) -> None:
        self._let_go()
        if self._rates is not None:
            self._rates.remove()
        super().__exit__(*how)

    # -- A step that is left out has no hooks

    def _listen(self) -> None:
        """Hang the hooks on where the next step is due, and take them away where it is not."""
        due = self.due
        if not due and self._hooks:
            self._let_go()
        elif due and not self._hooks:
            self._hooks = [
                linear.register_forward_hook(partial(self._flowed, n))
                for n, linear in enumerate(self.chain.linears)
            ]
            self._hooks.append(self.model.register_forward_hook(self._answered))
            self._hooks += [
                part.register_post_accumulate_grad_hook(self._came_back)
                for part in self.parameters
                if part is not None and part.requires_grad
            ]

    def _let_go(self) -> None:
        for hook in self._hooks:
            hook.remove()
        self._hooks, self._before = [], None

    # -- What the hooks catch

    def _flowed(self, n: int, linear: nn.Linear, given: tuple[Any, ...], z: Any) -> Any:
        if not torch.is_grad_enabled() or self.full:
            return None
        if z.dtype != linear.weight.dtype:
            raise Refused(
                f"Layer {n + 1} answers in {z.dtype} and its weights are {linear.weight.dtype}: "
                "train without autocast while recording."
            )
        if n == 0:
            self._before = self._before or self._now()
            self._passes.append(Pass())
        now = self._passes[-1]
        now.heard.append(_rows(given[0]))
        now.zs.append(_rows(z))
        if not z.requires_grad:  # nothing before it learns, and its delta is told all the same
            z = z.detach().requires_grad_()
        z.register_hook(partial(self._blamed, now, n))
        return z

    def _blamed(self, now: Pass, n: int, delta: Any) -> None:
        δ = _rows(delta)
        now.deltas[n] = now.deltas[n] + δ if n in now.deltas else δ

    def _answered(self, model: nn.Module, given: Any, answer: Any) -> None:
        if torch.is_grad_enabled() and self._passes and isinstance(answer, torch.Tensor):
            self._passes[-1].answer = _array(answer).reshape(len(self._passes[-1].zs[-1]), -1)

    def _came_back(self, part: Any) -> None:
        self._raw[id(part)] = self._rooms[id(part)].copy_(part.grad)

    def _steps(self, optimizer: Any, *_: Any) -> None:
        self._rate = float(optimizer.param_groups[0]["lr"])

    # -- What a step amounts to

    def _nothing(self) -> list[Array]:
        """W1 … WL, b1 … bL, all zeros."""
        linears, dtype = self.chain.linears, self.run.dtype
        weights = [np.zeros(tuple(each.weight.shape), dtype) for each in linears]
        return [*weights, *(np.zeros(each.out_features, dtype) for each in linears)]

    def _now(self) -> list[Array]:
        """W1 … WL, b1 … bL as they are; zeros for a layer without biases."""
        linears, now = self.chain.linears, next(self._sets)
        parts = [*(each.weight for each in linears), *(each.bias for each in linears)]
        for room, part in zip(now, parts, strict=True):
            if part is not None:
                np.copyto(room, _seen(part))
        return now

    def _joined(self, passes: list[Pass]) -> tuple[list[Array], list[Array], list[Array]]:
        if len(passes) == 1:
            (only,) = passes
            return only.zs, only.heard, [δ for _, δ in sorted(only.deltas.items())]
        layers = range(len(self.chain.linears))
        return (
            [np.concatenate([each.zs[n] for each in passes]) for n in layers],
            [np.concatenate([each.heard[n] for each in passes]) for n in layers],
            [np.concatenate([each.deltas[n] for each in passes]) for n in layers],
        )

    def _output(self, z: Array, passes: list[Pass]) -> Array:
        if self.chain.implied:
            return activation(self.chain.activations[-1])(z.T).T
        answers = [each.answer for each in passes if each.answer is not None]
        answer = np.concatenate(answers)
        return np.exp(answer) if self.chain.log else answer

    def _gradients(self, heard: list[Array], deltas: list[Array]) -> list[Array]:
        raw = self._raw if self._is_what_came_back() else {}
        found = []
        for kind in ("weight", "bias"):
            for n, linear in enumerate(self.chain.linears):
                part = getattr(linear, kind)
                if part is None or not part.requires_grad:
                    δ = deltas[n].T
                    found.append(δ @ heard[n] if kind == "weight" else δ.sum(axis=1))
                else:
                    found.append(_seen(raw.get(id(part), part.grad)))
        return found

    def _is_what_came_back(self) -> bool:
        """Whether the gradients that were used are those that came back, or those clipped."""
        layers = [
            [part for part in (each.weight, each.bias) if part is not None and part.requires_grad]
            for each in self.chain.linears
        ]
        learning = [part for layer in layers for part in layer]
        if any(id(part) not in self._raw for part in learning):
            return False
        if any(part.grad is None for part in learning):
            return True
        if all(torch.equal(self._raw[id(part)], part.grad.cpu()) for part in learning):
            return True
        layers = [layer for layer in layers if layer]
        raw = [[_seen(self._raw[id(part)]) for part in layer] for layer in layers]
        return is_clipped(raw, [[_seen(part.grad) for part in layer] for layer in layers])

    def _taken(self, given: float | None) -> float:
        if given is None and self._rate is not None:
            return self._rate
        groups = getattr(self.optimizer, "param_groups", [{}])
        rate = given if given is not None else groups[0].get("lr")
        if rate is None:
            raise Refused(
                f"{type(self.optimizer).__name__} does not say its learning rate: give it, "
                "tape.step(learning_rate=…)."
            )
        return float(rate)


def _refuse_optimizer(optimizer: Any, parts: list[Any]) -> None:
    if isinstance(optimizer, torch.optim.LBFGS):
        raise Refused("LBFGS looks at the cost several times a step: use SGD, Adam or another.")
    groups = getattr(optimizer, "param_groups", None)
    if groups is None:
        raise Refused(f"optimizer={brief(optimizer)}: one of torch.optim is wanted.")
    held = {id(part) for group in groups for part in group["params"]}
    if not held & {id(part) for part in parts}:
        raise Refused(
            "The optimizer holds none of the model's parameters: make it of model.parameters()."
        )


def _array(tensor: Any) -> Array:
    """A tensor, from whatever device, as an array of its own."""
    return _seen(tensor).copy()


def _number(loss: Any) -> float | None:
    """A loss that was given, if it was."""
    return None if loss is None else loss.item() if torch.is_tensor(loss) else float(loss)


def _seen(tensor: Any) -> Array:
    """A tensor's numbers, to be looked at now; or those of an array."""
    return tensor.detach().cpu().numpy() if torch.is_tensor(tensor) else np.asarray(tensor)


def _rows(tensor: Any) -> Array:
    array = _array(tensor)
    return array.reshape(len(array), -1) if array.ndim != 2 else array
