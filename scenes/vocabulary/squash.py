"""The sigmoid squash: weighted inputs climb from their axis to the curve, and read off a height."""

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import UP, Dot, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.formula import maths
from scenes.vocabulary.plot import Curve, Plot

__all__ = ["Squash"]

_WIDTH, _HEIGHT = 4.4, 2.9
_REACH = 6.0  # how far the z axis runs at least: where a sigmoid is flat


class Squash(VGroup):
    """The sigmoid over z, and a dot for each neuron that climbs it.

    Parameters
    ----------
    zs, activations
        (n,) recorded weighted inputs, and what the network made of them.
    """

    def __init__(self, zs: npt.ArrayLike, activations: npt.ArrayLike) -> None:
        self.zs, self.activations = np.ravel(zs), np.ravel(activations)
        reach = max(_REACH, float(np.ceil(np.abs(self.zs).max())))
        xs = np.linspace(-reach, reach, 241)
        label = maths("weighted(z)")
        self.plot = Plot(
            (-reach, reach), (0, 1), width=_WIDTH, height=_HEIGHT, x_label=label, y_ticks=(0, 1)
        )
        self.curve = Curve(self.plot, xs, 1 / (1 + np.exp(-xs)), role="ink", head=False)
        formula = "activation(a) = sigma(weighted(z)) = frac(1, 1 + e^(-weighted(z)))"
        self.formula = maths(formula, size=0.36).next_to(self.plot.frame, UP, buff=0.25)
        self.climbs, self.reads, self.dots = VGroup(), VGroup(), VGroup()
        for _ in self.zs:
            self.climbs.add(Line(color=style.color("weighted"), stroke_width=3))
            self.reads.add(Line(color=style.color("activation"), stroke_width=3))
            self.dots.add(Dot(radius=0.09, stroke_width=2, stroke_color=style.color("paper")))
        super().__init__(self.plot, self.curve, self.climbs, self.reads, self.dots, self.formula)
        self.show_climb(0.0)

    def show_climb(self, moment: float) -> Self:
        """Show the dots on their way: 0 on the axis, one half on the curve, 1 read off."""
        up, across = min(2 * moment, 1.0), max(2 * moment - 1.0, 0.0)
        low, left = np.zeros_like(self.zs), np.full_like(self.zs, self.plot.frame.x_range[0])
        feet, tops = self.plot.point(self.zs, low), self.plot.point(self.zs, self.activations)
        sides = self.plot.point(left, self.activations)
        parts = zip(self.climbs, self.reads, self.dots, feet, tops, sides, strict=True)
        for climb, read, dot, foot, top, side in parts:
            _stretch(climb, foot, foot + (top - foot) * up)
            _stretch(read, top, top + (side - top) * across)
            dot.move_to(read.get_end() if across else climb.get_end())
            dot.set_fill(style.blend("weighted", "activation", up), opacity=1.0)
        return self


def _stretch(line: VMobject, start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]) -> None:
    """Draw a trail; one of no length is not seen."""
    line.set_points_as_corners([start, end])
    line.set_stroke(opacity=0.7 if np.any(start != end) else 0.0)
