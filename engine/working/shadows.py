"""Shadows: what a table times columns measures, row by row: how far each column goes its way.
And creases: the lines on which the neurons of a plane's first layer stand between yes and no."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.basics.given import floats
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.steps import Step
from engine.working.keys import Keyed


@dataclass(frozen=True, eq=False)
class Shadows(Keyed):
    """A table ``W`` (n, k) times the columns ``X`` (k, m) is ``WX`` (n, m): n rows, n questions.

    ``products`` (n, m, k) is what w · x adds up. ``lengths`` (n,) and ``units`` (n, k) are |w| and
    w / |w| of each row. ``shadows`` (n, m) is how long a column's shadow is on a row's direction,
    below 0 where it falls against it, and ``parts`` (n, m, k) what each of the column's numbers
    adds to it: w · x = |w| times the shadow.
    """

    W: Array
    X: Array
    WX: Array
    products: Array
    lengths: Array
    units: Array
    shadows: Array
    parts: Array

    def gap(self, row: int, yes: npt.ArrayLike) -> tuple[float, float] | None:
        """Between which two shadows on a row nobody's falls, if it parts the yes from the rest."""
        chosen, mine = np.asarray(yes, dtype=bool).ravel(), self.shadows[row]
        if not 0 < chosen.sum() < chosen.size:
            return None
        for one, other in ((mine[chosen], mine[~chosen]), (mine[~chosen], mine[chosen])):
            if one.min() > other.max():
                return float(other.max()), float(one.min())
        return None

    def seen(self, eye: npt.ArrayLike, share: float = 1.0) -> Array:
        """How the columns' plane is seen, (2, 2), once the table has done a share of its work.

        ``eye`` (2, n) says what of the n answers is seen to the right and upwards. What is seen
        stretches along two directions at right angles, and turns; here by a share of each, from
        the polar decomposition of eye W, a turn times a stretch.
        """
        whole = np.dot(np.asarray(eye, dtype=float), self.W)
        left, sizes, right = np.linalg.svd(whole)
        turn, stretch = np.dot(left, right), np.dot(right.T * sizes, right)
        angle = np.arctan2(turn[1, 0], turn[0, 0]) * share
        c, s = np.cos(angle), np.sin(angle)
        part = np.eye(2) * (1 - share) + stretch * share
        return whole if share == 1 else np.dot(np.array([[c, -s], [s, c]]), part)


def shadows(W: npt.ArrayLike, X: npt.ArrayLike) -> Shadows:
    """Multiply a table (n, k) with columns (k, m).

    Raises ``Refused`` where the shapes do not meet, and for a row of zeros, which has no direction.
    """
    table, columns = floats(W, "W"), floats(X, "X")
    if table.ndim != 2 or columns.ndim != 2 or table.shape[1] != columns.shape[0]:
        raise Refused(f"shapes W {table.shape}, X {columns.shape}; (n, k) and (k, m) are accepted.")
    lengths = np.linalg.norm(table, axis=1)
    if not lengths.all():
        raise Refused("a row of zeros has no direction; rows with a number in them are accepted.")
    units = table / lengths[:, None]
    products, parts = (rows[:, None, :] * columns.T for rows in (table, units))
    return Shadows(
        *(table, columns, sealed(np.dot(table, columns)), sealed(products)),
        *(sealed(lengths), sealed(units), sealed(np.dot(units, columns)), sealed(parts)),
    )


@dataclass(frozen=True, eq=False)
class Creases(Keyed):
    """Of each neuron of the first layer the line z = 0 in the plane of two inputs.

    ``units`` (2, n) are w / |w|, at right angles to the lines, ``feet`` (2, n) the lines' points
    next to the origin, -b w / |w|², and ``sharpness`` (n,) is |w|: how fast z grows across the
    line. Where w is 0 there is no line, and all three are 0.
    """

    units: Array
    feet: Array
    sharpness: Array


@of_its_kind
def creases(step: Step) -> Creases:
    """The lines of a step's first layer. Raises ``Refused`` where the inputs are not two."""
    W, b = step["W1"].T, step["b1"][:, 0]
    if len(W) != 2:
        raise Refused(f"the run has {len(W)} inputs; 2 are accepted, which are a plane.")
    sharpness = np.linalg.norm(W, axis=0)
    units = np.divide(W, sharpness, out=np.zeros_like(W), where=sharpness > 0)
    feet = np.divide(-b * units, sharpness, out=np.zeros_like(W), where=sharpness > 0)
    return Creases(sealed(units), sealed(feet), sealed(sharpness))
