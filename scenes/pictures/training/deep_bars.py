"""What each layer of a deep network hears, and how far it has moved, on one log scale."""

from collections.abc import Callable, Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, quote, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_LOW, _HIGH = 1e-6, 1.0
_WIDTH, _HEIGHT, _BAR = 11.2, 4.3, 0.42
_PLACE = style.MIDDLE + RIGHT * 0.4 + DOWN * 0.1


class Bars(VGroup, Depiction):
    """A bar for each layer on a log scale; what is below the scale is not drawn.

    `ask`: From a step to a source with `key` (L,). `side`: Of its layer's place, -1 or 1.
    """

    def __init__(
        self, plot: Plot, ask: Callable[[int], Source], key: str, role: str, side: float
    ) -> None:
        self.frame, self.ask, self.key, self.role = plot.frame, ask, key, role
        xs = np.arange(1.0, len(ask(0)[key]) + 1)
        self.feet = plot.point(xs, _LOW) + side * _BAR / 2 * RIGHT
        looks = {"stroke_width": 0, "fill_opacity": 1.0, "fill_color": style.color(role)}
        super().__init__(*(Rectangle(width=_BAR, height=1.0, **looks) for _ in xs))
        self.share = 1.0

    def show_step(self, step: int) -> Self:
        """Show a step's."""
        return self.show(self.ask(step), 1.0)

    def show(self, source: Source, share: float) -> Self:
        """Show a source's; of a row that comes from the last layer to the first, a share."""
        self.cite(source)
        self.share, count = share, len(self)
        for n, (bar, foot) in enumerate(zip(self, self.feet, strict=True)):
            value = max(float(source[self.key][n]), _LOW)
            top = float(self.frame.point(1.0, value)[1] - foot[1])
            top *= float(np.clip(share * count - (count - 1 - n), 0.0, 1.0))
            bar.stretch_to_fit_height(max(top, PIXEL / 4)).move_to(foot, DOWN)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield what both upper corners of the bars say."""
        if self.share < 1.0:
            return
        for corner in (0, 1):
            found = self.frame.numbers(np.array([bar.points[4 * corner] for bar in self]))[1]
            below = np.where(found < _LOW * 1.05, -1, 0)
            within = found * np.log(_HIGH / _LOW) / _HEIGHT * PIXEL
            yield Depicted(self.key, (np.arange(len(found)),), found, within, below)


class DeepBars(VGroup):
    """Two rows of bars over the layers: gradients, and how far weights have moved.

    `heard`, `moved`: From a step to `gradients` (L,), and to `moved` (L,).
    """

    def __init__(self, heard: Callable[[int], Source], moved: Callable[[int], Source]) -> None:
        count = len(heard(0)["gradients"])
        self.plot = Plot(
            (0.4, count + 0.6),
            (_LOW, _HIGH),
            width=_WIDTH,
            height=_HEIGHT,
            y_log=True,
            x_ticks=[],
        ).move_to(_PLACE)
        self.heard = Bars(self.plot, heard, "gradients", "delta", -1)
        self.moved = Bars(self.plot, moved, "moved", "weight", 1)
        self.names = VGroup(*(self._name(n) for n in range(1, count + 1)))
        said = ("mean size of the gradient", "delta"), ("moved, as a share of the start", "weight")
        self.legend = VGroup(*(words(name, size=style.BODY, role=role) for name, role in said))
        self.legend.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.legend.move_to(self.plot.frame.y_axis.get_end() + RIGHT * 0.4, UP + LEFT)
        super().__init__(self.plot, self.names, self.heard, self.moved, self.legend)
        self.show_step(0)
        self.heard.show(heard(0), 0.0)

    def show_step(self, step: int) -> Self:
        """Show a step."""
        self.heard.show_step(step)
        self.moved.show_step(step)
        return self

    def go_back(self, *, run_time: float) -> Tween:
        """Return how the first gradients appear, from the last layer to the first."""
        source = self.heard.ask(0)
        return Tween(self.heard, lambda t: self.heard.show(source, t), run_time=run_time)

    def number(self, bars: Bars, step: int, decimals: int, *layers: int) -> Gesture:
        """Print what the bars of some layers say, one after the other."""
        self.numbers, source = VGroup(), bars.ask(step)
        for layer in layers:
            looks = {"size": style.BODY, "role": bars.role, "anchor": "center"}
            number = quote(source, bars.key, (layer,), decimals, **looks)
            self.numbers.add(number.put_anchor(bars[layer].get_top() + UP * 0.25))
            yield (FadeIn(number, run_time=1.0),)

    def _name(self, layer: int) -> VGroup:
        name = words(f"layer {layer}", size=style.BODY, role="muted")
        return name.move_to(self.plot.point(layer, _LOW) + DOWN * 0.35)
