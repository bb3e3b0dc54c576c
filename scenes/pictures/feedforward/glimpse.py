"""A larger network at work: an image goes in, one neuron a pixel, and the strongest answer wins."""

from collections.abc import Iterator, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Rectangle,
    Square,
    VGroup,
    linear,
    smooth,
)

from scenes.vocabulary import style
from scenes.vocabulary.matrix import Chip
from scenes.vocabulary.network import Awaken, Flow, NetworkDiagram, PixelGrid, Pulse, inkiest
from scenes.vocabulary.network.diagram import heads
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Source, cite, quote, words

_SHOWN = 16
_IMAGE_AT, _NETWORK_AT = style.NETWORK + LEFT * 0.85 + UP * 0.35, style.HERO + LEFT * 1.3 + UP * 0.2
_WIDTH, _HEIGHT, _IMAGE = 6.2, 4.0, 2.8
_FAINTEST = 0.15  # the opacity of a line whose weight is 0: so many lie on one another
_LOW = 1.6
_COLUMN_AT, _TALL, _BROAD = style.MIDDLE + LEFT * 2.9, 5.2, 0.3


class GlimpseBoard:
    """A network of many neurons beside one image; nothing of it is shown at first.

    Of the pixels the sixteen neighbours with the most ink are drawn as neurons, and framed in the
    image: `.window` is their outline, `.network.shown[0]` their places in the column.

    `person`: One example's working. `depth`: How many layers of weights there are. `shape`: Rows
    and columns of the image. `classes`: What each output stands for.
    """

    def __init__(
        self, person: Source, depth: int, *, shape: tuple[int, int], classes: Sequence[str]
    ) -> None:
        self.person, self.depth = person, depth
        pixels = person["a0"].reshape(shape)
        self.image = PixelGrid(pixels, height=_IMAGE, of="a0").move_to(_IMAGE_AT)
        self.border = self.image.frame(role="muted")
        self.chip = Chip(*shape).next_to(self.border, DOWN, buff=0.24)
        chosen = inkiest(pixels, _SHOWN)
        self.window = self.image.frame(*chosen, role="activation").set_stroke(width=style.BOLD)
        weights, biases = ([person[f"{kind}{n}"] for n in range(1, depth + 1)] for kind in "Wb")
        self.network = NetworkDiagram(
            weights,
            biases,
            names=heads(depth),
            most=_SHOWN + 1,
            shown={0: chosen},
            holds=("pixel", "activation"),
            width=_WIDTH,
            height=_HEIGHT,
        ).move_to(_NETWORK_AT)
        for edge in self.network.all_edges:
            share = min(abs(edge.value()) / edge.scale_of_width, 1.0)
            edge.set_stroke(opacity=_FAINTEST + (1 - _FAINTEST) * share)
        self.column = self._column()
        self.names, self.verdict = self._answers(classes)
        cite(self.network, person)
        self.image.cite(person)
        conceal(self.network, self.names, self.verdict, self.window)
        conceal(self.border, self.chip, self.image)

    def image_appears(self) -> Gesture:
        """Show the image and its shape."""
        yield (Reveal(self.image, self.border, self.chip, run_time=style.QUICK),)

    def unroll(self) -> Gesture:
        """Let the pixels leave the image, row by row, and stand in one column."""
        yield (FadeIn(self.shaft, run_time=style.QUICK),)
        yield (Tween(self.column, self._show_column, run_time=5.0, rate_func=linear),)

    def pixels_arrive(self) -> Gesture:
        """Carry the pixels that are drawn to their neurons; the others are the dots."""
        first = self.network.layers[0]
        yield (Reveal(*self.network.all_neurons, self.network.heads, lag=0.4, run_time=1.4),)
        going = [self.column[neuron.index] for neuron in first]
        staying = [pixel for k, pixel in enumerate(self.column) if k not in self.network.shown[0]]
        flights = (
            Flight(pixel, neuron.circle, arc=0.0, remover=True, run_time=1.6)
            for pixel, neuron in zip(going, first, strict=True)
        )
        yield *flights, FadeOut(VGroup(*staying), self.shaft), Reveal(self.window)
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
        amounts = self.person[f"W{n}"] * self.person[f"a{n - 1}"].T
        yield Pulse(Flow(edges, amounts))
        yield Awaken(self.network.layers[n], self.person[f"a{n}"])

    def _column(self) -> VGroup:
        """Return a square for each pixel."""
        column = VGroup()
        for value in self.image.values.flat:
            pixel = Square(1.0, stroke_width=0, fill_opacity=1.0)
            column.add(pixel.set_fill(style.blend("paper", "ink", float(value))))
        self.corners = column[0].points - column[0].get_center()
        self.shaft = Rectangle(width=_BROAD, height=_TALL, color=style.color("muted"))
        self.shaft.set_stroke(width=style.THIN).move_to(_COLUMN_AT)
        return column

    def _show_column(self, moment: float) -> None:
        """Show the pixels on their way from the image to the column, one row after the other."""
        count, width = len(self.column), self.image.values.shape[1]
        pitch = _TALL / count
        for k, pixel in enumerate(self.column):
            share = float(smooth(np.clip(2 * moment - k // width * width / count, 0.0, 1.0)))
            start, end = self.image.pixel(k), _COLUMN_AT + UP * (_TALL / 2 - (k + 0.5) * pitch)
            side = self.image.pitch + (pitch - self.image.pitch) * share
            wide = self.image.pitch + (_BROAD - self.image.pitch) * share
            pixel.points = self.corners * [wide, side, 1.0] + start + (end - start) * share

    def _answers(self, classes: Sequence[str]) -> tuple[VGroup, VGroup]:
        """Return the name of each output beside it, and what the strongest one says."""
        outputs = self.network.layers[-1]
        strongest = int(np.argmax(self.person[f"a{self.depth}"]))
        names, verdict = VGroup(), VGroup()
        for neuron in outputs:
            wins = neuron.index == strongest
            name = words(classes[neuron.index], size=style.SMALL, role="ink" if wins else "muted")
            name.next_to(neuron.circle, RIGHT, buff=0.25).set_y(neuron.get_y())
            if wins:
                size = {"role": "activation", "size": style.FORMULA, "anchor": "left"}
                number = quote(self.person, f"a{self.depth}", (strongest, 0), 2, **size)
                big = words(classes[strongest], size=style.GIANT, bold=True)
                label = words(f"neuron for {classes[strongest]}", size=style.SMALL, role="muted")
                verdict.add(big, number, label)
            names.add(name)
        y = float(np.clip(outputs[strongest].get_y(), -_LOW, _LOW))
        return names, verdict.arrange(DOWN, buff=0.2).move_to(style.ASIDE + RIGHT * 1.4 + UP * y)
