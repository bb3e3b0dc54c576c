"""A model's curve through the data, and how far each example is from it."""

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.strokes import segments

__all__ = ["Fit"]

Array = npt.NDArray[np.float64]


class Fit(VGroup):
    """The curve of the present step, and a stroke from each example to it.

    Parameters
    ----------
    plot
        Where the examples stand.
    examples
        (2, m) x and y.
    guesses
        (T, m) what the model said of each at every step.
    xs, curves
        (k,) where the model was asked, and (T, k) what it said.
    """

    def __init__(
        self,
        plot: Plot,
        examples: npt.ArrayLike,
        guesses: npt.ArrayLike,
        xs: npt.ArrayLike,
        curves: npt.ArrayLike,
        *,
        role: str = "activation",
    ) -> None:
        # The frame alone is kept: a fit that held its plot would drag it into every copy.
        self.frame = plot.frame
        self.examples, self.guesses = np.array(examples, float), np.array(guesses, float)
        self.xs, self.curves = np.array(xs, dtype=float), np.array(curves, dtype=float)
        self.misses = VMobject(color=style.color("delta"), stroke_width=3, stroke_opacity=0.8)
        self.curve = VMobject(color=style.color(role), stroke_width=4)
        super().__init__(self.misses, self.curve)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show the model of a recorded step."""
        return self.show_between(step, 0.0)

    def show_between(self, step: int, share: float) -> Self:
        """Show the model so far (0 to 1) on its way from one step to the next."""
        after = min(step + 1, len(self.curves) - 1)
        curve, guesses = (
            values[step] + (values[after] - values[step]) * share
            for values in (self.curves, self.guesses)
        )
        self.curve.set_points_as_corners(self.frame.point(self.xs, curve))
        x, y = self.examples
        self.misses.set_points(segments(self.frame.point(x, y), self.frame.point(x, guesses)))
        return self

    def drawn_guesses(self) -> Array:
        """Return the guesses (m,) at which the strokes end, read back from where they do."""
        return self.frame.numbers(self.misses.points[3::4])[1]
