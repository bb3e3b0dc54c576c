"""Where a network changes its mind: the line on which it guesses one half, drawn over a plot."""

from typing import cast

import numpy as np
import numpy.typing as npt
from contourpy import FillType, LineType, contour_generator
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.typeset import Points

__all__ = ["Boundary"]

_HALF = 0.5


class Boundary(VGroup):
    """The line of one half, and a tint where the network says yes.

    Parameters
    ----------
    plot
        Whose axes the grid lies on.
    xs, ys
        (nx,) and (ny,) the grid.
    guesses
        (ny, nx) the network's guesses there, 0 to 1.
    """

    def __init__(
        self, plot: Plot, xs: npt.ArrayLike, ys: npt.ArrayLike, guesses: npt.ArrayLike
    ) -> None:
        found = contour_generator(
            xs, ys, guesses, line_type=LineType.Separate, fill_type=FillType.OuterCode
        )
        color = style.color("activation")
        outlines = cast(list[Points], found.filled(_HALF, np.inf)[0])
        lines = cast(list[Points], found.lines(_HALF))
        self.yes = VGroup(*(_shape(plot, one).set_fill(color, opacity=0.18) for one in outlines))
        self.line = VGroup(*(_shape(plot, one).set_stroke(color, width=4) for one in lines))
        super().__init__(self.yes, self.line)


def _shape(plot: Plot, points: Points) -> VMobject:
    corners = plot.point(points[:, 0], points[:, 1])
    return VMobject(stroke_width=0).set_points_as_corners(corners)
