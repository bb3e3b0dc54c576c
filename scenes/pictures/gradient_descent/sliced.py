"""A run beside a slice of its surface: how far the plane is from the run, in place and in cost."""

from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, Group, VGroup

from scenes.pictures.gradient_descent.runner import Runner
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot, cost_plot
from scenes.vocabulary.stage import Live
from scenes.vocabulary.surface import CostSheet, CostSurface, DropLine
from scenes.vocabulary.text import Entry, Ledger, cite, maths, words

_KEYS = "path_costs", "shadow_costs", "off_plane"


class SlicedRun(Group):
    """The ball at its true cost, a line to the slice below or above it, and both costs in time.

    `sheet`: The slice; by key also `path_costs`, `shadow_costs` and `off_plane`, (T + 1,) each: the
    run's true cost, the slice's there, and the distance from the run to the plane. `names`: Typst
    prose for the plane's two directions.
    """

    def __init__(self, sheet: CostSheet, *, names: tuple[str, str]) -> None:
        self.path = np.array(sheet.path)
        self.values = [np.array(sheet[key]) for key in _KEYS]
        first, second = (words(name, size=style.SMALL, role="muted") for name in names)
        self.surface = CostSurface(
            sheet.xs,
            sheet.ys,
            sheet.costs,
            labels=(first, second, maths("cost(C)")),
            width=6.0,
            rise=1.5,
            drop=0.9,
            bottom=0.0,
            azimuth=-150.0,
            elevation=38.0,
            center=style.LEFT_HALF + RIGHT * 0.6 + UP * 0.5,
        )
        self.runner = Runner(self.surface, path=self.path, costs=self.values[0], lie=False)
        cite(self.runner, sheet)
        self.drop = self.surface.carry(DropLine(self.path[0], float(self.values[0][0])))
        self.ledger = (
            self._ledger(sheet).move_to(style.HERO + UP * 1.7).align_to(style.RIGHT_SIDE, RIGHT)
        )
        self.plot, self.curves = self._chart(sheet)
        chart = VGroup(self.plot, self.curves).move_to(style.HERO + DOWN * 1.2)
        chart.align_to(style.RIGHT_SIDE, RIGHT)
        self.live = Live(self.show_step, self.runner, self.drop, self.ledger, self.curves)
        super().__init__(self.surface, self.ledger, self.plot, self.curves)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show the run at a recorded step, and how far the slice is from it."""
        self.runner.show_step(step)
        self.drop.show_at(self.path[step], float(self.values[0][step]))
        for line, values in enumerate(self.values):
            self.ledger.show_value(line, float(values[step]), (step,))
        for curve in self.curves:
            curve.show_until(step)
        return self

    def _ledger(self, sheet: CostSheet) -> Ledger:
        true, shadow, off = (float(values[0]) for values in self.values)
        entries = (
            Entry('"the run’s" cost(C)', true, 4, _KEYS[0], "cost", (0,)),
            Entry('"the slice’s" cost(C)', shadow, 4, _KEYS[1], "ink", (0,)),
            Entry('"distance to the plane"', off, 4, _KEYS[2], "ink", (0,)),
        )
        return cite(Ledger(*entries), sheet)

    def _chart(self, sheet: CostSheet) -> tuple[Plot, VGroup]:
        """Return axes, and the two costs up to the present: their gap is what the slice hides."""
        last = len(self.path) - 1
        top = float(np.ceil(max(values.max() for values in self.values[:2]) * 10) / 10)
        plot = cost_plot(last, (0, top), width=3.9, height=1.9)
        steps, roles = np.arange(last + 1), ("cost", "ink")
        curves = [
            cite(Curve(plot, steps, values, role=role, of=key), sheet)
            for key, values, role in zip(_KEYS, self.values, roles, strict=False)
        ]
        return plot, VGroup(*curves)
