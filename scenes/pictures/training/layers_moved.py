"""How far each layer's weights have moved, as a bar for each, on the run's clock."""

from collections.abc import Callable, Iterator
from typing import Self

import numpy as np
from manim import UP, Line, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Source, quote, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDE, _HIGH, _PITCH = 0.9, 3.9, 1.6


class LayersMoved(VGroup, Depiction):
    """A bar for each layer, as high as its change is long, by the length of its start.

    `moved`: From a step to what has `moved` (L,). `last`: The step at which the highest is full.
    """

    def __init__(self, moved: Callable[[int], Source], last: int) -> None:
        self.moved = moved
        end = moved(last)
        ends = np.asarray(end["moved"])
        self.unit = _HIGH / float(ends.max())
        self.bars, self.names, self.numbers = VGroup(), VGroup(), VGroup()
        floor = style.MIDDLE[1] - _HIGH / 2
        for k in range(len(ends)):
            x = (k - (len(ends) - 1) / 2) * _PITCH
            self.bars.add(Rectangle(width=_WIDE, height=1.0, stroke_width=0, fill_opacity=1.0))
            self.bars[-1].set_fill(style.color("weight")).move_to([x, floor, 0.0])
            label = words(f"layer {k + 1}", size=style.BODY, role="muted")
            self.names.add(label.move_to([x, floor - 0.4, 0.0]))
            looks = {"size": style.BODY, "anchor": "center"}
            self.numbers.add(quote(end, "moved", (k,), 3, **looks))
        self.ground = Line([-6.0, floor, 0], [6.0, floor, 0], color=style.color("muted"))
        super().__init__(self.ground.set_stroke(width=style.THIN), self.bars, self.names)
        self.add(self.numbers)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show what has moved at a step."""
        source = self.moved(step)
        self.cite(source)
        floor = self.ground.get_y()
        for k, (bar, number) in enumerate(zip(self.bars, self.numbers, strict=True)):
            high = max(float(source["moved"][k]) * self.unit, 1e-3)
            bar.stretch_to_fit_height(high).set_y(floor + high / 2)
            number.show_value(float(source["moved"][k])).cite(source)
            number.put_anchor(bar.get_top() + UP * 0.25)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield what the bars' heights say."""
        heights = np.array([bar.height for bar in self.bars]) / self.unit
        yield Depicted("moved", (np.arange(len(heights)),), heights, PIXEL / self.unit)
