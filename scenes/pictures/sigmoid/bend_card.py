"""One activation at a glance: its curve, its slope, and what it makes of a few recorded z."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.ticks import even_ticks
from scenes.vocabulary.text import Source, maths, quote

_PITCH, _COLUMNS = 0.42, (-0.75, 0.45, 1.6)
_NAMED_AT = 0.8  # of the way out, where no curve is near the one of the slope


class BendCard(VGroup):
    """A curve (ink) and its slope g′ over one z axis, and a table of z, a and slope.

    `rule`: Typst maths for the activation: what `a` is. `axis`: `z`, `a` and `slope` (k,): the
    curve. `found`: `z`, `a` and `slope` (n, m): what was recorded, and what becomes of it.
    `places`: The places of `found` that have a dot and a row. `y_range`: The ends of the a axis;
    what is beyond them is not drawn.
    """

    def __init__(
        self,
        rule: str,
        axis: Source,
        found: Source,
        places: Sequence[tuple[int, int]],
        *,
        y_range: tuple[float, float],
    ) -> None:
        zs = np.asarray(axis["z"])
        ends = float(zs[0]), float(zs[-1])
        self.plot = _plot(ends, y_range)
        self.title = maths(f"activation(a) = {rule}", size=style.LINE)
        self.title.set_x(self.plot.frame.get_x()).stand_on(self.plot.frame.get_top()[1] + 0.25)
        rest = (self.plot.point(end, 0) for end in ends)
        self.zero = Line(*rest, color=style.color("hairline"), stroke_width=style.THIN)
        inside = np.asarray(axis["a"]) <= y_range[1]
        self.curve = Curve(
            self.plot, zs[inside], np.asarray(axis["a"])[inside], role="ink", head=False
        )
        self.slope = Curve(self.plot, zs, axis["slope"], role="slope", head=False, width=3)
        there = np.interp(_NAMED_AT * ends[1], zs, axis["slope"])
        letter = maths("slope(g')", size=style.LABEL)
        letter.move_to(self.plot.point(_NAMED_AT * ends[1], there + 0.45))
        points = [(found["z"][place], found["a"][place]) for place in places]
        self.dots = VGroup(
            *(
                Dot(self.plot.point(*point), radius=0.09, color=style.color("activation"))
                for point in points
                if point[1] <= y_range[1]
            )
        )
        self.table = _table(found, places).next_to(self.plot, DOWN, buff=0.3)
        self.table.shift(RIGHT * (self.plot.frame.get_x() - self.table.get_x()))
        super().__init__(self.plot, self.zero, self.title, self.slope, self.curve, letter)
        self.add(self.dots, self.table)


def _plot(ends: tuple[float, float], y_range: tuple[float, float]) -> Plot:
    return Plot(
        ends,
        y_range,
        width=3.1,
        height=2.5,
        x_label=maths("weighted(z)", size=style.LABEL),
        y_label=maths("activation(a)", size=style.LABEL),
        x_ticks=even_ticks(ends[1], apart=3),
        y_ticks=range(int(y_range[0]), int(y_range[1]) + 1),
    )


def _table(found: Source, places: Sequence[tuple[int, int]]) -> VGroup:
    """Return the rows z, a and slope, right-aligned under their heads."""
    table = VGroup()
    for x, key, role, head in zip(
        _COLUMNS,
        ("z", "a", "slope"),
        ("weighted", "activation", "slope"),
        ("weighted(z)", "activation(a)", "slope(g')"),
        strict=True,
    ):
        title = maths(head, size=style.LABEL).stand_on(0.0)
        table.add(title.shift(RIGHT * (x - 0.22) + LEFT * title.get_x()))
        for row, place in enumerate(places, start=1):
            number = quote(found, key, place, 3, role=role)
            table.add(number.put_anchor(np.array([x, -row * _PITCH, 0.0])))
    return table
