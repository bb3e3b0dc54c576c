"""How wrong is the guess? One guess beside its truth, its cost, and the mean over all."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.columns import ExampleColumns
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import maths
from scenes.vocabulary.gauge import Gauge
from scenes.vocabulary.readout import Source, quote
from scenes.vocabulary.strip import Strip

__all__ = ["CostBoard"]

_SIZE = 0.33
_GAUGE_AT, _LINES_Y, _COLUMNS_FOOT = LEFT * 0.1, 2.2, -2.6
_FORMULA = "cost(C_i) = -(y ln activation(hat(y)) + (1 - y) ln (1 - activation(hat(y))))"


class CostBoard:
    """A gauge, two lines of cross-entropy, and a column for each example's cost.

    Parameters
    ----------
    person
        The working of the example that is followed; its truth is 1.
    everyone
        `cost` (m,), each example's own.
    step
        `cost`, the mean.
    last
        The number of the output layer.
    who
        Which of the m examples the person is.
    """

    def __init__(
        self, person: Source, everyone: Source, step: Source, *, last: int, who: int
    ) -> None:
        key, name = f"a{last}", f"C_{who + 1}"
        guess, truth = float(person[key][0, 0]), float(person["y"][0, 0])
        self.gauge = Gauge(guess, truth, of=key, at=(0, 0), height=3.6).move_to(_GAUGE_AT)
        self.formula = maths(_FORMULA, size=_SIZE)
        decimals = fewest_decimals([guess], lambda a: -np.log(a))
        self.own = Strip(
            f"cost({name}) = -ln",
            quote(person, key, (0, 0), decimals, role="activation", size=_SIZE),
            "=",
            quote(person, "cost", role="cost", size=_SIZE),
            size=_SIZE,
        )
        lines = VGroup(self.formula, self.own).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        lines.set_y(_LINES_Y).align_to([style.RIGHT_EDGE, 0, 0], RIGHT)
        self.columns = ExampleColumns(
            everyone, step, "cost", name="cost(C)", role="cost", lit=who, decimals=(2, 4)
        )
        self.columns.align_to([style.RIGHT_EDGE, _COLUMNS_FOOT, 0], DOWN + RIGHT)
