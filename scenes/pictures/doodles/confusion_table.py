"""What was drawn against what was answered: a cell for each pair, as dark as it is often."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, ManimColor, Rectangle, VGroup

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.surface import Canvas
from scenes.vocabulary.surface.canvas import dip
from scenes.vocabulary.text import Readout, Source, quote, words
from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import Depicted, Depiction

PITCH, _CELL, _STRENGTH = 0.51, 0.47, 0.56
_COARSE = 0.02  # of a scale: how exactly a byte of colour says a share of it
_CORNER = LEFT * 4.3 + UP * 2.4  # of the table, from the stage's middle: its upper left


class ConfusionTable(Canvas, Depiction):
    """The cells alone. Right ones are neutral, by the share of their row; wrong ones in cost's hue.

    `found`: `table` (K, K), its rows the truth, its columns the answers.
    """

    def __init__(self, found: Source) -> None:
        super().__init__()
        self.cite(found).found = found
        self.table = np.asarray(found["table"])
        wrong = self.table - np.diag(np.diag(self.table))
        self.full = np.full(self.table.shape, float(wrong.max()))
        np.fill_diagonal(self.full, self.table.sum(axis=1))
        self.corner = style.MIDDLE + _CORNER
        self.show_counts(np.zeros_like(self.table))

    def middle(self, row: int, column: int) -> Points:
        """Return where the middle of a cell is."""
        way: Points = RIGHT * (column + 0.5) * PITCH + DOWN * (row + 0.5) * PITCH
        return self.corner + way

    def show_counts(self, counts: Array) -> Self:
        """Show so many in each cell."""
        self.counts = counts
        shares = np.minimum(counts / self.full, 1.0)
        size = len(counts) * PITCH
        corners = np.array([self.corner, self.corner + RIGHT * size + DOWN * size])

        def draw(pen: Pen) -> None:
            for cell, share in np.ndenumerate(shares):
                x, y, _ = self.middle(*cell) - _CELL / 2
                dip(pen, _shade(cell, share))
                pen.rectangle(x, y, _CELL, _CELL)
                pen.fill()

        return self.redraw(corners, draw)

    def number_in(self, cell: tuple[int, int]) -> Readout:
        """Return how many are in a cell, once all are counted."""
        looks: dict[str, Any] = {"size": style.SMALL, "anchor": "center"}
        number = quote(self.found, "table", cell, 0, **looks).put_anchor(self.middle(*cell))
        shade = _shade(cell, self.table[cell] / self.full[cell])
        return number.set_fill(style.readable_on(shade))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the counts that the cells' tints say, once all are counted."""
        if self.counts is not self.table or self.fill_opacity < 1:
            return
        places = [(i, j) for i in range(len(self.table)) for j in range(len(self.table))]
        scale = self.pixel_array.shape[1] / self.width
        said = []
        for row, column in places:
            x, y, _ = (self.middle(row, column) - self.points[0]) * [scale, -scale, 0]
            shade = _color(self.pixel_array[int(y), int(x), :3])
            said.append(style.share_of_color(shade, "cell", _hue(row, column)) / _STRENGTH)
        rows, columns = np.array(places).T
        full = self.full[rows, columns]
        yield Depicted("table", (rows, columns), np.array(said) * full, _COARSE * full)


class Named(Group):
    """The table with its rows named, and over its columns a drawing of each class.

    `faces`: (n, K), a drawing for each class. `shape`: Of an image.
    """

    def __init__(
        self, table: ConfusionTable, names: Sequence[str], faces: Array, shape: tuple[int, int]
    ) -> None:
        self.rows, self.columns = VGroup(), Group()
        for k, name in enumerate(names):
            line = words(escaped(name), size=style.BODY, role="muted")
            y = table.middle(k, 0)[1]
            line.stand_on(y - style.BODY / 4)
            self.rows.add(line.shift(RIGHT * (table.corner[0] - 0.18 - line.get_right()[0])))
            face = PixelGrid(faces[:, k].reshape(shape), height=_CELL)
            place = table.middle(0, k) + UP * PITCH * 1.1
            self.columns.add(face.move_to(place).stand_on_pixels())
        drawn, answer = (words(said, size=style.BODY) for said in ("drawn", "answer"))
        drawn.next_to(self.columns, LEFT, buff=0.2)
        answer.next_to(self.columns, RIGHT, buff=0.2)
        super().__init__(table, self.rows, self.columns, drawn, answer)


def outline(table: ConfusionTable, row: int, column: int) -> Rectangle:
    """Return the outline of a cell."""
    frame = Rectangle(width=PITCH, height=PITCH, color=style.color("ink"))
    return frame.set_stroke(width=style.BOLD).move_to(table.middle(row, column))


def _shade(cell: tuple[int, ...], share: float) -> ManimColor:
    return style.blend("cell", _hue(*cell), _STRENGTH * share)


def _hue(row: int, column: int) -> str:
    return "ink" if row == column else "cost"


def _color(rgb: Any) -> ManimColor:
    return ManimColor([float(part) / 255 for part in rgb])
