"""How long a loop and one product take: both over m, as they were measured."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, Dot, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.text import Source, maths, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

WAYS, _RADIUS = {"loop": "lane_d", "@": "lane_b"}, 0.12


class TimeChart(VGroup, Depiction):
    """Two rows of dots, `times_us` (2, k), on axes on which equal factors are equally long."""

    def __init__(self, timing: Source) -> None:
        counts, times = np.array(timing["counts"], dtype=float), timing["times_us"]
        ends = 10.0 ** np.floor(np.log10(times.min())), 10.0 ** np.ceil(np.log10(times.max()))
        looks: dict[str, Any] = {"x_log": True, "y_log": True, "x_ticks": counts.tolist()}
        looks["y_label"] = words("microseconds", size=style.SMALL, role="muted")
        looks |= {"x_label": maths("m", size=style.LAW), "width": 9.4, "height": 4.6}
        self.plot = Plot((counts[0], counts[-1]), ends, **looks)
        self.plot.move_to(style.MIDDLE + LEFT * 0.6)
        self.curves, self.dots, self.names = VGroup(), VGroup(), VGroup()
        for (way, role), row in zip(WAYS.items(), times, strict=True):
            self.curves.add(Curve(self.plot, counts, row, role=role, head=False))
            dots = (
                Dot(at, _RADIUS, color=style.color(role)) for at in self.plot.point(counts, row)
            )
            self.dots.add(VGroup(*dots))
            self.names.add(words(f"`{way}`", size=style.LAW).set_fill(style.color(role)))
            self.names[-1].next_to(self.dots[-1][-1], RIGHT, buff=0.3)
        super().__init__(self.plot, self.curves, self.dots, self.names)
        self.cite(timing)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the times at which the dots stand that are seen."""
        for place in np.ndindex(2, len(self.dots[0])):
            dot = self.dots[place[0]][place[1]]
            ends = np.array([dot.get_center(), dot.get_top()])
            value, above = self.plot.frame.numbers(ends)[1]
            yield Depicted("times_us", place, value, (above - value) * PIXEL / _RADIUS)
