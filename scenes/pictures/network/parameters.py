"""How many numbers a network is, each of them counted, and what each of them is called."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Line, VGroup, VMobject, linear

from scenes.vocabulary import matrix, style
from scenes.vocabulary.network import NetworkDiagram, RunDiagram, Spotlight, arranging
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal, together
from scenes.vocabulary.text import Readout, Source, ellipsis, maths

_TALLEST, _LARGER, _ROWS = 3.5, 1.25, 4
_WAITING, _BEFORE = 0.14, 2.4  # of an edge not yet counted; from the number to the sums
_EACH, _ALL = 0.3, 9.0  # seconds in which one is counted, and all of them at most
_FLASH = 2.0  # how many are counted until one that flashed is as wide as it is


def counts(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many weights and how many biases each layer has."""
    return [(i * j, i) for j, i in pairwise(sizes)]


class Addition(VGroup):
    """The counts of all layers, one below the other, and their sum; nothing is shown at first."""

    def __init__(self, sizes: Sequence[int]) -> None:
        super().__init__()
        for j, i in pairwise(sizes):
            self.add(maths(f"weight({i} dot {j}) + bias({i})", size=style.RESULT))
        self.add(maths(f'"{sum(map(sum, counts(sizes))):,}"', size=style.GIANT))
        self.arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        self[-1].shift(DOWN * 0.15)
        rule = Line(LEFT * self.width, RIGHT * 0, color=style.color("ink"))
        rule.set_stroke(width=style.EVEN).next_to(self[-1], UP, buff=0.2).align_to(self, RIGHT)
        conceal(self.add(rule))

    def write(self) -> Gesture:
        """Write one layer's counts after the other, and the sum."""
        yield from ((Reveal(line),) for line in self[:-2])
        yield (Reveal(*self[-2:]),)


def count_all(network: RunDiagram, sums: Addition) -> Gesture:
    """Light every weight and every bias, and count them: layer by layer, row by row.

    However thin a line is, it flashes as the others do: each of them counts one. Where some are
    not drawn, each layer's counts are written instead.
    """
    if not arranging.can_move(network):
        yield from sums.write()
        return
    number = Readout(0, 0, of="axis", size=style.GIANT, anchor="left")
    number.put_anchor(sums.get_center() + LEFT * (sums.width / 2 + _BEFORE))
    network.all_edges.set_stroke(opacity=_WAITING)
    network.all_beads.set_opacity(_WAITING)
    each = min(_EACH, _ALL / network.parameters)
    for n, beads in enumerate(network.beads):
        parts = [*network.edges_of(n), *beads]
        widths = [part.get_stroke_width() for part in parts]
        show = partial(_count, parts, widths, number, number.value)
        whole = VGroup(network, number)
        yield (Tween(whole, show, run_time=each * len(parts), rate_func=linear),)
        yield (Reveal(sums[n]),)
    yield Reveal(sums[-1]), Flight(number, sums[-2], remover=True)
    yield (Reveal(sums[-2], run_time=0.1),)


def _count(
    parts: Sequence[VMobject], widths: Any, number: Readout, before: float, moment: float
) -> None:
    now = moment * len(parts)
    for place, (part, width) in enumerate(zip(parts[: round(now)], widths, strict=False)):
        flash = max(0.0, 1.0 - (now - place) / _FLASH) * (moment < 1) * bool(width)
        part.set_stroke(opacity=1.0, width=width + (style.BEAM - width) * flash)
        part.set_fill(opacity=part.get_fill_opacity() and 1.0)
    number.show_value(before + round(now))


class Naming:
    """W and b of the first layer beside their network; rows, columns and an entry are framed."""

    def __init__(self, network: NetworkDiagram, step: Source) -> None:
        self.network, rows = network, ellipsis.fewer(network.shown[1], _ROWS)
        # One scale for both, on which half of all numbers are of full colour: a sign is seen.
        looks: Any = {"rows": rows, "scale": float(np.median(np.abs(step["W1"])))}
        weights = matrix.ValueMatrix(step["W1"], of="W1", head="weight(W^([1]))", **looks)
        biases = matrix.ValueMatrix(step["b1"], of="b1", head="bias(b^([1]))", **looks)
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
        self.framed.add(frame := matrix.frame_around(parts[0]))
        for part, lit in zip(parts, lines, strict=True):
            move = Create(frame) if part is parts[0] else Flight(frame, part, arc=0.0)
            yield together(move, Spotlight(self.network.all_edges, lit), run_time=0.7)

    def name(self, row: int, column: int) -> Gesture:
        """Frame an entry alone, if it is shown, light its line, and write what it is called."""
        if (row, column) in self.weights.places:
            letter = maths(f"weight(w_({row + 1}, {column + 1})^([1]))", size=style.GIANT)
            letter.next_to(self.pair, DOWN, buff=0.25)
            before = self.framed
            self.framed = VGroup(matrix.frame_around(self.weights.entry(row, column)), letter)
            line = Spotlight(self.network.all_edges, [self.network.edge(0, row, column)])
            yield FadeOut(before), FadeIn(self.framed), line
