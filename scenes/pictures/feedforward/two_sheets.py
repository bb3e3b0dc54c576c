"""A plane through two layers, twice: without g it shears and stays flat, with g it folds."""

from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, VGroup, linear

from scenes.pictures.feedforward.sheet import Sheet
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, cite, quote, words
from scenes.vocabulary.text.arrays import Array

_TURN = 60  # directions of the line that looks for the best


class TwoSheets:
    """The same plane twice: at the left through two layers without g, at the right with it.

    `points` (2, m), `yes` (m,): the examples. `flat`, `bent`: From places (2, k) to the second
    layer's numbers, without g under `in_one`, and with it under `a2`. `best`: From an angle, or
    None, to the best line of that direction, or of all, for the flat sheet. `own`: The line that
    the trained network draws on its own sheet.
    """

    def __init__(
        self, points: Array, yes: Array, flat: Any, bent: Any, *, best: Any, own: Source
    ) -> None:
        self.best, self.own, self.count = best, own, points.shape[1]
        keys = "a0", "in_one", "a2"
        stages = [_itself, _under("in_one", flat), _under("a2", bent)]
        recorded = [*zip((bent(points), flat(points), bent(points)), keys, strict=True)]
        self.left = Sheet(points, yes, stages[:2], recorded, side=-1)
        self.right = Sheet(points, yes, stages, recorded, side=1)
        self.turns = [best(angle) for angle in np.linspace(0, np.pi * 2, _TURN, endpoint=False)]
        self.found = best(None)

    def appear(self) -> Gesture:
        """Draw the plane, and drop the examples on it."""
        sheets = self.left, self.right
        yield tuple(FadeIn(sheet.frame, run_time=0.2) for sheet in sheets)
        yield tuple(Create(sheet.lines, run_time=1.6, rate_func=linear) for sheet in sheets)
        yield tuple(FadeIn(sheet.discs, run_time=0.8) for sheet in sheets)

    def shear(self) -> Gesture:
        """Send both through two layers without g: each place goes a straight way."""
        yield tuple(sheet.move(1.0, run_time=4.0) for sheet in (self.left, self.right))

    def look_for_a_line(self) -> Gesture:
        """Turn a line through all directions, always at its best, and rest at the best of all."""
        self.left.cut.set_stroke(opacity=1.0)
        score = self._score(self.left, self.turns[0], "at best")
        shown = VGroup(self.left, score)

        def show(moment: float) -> None:
            place = round(moment * (_TURN - 1))
            found = self.found if moment == 1.0 else self.turns[place]
            self.left.show_line(1, found)
            score[1].show_value(found["hits"])
            cite(score[1], found)

        self.left.show_line(1, self.turns[0])
        yield (FadeIn(score, run_time=style.QUICK),)
        yield (Tween(shown, show, run_time=6.0),)

    def fold(self) -> Gesture:
        """Put g back, at the right."""
        yield (self.right.move(2.0, run_time=4.0),)

    def cut(self) -> Gesture:
        """Draw the trained network's own line."""
        self.right.show_line(2, self.own)
        score = self._score(self.right, self.own, "")
        yield Create(self.right.cut, run_time=1.4), FadeIn(score)

    def unfold(self) -> Gesture:
        """Bring both planes back, each with its cut."""
        self.left.take_along(1, self.found)
        self.right.take_along(2, self.own)
        yield self.left.move(0.0, run_time=5.6), self.right.move(0.0, run_time=5.6)

    def _score(self, sheet: Sheet, parting: Source, before: str) -> VGroup:
        looks: dict[str, Any] = {"size": style.LINE, "anchor": "left"}
        number = quote(parting, "hits", (), 0, **looks)
        parts = words(before or "parted:", size=style.LINE), number
        whole = words(f"of {self.count}", size=style.LINE)
        line = VGroup(*parts, whole).arrange(RIGHT, buff=0.16)
        for part in (parts[0], whole):
            part.stand_on(number.baseline)
        line.shift(UP * (sheet.frame.get_top()[1] + 0.2 - number.baseline))
        return line.align_to(sheet.frame, LEFT)


def _under(key: str, of: Any) -> Any:
    """Return what gives the places that are recorded under a key."""
    return lambda places: of(places)[key]


def _itself(places: Array) -> Array:
    return places
