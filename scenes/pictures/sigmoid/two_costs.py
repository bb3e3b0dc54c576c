"""Two equal networks on one clock: the cost of each, and the level at which one of them sticks."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from manim import DR, RIGHT, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import cite, maths, words
from scenes.vocabulary.text.strokes import dashes

_ROLES = "lane_a", "lane_d"
_WIDTH, _HEIGHT, _APART, _LEAST = 8.6, 4.3, 0.32, 0.42


class TwoCosts(VGroup):
    """Costs that show only the past, each with its run's name at its head, and a dashed level.

    `runs`: By their names, equally long. `level`, `level_name`: A cost, and Typst maths for it.
    """

    def __init__(self, runs: Mapping[str, Any], *, level: float, level_name: str) -> None:
        costs = np.array([run.costs for run in runs.values()])
        last, top = costs.shape[1] - 1, float(np.ceil(costs.max() * 5) / 5)
        self.plot = cost_plot(last, (0, top), width=_WIDTH, height=_HEIGHT)
        self.curves, self.names = VGroup(), VGroup()
        for (name, run), ys, role in zip(runs.items(), costs, _ROLES, strict=True):
            curve = Curve(self.plot, np.arange(last + 1), ys, role=role, of="cost")
            self.curves.add(cite(curve, run))
            self.names.add(words(name, size=style.LINE).set_fill(style.color(role)))
        ends = self.plot.point(0, level), self.plot.point(last, level)
        self.level = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        self.level.set_points(dashes(*ends, length=0.09))
        below = maths(level_name, size=style.LINE).next_to(ends[1], DR, buff=0.12)
        super().__init__(self.plot, self.level, below, self.curves, self.names)
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
