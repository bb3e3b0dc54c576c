"""A weight has two numbers: its row is where the line goes, its column where it comes from."""

from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.ellipsis import fewer

_TALLEST, _LARGER, _ROWS = 3.5, 1.25, 4


class Naming:
    """W and b of the first layer beside their network; a row, a column and an entry are framed."""

    def __init__(self, network: NetworkDiagram, step: Source) -> None:
        self.network, rows = network, fewer(network.shown[1], _ROWS)
        self.row, self.column = rows[-1], network.shown[0][0]
        weights = ValueMatrix(step["W1"], of="W1", head="weight(W^([1]))", rows=rows)
        biases = ValueMatrix(step["b1"], of="b1", head="bias(b^([1]))", rows=rows)
        self.weights, self.pair = weights, VGroup(weights, biases).arrange(RIGHT, buff=0.7)
        self.pair.scale(min(_LARGER, _TALLEST / self.pair.height)).move_to(
            style.HERO + RIGHT + UP * 0.6
        )

    def appear(self) -> Gesture:
        """Show both tables, and light the lines that they hold."""
        lines = self.network.edges_of(0)
        yield FadeIn(self.pair), Spotlight(self.network.all_edges, lines)

    def light_a_row(self) -> Gesture:
        """Frame a row, and light all lines into its neuron."""
        self.along = frame_around(self.weights.row(self.row))
        lines = self.network.edges_into(0, self.row)
        yield Create(self.along), Spotlight(self.network.all_edges, lines)

    def light_a_column(self) -> Gesture:
        """Frame a column, and light all lines from what it hears."""
        self.across = frame_around(self.weights.column(self.column))
        places = [(row, self.column) for row in self.weights.rows]
        lines = self.network.edges_of(0, places)
        yield Create(self.across), Spotlight(self.network.all_edges, lines)

    def name(self) -> Gesture:
        """Leave the entry in which both meet, its line, and its name."""
        row, column = self.row, self.column
        letter = maths(f"weight(w_({row + 1}, {column + 1})^([1]))", size=style.GIANT)
        yield (
            FadeIn(frame_around(self.weights.entry(row, column))),
            FadeOut(self.along, self.across),
            Spotlight(self.network.all_edges, [self.network.edge(0, row, column)]),
            FadeIn(letter.next_to(self.pair, DOWN, buff=0.25)),
        )
