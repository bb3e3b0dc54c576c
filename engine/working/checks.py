"""Is this gradient right? Nudge every parameter both ways and compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.basics.given import number, whole
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Values
from engine.errors import Refused
from engine.learning.frames import is_per_example
from engine.steps import Step
from engine.working.differences import difference

TOLERANCE = 1e-5
"""Largest relative error of a right gradient: central differences leave about 1e-8."""


@dataclass(frozen=True)
class Mismatch(Values):
    """One parameter: where it is, and its gradient by backpropagation and by differences.

    ``kink``: a nudge both ways straddles a corner of the cost, so the differences are of one side.
    """

    key: str
    place: tuple[int, int]
    backprop: float
    difference: float
    error: float
    kink: bool = False


@dataclass(frozen=True)
class GradientCheck(Values):
    """The ``worst`` of all ``checked`` parameters, the worst ``by_key``, and a verdict.

    ``kinks`` of them stand at a corner of the cost, and were compared on the recorded side of it.
    """

    worst: Mismatch
    by_key: Mapping[str, Mismatch]
    checked: int
    tolerance: float
    kinks: int = 0

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
            f"{f' {self.kinks} stand at a kink: compared on the recorded side.' * (self.kinks > 0)}"
        )


@of_its_kind
def gradient_check(
    step: Step, *, most: int = 400, epsilon: float = 1e-5, tolerance: float = TOLERANCE
) -> GradientCheck:
    """Compare the recorded gradient of a step with (C(w + ε) - C(w - ε))/2ε.

    At most ``most`` entries of each matrix are tried, evenly spread. The error is relative to
    the larger of the two values, and to 1e-4 of the largest gradient in the network, below
    which rounding speaks, beyond what the differences themselves are in doubt by. Where a nudge
    straddles a kink (of ReLU, of an absolute error) the cost is followed on the side that the
    step is on; ``kinks`` counts them. Only float64 steps can be checked; others are ``Refused``.
    """
    most, tolerance = whole(most, "most"), number(tolerance, "tolerance")
    epsilon = number(epsilon, "epsilon")
    if most < 1 or not epsilon > 0:
        raise Refused(f"most={most}, epsilon={epsilon:g}: numbers above 0 are wanted.")
    if step.layout.dtype != "float64":
        raise Refused("gradient_check needs float64: float32 rounds away what a nudge changes.")
    keys = [k for k in step.layout.shapes if k[0] in "Wb" and not is_per_example(k)]
    floor = 1e-4 * max(float(np.abs(step["d" + key]).max()) for key in keys)
    by_key: dict[str, Mismatch] = {}
    checked = kinks = 0
    for key in keys:
        found = list(_compared(step, key, most, epsilon=epsilon, floor=floor, tolerance=tolerance))
        checked += len(found)
        kinks += sum(each.kink for each in found)
        by_key[key] = max(found, key=lambda each: each.error)
    worst = max(by_key.values(), key=lambda each: each.error)
    return GradientCheck(worst, by_key, checked, tolerance, kinks)


def _compared(
    step: Step, key: str, most: int, *, epsilon: float, floor: float, tolerance: float
) -> Iterator[Mismatch]:
    array = step[key]
    for flat in np.unique(np.linspace(0, array.size - 1, min(most, array.size)).astype(int)):
        j, k = (int(i) for i in np.unravel_index(flat, array.shape))
        backprop = float(step["d" + key][j, k])

        def error(slope: float, doubt: float = 0.0, backprop: float = backprop) -> float:
            scale = max(abs(backprop), abs(slope), floor, 1e-12)
            return max(0.0, abs(backprop - slope) - doubt) / scale

        found = difference(
            step, key, (j, k), epsilon, agrees=lambda slope: error(slope) <= tolerance
        )
        wrong = error(found.slope, found.doubt)
        yield Mismatch(key, (j, k), backprop, found.slope, wrong, found.kink)
