"""The transpose, seen: a matrix turns over about its diagonal, and rows become columns."""

import numpy as np
from manim import VMobject

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text.arrays import Points


class Flip(Tween):
    """Turn a matrix over about its main diagonal, onto its transpose, digits staying upright.

    Where pairs of cells pass one another their digits are gone.

    `matrix`: What is turned; afterwards its cells lie where the transpose's do. `transposed`: The
    transpose, standing where the turn is to end. Not shown by this verb.
    """

    def __init__(
        self, matrix: ValueMatrix, transposed: ValueMatrix, *, run_time: float = style.SLOW
    ) -> None:
        if transposed.shape != matrix.shape[::-1]:
            raise ValueError(
                f"transposed has shape {transposed.shape}; {matrix.shape[::-1]} is accepted"
            )
        self.corners = _corner(matrix), _corner(transposed)
        pairs = [
            (entry, transposed.cell(*place[::-1]))
            for place, entry in zip(matrix.places, matrix.entries(), strict=True)
        ]
        for at, dots in matrix.dots_at.items():
            pairs += zip(dots, transposed.dots_at[at[::-1]], strict=True)
        self.journeys = [
            (thing, *(place - corner for place, corner in zip(ends, self.corners, strict=True)))
            for thing, goal in pairs
            for ends in [(_middle(thing), _middle(goal))]
        ]
        self.frames = [
            (old, old.points.copy(), new.points.copy())
            for old, new in zip(matrix.brackets, transposed.brackets, strict=True)
        ]
        super().__init__(matrix, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        corner = self.corners[0] * (1 - moment) + self.corners[1] * moment
        turn = np.cos(np.pi * moment)
        for thing, start, end in self.journeys:
            offset = (start + end + (start - end) * turn) / 2
            thing.shift(corner + offset - _middle(thing))
            for number in () if np.allclose(start, end) else thing.submobjects[1:]:
                number.set_fill(opacity=abs(turn))
        for bracket, old, new in self.frames:
            bracket.set_points(old * (1 - moment) + new * moment)


def _corner(matrix: ValueMatrix) -> Points:
    """Return the middle of the first tile that is shown."""
    return _middle(matrix.cells[0])


def _middle(thing: VMobject) -> Points:
    """Return the middle of a tile, whether or not its number is with it, or of a dot."""
    middle: Points = (thing[0] if len(thing) else thing).get_center()
    return middle
