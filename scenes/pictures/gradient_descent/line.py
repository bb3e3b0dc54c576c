"""The straight line with its two parameters, and what it costs: the board beside the data."""

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Entry, Ledger, Source, Strip, maths, quote


class LineBoard:
    """`model`, its two `dials` w and b, and the `cost` with its formula.

    `step`: Its `W1` and `b1`, (1, 1) each, and its `cost`.
    """

    def __init__(self, step: Source) -> None:
        self.model = maths("activation(hat(y)) = weight(w) x + bias(b)", size=style.TITLE)
        self.dials = Ledger(
            Entry("weight(w)", float(step["W1"][0, 0]), 3, "W1", "weight", (0, 0)),
            Entry("bias(b)", float(step["b1"][0, 0]), 3, "b1", "bias", (0, 0)),
            size=style.CLAIM,
        )
        self.cost = Strip(
            "cost(C) = 1 / m sum_i (activation(hat(y)_i) - y_i)^2",
            "=",
            quote(step, "cost", (), 4, role="cost", size=style.CLAIM),
            size=style.CLAIM,
        )
        lines = VGroup(self.model, self.dials, self.cost)
        lines.arrange(DOWN, buff=0.6, aligned_edge=LEFT).move_to(
            style.RIGHT_HALF + RIGHT * 0.5 + UP * 0.3
        )
