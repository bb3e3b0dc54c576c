"""The cost of a run over its steps, up to the present: a curve on axes of its own."""

from typing import Self

import numpy as np
from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.stage import Live, Tween
from scenes.vocabulary.text.arrays import ArrayLike


class CostCurve(VGroup):
    """Log time to the right, the cost upwards; nothing of the future.

    `costs`: (T,) the cost at each step.
    """

    def __init__(self, costs: ArrayLike) -> None:
        values = np.asarray(costs, dtype=float)
        top = float(np.ceil(values.max()))
        self.plot = cost_plot(len(values) - 1, (0, top), width=3.2, height=1.7)
        self.curve = Curve(self.plot, np.arange(len(values)), values, of="cost")
        self.live = Live(self.show_step, self.curve)
        super().__init__(self.plot, self.curve)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Draw the cost up to a step."""
        self.curve.show_until(step)
        return self

    def grow(self, step: int, *, run_time: float = style.QUICK) -> Tween:
        """Return the growth of the curve from a step to the next."""
        return Tween(
            self.curve, lambda share: self.curve.show_until(step, share), run_time=run_time
        )
