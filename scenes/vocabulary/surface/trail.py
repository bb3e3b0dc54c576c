"""A run on a cost surface or its map: the way that it has come, its ball, its next step's arrow."""

from collections.abc import Iterator
from functools import partial
from typing import Self

import numpy as np
from manim import RIGHT, UP, Circle, Group, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.surface import cost_sheet, marks, projection
from scenes.vocabulary.surface.arrow import StepArrow
from scenes.vocabulary.text import Depicted, Depiction, cite, strokes
from scenes.vocabulary.text.arrays import Array, ArrayLike, Flags, Points

_DOT, _FEW = 0.045, 20  # the steps of a longer run are too near each other for dots
_FADED = 0.25  # opacity of legs that are no longer fresh
_PIECES, _MOST = 16, 600  # a long step follows the sheet in so many pieces; all steps in so many


class Trail(marks.Mark, Depiction):
    """The path up to the present step; of a step that leaves the map, the way to its edge.

    Parameters
    ----------
    path
        (T, 2) the two parameters at each step.
    costs
        (T,) the true costs; left out, the trail lies on the sheet.
    dot
        The radius of the dot at each step, in Manim units; 0 for none.
    fresh
        How many of the last steps are drawn bold (default: all): of a way to and fro the older
        legs would cover one another.
    """

    def __init__(
        self,
        path: ArrayLike,
        costs: ArrayLike | None = None,
        *,
        role: str = "cost",
        dot: float = 0.045,
        fresh: int | None = None,
    ) -> None:
        parts = [np.array(path, dtype=float)]
        self.way = np.column_stack(parts if costs is None else [*parts, np.array(costs, float)])
        self.step, self.share, self.fresh = 0, 0.0, fresh
        self._ring = Circle(dot).points
        self.line = VMobject(color=style.color(role), stroke_width=style.FIRM)
        # On a sheet of any colour a rim of paper keeps the line in sight.
        self.line.set_stroke(
            style.color("paper"), style.FIRM + style.EVEN, opacity=0.7, background=True
        )
        self.faded = VMobject(color=style.color(role), stroke_width=style.THIN)
        self.faded.set_stroke(opacity=_FADED)
        self.dots = VMobject(color=style.color(role), stroke_width=0, fill_opacity=float(dot > 0))
        super().__init__(self.faded, self.line, self.dots)

    def show_until(self, step: int, share: float = 0.0) -> Self:
        """Show the steps 0 … `step`, and so much of the way to the next one, 0 to 1."""
        self.step, self.share = step, share
        return self._refresh()

    def drawn_places(self) -> Array:
        """Return the parameters (k, 2) of the dots, read back from where they are drawn."""
        assert self.view is not None
        return self.view.parameters_at(self._centers(), _heights(self.view, self._past(self.view)))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the parameters of every step that has a dot."""
        if self.view is None or not self.dots.get_fill_opacity():
            return
        steps = np.flatnonzero(_on_the_map(self.view, self.way[: self.step + 1]))
        heights, centers = _heights(self.view, self._past(self.view)), self._centers()
        places = self.drawn_places()
        off = [
            np.abs(self.view.parameters_at(centers + way * style.PIXEL, heights) - places)
            for way in (RIGHT, UP)
        ]
        yield Depicted("path", (steps, slice(None)), places, np.max(off, axis=0))

    def _centers(self) -> Points:
        """Return where the dots are (k, 3)."""
        return np.asarray(self.dots.points.reshape(-1, len(self._ring), 3).mean(axis=1))

    def redraw(self, view: projection.View) -> None:
        """Draw the line and the dots as the view sees them."""
        here = self._past(view)
        centers = view.place(here[:, 0], here[:, 1], _heights(view, here))
        self.dots.set_points((centers[:, None] + self._ring).reshape(-1, 3))
        legs = self._legs(view)
        old = 0 if self.fresh is None else max(0, len(legs) - self.fresh)
        for line, part in ((self.faded, legs[:old]), (self.line, legs[old:])):
            line.set_points(part.reshape(-1, 3))

    def _past(self, view: projection.View) -> Array:
        """Return the steps so far that are on the map."""
        past = self.way[: self.step + 1]
        return np.asarray(past[_on_the_map(view, past)])

    def _legs(self, view: projection.View) -> Points:
        """Return the curves (legs, k, 3) of the way so far, long steps in many pieces, none outside
        the map.
        """
        way = self.way[: self.step + 1]
        if self.share and self.step + 1 < len(self.way):
            onward = self.way[self.step + 1] - way[-1]
            way = np.vstack([way, way[-1] + onward * self.share])
        first, last = way[:-1], way[1:]
        enter, leave = _crossing(view, first[:, :2], last[:, :2])
        pieces = int(np.clip(_MOST // max(len(first), 1), 1, _PIECES))
        shares = enter + (leave - enter) * np.linspace(0.0, 1.0, pieces + 1)[:, None]
        on_the_map = _on_the_map(view, way)
        drawn = (leave > enter) & (on_the_map[:-1] | on_the_map[1:])
        corners = (first + (last - first) * shares[..., None])[:, drawn]
        places = view.place(corners[..., 0], corners[..., 1], _heights(view, corners))
        starts, ends = (part.swapaxes(0, 1).reshape(-1, 3) for part in (places[:-1], places[1:]))
        return strokes.segments(starts, ends).reshape(-1, 4 * pieces, 3)


class Runner(Group):
    """One run on one ground: its trail, its ball, and the arrow to its next step.

    `route`: Its `path` (T, 2) and its `path_costs` (T,), at which the ball lies. `role`: The name
    of its colour. `lie`: Whether the trail lies on the sheet; else it is at the true costs.
    `fresh`: How many of the last steps are drawn bold, as in `Trail`.
    """

    def __init__(
        self,
        ground: marks.Ground,
        route: cost_sheet.CostSheet,
        *,
        role: str = "cost",
        lie: bool = True,
        fresh: int | None = None,
    ) -> None:
        self.ground, self.on_the_map = ground, True
        self.path, self.costs = np.array(route.path), np.array(route.path_costs)
        dot = _DOT if len(self.path) <= _FEW or fresh else 0.0
        heights = None if lie else self.costs
        self.trail = Trail(self.path, heights, role=role, dot=dot, fresh=fresh)
        self.arrow = StepArrow(self.path[0], self.path[0])
        # It lies on its trail and on every other.
        self.ball = marks.Ball(self.path[0], float(self.costs[0]), role=role).set_z_index(1)
        super().__init__(self.trail, self.arrow, self.ball)
        for mark in self:
            ground.carry(mark)
        cite(self, route)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Put the ball where the run was at a recorded step, at the end of its trail."""
        return self.show_between(step, 0.0)

    def show_between(self, step: int, share: float, *, arrow: bool = False) -> Self:
        """Put the ball so far (0 to 1) on its way to the next step, along an arrow or not."""
        after = min(step + 1, len(self.path) - 1)
        at = self.path[step] + (self.path[after] - self.path[step]) * share
        self.trail.show_until(step, share)
        self._move_ball(at, step if share == 0 else None)
        if share and arrow:
            self.arrow.reach(at, self.path[after])
        else:
            self.arrow.withdraw()
        return self

    def point(self, step: int) -> stage.Tween:
        """Return the drawing of -α∇C, the arrow from a step to the next."""
        here, after = self.path[step : step + 2]
        return stage.Tween(self.arrow, lambda share: self.arrow.reach(here, after, share=share))

    def roll(self, step: int, *, arrow: bool = True, run_time: float = style.NORMAL) -> stage.Tween:
        """Return the ball's way to the next step, along an arrow, which it uses up, or not."""
        return stage.Tween(self, partial(self.show_between, step, arrow=arrow), run_time=run_time)

    def _move_ball(self, at: Array, step: int | None) -> None:
        """Move the ball, at rest at a step or on its way; one that has left the map is hidden."""
        low, high = self.ground.view.corners
        seen = bool((low <= at).all() and (at <= high).all())
        if seen:
            self.ball.show_at(at, None if step is None else float(self.costs[step]), step=step)
        else:  # a place of the step alone, not of where the ball was last seen
            self.ball.show_at(np.clip(np.nan_to_num(at), low, high))
        if seen != self.on_the_map:  # only a change is passed on: a faded ball stays faded
            self.on_the_map = seen
            self.ball.disc.set_opacity(float(seen))
            self.ball.glint.set_fill(opacity=0.8 * seen)
        if not seen:
            self.ball.shadow.set_fill(opacity=0.0)


def _heights(view: projection.View, way: Array) -> Array:
    """Return the true costs of places (..., 3), or the sheet's of places (..., 2)."""
    return way[..., 2] if way.shape[-1] == 3 else view.cost_at(way[..., 0], way[..., 1])


def _on_the_map(view: projection.View, way: Array) -> Flags:
    low, high = view.corners
    return np.asarray(((way[:, :2] >= low) & (way[:, :2] <= high)).all(axis=1))


def _crossing(view: projection.View, first: Array, last: Array) -> tuple[Array, Array]:
    """Return at which shares (n,) of the ways from first to last one is on the map."""
    low, high = view.corners
    onward = np.where(last == first, 1e-12, last - first)
    ends = np.sort([(low - first) / onward, (high - first) / onward], axis=0)
    return ends[0].max(axis=1, initial=0.0), ends[1].min(axis=1, initial=1.0)
