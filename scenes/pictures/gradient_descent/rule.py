"""The rule w ← w − α ∂C/∂w of two parameters, and in its place the numbers of some steps."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Source, StepLine, Strip
from scenes.vocabulary.text.step_line import step_decimals
from scenes.vocabulary.text.strip import in_columns

_PITCH, _WIDE = 0.54, 0.66


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
