"""The transpose, seen: a matrix turns over about its diagonal, and rows become columns."""

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.motion import Tween
from scenes.vocabulary.typeset import Points

__all__ = ["Flip"]


class Flip(Tween):
    """Turn a matrix over about its main diagonal, onto its transpose, digits staying upright.

    Parameters
    ----------
    matrix
        What is turned; afterwards its cells lie where the transpose's do.
    transposed
        The transpose, standing where the turn is to end. Not shown by this verb.
    """

    def __init__(
        self, matrix: ValueMatrix, transposed: ValueMatrix, *, run_time: float = style.SLOW
    ) -> None:
        if transposed.shape != matrix.shape[::-1]:
            raise ValueError(
                f"transposed has shape {transposed.shape}; {matrix.shape[::-1]} is accepted"
            )
        self.entries = matrix.entries()
        self.places = [np.array(place) for place in np.ndindex(matrix.shape)]
        self.start, self.end = _grid(matrix), _grid(transposed)
        self.pitch = np.array([_pitch(matrix, transposed, axis) for axis in (0, 1)])
        self.frames = [
            (old, old.points.copy(), new.points.copy())
            for old, new in zip(matrix.brackets, transposed.brackets, strict=True)
        ]
        super().__init__(matrix, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        middle = self.start * (1 - moment) + self.end * moment
        turn = np.cos(np.pi * moment)
        for entry, place in zip(self.entries, self.places, strict=True):
            along, across = (place[1] + place[0]) / 2, (place[1] - place[0]) / 2 * turn
            offset = np.array([along + across, -(along - across)]) * self.pitch
            target = middle + np.append(offset, 0.0)
            entry.shift(target - entry[0].get_center())
        for bracket, old, new in self.frames:
            bracket.set_points(old * (1 - moment) + new * moment)


def _grid(matrix: ValueMatrix) -> Points:
    """Return the centre of the entry at row 0, column 0."""
    corner: Points = matrix.cell(0, 0).get_center()
    return corner


def _pitch(matrix: ValueMatrix, transposed: ValueMatrix, axis: int) -> float:
    """Return the distance between neighbouring cells, across (0) or down (1)."""
    for candidate in (matrix, transposed):
        step = (0, 1) if axis == 0 else (1, 0)
        if candidate.shape[1 - axis] > 1:
            gap = candidate.cell(*step).get_center() - _grid(candidate)
            return float(abs(gap[axis]))
    return 0.0
