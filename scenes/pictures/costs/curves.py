"""Convex or not: a chord that slides over a cost's curve, and balls that roll on its surface."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, Group, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.surface import CostSheet, CostSurface, Runner
from scenes.vocabulary.text import Depicted, Depiction, Formula, Points, maths, words

_HIGHER, _LEFT = UP * 0.6, 2.6
_APART = 0.5  # two ends that are nearer to each other than this are one place


def _title(name: str, side: Points) -> Formula:
    title = words(name, size=style.CLAIM).stand_on(style.FLOOR + 0.1)
    return title.shift(RIGHT * (side[0] - _LEFT - title.get_left()[0]))


class Bowl(Group):
    """A cost over two parameters, the `balls` of runs on it, and in how many `places` they end."""

    def __init__(self, sheet: CostSheet, routes: Sequence[Any], name: str, side: Points) -> None:
        names = "weight(w)", "bias(b)", "cost(C)"
        looks: Any = {"width": 5.6, "rise": 1.95, "drop": 0.9, "bottom": 0.0, "azimuth": -52.0}
        looks |= {"labels": tuple(map(maths, names)), "center": side + _HIGHER}
        self.surface = CostSurface(sheet.xs, sheet.ys, sheet.costs, **looks)
        self.balls = [Runner(self.surface, route) for route in routes]
        found = np.array([route.path[-1] for route in routes])
        off = (np.linalg.norm(found[:k] - end, axis=1) > _APART for k, end in enumerate(found))
        self.places = sum(bool(new.all()) for new in off)
        super().__init__(self.surface, _title(name, side))


class Chorded(VGroup, Depiction):
    """A cost over `size` places, by its `chord` from one to another; what rises above is lit."""

    def __init__(self, chord: Callable[..., Any], size: int, name: str, side: Points) -> None:
        self.chord, (xs, costs) = chord, (chord(0, size - 1)[key] for key in ("xs", "heights"))
        looks: Any = {"x_label": maths("weight(w)"), "y_label": maths("cost(C)")}
        self.plot = Plot((xs[0], xs[-1]), (0.0, 1.08 * costs.max()), width=5.2, height=4.0, **looks)
        self.plot.shift(side + _HIGHER - self.plot.frame.get_center())
        self.curve = Curve(self.plot, xs, costs, head=False, width=style.BROAD)
        self.over = VMobject(stroke_width=0, fill_opacity=0.55, color=style.color("cost"))
        self.line = VMobject(color=style.color("ink"), stroke_width=style.BOLD)
        super().__init__(self.plot.add(_title(name, side)), self.over, self.curve, self.line)
        self.stretch(0, 1)

    def stretch(self, start: int, end: int) -> Self:
        """Stretch the chord between two places."""
        found, frame = self.chord(start, end), self.plot.frame
        self.cite(found).line.set_points_as_corners(frame.point(found.xs, found.line)[[0, -1]])
        heights = np.append(np.maximum(found.heights, found.line), found.line[::-1])
        self.over.set_points_as_corners(frame.point(np.append(found.xs, found.xs[::-1]), heights))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the heights of the chord's ends, and how far the lit part rises above it."""
        frame = self.plot.frame
        within = style.PIXEL * frame.y_range[1] / frame.y_axis.get_length()
        yield Depicted("heights", ([0, -1],), frame.numbers(self.line.points[[0, 3]])[1], within)
        corners = frame.numbers(np.vstack([self.over.points[:1], self.over.points[3::4]]))[1]
        upper, lower = corners.reshape(2, -1)
        yield Depicted("over", (), float((upper - lower[::-1]).max()), within)
