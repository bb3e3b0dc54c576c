"""What goes into a network, by name, and what comes out of it, large."""

from manim import DOWN, RIGHT, UL, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.text import quote, words
from scenes.vocabulary.text.names import named


def names_of_inputs(network: NetworkDiagram, names: tuple[str, ...]) -> VGroup:
    """Return the name of each input, below it; none where there is none for each that is drawn."""
    inputs = network.layers[0] if len(network.layers[0]) == len(names) == 2 else []
    texts = (words(named(name), size=style.BODY, role="muted") for name in names)
    pairs = zip(texts, inputs, strict=False)
    return VGroup(*(text.next_to(neuron.circle, DOWN, buff=0.12) for text, neuron in pairs))


def answer_large(network: NetworkDiagram, about: Subject) -> VGroup:
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
