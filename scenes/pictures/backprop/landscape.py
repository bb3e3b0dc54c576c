"""The landscape from above: the cost over two weights, and the run's way, which leaves it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Group, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.surface import Ball, CostSheet, CostSurface, DropLine, Orbit, Trail, arrow
from scenes.vocabulary.text import Array, ArrayLike, cite, maths, step_line, strip, words
from scenes.vocabulary.text.ledger import Entry, Ledger

EYE, ASIDE = (-35, 34), (-35, 16)  # where it is looked at from, in degrees; and then, from the side
_MIDDLE, _RISE, _AIR = style.LEFT_HALF + RIGHT * 0.5 + UP * 0.75, 2.2, 0.15
_LEAST = 0.6  # half of a sheet
_THIN = 0.5  # of the sheet is left when the ball is below it
_ENDS = {"gradient cost(C)": 1.0, "-gradient cost(C)": -1.0}  # of an arrow, in gradients
_COSTS = {
    "path_costs": ('"the run’s" cost(C)', "cost"),
    "shadow_costs": ('"the landscape’s" cost(C)', "ink"),
}


class LandscapeBoard:
    """A run's descent at the left; at the right what it costs, and the landscape below it.

    `sheet`: Its xs (nx,), ys (ny,) and costs (ny, nx); the run's path (T + 1, 2), its true costs
    and the sheet's under it (T + 1,). `uphill`: The two slopes at the start.
    `layer`, `places`: (row, column) of the two weights in the matrix
    of a layer. `last`: The last step that is shown.
    """

    def __init__(
        self,
        sheet: CostSheet,
        uphill: ArrayLike,
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
        last: int,
    ) -> None:
        self.sheet, self.path = sheet, np.array(sheet.path)
        self.costs = [np.array(sheet[key]) for key in _COSTS]
        self.uphill = np.array(uphill)
        names = [step_line.weight_name(*place, layer=layer) for place in places]
        # The run leaves the sheet downwards; the floor lies below all that is shown of it.
        self.surface = _surface(sheet, names, bottom=float(self.costs[0][: last + 1].min()))
        rows = zip(_COSTS.items(), self.costs, strict=True)
        entries = (Entry(name, costs[0], 4, key, role, (0,)) for (key, (name, role)), costs in rows)
        self.ledger = cite(Ledger(*entries), sheet).align_to(
            style.TOP_RIGHT + DOWN * 1.6, UP + RIGHT
        )

    def appear(self) -> Gesture:
        """Show the surface, and walk around it."""
        yield (FadeIn(self.surface, run_time=style.QUICK),)
        yield (Orbit(self.surface, *EYE, run_time=3.0),)

    def point(self) -> Gesture:
        """Put the ball down, draw the gradient from it, and turn the arrow round."""
        here, carry = self.path[0], self.surface.carry
        self.ball = carry(Ball(here, float(self.costs[0][0])))
        self.ball.set_z_index(1)  # it lies on its line, whichever of the two came first
        self.trail = carry(Trail(self.path, self.costs[0]))  # where the run is, not on the sheet
        for mark in (self.ball, self.trail):
            cite(mark, self.sheet)
        self.ball.step = 0
        yield (FadeIn(self.ball, run_time=style.QUICK),)
        self.up = carry(arrow.StepArrow(here, here, role="delta").withdraw())
        self.down = carry(arrow.StepArrow(here, here).withdraw())
        yield (self.lean(0.0, 1.0),)
        name, self.name = (self._over_the_tip(*end) for end in _ENDS.items())
        yield (FadeIn(name, run_time=style.QUICK),)
        yield FadeOut(name, run_time=style.QUICK), self.lean(1.0, -1.0, run_time=1.2)
        yield (FadeIn(self.name, run_time=style.QUICK),)

    def go_aside(self) -> Gesture:
        """Let the arrow go, look through the sheet from the side, and print both costs."""

        def thin(share: float) -> None:
            for one in (self.up, self.down):
                one.withdraw()
            self.surface.show_through(1.0 - (1.0 - _THIN) * share)

        yield FadeOut(self.name, run_time=style.QUICK), Tween(self.surface, thin)
        yield (Orbit(self.surface, *ASIDE, run_time=2.0),)
        self.drop = self.surface.carry(DropLine(self.path[0], float(self.costs[0][0])))
        yield (FadeIn(self.ledger, self.drop, run_time=style.QUICK),)

    def name_the_gap(self, others: int) -> Gesture:
        """Say whose doing it is that the run is not on the landscape."""
        label = words(f"the other {others:,}", size=style.BODY).next_to(self.drop, RIGHT, buff=0.2)
        yield (FadeIn(VGroup(strip.plate_behind(label, air=0.08), label)),)

    def lean(self, first: float, last: float, *, run_time: float = style.NORMAL) -> Tween:
        """Return the stretching of the arrow from `first` to `last` times the gradient.

        Below 0 it points downhill. It ends at the sheet's edge at the latest.
        """
        start, end = self._within(first), self._within(last)

        def show(share: float) -> None:
            times = start + (end - start) * share
            arrow.lean(self.up, self.down, self.path[0], self.uphill, times)

        return Tween(Group(self.up, self.down), show, run_time=run_time)

    @property
    def live(self) -> Live:
        """What a step moves, when ball and line are there."""
        return Live(self.show_step, self.trail, self.ball, self.drop, self.ledger)

    def show_step(self, step: int) -> None:
        """Move the ball and its line to a recorded step, and print both costs."""
        place, cost = self.path[step], float(self.costs[0][step])
        self.trail.show_until(step)
        self.ball.show_at(place, cost, step=step)
        self.drop.show_at(place, cost)
        for line, costs in enumerate(self.costs):
            self.ledger.show_value(line, float(costs[step]), (step,))

    def _within(self, times: float) -> float:
        """Return so many times the gradient, or as many as lead to the sheet's edge."""
        return arrow.within(self.surface.view, self.path[0], self.uphill, times)

    def _over_the_tip(self, source: str, times: float) -> VGroup:
        """Return a name over the tip of such an arrow, on a plate: the sheet has all colours."""
        x, y = self.path[0] + self.uphill * self._within(times)
        name = maths(source).move_to(self.surface.place(x, y, self.surface.cost_at(x, y)))
        name.shift(UP * 0.5)
        return VGroup(strip.plate_behind(name, air=0.1), name)


def _surface(sheet: CostSheet, names: Sequence[str], *, bottom: float) -> CostSurface:
    """Return the surface; its highest corner, seen from where it will be, is below the headline."""
    first, second = (maths(f"weight({name})") for name in names)
    surface = CostSurface(
        sheet.xs,
        sheet.ys,
        sheet.costs,
        labels=(first, second, maths("cost(C)")),
        decimals=(1, 1, 2),
        width=6.4,
        rise=_RISE,
        drop=0.7,
        bottom=bottom,
        center=_MIDDLE,
    )
    view = replace(surface.view, azimuth=EYE[0], elevation=EYE[1])
    top = float(view.place(view.xs, view.ys[:, None], view.costs)[..., 1].max())
    if (over := top - style.STAGE_TOP + _AIR) > 0:
        rise = _RISE - over / np.cos(np.radians(EYE[1]))
        surface.show_view(replace(surface.view, rise=rise, center=_MIDDLE - UP * over / 2))
    return surface


def slice_below(
    history: Any,
    sheet_of: Callable[..., CostSheet],
    axes: Sequence[tuple[str, tuple[int, int]]],
    *,
    last: int,
) -> CostSheet | None:
    """Return a sheet about the start of a run on which the run goes down, or nothing.

    A plain has no way down, and a run that is above all of its sheet leaves the stage.

    `sheet_of`: From the run, two parameters and the ends of both axes to a sheet. `axes`: The key
    and the place of both. `last`: The last step that is to have room on it.
    """
    steps = [history[history.at_hand(t)] for t in range(min(last + 1, len(history)))]
    walk = [np.array([step[key][place] for step in steps]) for key, place in axes]
    sheet = sheet_of(history, axes=axes, span=span_of(walk))
    falls = sheet.costs.max() > max(sheet.costs.min(), *sheet["path_costs"][1 : last + 1])
    return sheet if falls else None


def span_of(walk: Sequence[Array]) -> list[tuple[float, float]]:
    """Return the ends of a sheet about the start of a walk, on which all of the walk has room.

    `walk`: Of each of the sheet's two parameters its values (K,), the first step's first.
    """
    halves = [max(_LEAST, 1.15 * np.abs(values - values[0]).max()) for values in walk]
    ends = zip(walk, halves, strict=True)
    return [(float(values[0] - half), float(values[0] + half)) for values, half in ends]
