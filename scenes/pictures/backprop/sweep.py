"""One sweep back: the error runs along all edges of a layer, and every neuron wears its δ."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, RoundedRectangle, VGroup

from scenes.vocabulary import matrix, style
from scenes.vocabulary.network import NetworkDiagram, Neuron, streams, values_of
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import ArrayLike, Readout, Source, digits

_OVER = 2  # the bead of the neuron above it
_SLIM = 0.64  # how wide a neuron is that has little room above it
_WIDEST = 0.42  # Manim units, of a network's widest strand


class Blame(VGroup):
    """The δ of every layer so far, a badge at each neuron, and the strands that brought them.

    `network`: Whose neurons the badges stay with. `person`: One example's working.
    """

    def __init__(self, network: NetworkDiagram, person: Source) -> None:
        self.badges, self.strands = VGroup(), VGroup()
        super().__init__(self.strands, self.badges)
        self.network, self.person = network, person
        self.neurons: list[Neuron] = []

    def sweep(self, number: int) -> Gesture:
        """Send the error of a layer back along its edges, and put badges on the one before it."""
        yield from () if self.neurons else self.show(number)
        self.strands.add(sent := strands(self.network, self.person, number))
        yield (sent.come(None, None, run_time=2.2),)
        yield from self.show(number - 1)

    def show(self, *layers: int) -> Gesture:
        """Put badges on layers, as large as there is room."""
        new = VGroup(*map(self._badges, layers))
        yield (FadeIn(new, run_time=style.QUICK),)
        self.badges.add(*(badge for layer in new for badge in layer))
        self.neurons += [neuron for number in layers for neuron in self.network.layers[number]]

    def frame_the_largest(self) -> FadeIn:
        """Return how a frame comes around the largest δ of each layer, the last layer's first."""
        sizes = {key: np.abs(self.person[key]).max() for key in {n.of for _, n in self.badges}}
        largest = [plate for plate, n in self.badges if abs(n.value) == sizes[n.of]]
        return FadeIn(VGroup(*map(matrix.frame_around, largest)), lag_ratio=1.0, run_time=3.0)

    def leave(self, gesture: Gesture) -> Gesture:
        """Let the badges go along with their neurons, and then be gone."""
        yield from self._carried_by(gesture)
        if self.neurons:
            yield (FadeOut(self.badges, run_time=style.QUICK),)

    def come_back(self, gesture: Gesture) -> Gesture:
        """Let the badges come again and go along with their neurons, and then the strands."""
        if self.neurons:
            yield (FadeIn(self.badges, run_time=style.QUICK),)
        yield from self._carried_by(gesture)
        if self.strands:
            yield (FadeIn(self.strands, run_time=style.QUICK),)

    def go_home(self, gesture: Gesture) -> Gesture:
        """Let the badges go along with their neurons to where there is less room."""
        yield from self._carried_by(gesture, times=style.CHIP / style.BODY)

    def room_beside(self, room: tuple[float, float]) -> tuple[float, float]:
        """Return what the badges leave of the room at their right."""
        return max(room[0], float(self.badges.get_right()[0]) + 0.2), room[1]

    def _carried_by(self, gesture: Gesture, *, times: float = 1.0) -> Gesture:
        for motions in gesture:
            stay = [self._stay(max(one.run_time for one in motions), times)] if self.neurons else []
            yield *motions, *stay
            times = 1.0

    def _stay(self, run_time: float, times: float) -> Tween:
        """Return how each badge stays where it is on its neuron, and grows so many times."""
        starts = []
        for badge, neuron in zip(self.badges, self.neurons, strict=True):
            circle, middle = neuron.circle, badge.get_center()
            off = (middle - circle.get_center()) / circle.width
            parts = [(part, part.points - middle) for part in badge.family_members_with_points()]
            starts.append((circle, off, parts))

        def show(moment: float) -> None:
            for circle, off, parts in starts:
                now = circle.get_center() + off * circle.width
                for part, points in parts:
                    part.set_points(now + points * (1 + (times - 1) * moment))

        return Tween(self.badges, show, run_time=run_time)

    def _badges(self, number: int) -> VGroup:
        layers, key = self.network.layers, f"delta{number}"
        after = (neuron.circle.get_left()[0] for n in layers[number + 1 :][:1] for neuron in n)
        looks = {"size": style.BODY, "until": min(after, default=np.inf)}
        return badges(layers[number], self.person[key], key, **looks)


def badges(
    neurons: Sequence[Neuron],
    values: ArrayLike,
    key: str,
    *,
    size: float = style.CHIP,
    until: float = np.inf,
) -> VGroup:
    """Return a plate with its δ on top of each neuron of a layer, beside it where they are many.

    `values`: (n,) or (n, 1) array of the whole layer's. `until`: The x of the next layer.
    """
    found, decimals = list(values_of(neurons, values)), digits.seen_decimals(values)
    looks: dict[str, Any] = {"of": key, "role": "delta", "size": size, "anchor": "center"}
    slim, room = neurons[0].circle.width < _SLIM, until - neurons[0].circle.get_left()[0] - 0.26
    while slim and decimals > 1:  # as many as have room between the layer before and the next
        if max(Readout(value, decimals, **looks).width for value in found) < room:
            break
        decimals -= 1
    made = VGroup()
    for neuron, value in zip(neurons, found, strict=True):
        number = Readout(value, decimals, at=(neuron.index, 0), **looks)
        plate = RoundedRectangle(
            width=number.width + 0.2, height=number.height + 0.14, corner_radius=0.1
        )
        plate.set_stroke(style.color("delta"), width=style.FINE)
        made.add(VGroup(plate.set_fill(style.color("paper"), opacity=1.0), number))
    widest = max(plate.width for plate, _ in made)  # all stand alike: else one lies on another
    beside = slim and neurons[0].circle.get_right()[0] + widest + 0.06 < until
    for neuron, (plate, number) in zip(neurons, made, strict=True):
        plate.move_to(neuron.circle.get_top() + UP * (0.06 if slim else 0.12))
        if beside:
            plate.next_to(neuron.circle, RIGHT, buff=0.04)
        number.put_anchor(plate.get_center())
    return made.set_z_index(_OVER)


def strands(network: NetworkDiagram, person: Source, number: int) -> streams.Streams:
    """Return a ribbon back along each drawn edge of a layer, from 2 on, as wide as what it carries.

    All layers of a network have one scale.
    """
    layers, key = range(2, len(network.layers)), f"blame{number}"
    widest = max(float(np.abs(person[f"blame{n}"]).max()) for n in layers)
    scale, made = _WIDEST / (widest or 1.0), streams.Streams()
    for edge in network.edges_of(number - 1):
        way = np.linspace(edge.get_end()[:2], edge.get_start()[:2], 12)
        ribbon = Ribbon(way, person[key][edge.at], scale=scale, of=key, at=edge.at)
        made.add(ribbon.set_opacity(0.85))
    return made
