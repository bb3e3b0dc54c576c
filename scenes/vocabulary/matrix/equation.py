"""Matrices in a row, their heads on one line and their shapes on another: W a + b = z."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Self, TypeVar

from manim import RIGHT, UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix.matrix import ValueMatrix
from scenes.vocabulary.text import ArrayLike, Formula, ellipsis, maths

Indices = Sequence[int]
Sized = TypeVar("Sized", bound=VGroup)


class Equation(VGroup):
    """Matrices and the signs between them, left to right.

    Parameters
    ----------
    parts
        Matrices, or Typst maths for a sign.
    """

    def __init__(self, *parts: ValueMatrix | str, gap: float = 0.15) -> None:
        pieces = [maths(part) if isinstance(part, str) else part for part in parts]
        super().__init__(*pieces)
        for left, right in pairwise(pieces):
            body, before = _body(right), _body(left)
            right.shift(RIGHT * (before.get_right()[0] + gap - body.get_left()[0]))
            right.shift(UP * (before.get_y() - body.get_y()))
        matrices = [piece for piece in pieces if isinstance(piece, ValueMatrix)]
        line = max(matrix.head.baseline for matrix in matrices)
        floor = min(matrix.chip.get_y() for matrix in matrices)
        for matrix in matrices:
            matrix.head.stand_on(line)
            matrix.chip.set_y(floor)
        self.center()

    def fit(self, left: float, right: float) -> Self:
        """Stand between two x, on the right one, smaller only if there is no room."""
        share = (right - left) / self.width
        if share < 1:
            shrink(self, share)
        self.shift(RIGHT * (right - self.get_right()[0]))
        return self


def shrink(group: VGroup, share: float) -> None:
    """Make matrices, and what stands with them, so many times as large.

    The shapes below stay as large as they are, as far as there is room: they are small already.
    """
    group.scale(share)
    for one in group.get_family():
        if isinstance(one, ValueMatrix):
            room = max(one.brackets.width / one.chip.width, 1.0)
            one.chip.scale(min(1 / share, room))


def largest(
    make: Callable[[Indices, Indices], Sized],
    shown: tuple[Indices, Indices],
    sizes: Iterable[int],
    *,
    room: tuple[float, float],
    telling: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
) -> Sized:
    """Return what is made for the most rows and columns of which there is room, else the last.

    Parameters
    ----------
    make
        From the indices of rows and of columns to a picture of them.
    shown
        All of both that there may be.
    sizes
        How many of either are tried, the most first: fewer cells rather than small type. One is
        one column, which has two rows.
    room
        The x between which it will stand.
    telling
        Of each row and of each column a number that says nothing where it is 0.
    """
    for most in sizes:
        rows = ellipsis.fewer(shown[0], max(most, 2), telling[0])
        made = make(rows, ellipsis.fewer(shown[1], most, telling[1]))
        if made.width <= (room[1] - room[0]) / style.SMALLEST:
            break
    return made


def _body(piece: ValueMatrix | Formula) -> VGroup:
    return piece.brackets if isinstance(piece, ValueMatrix) else piece
