"""A whole network in one line, which grows from the inside out: ŷ = g(W g(W x + b) + b)."""

from manim import Create, FadeOut, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Strip

_WIDEST = 8.3


class OneLine:
    """The formula of all layers at the right of a network; nothing of it is shown at first."""

    def __init__(self, network: NetworkDiagram) -> None:
        self.network, self.depth = network, len(network.layers) - 1
        layers = range(1, self.depth + 1)
        self.strip = Strip(
            "activation(hat(y)) =",
            *(f"g paren.l weight(W^([{n}]))" for n in reversed(layers)),
            "activation(x)",
            *(f'"" + bias(b^([{n}])) paren.r' for n in layers),
            size=style.SUMMARY,
        )
        self.strip.scale_to_fit_width(min(self.strip.width, _WIDEST)).move_to(style.HERO)
        self.strip.shift([style.RIGHT_EDGE - self.strip.get_right()[0], 0, 0])
        conceal(self.strip)

    def grow(self) -> Gesture:
        """Begin with x, put each layer's box around what there is, and end with the answer."""
        middle = self.depth + 1
        yield (Reveal(self.strip[middle]),)
        for n in range(1, self.depth + 1):
            first, last = middle - n, middle + n
            box = frame_around(VGroup(*self.strip[first : last + 1]), air=0.14)
            lit = Spotlight(self.network.all_edges, self.network.edges_of(n - 1))
            yield lit, Reveal(self.strip[first], self.strip[last]), Create(box, run_time=1.0)
            yield (FadeOut(box, run_time=0.4),)
        yield Spotlight(self.network.all_edges), Reveal(self.strip[0])
