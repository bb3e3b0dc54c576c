"""Tables that meet in a cell, or pin to socket, and tables that are laid in other ways."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UL, UP, Rectangle, Transform, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.matrix import ValueMatrix, frame_around, tiles
from scenes.vocabulary.text import Array, Points, Source, cite

PIN, _GAP, _THICK = 0.3, 0.34, 0.17
_SMALLER = 0.8  # a plug's table, so that two stand side by side
_AIR, _SEEN = 0.05, 0.6  # between two tiles; of a tile's width, from which on its number is read


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
        pitch = (tiles.CELL_HEIGHT + 0.06) * _SMALLER
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

    def stand_by(self, other: "Plug", side: Points, buff: float) -> Self:
        """Stand beside another, row facing row: heads stand above and must not shift them."""
        self.next_to(other, side, buff=buff)
        return self.shift(UP * (other.matrix.cells.get_y() - self.matrix.cells.get_y()))


def _block(height: float, tint: object) -> Rectangle:
    return Rectangle(width=PIN, height=height, stroke_width=0, fill_color=tint, fill_opacity=1.0)


class Tiles(ValueMatrix):
    """The numbers of `W1`, one a tile, in memory's order; `pitch`: of a tile with its air."""

    def __init__(self, values: Array, *, pitch: Sequence[float], magnified: float = 1) -> None:
        super().__init__(values, of="W1", head="W")
        self.remove(self.brackets, self.head, self.chip)
        self.pitch, numbers = np.asarray(pitch), self.numbers.scale(magnified)
        self.widest = max(number.width for number in numbers)

    def lay(self, middles: Points, seen_by: Array | None = None) -> Self:
        """Lay the tiles with their middles at (k, 3), each seen through a matrix (2, 2)."""
        turn = np.eye(2) if seen_by is None else seen_by
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (self.pitch - _AIR) / 2
        flat = np.column_stack([corners @ turn.T, np.zeros(4)])
        seen = float(np.clip((abs(np.linalg.det(turn)) - _SEEN) / (1 - _SEEN), 0.0, 1.0))
        for middle, tile, number in zip(middles, self.cells, self.numbers, strict=True):
            tile.set_points_as_corners(middle + flat)
            number.put_anchor(middle + RIGHT * self.widest / 2).set_fill(opacity=seen)
        return self

    def relaid(self, start: Points, end: Points, *, run_time: float) -> stage.Tween:
        """Return the way from one layout to another."""

        def show(moment: float) -> None:
            hidden = self.lay(start + (end - start) * moment).numbers
            hidden.set_fill(opacity=abs(2 * moment - 1) ** 2)

        return stage.Tween(self, show, run_time=run_time)

    def turned(self, start: Points, *, run_time: float) -> stage.Tween:
        """Return how the table turns out of the stage, about its diagonal, and onto its back."""
        down, up = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)

        def show(moment: float) -> None:
            seen = np.outer(down, down) + np.cos(np.pi * moment) * np.outer(up, up)
            away = (start - start[0])[:, :2] @ seen.T
            self.lay(start[0] + np.column_stack([away, np.zeros(len(away))]), seen)

        return stage.Tween(self, show, run_time=run_time)

    def lines(self, columns: int, corner: Points) -> Points:
        """Return the middles (k, 3) of the tiles laid line by line from the first one's on."""
        down, right = np.divmod(np.arange(len(self.cells))[:, None], columns)
        return np.asarray(corner + right * self.pitch[0] * RIGHT + down * self.pitch[1] * DOWN)
