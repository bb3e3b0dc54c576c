"""Differences: the cost's slope at one parameter by nudging it both ways, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array
from engine.steps import Step
from engine.working.kinks import cost_held, has_kinks
from engine.working.what_if import cost_with

ROUNDING = 1e-10
"""Of a cost about 1, what its rounding can make of a difference."""

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
