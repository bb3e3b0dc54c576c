"""Examples as points of a plot: a full disc for one class, a ring for the other."""

import numpy as np
from manim import Dot, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot.plot import Plot
from scenes.vocabulary.text.arrays import ArrayLike


class Scatter(VGroup):
    """One dot for each example.

    Parameters
    ----------
    plot
        Where the dots stand.
    points
        (2, m) array.
    labels
        (m,) array of 0 (a ring) and 1 (a disc).
    radius
        Of a dot; smaller ones have thinner rings.
    """

    def __init__(
        self, plot: Plot, points: ArrayLike, labels: ArrayLike, *, radius: float = 0.10
    ) -> None:
        super().__init__()
        width = 3 * min(radius / 0.10 + 0.15, 1.0)
        for (x, y), label in zip(np.transpose(points), np.ravel(labels), strict=True):
            dot = Dot(
                plot.point(x, y), radius=radius, color=style.color("target"), stroke_width=width
            )
            # Whatever is drawn over the plot later, such as a tint, lies below the examples.
            self.add(dot.set_fill(opacity=float(label)).set_z_index(1))
