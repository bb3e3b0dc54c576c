"""How long a loop and one product take: both over m, as they were measured."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, Create, Dot, DoubleArrow, FadeIn, LaggedStart, VGroup, linear

from scenes.pictures.vectorization.race import WAYS
from scenes.vocabulary import plot, stage, style
from scenes.vocabulary.text import Depicted, Depiction, Source, Strip, quote, words

_RADIUS = 0.12
_NAMES = "`@`, $m$ times", "`@`, once"


class TimeChart(VGroup, Depiction):
    """Two rows of dots, `times_us` (2, k), on axes on which equal factors are equally long."""

    def __init__(self, timing: Source) -> None:
        counts, times = np.array(timing["counts"], dtype=float), timing["times_us"]
        ends = 10.0 ** np.floor(np.log10(times.min())), 10.0 ** np.ceil(np.log10(times.max()))
        looks: dict[str, Any] = {"x_log": True, "y_log": True, "width": 8.6, "height": 4.6}
        looks["y_label"] = words("microseconds", size=style.SMALL, role="muted")
        looks["x_label"] = words("$m$ columns", size=style.LABEL, role="muted")
        self.plot = plot.Plot((counts[0], counts[-1]), ends, **looks)
        self.plot.move_to(style.MIDDLE + LEFT * 0.2)
        self.curves, self.dots, self.names = VGroup(), VGroup(), VGroup()
        for name, role, row in zip(_NAMES, WAYS.values(), times, strict=True):
            self.curves.add(plot.Curve(self.plot, counts, row, role=role, head=False))
            places = self.plot.point(counts, row)
            self.dots.add(VGroup(*(Dot(at, _RADIUS, color=style.color(role)) for at in places)))
            self.names.add(words(name, size=style.LABEL).set_fill(style.color(role)))
            self.names[-1].next_to(self.dots[-1][-1], RIGHT, buff=0.3)
        super().__init__(self.plot, self.curves, self.dots, self.names)
        self.cite(timing)

    def draw(self, *, run_time: float) -> stage.Gesture:
        """Let dots and lines come, from the fewest columns on, and then the names of the ways."""
        dots = (FadeIn(*pair) for pair in zip(*self.dots, strict=True))
        lines = (Create(curve.line, rate_func=linear) for curve in self.curves)
        yield stage.together(LaggedStart(*dots, lag_ratio=1.0), *lines, run_time=run_time)
        yield (FadeIn(self.names, run_time=style.QUICK),)

    def open_gap(self, timing: Source, place: int) -> stage.Gesture:
        """Let the distance between the ways at one count open: how many times as long."""
        high, low = (row[place].get_center() for row in self.dots)
        looks: dict[str, Any] = {"stroke_width": style.FIRM, "tip_length": 0.18}
        arrow = DoubleArrow(low, high, color=style.color("ink"), buff=1.5 * _RADIUS, **looks)
        said = Strip(quote(timing, "ratio", (place,), 0, size=style.LAW), "times", size=style.LAW)
        self.add(arrow, said.next_to(arrow, LEFT, buff=0.16))
        yield stage.together(Create(arrow), FadeIn(said), run_time=1.6)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the times at which the dots stand that are seen."""
        for place in np.ndindex(2, len(self.dots[0])):
            dot = self.dots[place[0]][place[1]]
            ends = np.array([dot.get_center(), dot.get_top()])
            value, above = self.plot.frame.numbers(ends)[1]
            yield Depicted("times_us", place, value, (above - value) * style.PIXEL / _RADIUS)
