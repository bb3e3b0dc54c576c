"""Tables that meet in a cell, or pin to socket, and tables that are read in another order."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, Animation, DashedLine, Dot, Rectangle, Transform, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.matrix import Fill, ValueMatrix, frame_around, tiles
from scenes.vocabulary.text import Array, Points, Source, cite

ANSWERS = 1  # decimals of an answer: as many as follow from factors of two
_FULL = 2.5  # the size at which a tint is full, in all tables of the film
ROLES = {"W": "weight", "X": "activation", "WX": "weighted"}
_GAP, _AIR = 0.34, 0.05  # between tables that meet, and between two tiles
_SMALLER, _PIN, _THICK = 0.78, 0.14, 0.34  # of a plug: its table, a pin's radius, its sides
_PITCH = (tiles.CELL_HEIGHT + 0.06) * _SMALLER  # from pin to pin, and from row to row
_ALONG = np.array([[0.5, -0.5, 0], [-0.5, 0.5, 0], [0, 0, 0]])  # the diagonal, which keeps still
_ACROSS = np.abs(_ALONG)  # what turns with a table that is turned over
_CORNERS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) / 2


def table(found: Source, key: str, one: str = "") -> ValueMatrix:
    """Return a table of W X = WX, an answer's digits those that follow; `one`: column x, row w."""
    head = " ".join(f"{ROLES[letter]}({letter})" for letter in key).replace(one.upper(), one)
    matrix = cite(ValueMatrix(found[key], of=key, head=head, scale=_FULL), found)
    for number in matrix.numbers if key == "WX" else ():  # a digit less, and half of it aside
        number.show_value(number.value, decimals=ANSWERS).shift(LEFT * number.em / 4)
    return matrix


class Meeting(VGroup):
    """W, columns X, and W X below them: a row of one meets a column of the other."""

    def __init__(self, found: Source, one: str = "") -> None:
        self.table, self.columns, self.answers = (table(found, key, one) for key in ROLES)
        super().__init__(self.table, self.columns, self.answers.blank())
        body, above, beside = (m.brackets for m in (self.answers, self.columns, self.table))
        self.columns.shift(body.get_corner(UL) - above.get_corner(DOWN + LEFT) - DOWN * _GAP)
        self.table.shift(body.get_left() - beside.get_right() + LEFT * _GAP)
        self.columns.chip.next_to(above, LEFT, buff=0.3)
        for matrix in self:  # head and shape on one line: of X at its left, else below
            matrix.head.next_to(matrix.chip, LEFT, buff=0.25).set_y(matrix.chip.get_y())
        self.center()

    def meet(self, row: int, *, run_time: float) -> list[Transform]:
        """Return how a row reaches right and a column down, until they meet in their cell."""
        sides = (self.table.row(row), "weight"), (self.columns.column(), "activation")
        cell, looks = self.answers.cell(row), {"run_time": run_time, "remover": True}
        return [
            Transform(frame_around(side, role=role), frame_around(side, cell, role=role), **looks)
            for side, role in sides
        ]


class Plug(VGroup):
    """A table as a plug: at its left a socket for each row, at its right a pin for each column."""

    def __init__(self, found: Source, key: str) -> None:
        self.matrix, tint = table(found, key).scale(_SMALLER), style.color(ROLES[key])
        self.matrix.remove(self.matrix.brackets).chip.scale(1 / _SMALLER)
        sides, tints = [], (style.color("paper"), tint)
        for count, way, tooth in zip(self.matrix.shape, (LEFT, RIGHT), tints, strict=True):
            bar = Rectangle(tint, count * _PITCH, _THICK, stroke_width=0, fill_opacity=1.0)
            bar.next_to(self.matrix.cells, way, buff=_AIR)
            teeth = VGroup(*(Dot(radius=_PIN, color=tooth) for _ in range(count)))
            teeth.arrange(DOWN, buff=_PITCH - 2 * _PIN).move_to(bar.get_edge_center(way))
            sides.append(VGroup(bar, teeth))
        self.sockets, self.pins = sides
        super().__init__(self.matrix, *sides)
        self.shift(-self.matrix.cells.get_center())  # rows face rows, wherever heads are

    def gap(self, other: "Plug") -> Points:
        """Return the way from the bar of its pins to the bar of another's sockets."""
        return np.asarray(other.sockets[0].get_left() - self.pins[0].get_right())


class Tiles(ValueMatrix):
    """The numbers of `W1`, one a tile, in memory's order; `pitch`: of a tile with its air."""

    def __init__(self, values: Array, *, pitch: Sequence[float], magnified: float) -> None:
        super().__init__(values, of="W1", head="W", scale=_FULL)
        self.remove(self.brackets, self.head, self.chip)
        self.pitch, wide = np.array([*pitch, 0.0]), max(n.width for n in self.numbers) * magnified
        for number in self.numbers.scale(magnified):
            number.put_anchor(RIGHT * wide / 2)
        self.digits = [number.points.copy() for number in self.numbers]

    def lay(self, middles: Points, tilt: float = 1.0) -> Self:
        """Lay tiles, middles at (k, 3), turned by a cosine: digits shrink, but stay upright."""
        turned, size = _ALONG + tilt * _ACROSS, max(abs(tilt), 1e-3)
        each = zip(middles, self.cells, self.numbers, self.digits, strict=True)
        for middle, tile, number, digits in each:
            tile.set_points_as_corners(middle + _CORNERS * (self.pitch - _AIR) @ turned)
            number.set_points(middle + digits * size)
        return self

    def turned(self, start: Points, *, run_time: float) -> stage.Tween:
        """Return how the table turns out of the stage, about its diagonal, and onto its back."""

        def show(moment: float) -> None:
            tilt = np.cos(np.pi * moment)
            self.lay(start[0] + (start - start[0]) @ (_ALONG + tilt * _ACROSS), tilt)

        return stage.Tween(self, show, run_time=run_time)

    def hinge(self) -> DashedLine:
        """Return the line about which the table turns, as far as it is seen outside."""
        ends = np.array([self.cells[k].get_center() for k in (0, 3)])
        ends, looks = 1.75 * ends - 0.75 * ends[::-1], {"color": style.color("muted")}
        return DashedLine(*ends, **looks).set_z_index(-1)

    def lines(self, columns: int, corner: Points) -> Points:
        """Return the middles (k, 3) of the tiles laid line by line from the first one's on."""
        down, right = np.divmod(np.arange(len(self.cells))[:, None], columns)
        return np.asarray(corner + (right * RIGHT + down * DOWN) * self.pitch)

    def read_into(
        self, other: "Tiles", order: Sequence[int], *, run_time: float
    ) -> list[Animation]:
        """Return how the tiles, in one line, are read in an order, and fill another layout."""
        frame, places = frame_around(self.cells[order[0]]), [other.places[k] for k in order]
        xs, count = [self.cells[k].get_x() for k in order], len(order)

        def show(moment: float) -> None:
            frame.set_x(np.interp(moment * count - 0.5, range(count), xs))

        fill = Fill(other, *places, lag=1.0, run_time=run_time)
        return [stage.Tween(frame, show, run_time=run_time, remover=True), fill]
