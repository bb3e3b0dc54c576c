"""Where tables meet: a row and a column in a cell, the pins of one and the sockets of another."""

from manim import DL, DOWN, LEFT, RIGHT, UL, UP, Rectangle, Transform, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.matrix.tiles import CELL_HEIGHT
from scenes.vocabulary.text import Formula, Source, cite, words

PIN, _GAP, _THICK = 0.3, 0.34, 0.17
_SMALLER = 0.8  # a plug's table, so that two stand side by side


class Meeting(VGroup):
    """W, columns X, and W X below them: a row of one meets a column of the other."""

    def __init__(self, found: Source, *, column: str, scale: float) -> None:
        self.table = ValueMatrix(found["W"], of="W", head="weight(W)")
        self.columns = ValueMatrix(found["X"], of="X", head=f"activation({column})", scale=scale)
        self.answers = ValueMatrix(found["WX"], of="WX", head=f"weight(W) activation({column})")
        super().__init__(self.table, self.columns, self.answers.blank())
        cite(self, found)
        body, above, beside = (m.brackets for m in (self.answers, self.columns, self.table))
        self.columns.shift(body.get_corner(UL) + UP * _GAP - above.get_corner(DL))
        self.table.shift(body.get_left() + LEFT * _GAP - beside.get_right())
        self.columns.chip.next_to(above, LEFT, buff=0.3)
        for matrix in self:  # head and shape on one line: of X at its left, else below
            matrix.head.next_to(matrix.chip, LEFT, buff=0.25).set_y(matrix.chip.get_y())
        self.center()

    def meet(self, row: int, *, run_time: float) -> list[Transform]:
        """Return how a row reaches right and a column down, until they meet in their cell."""
        sides = (self.table.row(row), "weight"), (self.columns.column(), "activation")
        frames = [
            (frame_around(side, role=role), frame_around(side, self.answers.cell(row), role=role))
            for side, role in sides
        ]
        return [Transform(*pair, run_time=run_time, remover=True) for pair in frames]


class Plug(VGroup):
    """A table as a plug: at its left a socket for each row, at its right a pin for each column."""

    def __init__(self, found: Source, key: str, role: str) -> None:
        matrix = ValueMatrix(found[key], of=key, head=f"{role}({' '.join(key)})").scale(_SMALLER)
        self.matrix, tint = cite(matrix, found), style.color(role)
        matrix.remove(matrix.brackets, matrix.chip)
        pitch = (CELL_HEIGHT + 0.06) * _SMALLER
        self.sockets, self.pins = (
            VGroup(*(_block(_THICK, shade) for _ in range(count)))
            for count, shade in zip(matrix.shape, (style.color("paper"), tint), strict=True)
        )
        plates = VGroup(*(_block(count * pitch, tint) for count in matrix.shape))
        for plate, side in zip(plates, (LEFT, RIGHT), strict=True):
            plate.next_to(matrix.cells, side, buff=0.05)
        self.sockets.arrange(DOWN, buff=pitch - _THICK).move_to(plates[0])
        self.pins.arrange(DOWN, buff=pitch - _THICK).next_to(plates[1], RIGHT, buff=0.0)
        self.teeth = VGroup(*plates, *self.sockets, *self.pins)
        super().__init__(matrix, self.teeth)


def code(line: str) -> Formula:
    """Return a line of NumPy at the foot of the stage."""
    return words(f"`{line}`", size=style.FORMULA).move_to(style.FOOT + DOWN * 0.62)


def _block(height: float, tint: object) -> Rectangle:
    block = Rectangle(width=PIN, height=height, stroke_width=0, fill_opacity=1.0)
    return block.set_fill(tint)
