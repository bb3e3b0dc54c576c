"""A run at a glance: the cost so far, and every guess on its way to its target."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from scenes.pictures.backprop.bars import PredictionBars
from scenes.pictures.backprop.cost import labels_of
from scenes.pictures.backprop.example_words import wording_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import Formula, words
from scenes.vocabulary.text.arrays import Array, ArrayLike

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


def progress_of(
    about: Subject,
    costs: Array,
    answers: Callable[[int], Array],
    targets: Array,
    *,
    who: int,
) -> Progress:
    """Return the run at a glance: its costs, and some guesses, or all outputs for one example.

    `about`: The run's subject. `costs`: (T,) the cost at each step. `answers`: From a step to the
    guesses (k,) that are watched. `targets`: (k,) what they should be. `who`: Which example is
    followed.
    """
    looks: dict[str, Any] = {"ends": about.ends}
    if about.batch is None and about.outputs == 1:
        # The recorded guesses of the first examples; of another batch they were not recorded.
        looks |= {"of": about.key, "at": (0, np.arange(len(targets)))}
    if about.outputs > 1:
        title = f"every output for the one {wording_of(about).who}"
        if about.batch is None:  # those of the one who is followed
            looks |= {"of": about.key, "at": (np.arange(len(targets)), who)}
        looks |= {"names": labels_of(about.classes), "title": title}
    progress = Progress(costs, answers, targets, **looks)
    return progress.align_to(style.TOP_RIGHT + DOWN * 0.15, UP + RIGHT)
