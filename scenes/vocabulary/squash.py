"""The sigmoid squash: weighted inputs climb from their axis to the curve, and read off a height."""

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import UP, Dot, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.formula import maths
from scenes.vocabulary.plot import Curve, Plot

__all__ = ["Squash"]


class Squash(VGroup):
    """An activation's curve over z, and a dot for each neuron that climbs it.

    Parameters
    ----------
    curve
        (2, k) array: z and g(z), drawn as it is.
    zs, activations
        (n,) recorded weighted inputs and what the network made of them.
    formula
        Typst maths for g, set over the plot.
    """

    def __init__(
        self,
        curve: npt.ArrayLike,
        zs: npt.ArrayLike,
        activations: npt.ArrayLike,
        *,
        formula: str,
        width: float = 4.4,
        height: float = 2.9,
    ) -> None:
        xs, ys = np.asarray(curve, dtype=float)
        self.zs, self.activations = np.ravel(zs), np.ravel(activations)
        self.plot = Plot(
            (float(xs[0]), float(xs[-1])),
            (0.0, 1.0),
            width=width,
            height=height,
            x_label=maths("weighted(z)"),
            y_ticks=(0, 1),
        )
        self.curve = Curve(self.plot, xs, ys, role="ink", head=False)
        self.climbs, self.reads, self.dots = VGroup(), VGroup(), VGroup()
        for _ in self.zs:
            self.climbs.add(Line(color=style.color("weighted"), stroke_width=3))
            self.reads.add(Line(color=style.color("activation"), stroke_width=3))
            self.dots.add(Dot(radius=0.09, stroke_width=2, stroke_color=style.color("paper")))
        self.formula = maths(formula, size=style.BODY).next_to(self.plot.frame, UP, buff=0.3)
        super().__init__(
            self.plot, self.curve, self.climbs, self.reads, self.dots, self.formula
        )
        self.show_climb(0.0)

    @property
    def marks(self) -> VGroup:
        """What moves: the dots and their trails."""
        return VGroup(self.climbs, self.reads, self.dots)

    def show_climb(self, moment: float) -> Self:
        """Show the dots on their way: 0 on the axis, one half on the curve, 1 read off."""
        up, across = min(2 * moment, 1.0), max(2 * moment - 1.0, 0.0)
        low, left = self.plot.frame.y_range[0], self.plot.frame.x_range[0]
        feet = self.plot.point(self.zs, np.full_like(self.zs, low))
        tops = self.plot.point(self.zs, self.activations)
        sides = self.plot.point(np.full_like(self.zs, left), self.activations)
        for foot, top, side, climb, read, dot in zip(
            feet, tops, sides, self.climbs, self.reads, self.dots, strict=True
        ):
            _stretch(climb, foot, foot + (top - foot) * up)
            _stretch(read, top, top + (side - top) * across)
            dot.move_to(read.get_end() if across else climb.get_end())
            dot.set_fill(style.blend("weighted", "activation", up), opacity=1.0)
            climb.set_stroke(opacity=0.7 if up else 0.0)
            read.set_stroke(opacity=0.7 if across else 0.0)
        return self


def _stretch(line: VMobject, start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]) -> None:
    line.set_points_as_corners([start, end])
