"""The rule that changes the two parameters, and the numbers that it comes to."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Source, StepLine, Strip
from scenes.vocabulary.text.step_line import step_decimals
from scenes.vocabulary.text.strip import in_columns

_PITCH, _AT = 1.1, style.MIDDLE + RIGHT * 0.9 + DOWN * 1.45


class RuleBoard:
    """`rule` (in symbols) and `step` (in numbers), a line for w and one for b in each.

    `updates`: How w and how b change, as `StepLine` takes them.
    """

    def __init__(self, updates: Sequence[Source]) -> None:
        digits, named = step_decimals(*updates), (("w", "weight"), ("b", "bias"))
        self.rule = VGroup(*(_rule(*pair) for pair in named))
        self.step = VGroup(
            *(
                StepLine(name, one, role=role, decimals=digits, slope="slope", size=style.LABEL)
                for one, (name, role) in zip(updates, named, strict=True)
            )
        )
        for pair in (self.rule, self.step):
            in_columns(*pair)
            pair[1].shift(DOWN * _PITCH)
            pair.shift(_AT)
            pair.shift(LEFT * max(pair.get_right()[0] - style.RIGHT_EDGE, 0.0))


def _rule(name: str, role: str) -> Strip:
    slope = f"frac(slope(partial) cost(C), slope(partial) {role}({name}))"
    signs = f"{role}({name}) arrow.l", f"{role}({name})", "-", "alpha", "dot", slope
    return Strip(*signs, size=style.FORMULA)
