"""What a network answers to an image: a bar for each class, and the largest said in print."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import RIGHT, UP, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot.bars import Bars
from scenes.vocabulary.text import Formula, Points, Readout, Source, formula, words

_PITCH, _THICK, _AIR = 0.54, 0.25, 0.18
_FORGOTTEN = 0.3  # of a bar whose image is no longer the one that is seen


def rows_around(middle: Points, count: int, pitch: float) -> Points:
    """Return places (count, 3) one below the other, around a middle."""
    return np.asarray(middle - (np.arange(count) - (count - 1) / 2)[:, None] * pitch * UP)


def tracks(feet: Points, long: float, thick: float, role: str) -> Bars:
    """Return what bars lie on: each as long as the answer 1."""
    return Bars("", feet, way=RIGHT, thick=thick, unit=long, role=role).draw(np.ones(len(feet)))


def named(name: str, foot: Points, *, size: float, bold: bool = False) -> Formula:
    """Return a class's name at the left of where its row begins; the bold one is in ink."""
    line = words(formula.escaped(name), size=size, role="ink" if bold else "muted", bold=bold)
    line.stand_on(foot[1] - size / 4)
    return line.shift(RIGHT * (foot[0] - _AIR - line.get_right()[0]))


class AnswerBars(VGroup):
    """Bars to the right of an x, each as long as an answer, 1 at `long`; the largest is named.

    `names`: Of the classes. `key`: Of the answers (K, m). `at`: Where the middle bar begins.
    """

    def __init__(self, names: Sequence[str], key: str, *, at: Points, long: float) -> None:
        self.key, self.answers = key, np.zeros(len(names))
        self.feet = rows_around(at, len(names), _PITCH)
        self.tracks = tracks(self.feet, long, _THICK, "cell")
        self.bars = Bars(key, self.feet, way=RIGHT, thick=_THICK, unit=long)
        rows = list(zip(names, self.feet, strict=True))
        self.names = VGroup(*(named(*row, size=style.LABEL) for row in rows))
        self.winners = VGroup(*(named(*row, size=style.LABEL, bold=True) for row in rows))
        self.number = Readout(0.0, 2, of=key, size=style.LABEL, anchor="left")
        self.moving = VGroup(self.bars, self.names, self.winners, self.number)
        super().__init__(self.tracks, *self.moving)

    def show(self, source: Source, column: int) -> Self:
        """Show the answers to one of the images that went through."""
        self.answers = np.asarray(source[self.key])[:, column]
        self.bars.show(source, column)
        best = int(self.answers.argmax())
        self._name_the_best(best)
        self.number.at = (best, column)
        self.number.cite(source).show_value(float(self.answers[best]))
        self.number.put_anchor(self.feet[best] + (self.bars.unit + _AIR) * RIGHT)
        return self

    def forget(self) -> stage.Tween:
        """Return how the bars turn faint, and none is named: of what is seen nobody was asked."""

        def show(moment: float) -> None:
            self._name_the_best(-1)
            self.bars.set_fill(opacity=1 - (1 - _FORGOTTEN) * moment)

        return stage.Tween(self.moving, show)

    def turn_to(self, source: Source, column: int) -> stage.Tween:
        """Return how the bars come to the answers to another image; none is named on the way."""
        start, faint = self.answers, self.bars.get_fill_opacity()
        end = np.asarray(source[self.key])[:, column]

        def show(moment: float) -> None:
            self.bars.set_fill(opacity=faint + (1 - faint) * moment)
            self._name_the_best(-1)
            self.bars.draw(start + (end - start) * moment)
            if moment == 1:
                self.show(source, column)

        return stage.Tween(self.moving, show, run_time=1.4)

    def _name_the_best(self, best: int) -> None:
        """Let one class stand out, with its number; below 0 none."""
        for k, (name, winner) in enumerate(zip(self.names, self.winners, strict=True)):
            name.set_fill(opacity=float(k != best))
            winner.set_fill(opacity=float(k == best))
        self.number.set_fill(opacity=float(best >= 0))
