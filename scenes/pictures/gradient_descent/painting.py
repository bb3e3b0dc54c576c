"""As a line swings through the data, a dot at its cost paints the surface of all lines."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, Group, linear

from scenes.pictures.gradient_descent.fit import FitPanel
from scenes.vocabulary import stage, style
from scenes.vocabulary.surface import Ball, CostSheet, glass, panes
from scenes.vocabulary.text import cite, ledger

_PACE = 2.4  # the first rows are slow


class Painting:
    """A line through data, a `dot` at its cost, and the surface that the dot leaves behind.

    `surface`: Yet unpainted. `panel`: The data, and the line of a run's first step. `sheet`: What
    the surface shows. `start`: (row, column) of that line on the sheet, where the dot begins. It
    goes from one place of the grid to the next, and `ledger` says at which it is.
    """

    def __init__(
        self, surface: glass.GlassSurface, panel: FitPanel, sheet: CostSheet, start: tuple[int, int]
    ) -> None:
        self.surface, self.panel, self.sheet, self.start = surface, panel, sheet, start
        self.none = np.zeros(np.subtract(sheet.costs.shape, 1), dtype=bool)
        surface.show_part(self.none, 0.0)
        here = np.array([sheet.xs[start[1]], sheet.ys[start[0]]])
        self.cuts = [surface.carry(panes.Cut(axis, here)) for axis in (0, 1)]
        self.dot = surface.carry(Ball(here))
        self.dot.set_z_index(1)
        names = (
            ("weight(w)", "xs", "weight"),
            ("bias(b)", "ys", "bias"),
            ("cost(C)", "costs", "cost"),
        )
        entries = (ledger.Entry(name, sheet[key].min(), 2, key, role) for name, key, role in names)
        self.ledger = cite(ledger.Ledger(*entries, size=style.CLAIM), sheet)
        self.ledger.next_to(panel, DOWN, buff=0.35).align_to(panel.formula, LEFT)
        self._stand_at(*start)

    def sweep(self, axis: int, *, run_time: float) -> stage.Tween:
        """Return the way of one parameter to either end of the map and back: a curve is drawn."""
        values, here = (self.sheet.xs, self.sheet.ys)[axis], self.start[1 - axis]
        stops = np.array([here, 0, len(values) - 1, here])
        legs = np.append(0.0, np.cumsum(np.abs(np.diff(stops))))

        def show(moment: float) -> None:
            way = np.linspace(0.0, moment * legs[-1], 200)
            reached = np.rint(np.interp(way, legs, stops)).astype(int)
            self.cuts[axis].show_from_to(float(values[reached.min()]), float(values[reached.max()]))
            at, (row, column) = int(reached[-1]), self.start
            self._stand_at(at if axis else row, column if axis else at)

        return self._moving(show, run_time)

    def paint(self, *, run_time: float) -> stage.Tween:
        """Return the sweep over the whole map, row by row from the far edge to the near one."""
        rows, columns = len(self.none), len(self.none[0])

        def show(moment: float) -> None:
            place = min(rows * moment**_PACE, rows - 1e-9)
            row, back = rows - 1 - int(place), int(place) % 2
            share = 1.0 - place % 1.0 if back else place % 1.0
            column = round(share * columns)
            painted = self.none.copy()
            painted[row + 1 :] = True
            painted[row, column:] = bool(back)
            painted[row, :column] = not back
            self.surface.show_part(None if moment == 1.0 else painted, 0.0)
            self._stand_at(row, column)

        return self._moving(show, run_time)

    def go_home(self, *, run_time: float) -> stage.Tween:
        """Return the way back to where it began; the lines of equal cost appear on the floor."""
        away = np.array(self.at)

        def show(moment: float) -> None:
            self.surface.show_part(None, moment)
            place = np.rint(away + (self.start - away) * moment)
            self._stand_at(int(place[0]), int(place[1]))

        return self._moving(show, run_time)

    def _stand_at(self, row: int, column: int) -> None:
        self.at = row, column
        at, home = np.array([self.sheet.xs[column], self.sheet.ys[row]]), self.cuts[0].at
        self.dot.show_at(at)
        self.panel.fits[0].show_swayed(*(at - home if self.at != self.start else np.zeros(2)))
        places: dict[str, tuple[int, ...]] = {"xs": (column,), "ys": (row,), "costs": self.at}
        for line, (key, place) in enumerate(places.items()):
            self.ledger.show_value(line, float(self.sheet[key][place]), place)

    def _moving(self, show: Callable[[float], None], run_time: float) -> stage.Tween:
        moving = Group(self.surface, self.panel.live, self.ledger)
        return stage.Tween(moving, show, run_time=run_time, rate_func=linear)
