"""A curve on a plot, which shows only the past; its head is the present."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import UP, Dot, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot.plot import Plot
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points, arrays, provenance

_FINEST = 0.012  # Manim units, some 1.6 pixels at 1080p: points closer than this say nothing new


class Curve(VGroup, Depiction):
    """A recorded curve, drawn up to the present; its head is a dot.

    Parameters
    ----------
    plot
        Where it is drawn.
    xs, ys
        (T,) arrays.
    role
        The name of its colour.
    head
        Whether a dot marks the present end.
    of
        The key that the numbers are recorded under, one for each step, where `xs` are steps.
    places
        (T,) the numbers' places there, where `xs` are no steps; it is not on the clock then.
    """

    def __init__(
        self,
        plot: Plot,
        xs: ArrayLike,
        ys: ArrayLike,
        *,
        role: str = "cost",
        width: float = 4.0,
        head: bool = True,
        of: str = "",
        places: ArrayLike | None = None,
    ) -> None:
        self.of, self.places = of, None if places is None else np.asarray(places)
        # The frame alone is kept: a curve that held its plot would drag it into every copy.
        self.frame = plot.frame
        self.xs, self.ys = np.array(xs, dtype=float), np.array(ys, dtype=float)
        if self.xs.shape != self.ys.shape or self.xs.ndim != 1:
            raise ValueError(
                f"xs is {self.xs.shape} and ys {self.ys.shape}; two equally long rows are accepted"
            )
        self.index = len(self.xs) - 1
        self._drawn = _worth_drawing(self.frame.point(self.xs, self.ys))
        self.line = VMobject(color=style.color(role), stroke_width=width)
        self.head = Dot(radius=0.085, color=style.color(role)) if head else VGroup()
        super().__init__(self.line, self.head)
        self.show_until(self.index)

    def show_until(self, index: int, share: float = 0.0) -> Self:
        """Draw the past alone: the points 0 … index, and so much of the way to the next one."""
        self.index = int(np.clip(index, 0, len(self.xs) - 1))
        self.share = share if self.index + 1 < len(self.xs) else 0.0
        past = self._drawn[: np.searchsorted(self._drawn, self.index)]
        past = np.append(past, self.index)
        points = self.frame.point(self.xs[past], self.ys[past])
        if self.share:
            after = self.frame.point(self.xs[self.index + 1], self.ys[self.index + 1])
            points = np.vstack([points, points[-1] + (after - points[-1]) * self.share])
        # One point has no line yet, but a place: a zero-length piece keeps the object's.
        self.line.set_points_as_corners(points if len(points) > 1 else np.repeat(points, 2, axis=0))
        if len(self.head.points):
            self.head.move_to(points[-1])
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers at the line's corners and its head, and the step it has reached.

        On its way between two steps it says nothing.
        """
        if not self.of or self.share:
            return
        corners = self.drawn_values()
        if len(self.head.points):
            head = np.stack(self.frame.numbers(self.head.get_center()[None]), axis=-1)
            corners = np.vstack([corners, head])
        above = self.frame.numbers(self.frame.point(*corners.T) + UP * style.PIXEL / 2)[1]
        yield Depicted(self.of, (self._at(corners[:, 0]),), corners[:, 1], above - corners[:, 1])
        if self.places is not None:
            return
        over = self.index == len(self.xs) - 1  # a run that has ended stays as it is
        reached = float(corners[-1, 0])
        yield Depicted(provenance.CLOCK, (), reached, 0.01 * (1 + reached), full=over)

    def _at(self, xs: Array) -> arrays.Indices:
        """Return the places of the numbers at some of the curve's own xs."""
        if self.places is None:
            return np.rint(xs).astype(int)
        between = (self.xs[1:] + self.xs[:-1]) / 2
        return np.asarray(self.places[np.searchsorted(between, xs)])

    def drawn_values(self) -> Array:
        """Return the numbers (k, 2) at the corners of the line as it is drawn: its inverse."""
        corners = np.vstack([self.line.points[:1], self.line.points[3::4]])
        return np.stack(self.frame.numbers(corners), axis=-1)


def _worth_drawing(points: Points) -> arrays.Indices:
    """Return the indices that a viewer can tell apart: each thin column's ends and extremes."""
    everything = np.arange(len(points))
    if len(points) < 400 or np.any(np.diff(points[:, 0]) < 0):
        return everything
    column = np.floor(points[:, 0] / _FINEST)
    found = []
    for order in (everything, np.lexsort((points[:, 1], column))):
        starts = np.flatnonzero(np.diff(column[order], prepend=-np.inf))
        found += [order[starts], order[np.append(starts[1:], len(order)) - 1]]
    return np.unique(np.concatenate(found))
