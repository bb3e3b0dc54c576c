"""A run on the cost surface: the arrow of its next step first, and the ball after it."""

from typing import Self

import numpy as np
from manim import Group

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface import Ball, Ground, StepArrow, Trail, lean, within
from scenes.vocabulary.text.arrays import Array, ArrayLike

_DOT, _FEW = 0.045, 100  # the steps of a longer run are too near each other for dots


class Track(Group):
    """One run on one ground: its trail, its ball, and the arrows up and down from it."""

    def __init__(
        self, ground: Ground, path: Array, costs: Array, role: str, *, lie: bool, memory: int | None
    ) -> None:
        self.ground, self.path, self.costs, self.on_the_map = ground, path, costs, True
        dot = _DOT if len(path) <= _FEW else 0.0
        heights = None if lie else costs
        self.trail = Trail(path, heights, role=role, dot=dot, memory=memory)
        self.uphill = StepArrow(path[0], path[0], role="delta").withdraw()
        self.arrow = StepArrow(path[0], path[0])
        # It lies on its trail and on every other.
        self.ball = Ball(path[0], float(costs[0]), role=role).set_z_index(1)
        super().__init__(self.trail, self.uphill, self.arrow, self.ball)
        for mark in self:
            ground.carry(mark)
        self.show(0)

    def show(self, step: int, share: float = 0.0) -> None:
        """Show a step, or the ball so far on its way along the arrow to the next one."""
        after = min(step + 1, len(self.path) - 1)
        at = self.path[step] + (self.path[after] - self.path[step]) * share
        self.trail.show_until(step, share)
        self._move_ball(at, step if share == 0 else None)
        if share:
            self.arrow.reach(at, self.path[after])
        else:
            self.arrow.withdraw()
            self.uphill.withdraw()

    def point(self, step: int, share: float) -> None:
        """Draw so much of the arrow to the next step."""
        self.arrow.reach(self.path[step], self.path[step + 1], share=share)

    def lean(self, step: int, times: float) -> None:
        """Draw an arrow so many times as long as the step; below 0 it points uphill."""
        here, after = self.path[step : step + 2]
        lean(self.arrow, self.uphill, here, after - here, times)

    def within(self, step: int, times: float) -> float:
        """Return so many times the step, or as many as lead to the map's edge."""
        here, after = self.path[step : step + 2]
        return within(self.ground.view, here, after - here, times)

    def _move_ball(self, at: Array, step: int | None) -> None:
        """Move the ball, at rest at a step or on its way; one that has left the map is hidden."""
        view = self.ground.view
        low, high = view.corners
        seen = bool((low <= at).all() and (at <= high).all())
        if seen:
            cost = None if step is None else float(self.costs[step])
            self.ball.show_at(at, cost, step=step)
        else:  # a place of the step alone, not of where the ball was last seen
            self.ball.show_at(np.clip(np.nan_to_num(at), low, high))
        if seen != self.on_the_map:  # only a change is passed on: a faded ball stays faded
            self.on_the_map = seen
            self.ball.disc.set_opacity(float(seen))
            self.ball.glint.set_fill(opacity=0.8 * seen)
        if not seen:
            self.ball.shadow.set_fill(opacity=0.0)


class Runner(Group):
    """One run on every ground that shows it, all at the same step.

    `grounds`: Cost surfaces and flat maps. `path`: (T, 2) the two parameters at each step. `costs`:
    (T,) the run's true cost, at which the ball lies. `role`: The name of its colour. `lie`: Whether
    the trail lies on the sheet; else it is at the true costs, beside the slice. `memory`: How many
    of the last steps the trail joins by strokes (default: all).
    """

    def __init__(
        self,
        *grounds: Ground,
        path: ArrayLike,
        costs: ArrayLike,
        role: str = "cost",
        lie: bool = True,
        memory: int | None = None,
    ) -> None:
        way, heights = np.array(path, dtype=float), np.array(costs, dtype=float)
        self.tracks = [
            Track(ground, way, heights, role, lie=lie, memory=memory) for ground in grounds
        ]
        super().__init__(*self.tracks)

    def show_step(self, step: int) -> Self:
        """Put the ball where the run was at a recorded step, at the end of its trail."""
        for track in self.tracks:
            track.show(step)
        return self

    def point(self, step: int) -> Tween:
        """Return the drawing of -α∇C, the arrow from a step to the next."""

        def show(share: float) -> None:
            for track in self.tracks:
                track.point(step, share)

        return Tween(self._arrows(), show)

    def lean(
        self, step: int, first: float, last: float, *, run_time: float = style.NORMAL
    ) -> Tween:
        """Return the stretching of an arrow from `first` to `last` times a step.

        -α∇C is once the step, -∇C is 1/α times the step, and ∇C is -1/α times. What would leave
        the map ends at its edge.
        """
        ends = [[track.within(step, times) for times in (first, last)] for track in self.tracks]

        def show(share: float) -> None:
            for track, (start, end) in zip(self.tracks, ends, strict=True):
                track.lean(step, start + (end - start) * share)

        return Tween(self._arrows(), show, run_time=run_time)

    def ahead(self, step: int, times: float) -> Array:
        """Return the parameters (2,) at the tip of such an arrow."""
        here, after = self.tracks[0].path[step : step + 2]
        return np.asarray(here + (after - here) * self.tracks[0].within(step, times))

    def roll(self, step: int, *, run_time: float = style.NORMAL) -> Tween:
        """Return the ball's way along the arrow, which it uses up."""

        def show(share: float) -> None:
            for track in self.tracks:
                track.show(step, share)

        return Tween(self, show, run_time=run_time)

    def _arrows(self) -> Group:
        return Group(*(arrow for track in self.tracks for arrow in (track.uphill, track.arrow)))
