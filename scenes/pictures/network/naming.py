"""A weight has two numbers: its row is where the line goes, its column where it comes from."""

from collections.abc import Iterable, Sequence
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
        self.weights, self.biases = weights, biases
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
        self.along = frame_around(both[0])
        lines = (self.network.edges_into(0, row) for row in rows)
        yield from self._slide(self.along, both, lines)

    def light_columns(self) -> Gesture:
        """Frame one column after the other, and light all lines from what it hears."""
        rows, columns = self.weights.rows, self.weights.columns
        self.across = frame_around(self.weights.column(columns[0]))
        lines = (self.network.edges_of(0, [(row, k) for row in rows]) for k in columns)
        yield from self._slide(self.across, map(self.weights.column, columns), lines)

    def _slide(
        self, frame: VMobject, goals: Iterable[VGroup], lines: Iterable[Sequence[VMobject]]
    ) -> Gesture:
        for k, (goal, lit) in enumerate(zip(goals, lines, strict=True)):
            move = Flight(frame, goal, arc=0.0) if k else Create(frame)
            yield together(move, Spotlight(self.network.all_edges, lit), run_time=0.7)

    def name(self) -> Gesture:
        """Leave the entry in which both meet, its line, and its name."""
        place = self.weights.places[-1]
        self.met, self.letter = self._entry(*place)
        yield (
            FadeIn(self.met, self.letter),
            FadeOut(self.along, self.across),
            Spotlight(self.network.all_edges, [self.network.edge(0, *place)]),
        )

    def read_on(self, *place: int) -> Gesture:
        """Go to another entry, if it is shown."""
        if place in self.weights.places:
            frame, letter = self._entry(*place)
            lit = Spotlight(self.network.all_edges, [self.network.edge(0, *place)])
            move = Flight(self.met, frame, arc=0.0)
            yield together(move, lit, FadeOut(self.letter), FadeIn(letter), run_time=0.8)
            self.letter = letter

    def _entry(self, row: int, column: int) -> tuple[VMobject, VMobject]:
        """Return a frame around an entry, and what it is called."""
        letter = maths(f"weight(w_({row + 1}, {column + 1})^([1]))", size=style.GIANT)
        below = letter.next_to(self.pair, DOWN, buff=0.25)
        return frame_around(self.weights.entry(row, column)), below
