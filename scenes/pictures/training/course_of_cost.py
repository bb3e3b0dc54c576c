"""A run's cost over even steps: where it stays, and where it falls."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, GrowFromEdge, Rectangle, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.text import Depicted, Depiction, Source, maths, quote, words

_WIDTH, _HEIGHT, _TALL = 4.3, 2.1, 3.0  # beside a map; alone it may be taller
_SHADE = 0.3
_ROWS = 0.36, 0.88  # of the height, below the top: where the two are named
_ASIDE = 2.05  # from the left end to the names: past the steepest part
_BELOW = -0.95, -1.45  # where a curve may run anywhere they stand so far below the chart


class CourseOfCost(VGroup, Depiction):
    """The cost of all examples so far.

    `progress`: `steps` and `cost` (E,), the places of `plateau` and `drop`, and their `falls`.
    `last`: The run's last step. `alone`: Whether there is room to name the two below the chart.
    """

    def __init__(self, progress: Source, last: int, *, alone: bool = False) -> None:
        self.steps, self.costs = (np.asarray(progress[key]) for key in ("steps", "cost"))
        most = float(self.costs.max()) or 1.0
        finer = 10.0 ** -np.floor(np.log10(most))
        top = float(np.ceil(most * finer) / finer)
        self.decimals = int(np.clip(2 + np.log10(finer), 3, 8))
        height, ticks = _TALL if alone else _HEIGHT, range(last + 1) if last <= 4 else None
        looks: dict[str, Any] = {"width": _WIDTH, "height": height, "y_label": maths("cost(C)")}
        looks["x_label"] = words("step", size=style.SMALL, role="muted")
        self.plot = Plot((0, last), (0.0, top), x_ticks=ticks, **looks)  # no half steps
        at = np.arange(len(self.steps))
        self.curve = Curve(self.plot, self.steps, self.costs, of="cost", places=at).cite(progress)
        self.bands, self.keys = VGroup(), list[str]()
        self.names = [RIGHT * _ASIDE + DOWN * row for row in _ROWS]
        if alone:
            self.names = [DOWN * (height - row) for row in _BELOW]
        super().__init__(self.bands, self.plot, self.curve)
        self.move_to(style.TOP_RIGHT, UP + RIGHT)
        self.progress = progress
        self.cite(progress)

    def show_step(self, step: int) -> Self:
        """Draw the past of a step."""
        self.curve.show_until(stage.some_steps.row_of(self.steps, step))
        return self

    def shade(self, which: int, key: str, name: str, role: str) -> stage.Gesture:
        """Shade a stretch of steps, and say how far the cost fell over it."""
        first, last = (self.steps[place] for place in self.progress[key])
        low, high = self.plot.point([first, last], self.plot.frame.y_range)
        band = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=0)
        band.set_fill(style.color(role), opacity=_SHADE).move_to((low + high) / 2)
        corner = self.plot.frame.y_axis.get_end() + self.names[which]
        looks = {"size": style.BODY, "anchor": "left", "role": role}
        fall = quote(self.progress, "falls", (which,), self.decimals, **looks)
        label = VGroup(words(name, size=style.BODY, role=role), fall)
        label.arrange(RIGHT, buff=0.2).move_to(corner, LEFT)
        label[0].stand_on(fall.baseline)
        self.bands.add(band)
        self.keys.append(key)
        yield (GrowFromEdge(band, LEFT, run_time=1.5), FadeIn(label, run_time=1.5))
        self.add(label)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the steps where bands begin and end."""
        for band, key in zip(self.bands, self.keys, strict=True):
            ends = np.array([band.get_corner(DOWN + LEFT), band.get_corner(UP + RIGHT)])
            step = style.PIXEL / _WIDTH * np.ptp(self.plot.frame.x_range)
            found = self.plot.frame.numbers(ends)[0]
            yield Depicted("steps", (list(self.progress[key]),), found, step)
