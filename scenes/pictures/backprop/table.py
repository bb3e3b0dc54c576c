"""A table of what was measured: one row an example, one column a quantity."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from manim import DOWN, RIGHT, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Formula, Readout, words
from scenes.vocabulary.text.arrays import ArrayLike

_PITCH = 0.46


class Column(NamedTuple):
    """One quantity: its heading (Typst prose), its values, and where they are recorded."""

    head: str
    values: ArrayLike
    decimals: int
    of: str
    row: int = 0


class Table(VGroup):
    """Numbers in columns that align on the point, under headings and a hairline."""

    def __init__(self, *columns: Column, gap: float = 0.45, role: str = "ink") -> None:
        super().__init__()
        self.columns = [self._column(column, role) for column in columns]
        right = 0.0
        for head, numbers in self.columns:
            block = VGroup(head, numbers)
            block.shift(RIGHT * (right - block.get_left()[0]))
            right = block.get_right()[0] + gap
            self.add(head, numbers)
        for head, _ in self.columns:
            head.stand_on(0.62)
        self.line = Line(
            [0, 0.42, 0], [self.get_right()[0], 0.42, 0], color=style.color("hairline")
        ).set_stroke(width=style.THIN)
        self.add(self.line)
        self.center()

    def column(self, index: int) -> VGroup:
        """Return one column's numbers, top to bottom."""
        return self.columns[index][1]

    def heads(self, columns: Sequence[int]) -> list[VMobject]:
        """Return the headings of some columns, and the hairline below them."""
        return [*(self.columns[column][0] for column in columns), self.line]

    def row(self, index: int, columns: Sequence[int] | None = None) -> VGroup:
        """Return one row's numbers, left to right: all of them, or those of some columns."""
        chosen = range(len(self.columns)) if columns is None else columns
        return VGroup(*(self.columns[column][1][index] for column in chosen))

    @staticmethod
    def _column(column: Column, role: str) -> tuple[Formula, VGroup]:
        head = words(column.head, size=style.SMALL, role="muted")
        numbers = VGroup()
        for place, value in enumerate(np.asarray(column.values, dtype=float)):
            number = Readout(
                float(value), column.decimals, of=column.of, at=(column.row, place), role=role
            )
            numbers.add(number.put_anchor(DOWN * _PITCH * place))
        # Numbers hang from the middle of their heading, so that short ones are not far from it.
        numbers.shift(RIGHT * (head.get_x() - numbers.get_x()))
        return head, numbers
