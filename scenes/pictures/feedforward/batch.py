"""Many examples at once: the same W meets every column, and one b is added to each."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, VGroup

from scenes.pictures.feedforward.batch_layer import BatchMatrix, LayerBatch, Spread, lanes_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import becomes
from scenes.vocabulary.layer.bend_board import BENT
from scenes.vocabulary.matrix import Equation, Fill
from scenes.vocabulary.stage import Gesture, Reveal, Vanish, conceal
from scenes.vocabulary.text import Source, cite, maths
from scenes.vocabulary.text.digits import telling_decimals
from scenes.vocabulary.text.ellipsis import stated

_ROWS = 4  # of the answers
_UP = UP * 0.75


class BatchBoard:
    """W X + b = Z over the whole stage, and then Z, A and the answers; hidden at first.

    `step`: A step. `many`: What flows in it, a column for each example: the step's own, or others
    that were sent through its network. `depth`: How many layers of weights there are:
    `many[f"a{depth}"]` are the answers. `inputs`: The indices of the inputs to choose from.
    """

    def __init__(
        self, step: Source, many: Source, depth: int, *, inputs: Sequence[int] | None = None
    ) -> None:
        self.layer = LayerBatch(step, many, 1, inputs=inputs).fit(*style.WHOLE).shift(_UP)
        self.spread = Spread(self.layer.biases)
        self.layer.weighted.blank()
        rows = self.layer.weighted.rows
        answers = many[f"a{depth}"]
        few = stated(None, len(answers), most=_ROWS)
        said = answers[np.ix_(few, lanes_of(answers.shape[1]))]
        self.weighted, self.activations, self.answers = (
            BatchMatrix(many[key], of=key, head=head, decimals=decimals, rows=shown)
            for key, head, decimals, shown in (
                ("z1", "weighted(Z^([1]))", 2, rows),
                ("a1", "activation(A^([1]))", 2, rows),
                (f"a{depth}", "activation(hat(Y))", telling_decimals(said), few),
            )
        )
        self.line = Equation(
            self.weighted, BENT, self.activations, "quad dots.h.c quad", self.answers, gap=0.3
        )
        cite(self.line, many).fit(*style.WHOLE).shift(_UP)
        self.line.set_x(0)
        self.rules = [
            maths(rule, size=style.LAW).move_to(style.FOOT + DOWN * 0.15)
            for rule in (
                "weighted(Z) = weight(W) activation(X) + bias(b)",
                "activation(A) = g(weighted(Z))",
            )
        ]
        conceal(self.layer, self.line, *self.rules)

    def examples_arrive(self) -> Gesture:
        """Show the examples, a column each, and put the weights before all of them."""
        yield (Reveal(self.layer.inputs),)
        yield (Reveal(self.layer.weights, run_time=style.NORMAL),)

    def broadcast(self) -> Gesture:
        """Add the biases, and let a copy slide out for every example."""
        yield (Reveal(self.layer.plus, self.layer.biases.original),)
        yield (self.spread,)
        yield (Reveal(self.layer.biases.stretched),)

    def column_by_column(self) -> Gesture:
        """Fill Z, one example after the other, each framed in its colour."""
        layer = self.layer
        yield (Reveal(layer.equals, layer.weighted.shell, self.rules[0]),)
        pace = 3.6 / max(len(layer.inputs.columns), 3)
        for column in layer.inputs.columns:
            lit = VGroup(layer.inputs.column_frame(column), layer.weighted.column_frame(column))
            yield (FadeIn(lit, run_time=0.25 * pace),)
            cells = [(row, column) for row in layer.weighted.rows]
            yield (Fill(layer.weighted, *cells, run_time=0.55 * pace),)
            yield (FadeOut(lit, run_time=0.2 * pace),)

    def bend_all(self) -> Gesture:
        """Take Z on to A, and to the answers at the other end of the network."""
        layer = self.layer
        leaving = VGroup(*(part for part in layer if part is not layer.weighted), self.rules[0])
        yield (Vanish(*leaving.family_members_with_points()),)
        yield from becomes(layer.weighted, self.weighted)
        yield (Reveal(self.line[1], self.activations, self.rules[1]),)
        yield (Reveal(self.line[3], self.answers),)
