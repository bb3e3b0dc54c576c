"""The size of each layer's gradient, as a bar for each."""

from collections.abc import Callable, Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Readout, Source, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_SHARE = 0.6  # of its place that a bar takes
_LEAST, _AIR = 1e-3, 0.12
_BELOW, _ABOVE = 2.6, 0.85  # the chart's axis: where the bars stand; the mark: their name


class GradientBars(VGroup, Depiction):
    """A bar for each layer, as high as its mean |∂C/∂W|.

    `ask`: From a step to `gradients` (L,). `most`: What fills the height; `mark` is a value that an
    axis names, if any.
    """

    def __init__(
        self,
        ask: Callable[[int], Source],
        most: float,
        *,
        width: float,
        height: float,
        mark: float | None = None,
    ) -> None:
        self.ask, self.unit = ask, height / most
        count = len(ask(0)["gradients"])
        pitch = width / count
        self.ground = Line([0.0, 0.0, 0.0], [width, 0.0, 0.0], stroke_width=style.THIN)
        self.ground.set_stroke(style.color("muted"))
        self.bars, self.names, self.axis = VGroup(), VGroup(), VGroup()
        for k in range(count):
            bar = Rectangle(width=pitch * _SHARE, height=1.0, stroke_width=0, fill_opacity=1.0)
            middle = np.array([(k + 0.5) * pitch, 0.0, 0.0])
            self.bars.add(bar.set_fill(style.color("delta")).move_to(middle))
            name = words(f"{k + 1}", size=style.SMALL, role="muted")
            self.names.add(name.next_to(middle, DOWN, buff=0.12))
        if mark is not None:
            line = self.ground.copy().shift(UP * mark * self.unit)
            line.set_stroke(style.color("hairline"))
            number = Readout(mark, 2, of="axis", size=style.SMALL, role="muted", anchor="right")
            self.axis.add(line, number.put_anchor(line.get_start() - RIGHT * _AIR))
        super().__init__(self.axis, self.bars, self.ground, self.names)

    def show_step(self, step: int) -> Self:
        """Show the gradients of a step."""
        return self.show(self.ask(step))

    def show(self, source: Source, share: float = 1.0) -> Self:
        """Show gradients, or a share of them while they grow."""
        self.cite(source)
        self.share, floor = share, self.ground.get_y()
        for bar, gradient in zip(self.bars, source["gradients"], strict=True):
            high = max(float(gradient) * self.unit * share, _LEAST)
            bar.stretch_to_fit_height(high).set_y(floor + high / 2)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield what the bars' heights say."""
        if self.share == 1.0:
            heights = np.array([bar.height for bar in self.bars]) / self.unit
            within = (PIXEL / 4 + _LEAST) / self.unit
            yield Depicted("gradients", (np.arange(len(heights)),), heights, within)


def in_a_column(course: VGroup, bars: GradientBars) -> None:
    """Stand a chart and bars one above the other, at the right, on one left edge."""
    course.move_to(style.TOP_RIGHT, UP + RIGHT)
    edge = course.plot.frame.x_axis.get_start()
    bars.shift(edge - bars.ground.get_start() + DOWN * _BELOW)
    name = words("gradient of all, layer by layer", size=style.SMALL, role="muted")
    bars.add(name.next_to(bars.axis[0], UP, buff=_ABOVE, aligned_edge=LEFT))
