"""A straight stroke that touches a curve, and says how steep the curve is there."""

from collections.abc import Iterator
from typing import Any, Protocol, Self

import numpy as np
from manim import UP, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points


class Place(Protocol):
    """Where a curve is drawn: it knows where numbers stand on the page, and which stand where."""

    def point(self, x: ArrayLike, y: ArrayLike, /) -> Points:
        """Return the scene points (..., 3) of numbers."""

    def numbers(self, points: Points, /) -> tuple[Array, Array]:
        """Return the two numbers of scene points (..., 3)."""


class Tangent(VMobject, Depiction):
    """A line that touches a curve at a place, and is as steep as it.

    `of`, `at`: Where its slope is recorded, in what it cites; without a key it says nothing.
    """

    def __init__(
        self, place: Place, of: str = "", at: tuple[Any, ...] = (), *, role: str = "slope"
    ) -> None:
        super().__init__(color=style.color(role), stroke_width=style.BOLD)
        self.place, self.of, self.at = place, of, at

    def touch(self, x: float, y: float, slope: float, reach: ArrayLike) -> Self:
        """Touch at (x, y), and go so far to the left and the right of it, in x."""
        away = np.asarray(reach) * [-1, 1]
        self.set_points_as_corners(self.place.point(x + away, y + slope * away))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope that its ends say."""
        if self.of and len(self.points):
            ends = self.points[[0, -1]]
            (xs, ys), (_, higher) = (
                self.place.numbers(some) for some in (ends, ends + UP * style.PIXEL)
            )
            within = (higher[0] - ys[0]) / np.ptp(xs)
            yield Depicted(self.of, self.at, np.diff(ys)[0] / np.diff(xs)[0], within)
