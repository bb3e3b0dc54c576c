"""Differences: the cost's slope at one parameter by nudging it both ways, and how sure that is.

Where the cost has a corner, a nudge to both sides straddles it and has no one slope.
Backpropagation answers with the slope of one side: left of and at zero for (leaky) ReLU, none for
the absolute value at zero. The cost is followed along that side by holding each bend as it was
recorded; a root is held at its recorded value likewise, for near zero it is all bend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.activations import LEAK, activation
from engine.basics.arrays import Array
from engine.costs import cost as cost_named
from engine.steps import Step
from engine.working.what_if import cost_with

ROUNDING = 1e-10
"""Of a cost about 1, what its rounding can make of a difference."""

BENT = {"relu": 0.0, "leaky_relu": LEAK}
"""An activation with a corner at zero -> its slope left of it, and at it."""

CostOf = Callable[[Step, Mapping[str, Array]], float]


@dataclass(frozen=True)
class Difference:
    """``slope`` is (C(w + ε) - C(w - ε))/2ε, right to about ``doubt``.

    ``kink``: a corner of the cost lies between, and the slope is of the side the step is on.
    """

    slope: float
    doubt: float = 0.0
    kink: bool = False


def difference(
    step: Step,
    key: str,
    place: tuple[int, int],
    epsilon: float,
    *,
    agrees: Callable[[float], bool],
) -> Difference:
    """The slope at ``place`` of ``key``; looked into for kinks and doubt unless it ``agrees``."""
    slope = _central(cost_with, step, key, place, epsilon)
    if agrees(slope):
        return Difference(slope)
    held = _central(cost_held, step, key, place, epsilon) if has_kinks(step) else slope
    kink = abs(held - slope) > 1e-5 * abs(slope)
    finer = _central(cost_held if kink else cost_with, step, key, place, epsilon / 2)
    last = step[f"a{step.layout.depth}"]
    size = max(1.0, abs(step.cost), float(np.abs(last).max()) ** 2)
    return Difference(held, 2 * abs(held - finer) + ROUNDING * size, kink)


def _central(cost: CostOf, step: Step, key: str, place: tuple[int, int], epsilon: float) -> float:
    costs = []
    for nudge in (epsilon, -epsilon):
        moved = step[key].copy()
        moved[place] += nudge
        costs.append(cost(step, {key: moved}))
    return (costs[0] - costs[1]) / (2 * epsilon)


def has_kinks(step: Step) -> bool:
    """Whether the cost of the step's run has corners anywhere."""
    return bool(BENT.keys() & set(step.run.activations)) or step.run.cost in ("mae", "rmse")


def cost_held(step: Step, changed: Mapping[str, Array]) -> float:
    """The cost with W1 … bL as in ``changed``, each corner followed on its recorded side."""
    z = a = step["a0"]
    for n, name in enumerate(step.run.activations, start=1):
        W, b = (changed.get(f"{kind}{n}", step[f"{kind}{n}"]) for kind in "Wb")
        z = W @ a + b
        held = name in BENT
        a = np.where(step[f"z{n}"] > 0, z, BENT[name] * z) if held else activation(name)(z)
    return _judged(step, z, a)


def _judged(step: Step, z: Array, a: Array) -> float:
    y, cost = step.targets, step.run.cost
    if cost == "mae":
        side = np.sign(step[f"a{step.layout.depth}"] - y)
        return float((side * (a - y)).mean())
    if cost == "rmse":  # √E has the slope E′/2√E; at a perfect answer that is taken as 0
        return float(((a - y) ** 2).mean() / (2 * step.cost)) if step.cost else 0.0
    with np.errstate(over="ignore", divide="ignore"):
        return cost_named(cost).value(z, a, y)
