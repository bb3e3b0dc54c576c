"""The network as a picture: neurons that fill with their activation, edges that are weights."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network.lattice import Lattice
from scenes.vocabulary.network.neuron import RADIUS, Bead, Edge, Holds, Neuron, values_of
from scenes.vocabulary.text import Array, ellipsis, maths

_HOLDS: tuple[Holds, ...] = ("signed", "activation")


class NetworkDiagram(VGroup):
    """Layers of neurons from left to right, every weight an edge, every bias a bead.

    Of a layer that is too long to draw, stated indices are shown, with dots between them and a
    label such as "8 of 784". `shown[layer]` is the tuple of indices; fills, edges, beads and the
    readouts' `at` all follow it. Lists (`layers[layer][i]`, `edges[layer][i][j]`,
    `beads[layer][i]`) are in the order in which things are shown; methods (`neuron`, `edge`,
    `bead`, `edges_into`) take true indices. `show_...` takes whole arrays and picks from them.

    Parameters
    ----------
    weights, biases
        Of each layer: (n_right, n_left) and (n_right, 1).
    names
        Typst maths to stand over each layer; none where empty.
    largest
        The weight and the bias that are drawn thickest: those of the whole run, so that what
        grows can be seen to grow (default: the largest now).
    most
        For how many neurons a layer has room; of a longer one, both ends and dots are drawn.
    shown
        The indices to show of a layer, by the layer's number; the input is layer 0.
    holds
        What each layer's neurons hold, as `Neuron` says; the last one also goes for all after it.
    width, height
        The room that the neurons' centres may span, in Manim units.
    """

    def __init__(
        self,
        weights: Sequence[Array],
        biases: Sequence[Array],
        *,
        names: Sequence[str] = (),
        largest: tuple[float, float] | None = None,
        most: int = 10,
        shown: Mapping[int, Sequence[int]] | None = None,
        holds: Sequence[Holds] = (),
        width: float = 4.3,
        height: float | None = None,
        radius: float = RADIUS,
    ) -> None:
        super().__init__()
        self.sizes = (weights[0].shape[1], *(len(matrix) for matrix in weights))
        self.full_width, self.full_bead = largest or (_largest(weights), _largest(biases))
        chosen = shown or {}
        self.shown = tuple(
            ellipsis.stated(chosen.get(n), size, most=most) for n, size in enumerate(self.sizes)
        )
        lattice = Lattice(self.sizes, self.shown, width=width, height=height, radius=radius)
        # Where there is less room, whatever is drawn is as much finer.
        self.fineness = min(lattice.radius / RADIUS, 1.0)
        kinds = holds or _HOLDS
        self.layers = [
            self._layer(n, lattice, kinds[min(n, len(kinds) - 1)]) for n in range(len(self.sizes))
        ]
        pairs = zip(self.layers, self.layers[1:], strict=False)
        self.edges = [self._edges(left, right) for left, right in pairs]
        size = {"full": self.full_bead, "fineness": self.fineness}
        self.beads = [[Bead(neuron, **size) for neuron in layer] for layer in self.layers[1:]]
        self.heads, self.ellipses = self._heads(names), self._ellipses(lattice)
        self.all_edges = VGroup(*(edge for layer in self.edges for row in layer for edge in row))
        with_dots = zip(self.layers, self.ellipses, strict=True)
        self.all_neurons = VGroup(*(VGroup(*layer, *dotted) for layer, dotted in with_dots))
        self.all_beads = VGroup(*(bead for layer in self.beads for bead in layer))
        self.add(self.all_edges, self.all_neurons, self.all_beads, self.heads)
        self.show_weights(weights).show_biases(biases)

    def neuron(self, layer: int, index: int) -> Neuron:
        """Return the neuron with a true index in a layer; the input is layer 0."""
        return self.layers[layer][self._order(layer, index)]

    def bead(self, layer: int, index: int) -> Bead:
        """Return the bead of bias `index` of bias vector `layer` (0 is b1)."""
        return self.beads[layer][self._order(layer + 1, index)]

    def edge(self, layer: int, row: int, column: int) -> Edge:
        """Return the edge of one entry of weight matrix `layer` (0 is W1)."""
        return self.edges[layer][self._order(layer + 1, row)][self._order(layer, column)]

    def edges_of(self, layer: int, places: Sequence[tuple[int, int]] | None = None) -> VGroup:
        """Return the edges of weight matrix `layer` (0 is W1), in the matrix's reading order.

        All that are drawn, or those of some (row, column), such as a `ValueMatrix`'s `places`.
        """
        if places is not None:
            return VGroup(*(self.edge(layer, *place) for place in places))
        return VGroup(*(edge for row in self.edges[layer] for edge in row))

    def edges_into(self, layer: int, row: int) -> VGroup:
        """Return the drawn edges of one row of weight matrix `layer`."""
        return VGroup(*self.edges[layer][self._order(layer + 1, row)])

    def show_weights(self, weights: Sequence[Array]) -> Self:
        """Draw other weights, each matrix (n_right, n_left)."""
        for layer, matrix in zip(self.edges, weights, strict=True):
            for row in layer:
                for edge in row:
                    edge.show_value(float(matrix[edge.at]))
        return self

    def show_biases(self, biases: Sequence[Array]) -> Self:
        """Draw other biases, coloured by sign and as large as they are."""
        for beads, layer, column in zip(self.beads, self.layers[1:], biases, strict=True):
            for bead, value in zip(beads, values_of(layer, column), strict=True):
                bead.show_value(value)
        return self

    def show_parameters(self, step: Any) -> Self:
        """Draw the weights and the biases of a step."""
        return self.show_weights(step.network.weights).show_biases(step.network.biases)

    def show_activations(self, activations: Sequence[Array]) -> Self:
        """Fill the first `len(activations)` layers with one example's columns."""
        for layer, column in zip(self.layers, activations, strict=False):
            for neuron, value in zip(layer, values_of(layer, column), strict=True):
                neuron.show_value(value)
        return self

    def join(self) -> Self:
        """Let edges and beads go where their neurons are now."""
        for n, (left, right) in enumerate(zip(self.layers, self.layers[1:], strict=False)):
            for end, row, bead in zip(right, self.edges[n], self.beads[n], strict=True):
                bead.join(end)
                for start, edge in zip(left, row, strict=True):
                    edge.join(start, end)
        return self

    def _order(self, layer: int, index: int) -> int:
        """Return which of a layer's shown neurons has a true index."""
        if index not in self.shown[layer]:
            raise ValueError(f"{index} of layer {layer} is not drawn; {self.shown[layer]} are")
        return self.shown[layer].index(index)

    def _layer(self, n: int, lattice: Lattice, holds: Holds) -> list[Neuron]:
        size, radius = self.sizes[n], lattice.radius
        return [
            Neuron(radius=radius, of=f"a{n}", at=(index, 0), size=size, holds=holds).move_to(place)
            for index, place in zip(self.shown[n], lattice.neurons(n), strict=True)
        ]

    def _edges(self, left: Sequence[Neuron], right: Sequence[Neuron]) -> list[list[Edge]]:
        edges = [[Edge.between(start, end) for start in left] for end in right]
        for row in edges:
            for edge in row:
                edge.of = right[0].number.of.replace("a", "W")
                edge.scale_of_width, edge.boldness = self.full_width, self.fineness
        return edges

    def _ellipses(self, lattice: Lattice) -> list[VGroup]:
        """Return for each layer that is shortened its dots, and how many of how many are drawn."""
        floor = min(neuron.circle.get_bottom()[1] for layer in self.layers for neuron in layer)
        ellipses = []
        for n, (shown, size) in enumerate(zip(self.shown, self.sizes, strict=True)):
            parts = VGroup(*(lattice.dots(place) for place in lattice.gaps(n)))
            if len(parts):
                floor = min(floor, parts.get_bottom()[1])
                x = self.layers[n][0].get_x()
                parts.add(ellipsis.count_label(len(shown), size).set_x(x).stand_on(floor - 0.42))
            ellipses.append(parts)
        return ellipses

    def _heads(self, names: Sequence[str]) -> VGroup:
        top = max(neuron.get_top()[1] for layer in self.layers for neuron in layer)
        heads, line = VGroup(), top + 0.62
        for name, layer in zip(names, self.layers, strict=bool(names)):
            heads.add(maths(name, size=style.BODY).stand_on(line).set_x(layer[0].get_x()))
        return heads


def _largest(arrays: Sequence[Array]) -> float:
    """Return the largest size of a number in some arrays; 1 where all of them are 0."""
    return max(float(np.abs(array).max()) for array in arrays) or 1.0
