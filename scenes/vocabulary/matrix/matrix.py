"""A matrix of recorded numbers: tinted cells, digits aligned on the point, a head and a shape."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, ManimColor, RoundedRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix.tiles import Chip, Grid, brackets_around, tile
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Formula, Readout, maths
from scenes.vocabulary.text.ellipsis import stated

_AIR = 0.10
_FAINTEST = 1e-4  # of a tint's scale: colours are kept as floats
_MOST = 10  # a longer row or column is never drawn whole unless its indices are given
Place = tuple[int, int]


class ValueMatrix(VGroup, Depiction):
    """An array as cells whose tint repeats each number's sign and size.

    Of a table that is too large to draw, stated rows and columns are shown, with `dots` between
    them; `rows` and `columns` are the tuples of indices, `places` the (row, column) of each cell
    in reading order, and the chip states the true shape. `cell`, `number`, `entry`, `row` and
    `column` take TRUE indices, as the readouts' `at` does; `cells[i]` and `numbers[i]` are the
    i-th that is shown. `values`, `shape` and the scale of the tints are those of the whole table.

    Parameters
    ----------
    values
        (rows, columns) array; a vector is drawn as a column.
    of
        The key that the numbers are recorded under, such as "W1".
    head
        Typst maths that names it, set above.
    scale
        The size at which a tint is full (default: the largest in `values`).
    rows, columns
        The indices to show (default: all, or the first and the last if there are more than ten).
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        of: str,
        head: str,
        decimals: int = 2,
        scale: float | None = None,
        rows: Sequence[int] | None = None,
        columns: Sequence[int] | None = None,
    ) -> None:
        super().__init__()
        self.of, self.decimals = of, decimals
        self.values = _as_table(values)
        self.rows = stated(rows, self.shape[0], most=_MOST)
        self.columns = stated(columns, self.shape[1], most=_MOST)
        self.places: tuple[Place, ...] = tuple((i, j) for i in self.rows for j in self.columns)
        self._order = {place: order for order, place in enumerate(self.places)}
        self.scale_of_tint = float(scale or np.abs(self.values).max() or 1.0)
        # What neurons answered has the colour that fills them; all else the colours of its sign.
        answered = of[0] == "a" and of != "a0" and self.values.min() >= 0
        self.above = "activation" if answered else "positive"
        self.numbers = self._numbers()
        self._lay_out()
        self.brackets = brackets_around(VGroup(self.cells, self.dots))
        self.head: Formula = maths(head)
        self.chip = Chip(*self.shape)
        self.add(self.cells, self.numbers, self.dots, self.brackets, self.head, self.chip)
        self.head.next_to(self.brackets, UP, buff=0.24)
        self.chip.next_to(self.brackets, DOWN, buff=0.24)
        self.center()

    @property
    def shape(self) -> Place:
        """Rows and columns of the whole table."""
        rows, columns = self.values.shape
        return rows, columns

    def cell(self, row: int, column: int = 0) -> RoundedRectangle:
        """Return one tile."""
        return self.cells[self._at(row, column)]

    def number(self, row: int, column: int = 0) -> Readout:
        """Return one number."""
        number: Readout = self.numbers[self._at(row, column)]
        return number

    def row(self, row: int) -> VGroup:
        """Return a row's tiles, left to right."""
        return VGroup(*(self.cell(row, column) for column in self.columns))

    def column(self, column: int = 0) -> VGroup:
        """Return a column's tiles, top to bottom."""
        return VGroup(*(self.cell(row, column) for row in self.rows))

    def entry(self, row: int, column: int = 0) -> VGroup:
        """Return one tile with its number."""
        return VGroup(self.cell(row, column), self.number(row, column))

    @property
    def shell(self) -> VGroup:
        """All but the numbers."""
        return VGroup(self.cells, self.dots, self.brackets, self.head, self.chip)

    @property
    def body(self) -> VGroup:
        """All but the head and the chip."""
        return VGroup(self.cells, self.numbers, self.dots, self.brackets)

    def entries(self) -> list[VGroup]:
        """Return every shown tile with its number, in reading order."""
        return [VGroup(*pair) for pair in zip(self.cells, self.numbers, strict=True)]

    def tint(self, place: Place) -> ManimColor:
        """Return the colour of the tile of one entry."""
        return style.value_color(float(self.values[place]), self.scale_of_tint, self.above)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers that the tints of the filled cells say."""
        for place, cell, number in zip(self.places, self.cells, self.numbers, strict=True):
            if number.get_fill_opacity() > 0:
                fill = cell.get_fill_color()
                value = style.value_of_color(fill, self.scale_of_tint, self.above)
                within = _FAINTEST * self.scale_of_tint
                full = abs(value) > self.scale_of_tint - within
                yield Depicted(self.of, place, value, within, full)

    def blank(self) -> Self:
        """Empty every cell, for `Fill` to fill."""
        for cell, number in zip(self.cells, self.numbers, strict=True):
            cell.set_fill(style.color("panel"))
            number.set_fill(opacity=0.0)
        return self

    def show_values(self, values: ArrayLike) -> Self:
        """Show another array of the same shape."""
        self.values = _as_table(values)
        for place, cell, number in zip(self.places, self.cells, self.numbers, strict=True):
            number.show_value(float(self.values[place]))
            cell.set_fill(self.tint(place))
        return self

    def _at(self, row: int, column: int) -> int:
        if (row, column) not in self._order:
            shown = f"rows {self.rows} and columns {self.columns} are"
            raise ValueError(f"entry {row, column} of {self.of} is not shown; {shown}")
        return self._order[row, column]

    def _lay_out(self) -> None:
        """Lay the tiles and the dots, and stand the numbers on their tiles."""
        width = max(number.width for number in self.numbers) + 2 * _AIR
        grid = Grid(self.shape, self.rows, self.columns, width=width)
        self.cells = VGroup(*(tile(width, point) for point in grid.places().values()))
        self.dots_at = grid.dots()
        self.dots = VGroup(*self.dots_at.values())
        for place, cell, number in zip(self.places, self.cells, self.numbers, strict=True):
            cell.set_fill(self.tint(place))
            number.put_anchor(cell.get_right() + LEFT * _AIR)

    def _numbers(self) -> VGroup:
        pairs = ((place, float(self.values[place])) for place in self.places)
        return VGroup(*(Readout(one, self.decimals, of=self.of, at=at) for at, one in pairs))


def _as_table(values: ArrayLike) -> Array:
    table = np.array(values, dtype=float)
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2:
        raise ValueError(f"values has {table.ndim} dimensions; a matrix or a vector is accepted")
    return table
