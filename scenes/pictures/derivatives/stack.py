"""Two costs on top of each other are the whole cost, and their slopes add likewise."""

from collections.abc import Iterator, Sequence

import numpy as np
from manim import RIGHT, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.network.ribbon import outline_between
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import dashes

_HIGH = 4.2  # Manim units of the cost axis


class Stack(VGroup, Depiction):
    """Shares of a cost along one parameter, each standing on the one below it.

    `parts`: For each share its `values` and `costs` (k,); `whole`: the same of both together.
    """

    def __init__(self, parts: Sequence[Source], whole: Source) -> None:
        self.whole = whole
        self.xs = np.asarray(parts[0]["values"])
        self.layers = np.cumsum([np.asarray(part["costs"]) for part in parts], axis=0)
        self.top = float(np.ceil(self.layers.max() * 10) / 10)
        labels = {"x_label": maths("weight(w)"), "y_label": maths("cost(C)")}
        ends = float(self.xs[0]), float(self.xs[-1])
        self.plot = Plot(ends, (0.0, self.top), width=6.6, height=_HIGH, **labels)
        self.areas = VGroup()
        for role in ("no", "yes"):
            area = VMobject(stroke_width=0, fill_opacity=0.75, fill_color=style.color(role))
            self.areas.add(area)
        self.line = VMobject(color=style.color("cost"), stroke_width=style.BROAD)
        super().__init__(self.plot, self.areas, self.line)
        self.move_to(style.LEFT_HALF + RIGHT * 0.6)
        self.show_raised(0.0)

    def show_raised(self, moment: float) -> None:
        """Set the second share, which stood on the axis, on top of the first."""
        self.moment = moment
        first, both = self.layers
        below = first * moment
        upper = both - first + below
        lines = (np.zeros_like(first), first), (below, upper)
        for area, (low, high) in zip(self.areas, lines, strict=True):
            a, b = (self.plot.point(self.xs, ys) for ys in (low, high))
            area.points = outline_between(a[:, 0], b[:, 1], a[:, 1])
        self.line.set_points_as_corners(self.plot.point(self.xs, upper)).set_stroke(opacity=moment)

    def mark(self, value: float) -> VMobject:
        """Return a dashed line over the parameter's own value, through both shares."""
        ends = self.plot.point(value, 0.0), self.plot.point(value, self.top)
        line = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        line.set_points(dashes(*ends, length=0.09))
        return line

    def raise_it(self, *, run_time: float) -> Tween:
        """Return the way of the second share to the top of the first."""
        return Tween(VGroup(self.areas, self.line), self.show_raised, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the whole cost, once both are stacked."""
        if self.moment == 1.0:
            self.cite(self.whole)
            ys = self.plot.frame.numbers(self.line.get_anchors()[::2])[1]
            yield Depicted("costs", (np.arange(len(ys)),), ys, PIXEL / _HIGH * self.top)
