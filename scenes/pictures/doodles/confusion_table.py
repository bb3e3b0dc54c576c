"""What was drawn against what was answered: a cell for each pair, as dark as it is often."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, ManimColor, VGroup

from scenes.film import Pen
from scenes.pictures.doodles.answer_bars import named
from scenes.vocabulary import network, style, surface
from scenes.vocabulary.text import Depicted, Depiction, Readout, quote, words
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points

PITCH, _CELL, _STRENGTH = 0.51, 0.47, 0.56
_COARSE = 0.02  # of a scale: how exactly a byte of colour says a share of it
_CORNER = LEFT * 4.3 + UP * 2.4  # of the table, from the stage's middle: its upper left


class ConfusionTable(surface.Canvas, Depiction):
    """The cells alone. Right ones are neutral, by the share of their row; wrong ones in cost's hue.

    `found`: `table` (K, K), its rows the truth, its columns the answers; and how many were right.
    """

    def __init__(self, found: Any) -> None:
        super().__init__()
        self.found = found
        self.cite(found).table = np.asarray(found["table"])
        self.wrong = self.table - np.diag(np.diag(self.table))
        self.full = np.full(self.table.shape, float(self.wrong.max()))
        np.fill_diagonal(self.full, self.table.sum(axis=1))
        self.corner = style.MIDDLE + _CORNER
        self.show_counts(np.zeros_like(self.table))

    def middle(self, row: ArrayLike, column: ArrayLike) -> Points:
        """Return where the middles of cells are."""
        across, down = (np.add(k, 0.5) * PITCH for k in (column, row))
        return np.asarray(
            self.corner + np.multiply.outer(across, RIGHT) + np.multiply.outer(down, DOWN)
        )

    def show_counts(self, counts: Array) -> Self:
        """Show so many in each cell."""
        self.counts = counts
        shares = np.minimum(counts / self.full, 1.0)
        opposite = self.middle(*np.subtract(counts.shape, 0.5))

        def draw(pen: Pen) -> None:
            for cell, share in np.ndenumerate(shares):
                x, y, _ = self.middle(*cell) - _CELL / 2
                surface.canvas.dip(pen, _shade(cell, share))
                pen.rectangle(x, y, _CELL, _CELL)
                pen.fill()

        return self.redraw(np.array([self.corner, opposite]), draw)

    def numbers(self, most: int) -> list[Readout]:
        """Return how many are in the fullest wrong cells, once all are counted."""
        fullest = np.argsort(-self.wrong, axis=None, kind="stable")[:most]
        looks: dict[str, Any] = {"size": style.SMALL, "anchor": "center"}
        found = []
        for row, column in zip(*np.unravel_index(fullest, self.wrong.shape), strict=True):
            cell = int(row), int(column)
            number = quote(self.found, "table", cell, 0, **looks).put_anchor(self.middle(*cell))
            shade = _shade(cell, self.table[cell] / self.full[cell])
            found.append(number.set_fill(style.readable_on(shade)))
        return found

    def depicted(self) -> Iterator[Depicted]:
        """Yield the counts that the cells' tints say, once all are counted."""
        if self.fill_opacity < 1 or not np.array_equal(self.counts, self.table):
            return
        cells = np.indices(self.table.shape).reshape(2, -1)
        scale = self.pixel_array.shape[1] / self.width
        across, up, _ = ((self.middle(*cells) - self.points[0]) * scale).astype(int).T
        said = [
            style.share_of_color(ManimColor((shade / 255).tolist()), "cell", _hue(*cell))
            for shade, cell in zip(self.pixel_array[-up, across, :3], cells.T, strict=True)
        ]
        full = self.full[*cells]
        yield Depicted("table", tuple(cells), np.array(said) / _STRENGTH * full, _COARSE * full)


def with_names(
    table: ConfusionTable, names: Sequence[str], faces: Array, shape: tuple[int, int]
) -> Group:
    """Return the table with its rows named, and over its columns a drawing of each class.

    `faces`: (n, K), a drawing for each class. `shape`: Of an image.
    """
    rows, columns = VGroup(), Group()
    for k, name in enumerate(names):
        rows.add(named(name, table.middle(k, -0.5), size=style.BODY))
        face = network.PixelGrid(faces[:, k].reshape(shape), height=_CELL)
        columns.add(face.move_to(table.middle(-1.1, k)).stand_on_pixels())
    drawn = words("drawn", size=style.BODY).next_to(columns, LEFT, buff=0.2)
    answer = words("answer", size=style.BODY).next_to(columns, RIGHT, buff=0.2)
    return Group(table, rows, columns, drawn, answer)


def _shade(cell: tuple[int, ...], share: float) -> ManimColor:
    return style.blend("cell", _hue(*cell), _STRENGTH * share)


def _hue(row: int, column: int) -> str:
    return "ink" if row == column else "cost"
