"""Cells of a matrix that get their number, and its tint, one after the other."""

from scenes.vocabulary import style
from scenes.vocabulary.matrix.matrix import ValueMatrix
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.stage.motion import in_turn


class Fill(Tween):
    """Fill cells that `ValueMatrix.blank` emptied.

    Parameters
    ----------
    matrix
        The matrix.
    places
        (row, column) of the cells to fill, in order; all that are shown where none is given.
    lag
        How much of one cell's time passes before the next begins.
    """

    def __init__(
        self,
        matrix: ValueMatrix,
        *places: tuple[int, int],
        lag: float = 0.5,
        run_time: float = style.NORMAL,
    ) -> None:
        self.places = places or matrix.places
        self.matrix, self.lag = matrix, lag
        super().__init__(matrix, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        shares = in_turn(moment, len(self.places), lag=self.lag)
        for place, share in zip(self.places, shares, strict=True):
            tint = self.matrix.tint(place)
            self.matrix.cell(*place).set_fill(style.color("panel").interpolate(tint, share))
            self.matrix.number(*place).set_fill(opacity=share)
