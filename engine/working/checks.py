"""Is this gradient right? Nudge every parameter both ways and compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.basics.unchanging import Values
from engine.errors import Refused
from engine.learning.frames import is_per_example
from engine.steps import Step
from engine.working.what_if import cost_with

TOLERANCE = 1e-5
"""Largest relative error of a right gradient: central differences leave about 1e-8."""


@dataclass(frozen=True)
class Mismatch(Values):
    """One parameter: where it is, and its gradient by backpropagation and by differences."""

    key: str
    place: tuple[int, int]
    backprop: float
    difference: float
    error: float


@dataclass(frozen=True)
class GradientCheck(Values):
    """The ``worst`` of all ``checked`` parameters, the worst ``by_key``, and a verdict."""

    worst: Mismatch
    by_key: Mapping[str, Mismatch]
    checked: int
    tolerance: float

    @property
    def right(self) -> bool:
        """Whether every parameter's gradient agrees."""
        return self.worst.error <= self.tolerance

    @property
    def wrong_keys(self) -> tuple[str, ...]:
        """The matrices and biases that hold a wrong gradient."""
        return tuple(key for key, at in self.by_key.items() if at.error > self.tolerance)

    def __str__(self) -> str:
        at = self.worst
        verdict = "right" if self.right else f"wrong in {', '.join(self.wrong_keys)}"
        return (
            f"The gradient is {verdict}: of {self.checked} parameters the worst is "
            f"{at.key}[{at.place[0]}, {at.place[1]}], backpropagation {at.backprop:.9g}, "
            f"differences {at.difference:.9g} (relative error {at.error:.1e})."
        )


def gradient_check(
    step: Step, *, most: int = 400, epsilon: float = 1e-5, tolerance: float = TOLERANCE
) -> GradientCheck:
    """Compare the recorded gradient of a step with (C(w + ε) - C(w - ε))/2ε.

    At most ``most`` entries of each matrix are tried, evenly spread. The error is relative to
    the larger of the two values, and to 1e-4 of the largest gradient in the network, below
    which rounding speaks. Only float64 steps can be checked; others are ``Refused``.
    """
    if step.layout.dtype != "float64":
        raise Refused("gradient_check needs float64: float32 rounds away what a nudge changes.")
    keys = [k for k in step.layout.shapes if k[0] in "Wb" and not is_per_example(k)]
    floor = 1e-4 * max(float(np.abs(step["d" + key]).max()) for key in keys)
    by_key: dict[str, Mismatch] = {}
    checked = 0
    for key in keys:
        found = list(_compared(step, key, most=most, epsilon=epsilon, floor=floor))
        checked += len(found)
        by_key[key] = max(found, key=lambda each: each.error)
    worst = max(by_key.values(), key=lambda each: each.error)
    return GradientCheck(worst, by_key, checked, tolerance)


def _compared(
    step: Step, key: str, *, most: int, epsilon: float, floor: float
) -> Iterator[Mismatch]:
    array = step[key]
    for flat in np.unique(np.linspace(0, array.size - 1, min(most, array.size)).astype(int)):
        j, k = (int(i) for i in np.unravel_index(flat, array.shape))
        costs = []
        for nudge in (epsilon, -epsilon):
            moved = array.copy()
            moved[j, k] += nudge
            costs.append(cost_with(step, {key: moved}))
        difference = (costs[0] - costs[1]) / (2 * epsilon)
        backprop = float(step["d" + key][j, k])
        scale = max(abs(backprop), abs(difference), floor, 1e-12)
        yield Mismatch(key, (j, k), backprop, difference, abs(backprop - difference) / scale)
