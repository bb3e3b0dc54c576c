"""One layer back: W turns over, its transpose shares the error out, σ′ lets some of it through."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import RIGHT, UP, FadeIn, FadeOut, RoundedRectangle, VGroup

from scenes.pictures.backprop.flip import Flip
from scenes.pictures.backprop.layer_back import LayerBack
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS
from scenes.vocabulary.matrix import BecomeCells, largest
from scenes.vocabulary.network import Flow, NetworkDiagram, Neuron, Pulse, values_of
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Readout, Source
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.digits import seen_decimals
from scenes.vocabulary.text.ellipsis import fewer

_OVER = 2  # the bead of the neuron above it
_SLIM = 0.64  # how wide a neuron is that has little room above it


class Badges(VGroup):
    """One plate with a number on top of each neuron of a layer, beside it where they are many.

    `neurons`: The layer. `values`: (n,) or (n, 1) array of the whole layer's, of which the neurons
    pick their own. `of`: The key that they are recorded under. `until`: The x of the next layer.
    """

    def __init__(
        self,
        neurons: Sequence[Neuron],
        values: ArrayLike,
        *,
        of: str,
        role: str,
        decimals: int = 2,
        size: float = style.CHIP,
        until: float = np.inf,
    ) -> None:
        super().__init__()
        looks: dict[str, Any] = {"of": of, "role": role, "size": size, "anchor": "center"}
        slim = neurons[0].circle.width < _SLIM  # there is little room above it
        room = until - neurons[0].circle.get_x() + neurons[0].circle.width / 2 - 0.26
        found = list(values_of(neurons, values))
        while slim and decimals > 1:  # as many as have room between the layer before and the next
            if max(Readout(value, decimals, **looks).width for value in found) < room:
                break
            decimals -= 1
        for neuron, value in zip(neurons, found, strict=True):
            number = Readout(value, decimals, at=(neuron.index, 0), **looks)
            plate = RoundedRectangle(
                width=number.width + 0.2,
                height=number.height + 0.14,
                corner_radius=0.1,
                color=style.color(role),
                fill_color=style.color("paper"),
                fill_opacity=1.0,
                stroke_width=style.FINE,
            )
            plate.move_to(neuron.circle.get_top() + UP * (0.06 if slim else 0.12))
            if slim and neuron.circle.get_right()[0] + plate.width + 0.06 < until:
                plate.next_to(neuron.circle, RIGHT, buff=0.04)
            badge = VGroup(plate, number.put_anchor(plate.get_center()))
            self.add(badge.set_z_index(_OVER))


_ROOMS = 5, 4, 3, 2  # rows or columns of a matrix, as many as fit


class BackBoard:
    """(W^[l])ᵀ δ^[l] ⊙ σ′ = δ^[l-1], beside the network through which the error runs.

    `network`: Whose edges become W. `person`: One example's working. `number`: l, at least 2.
    `room`: The x between which the matrices stand. `bend`: The activation of the layer before.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        number: int,
        *,
        room: tuple[float, float],
        bend: str = "sigmoid",
    ) -> None:
        self.network, self.person, self.number = network, person, number
        letter = ACTIVATIONS[bend].letter

        def back(most: int) -> LayerBack:
            rows, columns = (fewer(network.shown[n], most) for n in (number, number - 1))
            return LayerBack(person, number, rows=rows, columns=columns, bend=letter)

        self.back = largest(back, _ROOMS, room=room)
        self.back.shift(UP * 0.95).fit(*room)
        self.matrix = self.back.before_the_turn()
        conceal(self.back, self.matrix)

    def become_matrix(self) -> Gesture:
        """Let the edges become W."""
        edges = self.network.edges_of(self.number - 1, self.matrix.places)
        yield (BecomeCells(edges, self.matrix),)
        yield (Reveal(self.matrix),)

    def turn_over(self) -> Gesture:
        """Turn W over about its diagonal."""
        matrix, transposed = self.matrix, self.back.transposed
        yield FadeOut(matrix.head, matrix.chip), Flip(matrix, transposed)
        yield Reveal(transposed), FadeOut(matrix.body, run_time=style.QUICK)

    def share_out(self) -> Gesture:
        """Send the error back along the edges, and through what each neuron is open to."""
        back = self.back
        yield (Reveal(back.deltas),)
        yield (send_back(self.network, self.person, self.number),)
        yield (Reveal(back.gate, back.slopes),)
        yield (Reveal(back.equals, back.blamed),)


def send_back(network: NetworkDiagram, person: Source, number: int) -> Pulse:
    """Return the error's way back through the edges of one layer: w · δ."""
    amounts = person[f"W{number}"] * person[f"delta{number}"]
    edges = network.edges_of(number - 1)
    return Pulse(Flow(edges, amounts, backward=True))


class Blame(VGroup):
    """The δ of every layer so far, a badge at each neuron.

    `network`, `person`: The neurons, and one example's working. `size`: Of the numbers.
    """

    def __init__(
        self, network: NetworkDiagram, person: Source, *, size: float = style.CHIP
    ) -> None:
        super().__init__()
        self.network, self.person, self.size = network, person, size

    def show(self, *layers: int) -> Gesture:
        """Put badges on layers."""
        new = [self._badges(number) for number in layers]
        yield (FadeIn(VGroup(*new)),)
        self.add(*new)

    def _badges(self, number: int) -> Badges:
        key = f"delta{number}"
        neurons, values = self.network.layers[number], self.person[key]
        looks: dict[str, Any] = {"role": "delta", "size": self.size}
        if number + 1 < len(self.network.layers):
            after = self.network.layers[number + 1]
            looks["until"] = min(float(neuron.circle.get_left()[0]) for neuron in after)
        return Badges(neurons, values, of=key, decimals=seen_decimals(values), **looks)


def beside(room: tuple[float, float], badges: VGroup) -> tuple[float, float]:
    """Return what badges leave of the room at their right."""
    return max(room[0], float(badges.get_right()[0]) + 0.2), room[1]
