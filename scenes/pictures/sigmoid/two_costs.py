"""Two equal networks on one clock: the cost of each, and the level at which one of them sticks."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from manim import DR, RIGHT, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import cite, maths, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.strokes import dashes

_WIDTH, _HEIGHT, _APART, _LEAST = 8.6, 4.3, 0.32, 0.42


class Contender(NamedTuple):
    """One of two runs: its name, its recording, its `costs` (T,), and the name of its colour."""

    name: str
    steps: Any
    costs: Array
    role: str


class TwoCosts(VGroup):
    """Costs that show only the past, each with its run's name at its head, and a dashed level.

    `runs`: Equally long. `level`, `level_name`: A cost, and Typst maths for it.
    """

    def __init__(self, runs: Sequence[Contender], *, level: float, level_name: str) -> None:
        last = len(runs[0].costs) - 1
        top = float(np.ceil(max(run.costs.max() for run in runs) * 5) / 5)
        self.plot = cost_plot(last, (0, top), width=_WIDTH, height=_HEIGHT)
        self.curves, steps = VGroup(), np.arange(last + 1)
        for run in runs:
            curve = Curve(self.plot, steps, run.costs, role=run.role, of="cost")
            self.curves.add(cite(curve, run.steps))
        ends = self.plot.point(0, level), self.plot.point(last, level)
        self.level = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        self.level.set_points(dashes(*ends, length=0.09))
        name = maths(level_name, size=style.LINE).next_to(ends[1], DR, buff=0.12)
        self.names = VGroup(*(words(run.name, size=style.LINE) for run in runs))
        for label, run in zip(self.names, runs, strict=True):
            label.set_fill(style.color(run.role))
        super().__init__(self.plot, self.level, name, self.curves, self.names)
        self.move_to(style.MIDDLE)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Draw the costs up to a step; each name goes with the head of its curve."""
        for curve in self.curves:
            curve.show_until(step)
        heads = [curve.head.get_center() for curve in self.curves]
        floor, top = self.plot.frame.get_bottom()[1] + _LEAST, max(head[1] for head in heads)
        for label, (x, y, _) in zip(self.names, heads, strict=True):
            # To the right of its head, where its own curve has not been yet.
            left = min(x + 0.16, style.RIGHT_EDGE - label.width)
            label.set_y(y + _APART if y == top else max(y - _APART, floor))
            label.shift(RIGHT * (left - label.get_left()[0]))
        return self
