"""What a matrix is made of: tiles in a grid with room for dots, brackets, frames, a chip."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, RoundedRectangle, SurroundingRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Array, Points, words
from scenes.vocabulary.text.ellipsis import ACROSS, ALONG, DIAGONAL, dots, slots

CELL_HEIGHT, _GAP = 0.50, 0.06
_DOTS_HEIGHT, _DOTS_WIDTH = 0.36, 0.40


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
            stroke_width=style.FINE,
        )
        super().__init__(plate, label)
        self.rows, self.columns = label[0], label[2]


class Grid:
    """Where the shown entries of a (rows, columns) table stand, and the dots between them.

    Parameters
    ----------
    shape
        Of the whole table.
    rows, columns
        The indices that are shown.
    width
        Of a tile.
    """

    def __init__(
        self, shape: tuple[int, int], rows: Sequence[int], columns: Sequence[int], *, width: float
    ) -> None:
        self.rows, self.columns = slots(rows, shape[0]), slots(columns, shape[1])
        self._xs = _middles([_DOTS_WIDTH if at is None else width for at in self.columns])
        self._ys = -_middles([_DOTS_HEIGHT if at is None else CELL_HEIGHT for at in self.rows])

    def places(self) -> dict[tuple[int, int], Points]:
        """Return where each shown entry stands, in reading order, by its (row, column)."""
        return {
            (row, column): np.array([x, y, 0.0])
            for row, y in zip(self.rows, self._ys, strict=True)
            for column, x in zip(self.columns, self._xs, strict=True)
            if row is not None and column is not None
        }

    def dots(self) -> dict[tuple[int, int], VGroup]:
        """Return the dots by the (row, column) of the grid's slots in which they stand."""
        ways = {(True, False): ALONG, (False, True): ACROSS, (True, True): DIAGONAL}
        return {
            (i, j): dots(ways[row is None, column is None]).move_to([self._xs[j], self._ys[i], 0])
            for i, row in enumerate(self.rows)
            for j, column in enumerate(self.columns)
            if row is None or column is None
        }


def tile(width: float, place: Points) -> RoundedRectangle:
    """Return the ground on which a number stands."""
    return RoundedRectangle(
        width=width, height=CELL_HEIGHT, corner_radius=0.07, stroke_width=0, fill_opacity=1.0
    ).move_to(place)


def brackets_around(cells: VMobject) -> VGroup:
    """Return the two square brackets that hold the cells."""
    top, bottom = cells.get_top()[1] + 0.07, cells.get_bottom()[1] - 0.07

    def bracket(x: float, inwards: Points) -> VMobject:
        corners = [[x, top, 0], [x, bottom, 0]]
        return VMobject(color=style.color("ink"), stroke_width=style.EVEN).set_points_as_corners(
            [corners[0] + inwards * 0.11, *corners, corners[1] + inwards * 0.11]
        )

    return VGroup(
        bracket(cells.get_left()[0] - 0.11, RIGHT), bracket(cells.get_right()[0] + 0.11, LEFT)
    )


def frame_around(*things: VMobject, role: str = "ink", air: float = 0.05) -> SurroundingRectangle:
    """Return the outline that says: this is what we are talking about."""
    return SurroundingRectangle(
        *things, color=style.color(role), buff=air, corner_radius=0.10, stroke_width=style.FIRM
    )


def _middles(lengths: Sequence[float]) -> Array:
    """Return the middles of things laid end to end with gaps, the whole centred on 0."""
    sizes = np.array(lengths)
    middles = np.cumsum(sizes + _GAP) - _GAP - sizes / 2
    return np.asarray(middles - (sizes.sum() + _GAP * (len(sizes) - 1)) / 2)
