"""As a line swings through the data, a dot at its cost paints the surface of all lines."""

from collections.abc import Callable

import numpy as np
from manim import Group, linear

from scenes.pictures.gradient_descent.fit import FitPanel
from scenes.pictures.gradient_descent.glass import GlassSurface
from scenes.pictures.gradient_descent.panes import Cut
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface import Ball
from scenes.vocabulary.text.arrays import Array

_PACE = 2.4  # the first rows are slow


class Painting:
    """A line through data, a `dot` at its cost, and the surface that the dot leaves behind.

    `surface`: Yet unpainted. `panel`: The data, and the line of a run's first step. `start`: That
    line's two parameters (2,), where the dot begins.
    """

    def __init__(self, surface: GlassSurface, panel: FitPanel, start: Array) -> None:
        self.surface, self.panel, self.start = surface, panel, start
        self.none = np.zeros(np.subtract(surface.view.costs.shape, 1), dtype=bool)
        surface.show_painted(self.none)
        self.cuts = [surface.carry(Cut(axis, start)) for axis in (0, 1)]
        self.dot = surface.carry(Ball(start))
        self.dot.set_z_index(1)

    def sweep(self, axis: int, *, run_time: float) -> Tween:
        """Return the way of one parameter to either end of the map and back: a curve is drawn."""
        (low, high), here = np.transpose(self.surface.view.corners)[axis], self.start[axis]
        stops = [here, low, high, here]
        legs = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(stops)))])

        def show(moment: float) -> None:
            reached = np.interp(np.linspace(0.0, moment * legs[-1], 200), legs, stops)
            self.cuts[axis].show_from_to(float(reached.min()), float(reached.max()))
            at = self.start.copy()
            at[axis] = reached[-1]
            self._stand_at(at)

        return self._moving(show, run_time)

    def paint(self, *, run_time: float) -> Tween:
        """Return the sweep over the whole map, row by row from the far edge to the near one."""
        view, rows = self.surface.view, len(self.none)

        def show(moment: float) -> None:
            place = min(rows * moment**_PACE, rows - 1e-9)
            row, back = rows - 1 - int(place), int(place) % 2
            share = 1.0 - place % 1.0 if back else place % 1.0
            x = view.xs[0] + share * (view.xs[-1] - view.xs[0])
            painted = self.none.copy()
            painted[row + 1 :] = True
            painted[row] = view.xs[:-1] >= x if back else view.xs[1:] <= x
            self.surface.show_painted(None if moment == 1.0 else painted)
            self._stand_at(np.array([x, view.ys[row]]))

        return self._moving(show, run_time)

    def go_home(self, *, run_time: float) -> Tween:
        """Return the way back to where it began; the lines of equal cost appear on the floor."""
        away = np.array(self.dot.at)

        def show(moment: float) -> None:
            self.surface.show_painted(None, moment)
            self._stand_at(away + (self.start - away) * moment)

        return self._moving(show, run_time)

    def _stand_at(self, at: Array) -> None:
        self.dot.show_at(at)
        self.panel.fits[0].show_swayed(*(at - self.start))

    def _moving(self, show: Callable[[float], None], run_time: float) -> Tween:
        moving = Group(self.surface, self.panel.live)
        return Tween(moving, show, run_time=run_time, rate_func=linear)
