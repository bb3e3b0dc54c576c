"""Moves: the nudge that tests a gradient, and the step that follows it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.basics.arrays import Array
from engine.basics.given import place_in
from engine.steps import Step
from engine.working.keys import Keyed, Place, layer_of
from engine.working.what_if import cost_with


@dataclass(frozen=True, eq=False)
class Nudge(Keyed):
    """The nudge test: move one weight by ε, run again, see what the cost does."""

    weight: float
    epsilon: float
    nudged_weight: float
    cost: float
    nudged_cost: float
    change: float
    slope: float
    gradient: float


def nudge(step: Step, key: str, place: Place, *, epsilon: float = 1e-3) -> Nudge:
    """ΔC/ε beside backpropagation's ∂C/∂w, over the whole batch; it only feeds forward."""
    layer_of(key, "Wb", step)
    place, epsilon = place_in(step[key].shape, place, key), float(epsilon)
    weight = float(step[key][place])
    moved = cost_with(step, {key: _changed(step[key], place, weight + epsilon)})
    change = moved - step.cost
    gradient = float(step["d" + key][place])
    return Nudge(
        weight, epsilon, weight + epsilon, step.cost, moved, change, change / epsilon, gradient
    )


@dataclass(frozen=True, eq=False)
class Update(Keyed):
    """One parameter's step: after = shrink · before + step.

    ``step`` is -learning_rate · gradient, or with momentum the velocity; ``shrink`` is 1, or with
    L2, for a weight, 1 - learning_rate · l2 (with momentum, the pull of L2 is in the velocity).
    """

    before: float
    learning_rate: float
    gradient: float
    shrink: float
    step: float
    after: float


def update(step: Step, key: str, place: Place) -> Update:
    """How the parameter at ``place`` of W1 … WL or b1 … bL is changed by this step."""
    layer_of(key, "Wb", step)
    place = place_in(step[key].shape, place, key)
    # In the run's own dtype, so that ``after`` has the next step's bits.
    before, gradient = step[key][place], step["d" + key][place]
    change = step["v" + key][place] if step.run.momentum else -step.learning_rate * gradient
    rolling = step.run.momentum > 0 and step.layout.penalty
    shrink = 1.0 if key[0] == "b" or rolling else 1.0 - step.learning_rate * step.run.l2
    parts = (before, step.learning_rate, gradient, shrink, change, before * shrink + change)
    return Update(*map(float, parts))


def _changed(array: Array, place: Place, value: float) -> Array:
    array = array.copy()
    array[place] = value
    return array
