"""Where everything stands while the error goes back into one neuron, which has most of the room."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from manim import Mobject

from scenes.vocabulary.text.arrays import Array

# The columns of neurons from left to right: of what hears the hero, the hero, the source of the
# error, what is behind it; and how far apart further ones are.
FAR, HERO, SOURCE, BEHIND, APART = -6.2, -3.0, 4.05, 6.15, 2.0
MIDDLE, TALL = 0.15, 2.05  # of the stage's height, and how far its outer neurons are from it
LENS, DISC, SMALL = 1.75, 0.58, 0.32  # radii
DOOR, WALL = HERO + 1.0, 0.44  # the middle of the wall in the lens, and how thick it is
STUB, NOZZLE = 3.45, 2.45  # a ribbon has left its disc, and has gone through its weight
BESIDE = NOZZLE - 0.35, NOZZLE - 0.7, NOZZLE + 0.3, NOZZLE - 1.1, NOZZLE - 1.5  # of a number
MET, SPENT, OVERLAP = 0.45, -0.6, 0.02  # ribbons have met; what cancels is spent
LEAVES = HERO - LENS - 0.9  # how far the thread goes
_BESIDE_HERO = 0.85  # the room of another neuron in its column


class Plan(NamedTuple):
    """The y of the sources, and of the hero's column; `y` is the hero's own."""

    rows: list[float]
    heights: list[float]
    y: float


def plan_of(sources: int, hero: int, column: int) -> Plan:
    """Return the plan for so many sources, and a hero in a column of so many.

    The hero has most of the column's room, the others stack up.
    """
    sizes = np.full(column, _BESIDE_HERO)
    sizes[hero] = 2 * LENS
    heights = (MIDDLE + sizes.sum() / 2 - np.cumsum(sizes) + sizes / 2).tolist()
    return Plan(rows_of(sources), heights, heights[hero])


def arrangement(
    shown: Sequence[Sequence[int]], number: int, plan: Plan
) -> tuple[list[list[Array]], list[list[float]]]:
    """Return where each layer's neurons stand, and their radii, as layer `number` goes back."""
    places, radii = [], []
    for n, indices in enumerate(shown):
        ys = plan.heights if n == number - 1 else rows_of(len(indices))
        places.append([place(_column(n, number), y) for y in ys])
        fitting = 0.44 * 2 * TALL / max(len(indices) - 1, 1)
        radii.append([min(DISC if n == number else SMALL, fitting)] * len(indices))
    return places, radii


def place(x: float, y: float) -> Array:
    """Return a point of the stage."""
    return np.array([x, y, 0.0])


def meet(one: Mobject, other: Mobject, *, air: float = 0.0) -> bool:
    """Say whether two things stand on one another, or nearer than so much air."""
    off = np.abs(one.get_center() - other.get_center())[:2]
    sizes = np.array([one.width + other.width, one.height + other.height])
    return bool((off < sizes / 2 + air).all())


def rows_of(count: int) -> list[float]:
    """Return the y of so many neurons, from the top."""
    return [MIDDLE] if count == 1 else np.linspace(MIDDLE + TALL, MIDDLE - TALL, count).tolist()


def _column(n: int, number: int) -> float:
    if n > number:
        return BEHIND + APART * (n - number - 1)
    if n < number - 1:
        return FAR - 0.3 * (number - 2 - n)  # of those further on nothing is seen
    return SOURCE if n == number else HERO
