"""What was learned: how far the cost fell, over the last picture of the examples."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, VGroup

from scenes.pictures.backprop.bars import PredictionBars
from scenes.pictures.backprop.boundary import boundary_of
from scenes.pictures.backprop.cost import labels_of
from scenes.pictures.backprop.example_words import wording_of
from scenes.pictures.backprop.first_look import Look, Pictures
from scenes.pictures.backprop.progress import Progress
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source, Strip, quote, words
from scenes.vocabulary.text.arrays import Array

_ASKED = 20  # guesses that can be told apart
_PICTURE_AT, _LINE_AT = style.HERO + DOWN * 0.38, style.HERO + UP * 2.75


class ClosingBoard:
    """`C: first → last` above what the examples can show: a line, named pictures, or bars.

    `about`: The run's subject. `look`: How the examples were met. `data`: The data set, of which
    the examples that were held out are asked, if there are any. `predict`: The network at the last
    step: from inputs (n_0, k) to guesses (n_L, k).
    """

    def __init__(
        self,
        about: Subject,
        look: Look,
        data: Any,
        predict: Callable[[Array], Array],
    ) -> None:
        self.about, self.look, self.data = about, look, data
        self.predict = predict
        held_out = data.validation is not None and not about.flat
        self.seen: Any = data.validation if held_out else data
        guesses = predict(self.seen.X)
        self.hits = about.rightly(guesses, self.seen.Y)
        unseen = " that it never saw" if held_out else ""
        self.asked = f"{self.seen.X.shape[1]:,} {wording_of(about).many}{unseen}"

    def fall(self, first: Source, last: Source) -> Strip:
        """Return the line of the two costs, over the picture."""
        costs = [
            quote(step, "cost", (), 4, role="cost", size=style.RESULT) for step in (first, last)
        ]
        line = Strip("cost(C):", costs[0], "arrow.r", costs[1], size=style.RESULT)
        if self.about.flat:
            plane = self.look.plane()
            VGroup(*plane).move_to(_PICTURE_AT)
            return line.next_to(plane[0], UP, buff=0.25)
        return line.move_to(_LINE_AT)

    def appear(self) -> Gesture:
        """Show the picture."""
        if self.about.flat:
            yield from self._line()
        elif self.about.shape is not None:
            yield from self._pictures().arrive()
        else:
            yield (FadeIn(self._bars()),)

    def _line(self) -> Gesture:
        (plot, dots), data = self.look.plane(), self.data
        boundary = boundary_of(plot, self.predict, data.X, data.raw, between=self.about.middle)
        yield (FadeIn(plot, dots),)
        line = FadeIn(boundary.yes), Create(boundary.line)
        for animation in line:
            animation.run_time = 1.6
        yield line

    def _bars(self) -> VGroup:
        """Return the guesses for some of those that were asked, beside their targets."""
        inputs, targets = self.seen.X[:, :_ASKED], self.seen.Y[0, :_ASKED]
        guesses = self.predict(inputs)[0]
        bars = PredictionBars(guesses, targets, width=5.4, height=3.2, ends=self.about.ends)
        title = f"{len(targets)} of {self.asked}"
        title = words(title, size=style.SMALL, role="muted").next_to(bars, DOWN, buff=0.05)
        return VGroup(bars, title).move_to(_PICTURE_AT)

    def _pictures(self) -> Pictures:
        """Return pictures with what the network calls them, wrong names in another colour."""
        said = self.predict(self.seen.X).argmax(axis=0)
        right = said == self.seen.Y.argmax(axis=0)
        names = [self.about.classes[k] for k in said]
        roles = ["activation" if one else "delta" for one in right]
        assert self.about.shape is not None
        pictures = Pictures(self.seen.X, self.about.shape, names=names, roles=roles)
        pictures.all.shift(DOWN * 0.35)
        return pictures


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
