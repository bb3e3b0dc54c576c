"""What a pane of glass shows: the curve where it cuts the sheet, and the curve's slope."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import FadeIn, FadeOut, Mobject, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.surface import glass, marks, projection
from scenes.vocabulary.surface.cost_sheet import CostSheet
from scenes.vocabulary.text import Depicted, Depiction, Source, Strip, cite, quote, strokes
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points

_HALF = 0.5  # of a tangent, along its parameter
_POINTS = 160
_NAMES = "weight(w)", "bias(b)"


class Cut(marks.Mark):
    """The cost along one parameter (`axis` 0 or 1) while the other is held where `at` (2,) says."""

    def __init__(self, axis: int, at: ArrayLike) -> None:
        self.axis, self.at = axis, np.array(at, dtype=float)
        self.ends: tuple[float, float] | None = None
        self.line = VMobject(color=style.color("cost"), stroke_width=style.HEAVY)
        super().__init__(self.line)

    def show_from_to(self, first: float, last: float) -> Self:
        """Draw the curve between two values of its parameter."""
        self.ends = first, last
        return self._refresh()

    def show_at(self, held: float) -> Self:
        """Hold the other parameter elsewhere, and draw the whole curve."""
        self.at[1 - self.axis] = held
        assert self.view is not None
        low, high = self.view.corners
        return self.show_from_to(float(low[self.axis]), float(high[self.axis]))

    def redraw(self, view: projection.View) -> None:
        """Draw the curve as the view sees it."""
        if self.ends is None or self.ends[0] == self.ends[1]:
            self.line.clear_points()
            return
        x, y = _along(self.axis, self.at, np.linspace(*self.ends, _POINTS))
        self.line.set_points_as_corners(view.place(x, y, view.cost_at(x, y)))


class Tangent(marks.Mark, Depiction):
    """A straight stroke with the slope of the cost along one parameter, touching at `at` (2,).

    `slope` is recorded under `gradient` of what it cites.
    """

    def __init__(self, axis: int, at: ArrayLike, cost: float, slope: float) -> None:
        self.axis, self.at = axis, np.array(at, dtype=float)
        self.cost, self.slope, self.share = cost, slope, 1.0
        self.line = VMobject(color=style.color("slope"), stroke_width=style.BROAD)
        super().__init__(self.line)

    def show_share(self, share: float) -> Self:
        """Draw so much of the stroke, from the place where it touches."""
        self.share = share
        return self._refresh()

    def redraw(self, view: projection.View) -> None:
        """Draw the stroke as the view sees it."""
        away = np.array([-_HALF, _HALF]) * self.share
        x, y = _along(self.axis, self.at, self.at[self.axis] + away)
        ends = view.place(x, y, self.cost + self.slope * away)
        self.line.set_points(strokes.segments(ends[:1], ends[1:]))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope, read back from the stroke's ends."""
        if self.view is None or self.share < 1.0 or not self.line.get_stroke_opacity():
            return
        x, y = _along(self.axis, self.at, self.at[self.axis] + np.array([-_HALF, _HALF]))
        level, above = self.view.place(x, y, 0.0)[:, 1], self.view.place(x, y, 1.0)[:, 1]
        first, last = (self.line.points[[0, -1], 1] - level) / (above - level)
        within = style.PIXEL / float(above[0] - level[0]) / (2 * _HALF)
        yield Depicted("gradient", (), (last - first) / (2 * _HALF), within)


class Panes:
    """Two panes on a `surface` where its run starts: the curves that they cut, and their slopes.

    `updates`: Of w and b, with its `gradient`. `digits`: Decimals of the slopes in `labels`.
    """

    def __init__(
        self, surface: glass.GlassSurface, sheet: CostSheet, updates: Sequence[Source], digits: int
    ) -> None:
        self.surface, self.at, cost = surface, np.array(sheet.path[0]), float(sheet.path_costs[0])
        self.cuts = [surface.carry(Cut(axis, self.at)) for axis in (0, 1)]
        self.tangents = [
            cite(Tangent(axis, self.at, cost, float(one["gradient"])), one)
            for axis, one in enumerate(updates)
        ]
        self.labels = [_slope(*pair, digits) for pair in zip(_NAMES, updates, strict=True)]

    def hold(self, axis: int) -> stage.Gesture:
        """Slide the pane along one parameter in, and draw the slope of the curve that it cuts."""
        yield (slide_in(self.surface, self.cuts[axis], self.at, run_time=2.4),)
        tangent = self.surface.carry(self.tangents[axis])
        yield (stage.Tween(tangent, tangent.show_share, run_time=1.3),)
        yield (FadeIn(self.labels[axis], run_time=style.QUICK),)

    def close(self, *gone: Mobject) -> stage.Gesture:
        """Let the panes go, and what was on them; and whatever else goes with them."""
        surface, on_them = self.surface, [*self.cuts, *self.tangents]
        yield (FadeOut(*on_them, *gone),)
        surface.marks.remove(*on_them)
        low, high = surface.view.corners
        goal = np.array([high[0], low[1]])

        def show(share: float) -> None:
            here = self.at + (goal - self.at) * share
            surface.show_part(cut=(float(here[0]), float(here[1])) if share < 1.0 else None)

        yield (stage.Tween(surface, show, run_time=1.2),)


def _slope(name: str, update: Source, digits: int) -> Strip:
    number = quote(update, "gradient", (), digits, role="slope", size=style.CLAIM)
    return Strip(f"frac(slope(partial) cost(C), slope(partial) {name}) =", number, size=style.CLAIM)


def slide_in(surface: glass.GlassSurface, cut: Cut, at: Array, *, run_time: float) -> stage.Tween:
    """Return a pane's way to a place (2,) of the surface; what it cuts out is drawn on it.

    The pane along w comes first, from in front; the one along b meets it at the place.
    """
    low, axis = surface.view.corners[0], cut.axis

    def show(share: float) -> None:
        held = low + (at - low) * share
        surface.show_part(cut=(low[0], held[1]) if axis == 0 else (held[0], at[1]))
        cut.show_at(float(held[1 - axis]))

    return stage.Tween(surface, show, run_time=run_time)


def _along(axis: int, at: Array, values: Array) -> Points:
    """Return places (2, k) at which one parameter has these values and the other is held."""
    places = np.repeat(at[:, None], len(values), axis=1)
    places[axis] = values
    return places
