"""What a network answers to an image: a bar for each class, and the largest said in print."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Readout, Source, words
from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import boxes, edges_of, lying

_PITCH, _THICK, _AIR = 0.54, 0.25, 0.18


class AnswerBars(VGroup, Depiction):
    """Bars to the right of an x, each as long as an answer, 1 at `long`; the largest is named.

    `names`: Of the classes. `key`: Of the answers (K, m). `at`: Where the middle bar begins.
    """

    def __init__(self, names: Sequence[str], key: str, *, at: Points, long: float) -> None:
        self.key, self.column, self.long = key, 0, long
        self.x = float(at[0])
        self.ys = at[1] + ((len(names) - 1) / 2 - np.arange(len(names))) * _PITCH
        self.tracks = VMobject(stroke_width=0, fill_opacity=1.0, color=style.color("cell"))
        self.tracks.set_points(self._bars(np.ones(len(names))))
        self.bars = VMobject(stroke_width=0, fill_opacity=1.0, color=style.color("activation"))
        self.names = VGroup(*(self._name(k, name, "muted") for k, name in enumerate(names)))
        self.winners = VGroup(*(self._name(k, name, "ink") for k, name in enumerate(names)))
        self.number = Readout(0.0, 2, of=key, size=style.LABEL, anchor="left")
        super().__init__(self.tracks, self.bars, self.names, self.winners, self.number)
        self.moving = VGroup(self.bars, self.names, self.winners, self.number)

    def show(self, source: Source, column: int) -> Self:
        """Show the answers to one of the images that went through."""
        self.cite(source)
        self.column, answers = column, np.asarray(source[self.key])[:, column]
        self.bars.set_points(self._bars(np.maximum(answers, 1e-4)))
        best = int(answers.argmax())
        for k, (name, winner) in enumerate(zip(self.names, self.winners, strict=True)):
            name.set_fill(opacity=float(k != best))
            winner.set_fill(opacity=float(k == best))
        self.number.at = (best, column)
        self.number.cite(source).show_value(float(answers[best]))
        where = self.x + self.long + _AIR
        self.number.put_anchor(np.array([where, self.ys[best], 0.0]))
        return self

    def turn_to(self, source: Source, column: int) -> Tween:
        """Return how the bars grow or shrink to the answers to another of the images."""
        before = self.column
        start, end = (np.asarray(source[self.key])[:, k] for k in (before, column))

        def show(moment: float) -> None:
            self.show(source, column if moment == 1 else before)
            self.bars.set_points(self._bars(np.maximum(start + (end - start) * moment, 1e-4)))

        return Tween(self.moving, show, run_time=1.6)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the bars' lengths say."""
        left, _, right, _ = edges_of(self.bars.points).T
        at = np.arange(len(left)), self.column
        yield Depicted(self.key, at, (right - left) / self.long, PIXEL / self.long)

    def _bars(self, shares: Array) -> Points:
        return boxes(lying(self.x, self.ys, self.long * shares, _THICK))

    def _name(self, k: int, name: str, role: str) -> VGroup:
        line = words(escaped(name), size=style.LABEL, role=role, bold=role == "ink")
        line.stand_on(self.ys[k] - style.LABEL / 4)
        return line.shift(RIGHT * (self.x - _AIR) + LEFT * line.get_right()[0])
