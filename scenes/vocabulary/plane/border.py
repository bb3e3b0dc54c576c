"""The border on a map: where values over a plane pass a level."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from contourpy import LineType, contour_generator

from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.strokes import segments

_MARKS = 60  # strokes for which one line is smooth


def borders(xs: Array, ys: Array, values: Array, level: float) -> list[Array]:
    """Return the lines, each (k, 2), on which values (ys, xs) of a plane are at a level."""
    found = contour_generator(xs, ys, values, line_type=LineType.Separate)
    return cast(list[Array], found.lines(level))


def strokes(lines: Sequence[Array], point: Callable[[Array], Points]) -> Points:
    """Return lines of a plane as the strokes of one object; `point` says where places stand."""
    drawn = [np.zeros((0, 3))]
    for line in lines:
        few = np.vstack([line[:: max(1, len(line) // _MARKS)], line[-1:]])
        corners = point(few)
        drawn.append(segments(corners[:-1], corners[1:]))
    return np.vstack(drawn)
