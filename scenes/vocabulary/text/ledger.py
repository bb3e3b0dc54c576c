"""Lines of `name = number`, one below the other, their decimal points in one column."""

from typing import NamedTuple, Self

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import formula, readout, typeset

_GAP = 0.2  # of air between two lines


class Entry(NamedTuple):
    """One line: Typst maths for the name, the number, and where it is recorded (key and place)."""

    name: str
    value: float
    decimals: int
    of: str
    role: str = "ink"
    at: tuple[int, ...] = ()


class Ledger(VGroup):
    """A column of results; `ledger[i]` is the i-th line."""

    def __init__(self, *entries: Entry, size: float = style.LABEL) -> None:
        super().__init__()
        room = max(entry.decimals for entry in entries)
        digit = typeset.glyph("0")[1] * size
        floor = 0.0
        for entry in entries:
            name, equals = formula.maths(entry.name, size=size), formula.maths("=", size=size)
            number = readout.Readout(
                entry.value, entry.decimals, of=entry.of, at=entry.at, role=entry.role, size=size
            ).shift(LEFT * digit * (room - entry.decimals))
            line = VGroup(name.stand_on(0.0), equals.stand_on(0.0), number.stand_on(0.0))
            line.shift(DOWN * (line.get_top()[1] - floor))
            floor = line.get_bottom()[1] - _GAP
            self.add(line)
        left = min(line[2].get_left()[0] for line in self) - 0.25
        for name, equals, _ in self:
            equals.shift(RIGHT * (left - equals.get_right()[0]))
            name.shift(RIGHT * (equals.get_left()[0] - 0.22 - name.get_right()[0]))
        self.center()

    def show_value(self, line: int, value: float, at: tuple[int, ...]) -> Self:
        """Show another number in a line, and say at which place of its key it stands."""
        number = self[line][2].show_value(value)
        number.at = at
        return self
