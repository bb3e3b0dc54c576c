"""A matrix of recorded numbers: tinted cells, digits aligned on the point, a head and a shape."""

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, RoundedRectangle, SurroundingRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.formula import Formula, maths, words
from scenes.vocabulary.readout import Readout
from scenes.vocabulary.typeset import Points

__all__ = ["Chip", "ValueMatrix", "frame_around"]

_CELL_HEIGHT, _GAP, _AIR = 0.50, 0.06, 0.10


class Chip(VGroup):
    """The shape of a matrix on a small plate, rows and columns as pieces of their own."""

    def __init__(self, rows: int, columns: int) -> None:
        label = words(f"{rows}", " × ", f"{columns}", size=style.SMALL, role="muted")
        plate = RoundedRectangle(
            width=label.width + 0.36,
            height=0.42,
            corner_radius=0.12,
            color=style.color("hairline"),
            fill_color=style.color("panel"),
            fill_opacity=1.0,
            stroke_width=1.5,
        )
        super().__init__(plate, label)
        self.rows, self.columns = label[0], label[2]


class ValueMatrix(VGroup):
    """An array as cells whose tint repeats each number's sign and size.

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
    """

    def __init__(
        self,
        values: npt.ArrayLike,
        *,
        of: str,
        head: str,
        decimals: int = 2,
        scale: float | None = None,
    ) -> None:
        super().__init__()
        self.of, self.decimals = of, decimals
        self.values = _as_table(values)
        self.scale_of_tint = float(scale or np.abs(self.values).max() or 1.0)
        self.numbers = self._numbers()
        self.cells = self._cells()
        self.brackets = _brackets(self.cells)
        self.head: Formula = maths(head)
        self.chip = Chip(*self.values.shape)
        self.add(self.cells, self.numbers, self.brackets, self.head, self.chip)
        self.head.next_to(self.brackets, UP, buff=0.24)
        self.chip.next_to(self.brackets, DOWN, buff=0.24)
        self.center()

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.values.shape
        return rows, columns

    def cell(self, row: int, column: int = 0) -> RoundedRectangle:
        """Return one tile."""
        return self.cells[row * self.shape[1] + column]

    def number(self, row: int, column: int = 0) -> Readout:
        """Return one number."""
        number: Readout = self.numbers[row * self.shape[1] + column]
        return number

    def row(self, row: int) -> VGroup:
        """Return a row's tiles, left to right."""
        return VGroup(*(self.cell(row, column) for column in range(self.shape[1])))

    def column(self, column: int = 0) -> VGroup:
        """Return a column's tiles, top to bottom."""
        return VGroup(*(self.cell(row, column) for row in range(self.shape[0])))

    def entry(self, row: int, column: int = 0) -> VGroup:
        """Return one tile with its number."""
        return VGroup(self.cell(row, column), self.number(row, column))

    @property
    def shell(self) -> VGroup:
        """All but the numbers."""
        return VGroup(self.cells, self.brackets, self.head, self.chip)

    def entries(self) -> list[VGroup]:
        """Return every tile with its number, in reading order."""
        return [VGroup(*pair) for pair in zip(self.cells, self.numbers, strict=True)]

    def blank(self) -> Self:
        """Empty every cell, for `Fill` to fill."""
        for cell, number in zip(self.cells, self.numbers, strict=True):
            cell.set_fill(style.color("panel"))
            number.set_fill(opacity=0.0)
        return self

    def show_values(self, values: npt.ArrayLike) -> Self:
        """Show another array of the same shape."""
        self.values = _as_table(values)
        for cell, number, value in zip(self.cells, self.numbers, self.values.flat, strict=True):
            number.show_value(float(value))
            cell.set_fill(style.value_color(float(value), self.scale_of_tint))
        return self

    def _cells(self) -> VGroup:
        rows, columns = self.values.shape
        width = max(number.width for number in self.numbers) + 2 * _AIR
        cells = VGroup(
            *(
                RoundedRectangle(
                    width=width,
                    height=_CELL_HEIGHT,
                    corner_radius=0.07,
                    stroke_width=0,
                    fill_color=style.value_color(float(value), self.scale_of_tint),
                    fill_opacity=1.0,
                )
                for value in self.values.flat
            )
        )
        cells.arrange_in_grid(rows, columns, buff=_GAP)
        for cell, number in zip(cells, self.numbers, strict=True):
            number.put_anchor(cell.get_right() + LEFT * _AIR)
        return cells

    def _numbers(self) -> VGroup:
        return VGroup(
            *(
                Readout(float(value), self.decimals, of=self.of, at=place)
                for place, value in np.ndenumerate(self.values)
            )
        )


def frame_around(*things: VMobject, role: str = "ink", air: float = 0.05) -> SurroundingRectangle:
    """Return the outline that says: this is what we are talking about."""
    return SurroundingRectangle(
        *things, color=style.color(role), buff=air, corner_radius=0.10, stroke_width=3
    )


def _as_table(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    table = np.array(values, dtype=float)
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2:
        raise ValueError(f"values has {table.ndim} dimensions; a matrix or a vector is accepted")
    return table


def _brackets(cells: VGroup) -> VGroup:
    """Return the two square brackets that hold the cells."""
    top, bottom = cells.get_top()[1] + 0.07, cells.get_bottom()[1] - 0.07

    def bracket(x: float, inwards: Points) -> VMobject:
        corners = [[x, top, 0], [x, bottom, 0]]
        return VMobject(color=style.color("ink"), stroke_width=2.5).set_points_as_corners(
            [corners[0] + inwards * 0.11, *corners, corners[1] + inwards * 0.11]
        )

    return VGroup(
        bracket(cells.get_left()[0] - 0.11, RIGHT), bracket(cells.get_right()[0] + 0.11, LEFT)
    )
