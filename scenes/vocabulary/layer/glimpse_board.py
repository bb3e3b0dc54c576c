"""A larger network at work: an image goes in, one neuron a pixel, and the strongest answer wins."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, Group, Line, Rectangle, VGroup, linear

from scenes.film import Pen
from scenes.vocabulary import matrix, style, surface
from scenes.vocabulary.network import Awaken, Flow, NetworkDiagram, PixelGrid, Pulse, inkiest
from scenes.vocabulary.network.diagram import heads
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal
from scenes.vocabulary.stage.motion import eased
from scenes.vocabulary.text import Source, cite, quote, words

_SHOWN = 16
_IMAGE_AT, _NETWORK_AT = style.NETWORK + LEFT * 0.85 + UP * 0.35, style.HERO + LEFT * 1.6 + UP * 0.2
_WIDTH, _HEIGHT, _IMAGE = 5.6, 4.7, 2.8
_NARROW = 5.2  # where outputs have long names
_FAINTEST = 0.15  # the opacity of a line whose weight is 0: so many lie on one another
_LOW = 1.6
_COLUMN_AT, _TALL, _BROAD = style.MIDDLE + LEFT * 2.9, 5.2, 0.3
_AIR = 0.08  # around what is marked on the column


class GlimpseBoard:
    """A network of many neurons beside one image; nothing of it is shown at first.

    Of the pixels the sixteen neighbours with the most ink are drawn as neurons, and framed in the
    image: `.window` is their outline, `.network.shown[0]` their places in the column.

    `person`: What flowed of one example. `depth`: How many layers of weights there are. `shape`:
    Rows and columns of the image. `classes`: What each output stands for. `weights`: Where they
    are recorded (default: with the example). `shown`: Which neurons of a hidden layer are drawn.
    """

    def __init__(
        self,
        person: Source,
        depth: int,
        shape: tuple[int, int],
        classes: Sequence[str],
        *,
        weights: Source | None = None,
        shown: Mapping[int, Sequence[int]] = MappingProxyType({}),
    ) -> None:
        self.person, self.depth, self.classes = person, depth, classes
        self.weights = person if weights is None else weights
        pixels = person["a0"].reshape(shape)
        self.image = PixelGrid(pixels, height=_IMAGE, of="a0").move_to(_IMAGE_AT).cite(person)
        self.border = self.image.frame(role="muted")
        self.chip = matrix.Chip(*shape).next_to(self.border, DOWN, buff=0.24)
        chosen = inkiest(pixels, _SHOWN)
        self.window = self.image.frame(*chosen, role="activation").set_stroke(width=style.EVEN)
        self.network = self._draw_the_network({0: chosen, **shown})
        self.column, self.names = self._column(), self._names()
        self.verdict = self._verdict()
        conceal(self.network, self.names, self.verdict, self.window)
        conceal(self.border, self.chip, self.image)

    @property
    def _long(self) -> bool:
        return max(map(len, self.classes)) > 1

    @property
    def _best(self) -> int:
        return int(np.argmax(self.person[f"a{self.depth}"]))

    def _draw_the_network(self, shown: Mapping[int, Sequence[int]]) -> NetworkDiagram:
        parameters = ([self.weights[f"{k}{n}"] for n in range(1, self.depth + 1)] for k in "Wb")
        network = NetworkDiagram(
            *parameters,
            names=heads(self.depth),
            most=_SHOWN + 1,
            shown=shown,
            holds=("pixel", "activation"),
            width=_NARROW if self._long else _WIDTH,
            height=_HEIGHT,
        )
        network.move_to(_NETWORK_AT + LEFT * self._long * (_WIDTH - _NARROW) / 2)
        for n in range(self.depth):
            for edge in network.edges_of(n):
                share = min(abs(edge.value()) / edge.scale_of_width, 1.0)
                share *= bool(self.person[f"a{n}"][edge.at[1], 0])  # a silent neuron says nothing
                edge.set_stroke(opacity=_FAINTEST + (1 - _FAINTEST) * share)
        cite(network, self.person)
        cite(network.all_edges, self.weights)
        return network.remove(network.all_beads)  # between so many neurons they look like dust

    def image_appears(self) -> Gesture:
        """Show the image and its shape."""
        yield (Reveal(self.image, self.border, self.chip, run_time=style.QUICK),)

    def unroll(self) -> Gesture:
        """Let the pixels leave the image, row by row, and stand in one column."""
        yield (FadeIn(self.shaft, run_time=style.QUICK),)
        moving = Group(self.column, self.border, self.shaft)  # outlines lie over what flies
        yield (Tween(moving, self._show_column, run_time=5.0, rate_func=linear),)

    def pixels_arrive(self) -> Gesture:
        """Mark the pixels that are drawn, and carry them to their neurons; the others are dots."""
        first = self.network.layers[0]
        yield (Reveal(*self.network.all_neurons, self.network.heads, lag=0.4, run_time=1.4),)
        going = VGroup(*(self._in_the_column(neuron.index) for neuron in first))
        mark = Rectangle(width=_BROAD + _AIR, height=going.height + _AIR).move_to(going)
        mark.set_stroke(style.color("activation"), width=style.EVEN)
        yield Reveal(self.window), FadeIn(mark, run_time=style.QUICK)
        flights = (
            Flight(pixel, neuron.circle, arc=0.0, remover=True, run_time=1.6)
            for pixel, neuron in zip(going, first, strict=True)
        )
        ends = zip((UP, DOWN), (first[0].circle, first[-1].circle), strict=True)
        ways = [Line(mark.get_corner(side + RIGHT), end.get_left()) for side, end in ends]
        yield *flights, FadeIn(VGroup(*ways).set_stroke(style.color("muted"), width=style.FINE))
        yield (Awaken(first, self.person["a0"], run_time=style.QUICK),)

    def answer(self) -> Gesture:
        """Name the outputs, and say which is the strongest."""
        yield (Reveal(self.names),)
        yield (Reveal(self.verdict),)

    def layers_answer(self, *, run_time: float) -> Gesture:
        """Let each layer's weights appear, carry what comes in, and fill its neurons."""
        for n in range(1, self.depth + 1):
            for share, motion in zip((0.3, 0.45, 0.25), self._layer(n), strict=True):
                motion.run_time = share * run_time / self.depth
                yield (motion,)

    def _layer(self, n: int) -> Iterator[Animation]:
        edges = self.network.edges_of(n - 1)
        yield Reveal(edges)
        amounts = self.weights[f"W{n}"] * self.person[f"a{n - 1}"].T
        yield Pulse(Flow(edges, amounts))
        yield Awaken(self.network.layers[n], self.person[f"a{n}"])

    def _column(self) -> surface.Canvas:
        """Return what the pixels are drawn on, once they leave the image."""
        self.shaft = Rectangle(width=_BROAD, height=_TALL, color=style.color("muted"))
        self.shaft.set_stroke(width=style.THIN).move_to(_COLUMN_AT)
        values, side = self.image.values.ravel(), self.image.pitch
        self.shades = [style.blend("paper", "ink", value) for value in values]
        self.starts = np.array([[*self.image.pixel(k)[:2], side, side] for k in range(len(values))])
        thin = _TALL / len(values)
        self.ends = np.full_like(self.starts, [*_COLUMN_AT[:2], _BROAD, thin])
        self.ends[:, 1] += _TALL / 2 - (np.arange(len(values)) + 0.5) * thin
        return surface.Canvas()

    def _in_the_column(self, k: int) -> Rectangle:
        """Return one of the pixels that have come there."""
        x, y, wide, high = self.ends[k]
        pixel = Rectangle(width=wide, height=high, stroke_width=0)
        return pixel.set_fill(self.shades[k], opacity=1.0).move_to([x, y, 0])

    def _show_column(self, moment: float) -> None:
        """Show the pixels on their way from the image to the column, one row after the other."""
        rows, columns = self.image.values.shape
        leave = np.repeat(np.arange(rows) / rows, columns)
        places = self.starts + (self.ends - self.starts) * eased(2 * moment - leave)[:, None]

        def draw(pen: Pen) -> None:
            for shade, (x, y, wide, high) in zip(self.shades, places.tolist(), strict=True):
                surface.canvas.dip(pen, shade)
                pen.rectangle(x - wide / 2, y - high / 2, wide, high)
                pen.fill()

        self.column.redraw(np.vstack([self.image.points, self.shaft.points]), draw)

    def _names(self) -> VGroup:
        """Return the name of each output beside it."""
        pairs = ((neuron, self._name(neuron.index)) for neuron in self.network.layers[-1])
        return VGroup(*(name.next_to(one.circle, RIGHT, buff=0.25) for one, name in pairs))

    def _name(self, k: int) -> VGroup:
        wins = k == self._best
        role = "ink" if wins else "muted"
        size = style.SMALL if self._long and not wins else style.LABEL
        return words(self.classes[k], role=role, size=size, bold=wins and self._long)

    def _verdict(self) -> VGroup:
        """Return what the strongest output says, beside its name or large."""
        best, size = self._best, style.LABEL if self._long else style.FORMULA
        looks: dict[str, Any] = {"role": "activation", "size": size, "anchor": "left"}
        number = quote(self.person, f"a{self.depth}", (best, 0), 2, **looks)
        if self._long:
            return VGroup(number.next_to(self.names[best], RIGHT, buff=0.25))
        big = words(self.classes[best], size=style.GIANT, bold=True)
        label = words(f"neuron for {self.classes[best]}", size=style.BODY, role="muted")
        y = float(np.clip(self.network.layers[-1][best].get_y(), -_LOW, _LOW))
        verdict = VGroup(big, number, label).arrange(DOWN, buff=0.2)
        return verdict.align_to(style.RIGHT_SIDE, RIGHT).set_y(y)
