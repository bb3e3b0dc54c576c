"""Optimizers: how a gradient becomes a step.

Gradient descent goes θ ← θ - α ∇C. Momentum keeps rolling: v ← μ v - α ∇C, then θ ← θ + v.
Nesterov's looks ahead along the velocity: θ ← θ + μ v - α ∇C. RMSProp divides each slope by how
large it usually is, the root of s ← ρ s + (1 - ρ) ∇C², and Adam does so with the mean slope
m ← β₁ m + (1 - β₁) ∇C in place of the slope, both made up for starting from nought. What they
remember is recorded as the step used it, so that the update follows from the record.

L2 adds a penalty, ½ λ Σ w² over the weights (never the biases), to the cost that is gone down:
its slope λ w joins the gradient (what PyTorch calls ``weight_decay``, of the weights alone). The
recorded gradient is that of the cost alone; cost and penalty are recorded each by its name.

Learning rate and velocity are as Sutskever et al. (2013) and Keras have them: v has the α of its
time inside. PyTorch multiplies by α outside, which is the same while α stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from engine.basics.arrays import Array
from engine.basics.unchanging import Values
from engine.errors import Refused, among, unknown
from engine.learning.frames import Layout

if TYPE_CHECKING:
    from engine.run import Run


@dataclass(frozen=True)
class Optimizer:
    """A way to take steps. ``change(descent, rate)`` is the update (P,).

    ``remember`` brings the memory up to date with the step's gradient before that; ``memory`` has
    a letter for each array of it, which goes before W1 … bL in the keys. ``words`` are the fields
    of a run that are this one's own.
    """

    name: str
    title: str
    change: Callable[[Descent, float], Array]
    remember: Callable[[Descent, float], object] | None = None
    memory: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Update(Values):
    """What a step added: ``weights`` and ``biases`` as the network's, W[t+1] = W[t] + update."""

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]


class Descent:
    """A run's optimizer at work on the parameters of one frame's vector."""

    def __init__(self, run: Run, layout: Layout, vector: Array) -> None:
        self.run, self.rule, self.l2 = run, optimizer(run.optimizer), run.l2
        self._step = vector[layout.places["step"]].view(layout.integer)
        self.theta, self.gradient = vector[layout.parameters], vector[layout.gradients]
        self.weights = vector[layout.weights]
        self.memory = tuple(vector[place] for place in layout.memories)
        self.out, self.scratch = np.empty_like(self.theta), np.empty_like(self.theta)
        self.pull, self.pulled = np.empty_like(self.weights), self.out[: self.weights.size]
        self.frozen = frozen_places(run)
        # Where each weight is shrunk beside its update, and where its pull is within it.
        self.plain = self.rule.name == "gradient_descent" and not self.frozen
        self.shrinks = run.l2 > 0 and (self.plain or not layout.penalty)
        self.pulls = run.l2 > 0 and not self.shrinks

    @property
    def taken(self) -> int:
        """How many steps were taken once this one is."""
        return int(self._step[0]) + 1

    def penalty(self) -> float:
        """½ λ Σ w², before the step."""
        return 0.5 * self.l2 * float(self.weights.dot(self.weights))

    def shrink(self, rate: float) -> float:
        """What each weight is multiplied by, beside its update: 1 - α λ, or 1."""
        return 1.0 - rate * self.l2 if self.shrinks else 1.0

    def slope(self, scale: float) -> Array:
        """(P,) ``scale`` times what is gone down: ∇C + λ w, nought where a parameter is frozen."""
        np.multiply(self.gradient, scale, self.out)
        if self.pulls:
            np.multiply(self.weights, scale * self.l2, self.pull)
            np.add(self.pulled, self.pull, self.pulled)
        for place in self.frozen:
            self.out[place] = 0.0
        return self.out

    def remember(self, rate: float) -> None:
        """Take the step's gradient into the memory, before the frame is recorded."""
        if self.rule.remember:
            self.rule.remember(self, rate)

    def step(self, rate: float) -> None:
        """Move the parameters, after the frame was recorded."""
        if self.shrinks:
            np.multiply(self.weights, self.shrink(rate), self.weights)
        np.add(self.theta, self.rule.change(self, rate), self.theta)

    def update(self, rate: float) -> Array:
        """(P,) what the step adds, or would; nothing moves.

        Exactly so, but where weights are shrunk: there adding it may round once more.
        """
        change = self.rule.change(self, rate)
        if not self.shrinks:
            return change
        moved = self.theta.copy()
        moved[: self.weights.size] *= self.shrink(rate)
        return np.asarray(moved + change - self.theta)


def frozen_places(run: Run) -> tuple[slice, ...]:
    """Where in W1 … bL, laid out flat, the parameters lie that a run does not change."""
    layers = list(enumerate(pairwise(run.sizes), start=1))
    shapes = {f"W{n}": (after, before) for n, (before, after) in layers}
    shapes |= {f"b{n}": (after, 1) for n, (_, after) in layers}
    found, start = [], 0
    for key, shape in shapes.items():
        if key in run.frozen or (key[0] == "b" and "biases" in run.frozen):
            found.append(slice(start, start + prod(shape)))
        start += prod(shape)
    return tuple(found)


def _downhill(descent: Descent, rate: float) -> Array:
    return descent.slope(-rate)


def _gather(descent: Descent, rate: float) -> None:
    (v,) = descent.memory
    np.multiply(v, descent.run.momentum, v)
    np.add(v, descent.slope(-rate), v)


def _roll(descent: Descent, rate: float) -> Array:
    return descent.memory[0]


def _look_ahead(descent: Descent, rate: float) -> Array:
    np.multiply(descent.memory[0], descent.run.momentum, descent.scratch)
    return np.add(descent.slope(-rate), descent.scratch, descent.out)


def _average(mean: Array, new: Array, share: float, scratch: Array) -> None:
    """mean ← share · mean + (1 - share) · new; ``new`` may be the scratch."""
    np.multiply(mean, share, mean)
    np.multiply(new, 1.0 - share, scratch)
    np.add(mean, scratch, mean)


def _average_squares(descent: Descent, rate: float) -> None:
    (s,) = descent.memory
    slope, scratch = descent.slope(1.0), descent.scratch
    _average(s, np.multiply(slope, slope, scratch), descent.run.rho, scratch)


def _over_root(descent: Descent, rate: float) -> Array:
    root = np.sqrt(descent.memory[0], descent.scratch)
    np.add(root, descent.run.epsilon, root)
    return np.divide(descent.slope(-rate), root, descent.out)


def _average_both(descent: Descent, rate: float) -> None:
    m, s = descent.memory
    of_mean, of_squares = descent.run.betas
    slope, scratch = descent.slope(1.0), descent.scratch
    _average(m, slope, of_mean, scratch)
    _average(s, np.multiply(slope, slope, scratch), of_squares, scratch)


def _mean_over_root(descent: Descent, rate: float) -> Array:
    m, s = descent.memory
    of_mean, of_squares = descent.run.betas
    root = np.divide(s, 1.0 - of_squares**descent.taken, descent.scratch)
    np.add(np.sqrt(root, root), descent.run.epsilon, root)
    np.multiply(m, -rate / (1.0 - of_mean**descent.taken), descent.out)
    return np.divide(descent.out, root, descent.out)


UNSTATED = "unstated"
"""The optimizer of a history that another program wrote, and that says its updates alone."""

OPTIMIZERS = {
    each.name: each
    for each in (
        Optimizer("gradient_descent", "θ ← θ - α ∇C", _downhill),
        Optimizer("momentum", "v ← μ v - α ∇C, θ ← θ + v (Polyak 1964)",
                  _roll, _gather, "v", ("momentum",)),
        Optimizer("nesterov", "the same v, θ ← θ + μ v - α ∇C (Nesterov 1983)",
                  _look_ahead, _gather, "v", ("momentum",)),
        Optimizer("rmsprop", "s ← ρ s + (1 - ρ) ∇C², θ ← θ - α ∇C/(√s + ε) (Hinton 2012)",
                  _over_root, _average_squares, "s", ("rho", "epsilon")),
        Optimizer("adam", "m and s as running means, θ ← θ - α m̂/(√ŝ + ε) (Kingma and Ba 2015)",
                  _mean_over_root, _average_both, "ms", ("betas", "epsilon")),
        Optimizer(UNSTATED, "not stated; the updates themselves are recorded", _roll, None, "u"),
    )
}  # fmt: skip


def optimizer(name: str) -> Optimizer:
    """The optimizer called ``name``; raises ``Refused`` with the known names otherwise."""
    if not among(name, OPTIMIZERS):
        raise unknown("optimizer", name, OPTIMIZERS)
    return OPTIMIZERS[name]


def refuse_unstated(run: Run) -> None:
    """Raise ``Refused`` for a run that says what its updates were and not how they come about."""
    if run.optimizer == UNSTATED:
        raise Refused(
            f"How {run.name!r} takes its steps is not stated: its history can be read, and not "
            f"gone on with. Known: {', '.join(name for name in OPTIMIZERS if name != UNSTATED)}."
        )
