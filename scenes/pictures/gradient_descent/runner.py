"""A run on the cost surface or on its map: the arrow of its next step first, and the ball after."""

from typing import Self

import numpy as np
from manim import Group

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface import Ball, CostSheet, Ground, StepArrow, Trail
from scenes.vocabulary.text import cite
from scenes.vocabulary.text.arrays import Array

_DOT, _FEW = 0.045, 20  # the steps of a longer run are too near each other for dots


class Runner(Group):
    """One run on one ground: its trail, its ball, and the arrow to its next step.

    `route`: Its `path` (T, 2) and its `path_costs` (T,), at which the ball lies. `role`: The name
    of its colour. `lie`: Whether the trail lies on the sheet; else it is at the true costs.
    """

    def __init__(
        self, ground: Ground, route: CostSheet, *, role: str = "cost", lie: bool = True
    ) -> None:
        self.ground, self.on_the_map = ground, True
        self.path, self.costs = np.array(route.path), np.array(route.path_costs)
        dot = _DOT if len(self.path) <= _FEW else 0.0
        self.trail = Trail(self.path, None if lie else self.costs, role=role, dot=dot)
        self.arrow = StepArrow(self.path[0], self.path[0])
        # It lies on its trail and on every other.
        self.ball = Ball(self.path[0], float(self.costs[0]), role=role).set_z_index(1)
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

    def point(self, step: int) -> Tween:
        """Return the drawing of -α∇C, the arrow from a step to the next."""
        here, after = self.path[step : step + 2]
        return Tween(self.arrow, lambda share: self.arrow.reach(here, after, share=share))

    def roll(self, step: int, *, arrow: bool = True, run_time: float = style.NORMAL) -> Tween:
        """Return the ball's way to the next step, along an arrow, which it uses up, or not."""

        def show(share: float) -> None:
            self.show_between(step, share, arrow=arrow)

        return Tween(self, show, run_time=run_time)

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
