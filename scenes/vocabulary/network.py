"""The network as a picture: neurons that fill with their activation, edges that are weights."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, Circle, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.formula import maths
from scenes.vocabulary.readout import Readout

__all__ = ["Edge", "NetworkDiagram", "Neuron"]

_THINNEST, _THICKEST = 1.0, 9.0
_NUMBER = 0.25
_BIAS_SMALLEST, _BIAS_LARGEST = 0.05, 0.13
Array = npt.NDArray[np.float64]


class Neuron(VGroup):
    """A circle that fills with what it holds, the number in it, and its bias as a bead below.

    An input holds a signed measurement and is tinted by sign; any other neuron holds an
    activation and fills from the paper's colour (0) to the full activation colour (1).
    """

    def __init__(self, *, radius: float, of: str, at: tuple[int, ...], signed: bool) -> None:
        self.signed, self.scale_of_tint = signed, 1.0
        self.circle = Circle(
            radius, color=style.color("ink"), stroke_width=2, fill_opacity=1.0
        ).set_fill(style.color("paper"))
        self.number = Readout(0.0, of=of, at=at, anchor="center", size=_NUMBER)
        super().__init__(self.circle, self.number.put_anchor(self.circle.get_center()))
        self.number.set_fill(opacity=0.0)

    def show_value(self, value: float) -> Self:
        """Fill with another value and print it."""
        if self.signed:
            fill = style.value_color(value, self.scale_of_tint)
        else:
            fill = style.activation_color(value)
        self.circle.set_fill(fill)
        self.number.show_value(value).set_fill(style.readable_on(fill))
        return self


class Edge(Line):
    """A weight: blue or orange by its sign, thicker by its size."""

    scale_of_width = 1.0

    def show_value(self, value: float) -> Self:
        """Take another weight's colour and width."""
        share = min(abs(value) / self.scale_of_width, 1.0)
        self.set_color(style.color("positive" if value >= 0 else "negative"))
        self.set_stroke(width=_THINNEST + (_THICKEST - _THINNEST) * share)
        return self

    def value(self) -> float:
        """Return the weight that is drawn: the inverse of `show_value` within the scale."""
        share = (self.get_stroke_width() - _THINNEST) / (_THICKEST - _THINNEST)
        sign = 1.0 if self.get_color() == style.color("positive") else -1.0
        return float(sign * share * self.scale_of_width)


class NetworkDiagram(VGroup):
    """Layers of neurons from left to right, every weight an edge, every bias a bead.

    Parameters
    ----------
    weights, biases
        Of each layer: (n_right, n_left) and (n_right, 1).
    names
        Typst maths to stand over each layer; none where empty.
    largest
        The weight and the bias that are drawn thickest: those of the whole run, so that what
        grows can be seen to grow (default: the largest now).
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
        width: float = 4.3,
        height: float = 3.1,
        radius: float = 0.40,
    ) -> None:
        super().__init__()
        self.sizes = (weights[0].shape[1], *(len(matrix) for matrix in weights))
        self.full_width, self.full_bead = largest or (_largest(weights), _largest(biases))
        self.layers = [
            self._layer(index, count, width, height, radius)
            for index, count in enumerate(self.sizes)
        ]
        self.edges = [
            [[self._edge(start, end) for start in left] for end in right]
            for left, right in zip(self.layers, self.layers[1:], strict=False)
        ]
        self.beads = [[self._bead(neuron) for neuron in layer] for layer in self.layers[1:]]
        self.all_edges = VGroup(*(edge for layer in self.edges for row in layer for edge in row))
        self.all_neurons = VGroup(*(VGroup(*layer) for layer in self.layers))
        self.all_beads = VGroup(*(bead for layer in self.beads for bead in layer))
        self.heads = self._heads(names)
        self.add(self.all_edges, self.all_neurons, self.all_beads, self.heads)
        self.show_weights(weights).show_biases(biases)

    def edges_of(self, layer: int) -> VGroup:
        """Return the edges of weight matrix `layer` (0 is W1), in the matrix's reading order."""
        return VGroup(*(edge for row in self.edges[layer] for edge in row))

    def edges_into(self, layer: int, row: int) -> VGroup:
        """Return the edges of one row of weight matrix `layer`."""
        return VGroup(*self.edges[layer][row])

    def show_weights(self, weights: Sequence[Array]) -> Self:
        """Draw other weights, each matrix (n_right, n_left)."""
        for layer, matrix in zip(self.edges, weights, strict=True):
            for row, values in zip(layer, matrix, strict=True):
                for edge, value in zip(row, values, strict=True):
                    edge.scale_of_width = self.full_width
                    edge.show_value(float(value))
        return self

    def show_biases(self, biases: Sequence[Array]) -> Self:
        """Draw other biases, coloured by sign and as large as they are."""
        for beads, column in zip(self.beads, biases, strict=True):
            for bead, value in zip(beads, np.ravel(column), strict=True):
                share = min(abs(float(value)) / self.full_bead, 1.0)
                diameter = 2 * (_BIAS_SMALLEST + (_BIAS_LARGEST - _BIAS_SMALLEST) * share)
                bead.set_fill(style.color("positive" if value >= 0 else "negative"))
                bead.scale_to_fit_width(diameter)
        return self

    def show_activations(self, activations: Sequence[Array]) -> Self:
        """Fill the first `len(activations)` layers with one example's columns."""
        for layer, column in zip(self.layers, activations, strict=False):
            for neuron, value in zip(layer, np.ravel(column), strict=True):
                neuron.show_value(float(value))
        return self

    def _layer(
        self, index: int, count: int, width: float, height: float, radius: float
    ) -> list[Neuron]:
        pitch = height / max(max(self.sizes) - 1, 1)
        x = width * (index / (len(self.sizes) - 1) - 0.5)
        neurons = []
        for place in range(count):
            neuron = Neuron(radius=radius, of=f"a{index}", at=(place, 0), signed=index == 0)
            neurons.append(neuron.move_to([x, ((count - 1) / 2 - place) * pitch, 0]))
        return neurons

    def _heads(self, names: Sequence[str]) -> VGroup:
        heads, line = VGroup(), self.all_neurons.get_top()[1] + 0.62
        for name, layer in zip(names, self.layers, strict=bool(names)):
            heads.add(maths(name, size=style.BODY).stand_on(line).set_x(layer[0].get_x()))
        return heads

    def _edge(self, start: Neuron, end: Neuron) -> Edge:
        # From rim to rim: an edge that ran to the centres would show through a fading neuron.
        way = end.get_center() - start.get_center()
        rim = way / np.linalg.norm(way) * start.circle.width / 2
        return Edge(start.get_center() + rim, end.get_center() - rim, stroke_width=_THINNEST)

    def _bead(self, neuron: Neuron) -> Circle:
        bead = Circle(_BIAS_SMALLEST, color=style.color("paper"), stroke_width=2, fill_opacity=1.0)
        # A neuron that is redrawn on its own must not cover its bead.
        return bead.set_z_index(1).move_to(neuron.circle.get_bottom() + DOWN * 0.02)


def _largest(arrays: Sequence[Array]) -> float:
    """Return the largest size of a number in some arrays."""
    return max(float(np.abs(array).max()) for array in arrays)
