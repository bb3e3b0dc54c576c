"""Where a network changes its mind: the line on which it guesses one half, drawn over a plot."""

from collections.abc import Callable
from typing import cast

import numpy as np
from contourpy import FillType, LineType, contour_generator
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points

_HALF = 0.5
_FINENESS = 61  # places along an axis at which the network is asked


class Boundary(VGroup):
    """The line of one half, and a tint where the network says yes.

    `plot`: Whose axes the grid lies on. `xs`, `ys`: (nx,) and (ny,) the grid. `guesses`: (ny, nx)
    the network's guesses there. `at`: The guess on the line.
    """

    def __init__(
        self,
        plot: Plot,
        xs: ArrayLike,
        ys: ArrayLike,
        guesses: ArrayLike,
        *,
        at: float = _HALF,
    ) -> None:
        found = contour_generator(
            xs, ys, guesses, line_type=LineType.Separate, fill_type=FillType.OuterCode
        )
        color = style.color("activation")
        outlines = cast(list[Points], found.filled(at, np.inf)[0])
        lines = cast(list[Points], found.lines(at))
        self.yes = VGroup(*(_shape(plot, one).set_fill(color, opacity=0.18) for one in outlines))
        self.line = VGroup(
            *(_shape(plot, one).set_stroke(color, width=style.BOLD) for one in lines)
        )
        super().__init__(self.yes, self.line)


def boundary_of(
    plot: Plot,
    guess: Callable[[Array], Array],
    given: ArrayLike,
    measured: ArrayLike | None = None,
    *,
    between: float = _HALF,
) -> Boundary:
    """Return where a network changes its mind, over all of a plot's axes.

    `plot`: Its axes are the two quantities as they were measured. `guess`: The network: from inputs
    (2, k) to guesses (1, k). `given`, `measured`: (2, m) the examples' inputs, and the same before
    they were scaled (default: they were not): from the two follows what the network is given for
    any place of the plot. `between`: The guess that is neither yes nor no.
    """
    xs, ys = (np.linspace(*ends, _FINENESS) for ends in (plot.frame.x_range, plot.frame.y_range))
    places = np.stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
    inputs = np.asarray(given, dtype=float)
    raw = inputs if measured is None else np.asarray(measured, dtype=float)
    spread = inputs.std(axis=1, keepdims=True) / raw.std(axis=1, keepdims=True)
    scaled = inputs.mean(axis=1, keepdims=True) + spread * (
        places - raw.mean(axis=1, keepdims=True)
    )
    return Boundary(plot, xs, ys, guess(scaled).reshape(len(ys), len(xs)), at=between)


def _shape(plot: Plot, points: Points) -> VMobject:
    corners = plot.point(points[:, 0], points[:, 1])
    return VMobject(stroke_width=0).set_points_as_corners(corners)
