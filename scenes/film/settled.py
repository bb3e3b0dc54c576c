"""What was moved in many small strides comes to rest where one long stride would have put it.

Manim names a play's film by everything on stage, to the last bit. A play that it takes from its
cache moves things once, to their ends; one that it draws moves them frame by frame, and the
roundings of the strides add up to another last bit, another name, and a film that is drawn again
for nothing. On a grid that is far finer than a pixel both come to the same place.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

GRID = 2.0**-25
"""Manim units: a few millionths of a pixel at 1080p, and yet millions of roundings."""


_UPWARDS = 0.6234  # not a half: halves come about, where something was moved to a middle of two


def settle_on_grid(things: Iterable[Mobject]) -> None:
    """Put every point of things and of their parts on the grid, and the way their colours run."""
    for part in {id(part): part for thing in things for part in thing.get_family()}.values():
        rest_on = getattr(part, "rest_on", None)  # what knows better how it comes to rest
        if len(part.points) and not (rest_on and rest_on(_on_grid)):
            part.points = _on_grid(part.points)
        if isinstance(part, VMobject):
            part.sheen_direction = _on_grid(part.sheen_direction)


def _on_grid(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return places on the grid; what is on it already stays where it is."""
    return np.asarray(np.floor(points / GRID + _UPWARDS) * GRID)
