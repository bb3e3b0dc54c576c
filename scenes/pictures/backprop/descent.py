"""A run on a cost surface: the ball at its true cost, and what the slice does not show."""

from dataclasses import replace
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, Group, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Live, Tween
from scenes.vocabulary.surface import (
    Ball,
    CostSheet,
    CostSurface,
    DropLine,
    StepArrow,
    Trail,
    lean,
    within,
)
from scenes.vocabulary.text import Entry, Ledger, cite, maths
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import Cited
from scenes.vocabulary.text.strip import plate_behind

EYE = -35, 34  # where it is looked at from, in degrees
_RISE, _UP, _AIR = 2.2, UP * 0.75, 0.15
_THIN = 0.5  # of the sheet is left when the ball is below it


def _top_of(surface: CostSurface) -> float:
    """Return how high a surface reaches when the eye has come to its place."""
    view = replace(surface.view, azimuth=EYE[0], elevation=EYE[1])
    return float(view.place(view.xs, view.ys[:, None], view.costs)[..., 1].max())


class Descent(Group, Cited):
    """The surface, and what moves on it; `ledger` compares the run's cost with the sheet's.

    `sheet`: xs (nx,), ys (ny,), costs (ny, nx); the run's path (T + 1, 2), its true costs (T + 1,)
    and the sheet's costs below it, `shadow_costs` (T + 1,). `uphill`: (2,) the gradient at the
    start. `names`: Typst maths for the two parameters. `last`: The last step that is shown.
    """

    def __init__(
        self, sheet: CostSheet, uphill: Array, *, names: tuple[str, str], last: int
    ) -> None:
        self.path, self.costs = np.array(sheet.path), np.array(sheet.path_costs)
        self.shadows, self.uphill = np.array(sheet.shadow_costs), np.array(uphill)
        labels = (maths(f"weight({names[0]})"), maths(f"weight({names[1]})"), maths("cost(C)"))
        # The run leaves the sheet downwards; the floor lies below all that is shown of it.
        lowest, middle = float(self.costs[: last + 1].min()), style.LEFT_HALF + RIGHT * 0.5
        grid = sheet.xs, sheet.ys, sheet.costs
        looks: dict[str, Any] = {"decimals": (1, 1, 2), "width": 6.4, "drop": 0.7, "bottom": lowest}
        surface = CostSurface(*grid, labels=labels, **looks, rise=_RISE, center=middle + _UP)
        # Where its farthest corner is its highest it would reach into the headline.
        if (over := _top_of(surface) - style.STAGE_TOP + _AIR) > 0:
            rise, center = _RISE - over / np.cos(np.radians(EYE[1])), middle + _UP - UP * over / 2
            surface = CostSurface(*grid, labels=labels, **looks, rise=rise, center=center)
        self.surface = surface
        self.ledger = Ledger(
            Entry('"the run’s" cost(C)', self.costs[0], 4, "path_costs", "cost", (0,)),
            Entry('"the sheet’s" cost(C)', self.shadows[0], 4, "shadow_costs", at=(0,)),
        )
        cite(self.ledger, sheet)
        self.cite(sheet)
        super().__init__(self.surface)

    def put_the_ball(self) -> Ball:
        """Put the ball on the sheet, where the run starts; its trail is on the sheet."""
        self.ball = self.surface.carry(Ball(self.path[0], float(self.costs[0])))
        self.trail = self.surface.carry(Trail(self.path))
        assert self.source is not None
        cite(self.ball, self.source).step = 0
        cite(self.trail, self.source)
        # It lies on its line, whichever of the two came first.
        self.ball.set_z_index(1)
        return self.ball

    def drop_a_line(self) -> DropLine:
        """Hang a line between the run's cost and the sheet's; return it."""
        self.drop = self.surface.carry(DropLine(self.path[0], float(self.costs[0])))
        return self.drop

    def put_the_arrows(self) -> None:
        """Put an arrow uphill and one downhill on the sheet; neither points yet."""
        here = self.path[0]
        self.up = self.surface.carry(StepArrow(here, here, role="delta").withdraw())
        self.down = self.surface.carry(StepArrow(here, here).withdraw())

    def lean(self, first: float, last: float, *, run_time: float = style.NORMAL) -> Tween:
        """Return the stretching of the arrow from `first` to `last` times the gradient.

        Below 0 it points downhill. It ends at the sheet's edge at the latest.
        """
        ends = self._within(first), self._within(last)

        def show(share: float) -> None:
            self.point(ends[0] + (ends[1] - ends[0]) * share)

        return Tween(Group(self.up, self.down), show, run_time=run_time)

    def point(self, times: float) -> Self:
        """Draw the arrow, so many times the gradient long."""
        lean(self.up, self.down, self.path[0], self.uphill, times)
        return self

    def label(self, source: str, times: float) -> VGroup:
        """Return a name over the tip of such an arrow, on a plate: the sheet has all colours."""
        x, y = self.path[0] + self.uphill * self._within(times)
        name = maths(source).move_to(self.surface.place(x, y, self.surface.cost_at(x, y)))
        name.shift(UP * 0.5)
        return VGroup(plate_behind(name, air=0.1), name)

    def see_through(self) -> Tween:
        """Return the thinning of the sheet, on which the arrow is no longer."""

        def show(share: float) -> None:
            for arrow in (self.up, self.down):
                arrow.withdraw()
            self.surface.show_through(1.0 - (1.0 - _THIN) * share)

        return Tween(self.surface, show)

    @property
    def live(self) -> Live:
        """What a step moves, when ball and line are there."""
        return Live(self.show_step, self.trail, self.ball, self.drop, self.ledger)

    def show_step(self, step: int) -> Self:
        """Move the ball and its line to a recorded step, and print both costs."""
        place, cost = self.path[step], float(self.costs[step])
        self.trail.show_until(step)
        self.ball.show_at(place, cost, step=step)
        self.drop.show_at(place, cost)
        for line, values in enumerate((self.costs, self.shadows)):
            self.ledger.show_value(line, float(values[step]), (step,))
        return self

    def _within(self, times: float) -> float:
        """Return so many times the gradient, or as many as lead to the sheet's edge."""
        return within(self.surface.view, self.path[0], self.uphill, times)
