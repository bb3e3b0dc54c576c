"""A whole network: what goes in and what comes out, by name, and all of it in one line."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UL, Create, VGroup, VMobject

from scenes.vocabulary import layer, style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.network import NetworkDiagram, Neuron, Spotlight
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Strip, maths, quote, spelling, strip, words

_WIDEST, _AIR, _GAP = 7.8, 0.14, 0.1  # of the formula; over a box, and at its sides


def names_of_inputs(network: NetworkDiagram, names: tuple[str, ...]) -> VGroup:
    """Return the name of each input, below it; none where there is none for each that is drawn."""
    inputs = network.layers[0] if len(network.layers[0]) == len(names) == 2 else []
    return VGroup(*(_below(neuron, name) for neuron, name in zip(inputs, names, strict=False)))


def _below(neuron: Neuron, name: str) -> VGroup:
    """Return a name; a long one begins at the left edge, over the weights that it meets."""
    text = words(spelling.named(name), size=style.BODY, role="muted")
    if text.next_to(neuron.circle, DOWN, buff=0.12).get_left()[0] >= style.LEFT_EDGE:
        return VGroup(text)
    return VGroup(strip.plate_behind(text.align_to(style.LEFT_SIDE, LEFT), air=0.06), text)


def answer_large(network: NetworkDiagram, about: layer.Subject) -> VGroup:
    """Return the answer of one output, large, below it or else beside it; of many outputs none."""
    if about.outputs > 1:
        return VGroup()
    looks = {"role": "activation", "size": style.GIANT, "anchor": "center"}
    number = quote(about.person, about.key, (0, 0), 2, **looks)
    before, (last,) = network.layers[-2:]
    number.next_to(last.circle, DOWN, buff=0.35)
    if any(_is_met(number, neuron.circle, last.circle) for neuron in before):
        number.next_to(last.circle, RIGHT, buff=0.35)
    return VGroup(number)


def _is_met(number: VMobject, start: VMobject, end: VMobject) -> bool:
    """Say whether a number below the end of an edge stands over that edge, or over its start."""
    left, top = number.get_corner(UL)[:2]
    if left < start.get_right()[0]:
        return bool(top > start.get_bottom()[1])
    share = (left - start.get_x()) / (end.get_x() - start.get_x())
    return bool(start.get_y() + (end.get_y() - start.get_y()) * share < top)


class OneLine:
    """The formula of all layers at the right of a network; nothing of it is shown at first.

    `letters`: How each layer's g is written; where all are one curve, that stands below.
    """

    def __init__(self, network: NetworkDiagram, letters: Sequence[str] = ()) -> None:
        self.network, self.depth = network, len(network.layers) - 1
        layers = range(1, self.depth + 1)
        self.strip = Strip(
            "activation(hat(y)) =",
            *(f"g paren.l weight(W^([{n}]))" for n in reversed(layers)),
            "activation(x)",
            *(f'"" + bias(b^([{n}])) paren.r' for n in layers),
            size=style.SUMMARY,
            gap=2 * _GAP,
        )
        self.share = min(_WIDEST / self.strip.width, 1.0)
        self.strip.scale(self.share).move_to(style.HERO)
        self.strip.shift([style.RIGHT_EDGE - _GAP - self.strip.get_right()[0], 0, 0])
        same = letters[0] if len(set(letters)) == 1 else ""
        self.bend = maths(f"g = {same}" if same else '""', size=style.LINE)
        self.bend.next_to(self.strip, DOWN, buff=0.7)
        conceal(self.strip, self.bend)

    def grow(self) -> Gesture:
        """Begin with x, put each layer's box around what there is, and end with the answer."""
        middle = self.depth + 1
        yield (Reveal(self.strip[middle]),)
        for n in range(1, self.depth + 1):
            first, last = middle - n, middle + n
            box = frame_around(VGroup(*self.strip[first : last + 1]), air=_AIR * n, role="muted")
            box.stretch_to_fit_width(box.width + 2 * (_GAP * self.share - _AIR * n))
            lit = Spotlight(self.network.all_edges, self.network.edges_of(n - 1))
            yield lit, Reveal(self.strip[first], self.strip[last]), Create(box, run_time=1.0)
        yield Spotlight(self.network.all_edges), Reveal(self.strip[0], self.bend)
