"""A network on the move: it takes the whole stage, or goes home; edges stay with their neurons."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.network.light import Awaken, Forget
from scenes.vocabulary.network.network import NetworkDiagram
from scenes.vocabulary.stage import Gesture, Reveal, Tween, together
from scenes.vocabulary.text import Points, Source

_FAR, _TALL, _PITCH, _MIDDLE, _LARGE = 5.6, 1.75, 1.75, 0.15, 0.42
_OVER, _UNDER = 0.62, 0.4  # from the highest neuron to the heads, and at least to the strip
SHARE = 0.44  # of the pitch: the most of a radius
_FAINT, _CLEAR = 0.16, 0.55  # of edges; from the sentence's line to a neuron with its bead


class Rearrange(Tween):
    """Carry every neuron to a place and a radius of its own.

    Parameters
    ----------
    places
        Of each layer, where its drawn neurons are to stand.
    radii
        Of each layer, how large they are to be.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        places: Sequence[Sequence[Points]],
        radii: Sequence[Sequence[float]],
        *,
        run_time: float = style.SLOW,
    ) -> None:
        self.network = network
        ends = [
            (p, r) for layer in zip(places, radii, strict=True) for p, r in zip(*layer, strict=True)
        ]
        neurons = [neuron for layer in network.layers for neuron in layer]
        self.moves = [
            (neuron, neuron.circle.get_center(), neuron.circle.width / 2, place, radius)
            for neuron, (place, radius) in zip(neurons, ends, strict=True)
        ]
        columns = [float(np.mean([place[0] for place in layer])) for layer in places]
        high = min(max(p[1] + r for p, r in ends) + _OVER, style.STAGE_TOP - _UNDER)
        ways = zip(network.heads, columns, strict=True)
        self.heads = [
            (head, head.get_x(), head.baseline, x - head.get_x(), high - head.baseline)
            for head, x in ways
        ]
        super().__init__(network, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        for head, x, line, across, up in self.heads:
            head.set_x(x + across * moment).stand_on(line + up * moment)
        for neuron, place, radius, there, size in self.moves:
            now = place + (there - place) * moment
            neuron.take_place(now, radius + (size - radius) * moment)
        self.network.join()


def places_of(network: NetworkDiagram) -> tuple[list[list[Points]], list[list[float]]]:
    """Return where each layer's neurons stand, and how large they are: as `Rearrange` takes it."""
    places = [[neuron.get_center() for neuron in layer] for layer in network.layers]
    return places, [[neuron.circle.width / 2 for neuron in layer] for layer in network.layers]


def _spread(network: NetworkDiagram) -> tuple[list[list[Points]], list[list[float]]]:
    """Return places for which a network has the whole stage."""
    xs = np.linspace(-_FAR, _FAR, len(network.layers))
    places = [
        [np.array([x, y, 0.0]) for y in _rows(len(layer))]
        for x, layer in zip(xs, network.layers, strict=True)
    ]
    pitches = [_pitch(len(layer)) for layer in network.layers]
    sizes = [min(_LARGE, SHARE * pitch) for pitch in pitches]
    return places, [[size] * len(layer) for size, layer in zip(sizes, network.layers, strict=True)]


def _rows(count: int) -> list[float]:
    middle = (count - 1) / 2
    return [_MIDDLE + (middle - k) * _pitch(count) for k in range(count)]


def _pitch(count: int) -> float:
    return min(_PITCH, 2 * _TALL / max(count - 1, 1))


def enlarge(network: NetworkDiagram, middle: Points, times: float | Points) -> Gesture:
    """Set a network's neurons further apart, as large as they are, around another middle.

    Where dots stand between them it stays as it is; none comes down to the sentence.
    """
    if not can_move(network):
        return
    places, radii = places_of(network)
    centre = network.all_neurons.get_center()
    drop = max(centre[1] - place[1] for layer in places for place in layer)
    room = middle[1] - max(max(layer) for layer in radii) - style.SENTENCE_LINE - _CLEAR
    grown = np.minimum(np.ones(3) * times, [np.inf, room / max(drop, 1e-9), np.inf])
    wide = [[middle + (place - centre) * grown for place in layer] for layer in places]
    yield (Rearrange(network, wide, radii),)


def awake(network: NetworkDiagram, person: Source) -> NetworkDiagram:
    """Show all of a network at once, filled with what one example left in it."""
    Reveal(network).show(1.0)
    for n, layer in enumerate(network.layers):
        for neuron in layer:
            neuron.show_value(float(person[f"a{n}"][neuron.index, 0]))
            neuron.number.set_fill(opacity=1.0)
    return network


def empty(network: NetworkDiagram) -> Gesture:
    """Let every neuron lose what it holds."""
    yield (Forget([neuron for layer in network.layers for neuron in layer]),)


def can_move(network: NetworkDiagram) -> bool:
    """Say whether all of its neurons are drawn: dots between them keep their place."""
    return all(len(shown) == size for shown, size in zip(network.shown, network.sizes, strict=True))


def go_home(
    network: NetworkDiagram,
    home: tuple[list[list[Points]], list[list[float]]],
    person: Source,
    *,
    upto: int | None = None,
) -> Gesture:
    """Bring all of a network back to where it stood, whole, and awake with one example.

    With `upto` only the layers up to that one wake.
    """
    awake = network.layers[: None if upto is None else upto + 1]
    yield together(
        *([Rearrange(network, *home)] if can_move(network) else []),
        *(Awaken(layer, person[f"a{n}"]) for n, layer in enumerate(awake)),
        run_time=1.6,
    )
    yield (Whole(network),)


def spread_out(network: NetworkDiagram, *, faint: bool = True) -> Gesture:
    """Give a network the whole stage, its neurons seen again, its edges as they are or faintly."""
    moves = [Rearrange(network, *_spread(network))] if can_move(network) else []
    yield together(Whole(network, faint=faint), *moves, run_time=1.4)


class Whole(Tween):
    """Let a network's neurons be seen again, and its edges and beads, or these faintly.

    `first`: The first layer that is seen; what is before it is gone.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        *,
        faint: bool = False,
        first: int = 0,
        run_time: float = style.QUICK,
    ) -> None:
        lines, goals = _FAINT if faint else 1.0, []
        for n, layer in enumerate(network.layers):
            seen = float(n >= first)
            goals += [(neuron.circle, seen, seen) for neuron in layer]
            edges = network.edges_of(n) if n < len(network.layers) - 1 else []
            goals += [(edge, 0.0, lines * seen) for edge in edges]
        clear = float(not faint)
        heads = [part for head in network.heads for part in head.get_family() if len(part.points)]
        dots = [part for some in network.ellipses for part in some.get_family() if len(part.points)]
        goals += [
            *((m, clear, clear) for m in network.all_beads),
            *((m, clear, 0.0) for m in heads),
            *((m, 1.0, 0.0) for m in dots),
        ]
        self.goals = [(m, m.get_fill_opacity(), f, m.get_stroke_opacity(), s) for m, f, s in goals]
        super().__init__(network, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        for member, fill, full, stroke, clear in self.goals:
            member.set_fill(opacity=fill + (full - fill) * moment, family=False)
            member.set_stroke(opacity=stroke + (clear - stroke) * moment, family=False)


class Fade(Tween):
    """Let things be seen so much, 0 to 1, where they stand."""

    def __init__(self, *things: VMobject, opacity: float = 0.0) -> None:
        members = [part for thing in things for part in thing.get_family() if len(part.points)]
        self.goals = [(m, m.get_fill_opacity(), m.get_stroke_opacity()) for m in members]
        self.opacity = opacity
        super().__init__(VGroup(*things), self._show)

    def _show(self, moment: float) -> None:
        for member, fill, stroke in self.goals:
            share = 1 + (self.opacity - 1) * moment
            member.set_fill(opacity=fill * share, family=False)
            member.set_stroke(opacity=stroke * share, family=False)
