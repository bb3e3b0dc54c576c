"""How many parameters a network has: each layer's shapes on chips, and the sum written out."""

from collections.abc import Sequence

from manim import LEFT, ORIGIN, RIGHT, UP, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import Chip
from scenes.vocabulary.text import maths, words

_PITCH, _GAP, _AIR = 0.85, 0.2, 0.08


class Tally(VGroup):
    """One line a layer, W and b with their shapes and rows · columns + rows; below them, the sum.

    `sizes`: n_0 … n_L; every number here follows from them.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        shapes = list(zip(sizes[1:], sizes, strict=False))
        self.total = sum(rows * columns + rows for rows, columns in shapes)
        self.lines = VGroup(*(_line(n, *shape) for n, shape in enumerate(shapes, start=1)))
        left = 0.0
        for column in zip(*self.lines, strict=True):
            right = left + max(part.width for part in column)
            for part in column:
                part.shift(RIGHT * (right - part.get_right()[0]))
            left = right + _GAP
        total = words(f"{self.total:,}", size=style.FORMULA, bold=True)
        label = words("parameters", size=style.FORMULA)
        right, y = self.lines.get_right()[0], -_PITCH * len(shapes) - 0.1
        total.stand_on(y).shift(RIGHT * (right - total.get_right()[0]))
        label.stand_on(y).shift(RIGHT * (total.get_left()[0] - 2 * _GAP - label.get_right()[0]))
        widest = max(total.width, *(line[-1].width for line in self.lines)) + 2 * _AIR
        rule = Line(LEFT * widest, ORIGIN, color=style.color("ink"), stroke_width=style.EVEN)
        rule.shift(RIGHT * (right + _AIR) + UP * (y + _PITCH * 0.62))
        self.sum = VGroup(rule, label, total)
        super().__init__(self.lines, self.sum)
        self.center()


def _line(n: int, rows: int, columns: int) -> VGroup:
    """Return W, its shape, b, its shape and what they count, on one line."""
    y = -_PITCH * (n - 1)
    parts = VGroup(
        maths(f"weight(W^([{n}]))"),
        Chip(rows, columns),
        maths(f"bias(b^([{n}]))"),
        Chip(rows, 1),
        maths(f"{rows} dot {columns} + {rows} ="),
        words(f"{rows * columns + rows:,}", size=style.FORMULA),
    )
    for part in parts:
        if isinstance(part, Chip):
            part.set_y(y + 0.1)
        else:
            part.stand_on(y)
    return parts
