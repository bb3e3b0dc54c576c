"""Recorded numbers as bars that begin on one line, and how long they are: the way back."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points, Source, strokes

_LEAST = style.PIXEL / 4  # of a bar's length: a rectangle has four corners


class Bars(VMobject, Depiction):
    """The numbers that a source has under a key, as bars from a line: lying, or standing on it.

    Parameters
    ----------
    of
        The key.
    feet
        (k, 3) where each begins: the middle of that end.
    way
        In which they grow: RIGHT or UP.
    unit
        How long 1 is; of a log scale, a factor of e.
    low
        Where a log scale begins; what is below is not drawn. Without it the scale is even.
    """

    def __init__(
        self,
        of: str,
        feet: Points,
        *,
        way: Points,
        thick: float,
        unit: float,
        low: float | None = None,
        role: str = "activation",
        opacity: float = 1.0,
    ) -> None:
        super().__init__(stroke_width=0, fill_opacity=opacity, color=style.color(role))
        self.of, self.feet, self.way, self.role = of, feet, way, role
        self.thick, self.unit, self.low = thick, unit, low
        self.at: tuple[Any, ...] = (np.arange(len(feet)),)
        self.whole = False  # whether they are as long as the numbers say

    def show(self, source: Source, *place: int, which: Any = None, share: ArrayLike = 1.0) -> Self:
        """Show `source[of][k, *place]` for each bar, or for some; of what grows, a share."""
        self.cite(source)
        self.at = (np.arange(len(self.feet)) if which is None else which, *place)
        self.draw(np.asarray(source[self.of])[self.at], share)
        self.whole = bool(np.all(np.asarray(share) == 1.0))
        return self

    def draw(self, values: Array, share: ArrayLike = 1.0) -> Self:
        """Draw them as long as other numbers, which nobody recorded: they say nothing then."""
        if self.low is not None:
            values = np.log(np.maximum(values, self.low) / self.low)
        lengths = np.maximum(values * self.unit * np.asarray(share), _LEAST)[:, None]
        feet, half = self.feet[self.at[0]], (1 - np.abs(self.way)) * self.thick / 2
        corners = np.hstack([feet - half, feet + lengths * self.way + half])
        self.set_points(strokes.boxes(corners[:, _SIDES]))
        self.whole = False
        return self

    def ends(self) -> Points:
        """Return where each ends, (k, 3): the middle of that end."""
        return np.asarray(self.feet[self.at[0]] + self._lengths()[:, None] * self.way)

    def _lengths(self) -> Array:
        edges = strokes.edges_of(self.points)
        return np.asarray((edges[:, 2:] - edges[:, :2]) @ self.way[:2])

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers that the bars' lengths say."""
        if not self.whole or not len(self.points):
            return
        said, within = self._lengths() / self.unit, style.PIXEL / self.unit
        if self.low is None:
            yield Depicted(self.of, self.at, said, within)
        else:
            value = self.low * np.exp(said)
            below = np.where(value < self.low * (1 + within), -1, 0)
            yield Depicted(self.of, self.at, value, value * within, below)


_SIDES = [0, 1, 3, 4]  # of two corners in space
