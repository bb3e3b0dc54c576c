"""A run at a glance: the cost so far, and every guess on its way to its target."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.pictures.backprop.bars import PredictionBars
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import Formula, words
from scenes.vocabulary.text.arrays import ArrayLike

_WIDTH = 5.4


class Progress(VGroup):
    """The cost curve over log time, which shows only the past, above the guesses of now.

    `costs`: (T,) the cost at each step. `guesses`: From a step to (m,) guesses at it. `targets`:
    (m,) what they should be. `title`: What the bars are. `names`: Type under each bar. `ends`:
    Between which guesses lie. `of`, `at`: Where the guesses are recorded: a key, and as many places
    of it as there are guesses.
    """

    def __init__(
        self,
        costs: ArrayLike,
        guesses: Callable[[int], ArrayLike],
        targets: ArrayLike,
        *,
        title: str = "every guess and its target",
        names: Sequence[Formula] = (),
        ends: tuple[int, int] = (0, 1),
        of: str = "",
        at: tuple[Any, ...] = (),
    ) -> None:
        values, self.guesses = np.asarray(costs, dtype=float), guesses
        steps = np.arange(len(values))
        top = float(np.ceil(values.max()))
        self.plot = cost_plot(len(values) - 1, (0, top), width=_WIDTH, height=2.0)
        self.curve = Curve(self.plot, steps, values, of="cost")
        title = words(title, size=style.SMALL, role="muted")
        self.title = title.next_to(self.plot, DOWN, buff=0.3)
        self.bars = PredictionBars(
            guesses(0),
            targets,
            names=names,
            width=_WIDTH,
            height=1.1 if names else 1.5,
            ends=ends,
            of=of,
            at=at,
        )
        self.bars.next_to(self.title, DOWN, buff=0.12)
        for part in (self.title, self.bars):
            part.shift(RIGHT * (self.plot.frame.get_x() - part.get_x()))
        super().__init__(self.plot, self.curve, self.bars, self.title)
        self.center()

    def show_step(self, step: int) -> Self:
        """Draw the cost up to a step, and the guesses at it."""
        self.curve.show_until(step)
        self.bars.show_values(self.guesses(step))
        return self
