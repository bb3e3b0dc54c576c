"""The straight line's two parameters: what they cost, the rule that changes them, its numbers."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Entry, Ledger, Source, StepLine, Strip, maths, quote
from scenes.vocabulary.text.step_line import step_decimals
from scenes.vocabulary.text.strip import in_columns

_PITCH, _WIDE = 0.54, 0.66


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


class RuleBoard:
    """`rule` (in symbols) and `steps` (in numbers, all in the same columns), a pair of lines each.

    `updates`: Of each step, how w and how b change, as `StepLine` takes them.
    """

    def __init__(self, updates: Sequence[Sequence[Source]]) -> None:
        digits = step_decimals(*(one for pair in updates for one in pair))
        named = ("w", "weight"), ("b", "bias")
        self.rule = VGroup(*(_rule(name, role) for name, role in named))
        self.steps = [
            VGroup(
                *(
                    StepLine(name, one, role=role, size=style.SENTENCE, decimals=digits)
                    for one, (name, role) in zip(pair, named, strict=True)
                )
            )
            for pair in updates
        ]
        in_columns(*self.rule)
        in_columns(*(line for pair in self.steps for line in pair))
        for pair in self.steps:
            pair[1].shift(DOWN * _PITCH)
        self.rule[1].shift(DOWN * _WIDE)
        self.rule.shift(UP * (_WIDE - _PITCH) / 2)

    def stand_at(self, x: float, y: float) -> None:
        """Stand the first line of every pair on `y`, the left end of all at `x`."""
        for pair in (self.rule, *self.steps):
            pair.shift(RIGHT * x + UP * y)


def _rule(name: str, role: str) -> Strip:
    slope = f"inline(frac(partial cost(C), partial {role}({name})))"
    signs = f"{role}({name}) arrow.l", f"{role}({name})", "-", "alpha", "dot", slope
    return Strip(*signs, size=style.LABEL)
