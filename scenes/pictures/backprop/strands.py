"""Strands: the error on all edges of a layer at once, each as wide as what it carries."""

from typing import Self

import numpy as np
from manim import VGroup

from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.neuron import Edge
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source

_WIDEST = 0.42  # Manim units, of a network's widest


class Strands(VGroup):
    """A ribbon along each drawn edge of a layer, from its right end to its left one.

    Parameters
    ----------
    network
        Whose edges they run along, wherever these are.
    person
        One example's working.
    number
        Which layer, from 2.
    """

    def __init__(self, network: NetworkDiagram, person: Source, number: int) -> None:
        self.blame, self.key = person[f"blame{number}"], f"blame{number}"
        layers = range(2, len(network.layers))
        widest = max(float(np.abs(person[f"blame{n}"]).max()) for n in layers)
        self.scale_of_width = _WIDEST / (widest or 1.0)
        super().__init__(*map(self._strand, network.edges_of(number - 1)))

    def show_front(self, moment: float) -> Self:
        """Let them come so far, 0 to 1."""
        for strand in self.submobjects:
            strand.show_front(moment)
        return self

    def run(self, *, run_time: float) -> Tween:
        """Return their way back."""
        return Tween(self, self.show_front, run_time=run_time)

    def _strand(self, edge: Edge) -> Ribbon:
        start, end = edge.get_end()[:2], edge.get_start()[:2]
        way = start + np.linspace(0, 1, 12)[:, None] * (end - start)
        blame, scale = self.blame[edge.at], self.scale_of_width
        return Ribbon(way, blame, scale=scale, of=self.key, at=edge.at).set_opacity(0.85)
