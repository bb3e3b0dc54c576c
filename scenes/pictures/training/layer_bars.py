"""Layer by layer, as bars: the size of a gradient, and how far weights have moved."""

from collections.abc import Callable, Iterable
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Line, VGroup

from scenes.vocabulary import plot, stage, style
from scenes.vocabulary.plot.bars import Bars
from scenes.vocabulary.text import Points, Readout, Source, quote, words

Ask = Callable[[int], Source]
_SHARE = 0.6  # of its place that a bar takes
_AIR = 0.12
_BELOW, _ABOVE = 2.6, 0.85  # the chart's axis: where the bars stand; the mark: their name
_MARK = 0.05


class GradientBars(VGroup):
    """A bar for each layer, as high as its mean |∂C/∂W|.

    `ask`: From a step to `gradients` (L,), and `pulls` (L,) where these are outlined. `among`:
    The steps of which the largest fills the height. `corner`: Where their ground begins. `mark`:
    A value that an axis names, if any.
    """

    def __init__(
        self,
        ask: Ask,
        among: Iterable[int],
        corner: Points,
        *,
        width: float,
        height: float,
        mark: float | None = None,
    ) -> None:
        self.ask, self.height_of_most, self.mark = ask, height, mark
        unit, count = height / self._most("gradients", among), len(ask(0)["gradients"])
        pitch = width / count
        feet = corner + (np.arange(count) + 0.5)[:, None] * pitch * RIGHT
        looks = {"way": UP, "thick": pitch * _SHARE, "unit": unit, "role": "delta"}
        self.bars = Bars("gradients", feet, **looks)
        self.outlines = Bars("pulls", feet, **looks, opacity=0.0).set_stroke(width=style.FIRM)
        self.shown = [self.bars]
        self.ground = Line(corner, corner + width * RIGHT, stroke_width=style.THIN)
        self.ground.set_stroke(style.color("muted"))
        self.axis, self.names = VGroup(), VGroup(*map(_number_below, range(1, count + 1), feet))
        if mark is not None:
            line = self.ground.copy().shift(UP * mark * unit).set_stroke(style.color("hairline"))
            number = Readout(mark, 2, of="axis", size=style.SMALL, role="muted", anchor="right")
            self.axis.add(line, number.put_anchor(line.get_start() - RIGHT * _AIR))
        super().__init__(self.axis, self.bars, self.outlines, self.ground, self.names)

    @classmethod
    def below(cls, chart: plot.Plot, ask: Ask, among: Iterable[int]) -> Self:
        """Return those of all examples, on the left edge of a chart."""
        corner = chart.frame.x_axis.get_start() + DOWN * _BELOW
        width = chart.frame.x_axis.get_length()
        bars = cls(ask, among, corner, width=width, height=1.6, mark=_MARK)
        name = words("gradient of all, layer by layer", size=style.SMALL, role="muted")
        return bars.add(name.next_to(bars.axis[0], UP, buff=_ABOVE, aligned_edge=LEFT))

    def show_step(self, step: int, share: float = 1.0) -> Self:
        """Show the gradients of a step, or a share of them while they grow."""
        source = self.ask(step)
        for bars in self.shown:
            bars.show(source, share=share)
        return self

    def outline(self, step: int, among: Iterable[int]) -> stage.Gesture:
        """Let the scale make room for what each example asks for at steps, and outline that."""
        source, start = self.ask(step), self.bars.unit
        end = self.height_of_most / self._most("pulls", among)

        def rescale(share: float) -> None:
            self.bars.unit = self.outlines.unit = start * (end / start) ** share
            self.bars.show(source)
            if self.mark is not None:
                high = self.axis[0].get_y() - self.ground.get_y()
                self.axis.shift(UP * (self.mark * self.bars.unit - high))

        def grow(share: float) -> None:
            self.outlines.show(source, share=share)

        yield (stage.Tween(self, rescale, run_time=1.2),)
        self.shown.append(self.outlines)
        yield (stage.Tween(self, grow, run_time=1.8),)

    def _most(self, key: str, among: Iterable[int]) -> float:
        return max(float(self.ask(step)[key].max()) for step in among)


def _number_below(layer: int, foot: Points) -> VGroup:
    name = words(f"{layer}", size=style.SMALL, role="muted")
    return name.next_to(foot, DOWN, buff=_AIR)


_ENDS = 1e-6, 1.0
_WIDTH, _HEIGHT, _BAR = 11.2, 4.3, 0.42
_NARROW = 0.28  # of a layer's place: a bar at most
_NAMED = 1.2  # and how wide that is for a name; else it has its number alone
_PLACE = style.MIDDLE + RIGHT * 0.4 + DOWN * 0.1
_SAID = {
    "gradients": ("mean size of the gradient", "delta", -1),
    "moved": ("moved, as a share of the start", "weight", 1),
}


class DeepBars(VGroup):
    """Two rows of bars over the layers, on a log scale: gradients, and how far weights have moved.

    `heard`, `moved`: From a step to `gradients` (L,), and to `moved` (L,); what is no number there
    has no bar. `ends`: Of the scale. `place`: Where they stand, in the middle.
    """

    def __init__(
        self,
        heard: Ask,
        moved: Ask,
        *,
        ends: tuple[float, float] = _ENDS,
        place: Points = _PLACE,
        width: float = _WIDTH,
    ) -> None:
        self.asks, count = (heard, moved), len(heard(0)["gradients"])
        pitch = width / (count + 0.2)
        bar = min(_BAR, _NARROW * pitch)
        axes: dict[str, Any] = {"width": width, "height": _HEIGHT, "y_log": True, "x_ticks": []}
        self.plot = plot.Plot((0.4, count + 0.6), ends, **axes).move_to(place)
        feet = self.plot.point(np.arange(1.0, count + 1), ends[0])
        unit = _HEIGHT / np.log(ends[1] / ends[0])
        looks: dict[str, Any] = {"way": UP, "thick": bar, "unit": unit, "low": ends[0]}
        self.heard, self.moved = (
            Bars(key, feet + side * bar / 2 * RIGHT, role=role, **looks)
            for key, (_, role, side) in _SAID.items()
        )
        name = "layer {}" if pitch > _NAMED else "{}"
        self.names, self.legend = VGroup(), VGroup()
        for n, foot in enumerate(feet + DOWN * 0.35, start=1):
            self.names.add(words(name.format(n), size=style.BODY, role="muted").move_to(foot))
        for said, role, _ in _SAID.values():
            self.legend.add(words(said, size=style.BODY, role=role))
        self.legend.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.legend.move_to(self.plot.frame.y_axis.get_end() + RIGHT * 0.4, UP + LEFT)
        super().__init__(self.plot, self.names, self.heard, self.moved, self.legend)
        self.show_step(0)
        self.heard.show(heard(0), share=0.0)

    def show_step(self, step: int) -> Self:
        """Show a step."""
        for bars, ask in zip((self.heard, self.moved), self.asks, strict=True):
            source = ask(step)
            bars.show(source, which=np.flatnonzero(np.isfinite(source[bars.of])))
        return self

    def go_back(self, *, run_time: float) -> stage.Tween:
        """Return how the first gradients appear, from the last layer to the first."""
        source, before = self.asks[0](0), np.arange(len(self.names))[::-1]

        def show(moment: float) -> None:
            self.heard.show(source, share=np.clip(moment * len(before) - before, 0.0, 1.0))

        return stage.Tween(self.heard, show, run_time=run_time)

    def number(self, bars: Bars, decimals: int, *layers: int) -> stage.Gesture:
        """Print what the bars of some layers say, one after the other."""
        self.numbers, places = VGroup(), bars.ends() + UP * 0.25
        assert bars.source is not None
        for layer in layers:
            looks = {"size": style.BODY, "role": bars.role, "anchor": "center"}
            number = quote(bars.source, bars.of, (layer,), decimals, **looks)
            self.numbers.add(number.put_anchor(places[layer]))
            yield (FadeIn(number, run_time=1.0),)
