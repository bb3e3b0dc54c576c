"""A run's cost over even steps; its plateau and its largest drop are equally many of them."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, GrowFromEdge, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source, maths, quote, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDTH, _HEIGHT = 4.3, 2.1
_SHADE = 0.3
_ROWS = 0.36, 0.88  # of the height, below the top: where the two are named
_ASIDE = 2.05  # from the left end to the names: past the steepest part


class CourseOfCost(VGroup, Depiction):
    """The cost of all examples so far.

    `progress`: `steps` and `cost` (E,), the places of `plateau` and `drop`, and their `falls`.
    `last`: The run's last step.
    """

    def __init__(self, progress: Source, last: int) -> None:
        self.steps, self.costs = (np.asarray(progress[key]) for key in ("steps", "cost"))
        top = float(np.ceil(self.costs.max() * 10) / 10)
        name = words("step", size=style.SMALL, role="muted")
        self.plot = Plot(
            (0, last),
            (0.0, top),
            width=_WIDTH,
            height=_HEIGHT,
            x_label=name,
            y_label=maths("cost(C)"),
            x_ticks=range(0, last, 10_000),
        )
        at = np.arange(len(self.steps))
        self.curve = Curve(self.plot, self.steps, self.costs, of="cost", places=at).cite(progress)
        self.bands = VGroup()
        super().__init__(self.bands, self.plot, self.curve)
        self.move_to(style.TOP_RIGHT, UP + RIGHT)
        self.progress = progress
        self.cite(progress)

    def show_step(self, step: int) -> Self:
        """Draw the past of a step."""
        self.curve.show_until(int(np.searchsorted(self.steps, step, side="right")) - 1)
        return self

    def shade(self, which: int, key: str, name: str, role: str) -> Gesture:
        """Shade a stretch of steps, and say how far the cost fell over it."""
        first, last = (self.steps[place] for place in self.progress[key])
        low, high = self.plot.point([first, last], self.plot.frame.y_range)
        band = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=0)
        band.set_fill(style.color(role), opacity=_SHADE).move_to((low + high) / 2)
        corner = self.plot.frame.y_axis.get_end() + RIGHT * _ASIDE + DOWN * _ROWS[which]
        looks = {"size": style.BODY, "anchor": "left", "role": role}
        fall = quote(self.progress, "falls", (which,), 3, **looks)
        label = VGroup(words(name, size=style.BODY, role=role), fall)
        label.arrange(RIGHT, buff=0.2).move_to(corner, LEFT)
        label[0].stand_on(fall.baseline)
        self.bands.add(band)
        yield (GrowFromEdge(band, LEFT, run_time=1.5), FadeIn(label, run_time=1.5))
        self.add(label)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the steps where bands begin and end."""
        for band, key in zip(self.bands, ("plateau", "drop"), strict=False):
            ends = np.array([band.get_corner(DOWN + LEFT), band.get_corner(UP + RIGHT)])
            step = PIXEL / _WIDTH * np.ptp(self.plot.frame.x_range)
            found = self.plot.frame.numbers(ends)[0]
            yield Depicted("steps", (list(self.progress[key]),), found, step)
