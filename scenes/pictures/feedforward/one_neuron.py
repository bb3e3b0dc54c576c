"""One neuron at work: what comes in goes through its weights, meets, and is one number, its z."""

from typing import Any

import numpy as np
from manim import RIGHT, UP, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard
from scenes.vocabulary.network import Awaken, NetworkDiagram, merge, streams
from scenes.vocabulary.network.arranging import Fade, Rearrange, can_move
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal, together
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, maths, quote, words
from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.digits import adding_decimals

_FITTING, _LEGIBLE = 4, 7  # inputs that can be told apart; digits that a disc has room for
_INPUTS, _NEURON, _RADIUS = -5.5, 4.9, 0.55  # where they stand, and how large they are
_TOP, _BIAS = 2.15, -1.55  # the first input's y, and the bias's
_CROWD, _SPREAD = 4, 0.45  # inputs that need more room, and how much further they go
_STUB, _NOZZLE, _MET, _SPENT = -4.7, -3.3, 0.5, 2.4  # along the way
_WIDEST, _BETWEEN, _AIR, _MIDDLE = 1.15, 0.55, 0.3, 0.35
_OVER = 2  # whatever travels
_LONG = 4  # decimals for which a disc has little room
_CENTRED = {"size": style.BODY, "anchor": "center"}


class OneNeuron:
    """Ribbons w · x and b that meet in a neuron of the first layer; nothing is shown at first.

    Every width has one scale: a ribbon is as wide as its number.

    `network`: Its inputs and the neuron take their places; all else fades. `person`: One example's
    working, of at most four inputs. `entry`: How its z comes about. `row`: Which neuron.
    """

    def __init__(self, network: NetworkDiagram, person: Source, entry: Source, row: int) -> None:
        self.network, self.person, self.entry, self.row = network, person, entry, row
        self.inputs = np.ravel(person["a0"])
        self.weights, self.bias = person["W1"][row], float(person["b1"][row, 0])
        self.terms = np.append(self.entry["products"], self.bias)
        widest = max(np.abs(self.inputs).max(), np.abs(self.terms).max())
        further = _SPREAD * (len(self.inputs) >= _CROWD)
        self.ys = [*np.linspace(_TOP + further, _BIAS - further, len(self.inputs) + 1)]
        # Between two ribbons that are as wide as that a weight is written.
        self.scale = min(_WIDEST, self.ys[0] - self.ys[1] - _BETWEEN) / float(widest)
        xs = _MET - 0.02, _SPENT, _NEURON - _RADIUS
        self.merge = merge.Merge(self.terms, xs, _MIDDLE, scale=self.scale, of="z1", at=(row, 0))
        self.merge.cite(person)
        self.ribbons = streams.Streams(*map(self._ribbon, range(len(self.terms))))
        for ribbon, term in zip(self.ribbons, self.terms, strict=True):
            ribbon.set_z_index(int(term * self.merge.total < 0))  # what cancels lies on top
        self.of_sum, self.of_factors = _digits(self.weights, self.inputs, self.terms)
        self.factors, self.products = VGroup(), VGroup()
        for k in range(len(self.terms)):
            self._write(k)
        self.values = VGroup(*map(self._value, range(len(self.inputs))))
        looks = {"role": "weighted", "size": style.RESULT, "anchor": "center"}
        total = quote(person, "z1", (row, 0), self.of_sum, **looks)
        self.total = Strip("weighted(z) =", total, size=style.RESULT)
        self.total.next_to([_NEURON, _MIDDLE + _RADIUS, 0.0], UP, buff=0.2)
        self.key = self._key()
        self.sent = VGroup()
        self.written = VGroup(self.values, self.factors, self.products, self.total, self.key)
        conceal(self.written.set_z_index(_OVER))

    def come_forward(self) -> Gesture:
        """Bring the inputs to the left and the neuron to the right; all else steps back."""
        network, places, radii = self.network, [], []
        for n, layer in enumerate(network.layers):
            places.append([neuron.get_center() for neuron in layer])
            radii.append([neuron.circle.width / 2 for neuron in layer])
            for k, neuron in enumerate(layer):
                if n == 0 or (n == 1 and neuron.index == self.row):
                    places[n][k], radii[n][k] = self._place(n, k), _RADIUS
        kept = {id(neuron) for neuron in self._kept()}
        neurons = (neuron for layer in network.layers for neuron in layer)
        gone = [neuron for neuron in neurons if id(neuron) not in kept]
        away = Fade(*gone, *(neuron.number for neuron in network.layers[0]), network.all_edges)
        rest = Fade(network.all_beads, network.heads)
        yield together(Rearrange(network, places, radii), away, rest, run_time=1.6)
        yield (Reveal(self.values, self.key),)

    def go_through_the_weights(self) -> Gesture:
        """Let each input leave its disc, and its weight make a product of it."""
        yield (self.ribbons.come(None, _STUB, run_time=0.8),)
        yield (Reveal(*self.factors),)
        yield (self.ribbons.come(_STUB, _NOZZLE, run_time=2.4),)
        yield (Reveal(*self.products),)

    def meet(self) -> Gesture:
        """Let all come together: opposite signs cancel, and what is left is z."""
        yield (self.ribbons.come(_NOZZLE, None, run_time=2.0),)
        yield (Tween(self.merge, self.merge.show_front, run_time=2.6),)
        yield (Reveal(self.total),)

    @property
    def row_of_terms(self) -> VGroup:
        """What was multiplied with, and the bias: what one row of W and b has."""
        return VGroup(self.factors, self.products[-1])

    def become_a_row(self, board: ForwardBoard) -> Gesture:
        """Carry the weights and the bias to their row of W and b, where `self.sent` waits."""
        layer, row = board.layer, self.row
        columns = layer.columns if row in layer.rows else ()
        homes = [layer.weights.number(row, k) for k in columns]
        if columns:
            homes.append(layer.biases.number(row))
        self.sent = VGroup(*(home.copy().set_fill(opacity=1.0) for home in homes))
        starts = [*(self.factors[k] for k in columns), self.products[-1]]
        for number, start in zip(self.sent.set_z_index(_OVER), starts, strict=False):
            number.move_to(start[-1])
        flights = (Flight(*pair, run_time=1.8) for pair in zip(self.sent, homes, strict=True))
        yield Tween(self.row_of_terms, lambda _: conceal(self.row_of_terms)), *flights
        gone = Tween(self.values, lambda _: conceal(self.values))
        yield together(gone, Awaken(self.network.layers[0], self.inputs), run_time=0.1)

    def _kept(self) -> list[VGroup]:
        hero = [n for n in self.network.layers[1] if n.index == self.row]
        return [*self.network.layers[0], *hero]

    def _place(self, layer: int, k: int) -> Points:
        if layer == 1:
            return np.array([_NEURON, _MIDDLE, 0.0])
        return np.array([_INPUTS, self.ys[k], 0.0])

    def _ribbon(self, k: int) -> Ribbon:
        y, is_bias = self.ys[k], k == len(self.inputs)
        came = self.bias if is_bias else float(self.inputs[k])
        start = (_NOZZLE - 0.02 if is_bias else _INPUTS + _RADIUS * 0.9, y)
        meeting = (_MET, float(self.merge.places()[k]))
        looks: dict[str, Any] = {"of": "products", "at": (k,), "scale": self.scale}
        if is_bias:
            looks |= {"of": "bias", "at": ()}
        numbers = came, float(self.terms[k])
        return streams.stream(numbers, start, (_STUB, _NOZZLE), meeting, **looks).cite(self.entry)

    def _write(self, k: int) -> None:
        """Write what an input is times, and the product; or the bias."""
        y, half = self.ys[k], abs(self.terms[k]) * self.scale / 2 + _AIR
        sign = "positive" if self.terms[k] >= 0 else "negative"
        looks = {"role": sign, **_CENTRED}
        if k == len(self.inputs):
            number = quote(self.entry, "bias", (), self.of_sum, **looks)
            label = maths("bias(b) =", size=style.BODY)
            line = VGroup(label, number).arrange(RIGHT, buff=0.12)
            x = min(_NOZZLE - 0.75, _NOZZLE - 0.12 - line.width / 2)  # before its ribbon
            self.products.add(line.move_to([x, y, 0.0]))
            return
        factor = self._weight(k)
        wide = max(half, abs(self.inputs[k]) * self.scale / 2 + _AIR)
        self.factors.add(factor.move_to([(_STUB + _NOZZLE) / 2, y - wide, 0.0]))
        product = quote(self.entry, "products", (k,), self.of_sum, **looks)
        x = _NOZZLE + 0.25
        if k and self.factors[k - 1].get_bottom()[1] < y + half + product.height:
            x = max(x, self.factors[k - 1].get_right()[0] + 0.08 + product.width / 2)
        self.products.add(product.put_anchor([x, y + half, 0.0]))

    def _weight(self, k: int) -> VGroup:
        looks = {"role": "weight", "bracketed": True, **_CENTRED}
        number = quote(self.person, "W1", (self.row, k), self.of_factors, **looks)
        times = maths("weight(times)", size=style.BODY)
        return VGroup(times, number).arrange(RIGHT, buff=0.1)

    def _value(self, k: int) -> Readout:
        long = self.of_factors >= _LONG
        looks = {**_CENTRED, "size": style.CHIP if long else style.BODY}
        number = quote(self.person, "a0", (k, 0), self.of_factors, **looks)
        ground = self.network.layers[0][k].fill_for(float(self.inputs[k]))
        return number.set_fill(style.readable_on(ground)).put_anchor([_INPUTS, self.ys[k], 0.0])

    def _key(self) -> VGroup:
        amount = 0.5 if self.scale * 0.5 < 1 else 0.1
        bar = Line([0, 0, 0], UP * amount * self.scale, color=style.color("muted"))
        text = words(f"width {amount:g}", size=style.BODY, role="muted")
        key = VGroup(bar, text.next_to(bar, RIGHT, buff=0.15))
        return key.move_to(style.FLOOR_RIGHT + UP * 0.4, aligned_edge=RIGHT)


def can_be_followed(person: Source, network: NetworkDiagram) -> bool:
    """Say whether there is room for each input of a neuron: few, and of few digits."""
    inputs = np.ravel(person["a0"])
    if len(inputs) > _FITTING or not can_move(network):
        return False
    weights, bias = person["W1"][row := telling_neuron(person)], person["b1"][row]
    _, decimals = _digits(weights, inputs, np.append(weights * inputs, bias))
    return max(len(f"{value:.{decimals}f}") for value in inputs) <= _LEGIBLE


def _digits(weights: Array, inputs: Array, terms: Array) -> tuple[int, int]:
    """Return the fewest decimals of the terms, and of the factors with which they come out."""
    total = adding_decimals(terms)
    return total, fewest_decimals([weights, inputs], np.multiply, result_decimals=total)


def telling_neuron(person: Source) -> int:
    """Return the first layer's neuron in which most of opposite sign meets."""
    terms: Array = np.hstack([person["W1"] * person["a0"].T, person["b1"]])
    apart = np.minimum(np.clip(terms, 0, None).sum(1), np.clip(-terms, 0, None).sum(1))
    return int(np.argmax(apart))
