"""What stands over a sheet: the formula of what it is now, whose terms come and go with it."""

from collections.abc import Sequence
from typing import Self, TypeVar

import numpy as np
from manim import UP, Mobject, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Array, Strip

Line = TypeVar("Line", bound=VGroup)
_GAP, _CLOSE = 0.2, 0.04  # from a pane to what is written over it; between two terms


class Heading(Strip):
    """A formula of which so much is seen as a sheet has gone through.

    `terms`: Each term, and the stage by which it is there; what comes at stage 0 stays.
    """

    def __init__(self, *terms: tuple[str, int]) -> None:
        super().__init__(*(term for term, _ in terms), size=style.LABEL, gap=_CLOSE)
        self.births: Sequence[int] = [birth for _, birth in terms]
        self.show_stage(0.0)

    def show_stage(self, moment: float) -> Self:
        """Show what the sheet is between two stages."""
        for term, birth in zip(self, self.births, strict=True):
            term.set_fill(opacity=float(np.clip(moment - birth + 1, 0.0, 1.0)))
        return self


def stand_over(line: Line, pane: Mobject, side: Array) -> Line:
    """Let a line of type stand over a pane, at one of its ends."""
    line.shift(UP * (pane.get_top()[1] + _GAP - line[0].baseline))
    line.align_to(pane, side)
    return line


_FIRST = ("weight(W^([1]))", 1), ("activation(x)", 0), ('"" + bias(b^([1]))', 1)
_SECOND, _ADDED = "weight(W^([2]))", '"" + bias(b^([2]))'


# Two layers without g; the one layer that they are; and with g, each term with what it does.
WITHOUT_BENDS = (_SECOND, 1), ("paren.l", 1), *_FIRST, ("paren.r", 1), (_ADDED, 1)
IN_ONE = (
    (f"({_SECOND} weight(W^([1])))", 1),
    ("activation(x)", 0),
    (f'"" + ({_SECOND} bias(b^([1])) + bias(b^([2])))', 1),
)
_INNER = ("g paren.l", 2), *_FIRST, ("paren.r", 2)
WITH_BENDS = ("g paren.l", 4), (_SECOND, 3), *_INNER, (_ADDED, 3), ("paren.r", 4)
