"""A weight has two numbers: its row is where the line goes, its column where it comes from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Flight, Gesture, together
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.ellipsis import fewer

_TALLEST, _LARGER, _ROWS = 3.5, 1.25, 4


class Naming:
    """W and b of the first layer beside their network; rows, columns and an entry are framed."""

    def __init__(self, network: NetworkDiagram, step: Source) -> None:
        self.network, rows = network, fewer(network.shown[1], _ROWS)
        # One scale for both, on which half of all numbers are of full colour: a sign is seen.
        looks: Any = {"rows": rows, "scale": float(np.median(np.abs(step["W1"])))}
        weights = ValueMatrix(step["W1"], of="W1", head="weight(W^([1]))", **looks)
        biases = ValueMatrix(step["b1"], of="b1", head="bias(b^([1]))", **looks)
        self.weights, self.biases, self.framed = weights, biases, VGroup()
        self.pair = VGroup(weights, biases).arrange(RIGHT, buff=0.7)
        self.pair.scale(min(_LARGER, _TALLEST / self.pair.height)).move_to(
            style.HERO + RIGHT + UP * 0.6
        )

    def appear(self) -> Gesture:
        """Show both tables, and light the lines that they hold."""
        lines = self.network.edges_of(0)
        yield FadeIn(self.pair), Spotlight(self.network.all_edges, lines)

    def light_rows(self) -> Gesture:
        """Frame one row after the other, its bias too, and light all lines into its neuron."""
        rows = self.weights.rows
        both = [VGroup(self.weights.row(row), self.biases.row(row)) for row in rows]
        yield from self._go_through(both, [self.network.edges_into(0, row) for row in rows])

    def light_columns(self) -> Gesture:
        """Frame one column after the other, and light all lines from what it hears."""
        rows, columns = self.weights.rows, self.weights.columns
        lines = [self.network.edges_of(0, [(row, k) for row in rows]) for k in columns]
        yield from self._go_through([*map(self.weights.column, columns)], lines)

    def _go_through(self, parts: list[VGroup], lines: list[Sequence[VMobject]]) -> Gesture:
        self.framed.add(frame := frame_around(parts[0]))
        for part, lit in zip(parts, lines, strict=True):
            move = Create(frame) if part is parts[0] else Flight(frame, part, arc=0.0)
            yield together(move, Spotlight(self.network.all_edges, lit), run_time=0.7)

    def name(self, row: int, column: int) -> Gesture:
        """Frame an entry alone, if it is shown, light its line, and write what it is called."""
        if (row, column) in self.weights.places:
            letter = maths(f"weight(w_({row + 1}, {column + 1})^([1]))", size=style.GIANT)
            letter.next_to(self.pair, DOWN, buff=0.25)
            before = self.framed
            self.framed = VGroup(frame_around(self.weights.entry(row, column)), letter)
            line = Spotlight(self.network.all_edges, [self.network.edge(0, row, column)])
            yield FadeOut(before), FadeIn(self.framed), line
