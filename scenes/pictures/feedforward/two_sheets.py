"""A plane through two layers: without g it only shears; then twice, and with g it folds."""

from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, linear

from scenes.pictures.feedforward.sheet import Sheet
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, Strip, cite, quote, words
from scenes.vocabulary.text.arrays import Array

_TURN = 150  # directions of the line that looks for the best
_GAP = 0.2  # from a pane to what is written over it


class TwoSheets:
    """One plane on all of the stage, through two layers without g; then twice, and once with it.

    `points` (2, m), `yes` (m,): the examples. `flat`, `bent`: From places (2, k) to the second
    layer's numbers, without g under `in_one`, and with it under `a2`. `best`: From an angle, or
    None, to the best line of that direction, or of all, for the flat sheet. `own`: The line that
    the trained network draws on its own sheet.
    """

    def __init__(
        self, points: Array, yes: Array, flat: Any, bent: Any, *, best: Any, own: Source
    ) -> None:
        self.own, self.count = own, points.shape[1]
        ways: list[Any] = [lambda p: p, lambda p: flat(p)["in_one"], lambda p: bent(p)["a2"]]
        recorded = (bent(points), "a0"), (flat(points), "in_one"), (bent(points), "a2")
        self.left = Sheet(points, yes, ways[:2], recorded, side=-1)
        self.right = Sheet(points, yes, ways, recorded, side=1).set_z_index(-1)
        self.found = best(None)
        start = float(np.arctan2(*self.found["normal"][::-1]))
        turns = np.linspace(0, np.pi * 2, _TURN, endpoint=False)[1:]
        self.turns = [*(best(start + turn) for turn in turns), self.found]
        self.without, self.within = self._formula(self.left), self._formula(self.left)

    def appear(self) -> Gesture:
        """Draw the plane, and drop the examples on it."""
        sheet = self.left
        pane = FadeIn(sheet.frame, run_time=0.1), FadeIn(self.without)
        yield *pane, Create(sheet.lines, run_time=1.6, rate_func=linear)
        yield (FadeIn(sheet.discs, run_time=0.8),)

    def shear(self) -> Gesture:
        """Take each g out, and send the plane through: each place goes a straight way."""
        yield (FadeOut(*self.without[::2]),)
        yield (self.left.move(1.0, run_time=4.0),)

    def look_for_a_line(self) -> Gesture:
        """Turn a line through all directions, always at its best, and rest at the best of all."""
        sheet, first = self.left, self.turns[0]
        best = np.maximum.accumulate([turn["hits"] for turn in self.turns])
        lead = [int(np.argmax(best >= most)) for most in best]
        scores = [self._score(sheet, first, before) for before in ("this line:", "best so far:")]
        scores[0].next_to(scores[1], LEFT, buff=0.6, coor_mask=[1, 0, 0])
        self.scores = VGroup(*scores)

        def show(moment: float) -> None:
            place = round(moment * (_TURN - 1))
            sheet.show_line(1, self.turns[place])
            for (_, number, _), k in zip(scores, (place, lead[place]), strict=True):
                number.show_value(self.turns[k]["hits"])
                cite(number, self.turns[k])

        sheet.show_line(1, first)
        yield (FadeIn(self.scores, run_time=style.QUICK),)
        yield (Tween(VGroup(sheet, self.scores), show, run_time=8.0),)

    def split(self) -> Gesture:
        """Lay the plane aside with its best line; below it is another one."""
        self.right.show_stage(1.0)
        yield (FadeOut(self.scores),)
        sheets = self.right, self.left
        yield tuple(Tween(sheet, sheet.show_pane, run_time=1.6) for sheet in sheets)
        self._over(self.right, self.within, LEFT)
        yield FadeIn(self._score(self.left, self.found)), FadeIn(self.within)

    def cut(self) -> Gesture:
        """Draw the trained network's own line."""
        self.right.show_line(2, self.own)
        score = self._score(self.right, self.own)
        yield Create(self.right.cut, run_time=1.4), FadeIn(score)

    def unfold(self) -> Gesture:
        """Bring both planes back, each with its cut."""
        self.left.take_along(1, self.found)
        self.right.take_along(2, self.own)
        yield self.left.move(0.0, run_time=6.0), self.right.move(0.0, run_time=6.0)

    def _score(self, sheet: Sheet, parting: Source, before: str = "") -> VGroup:
        looks: dict[str, Any] = {"size": style.LINE, "anchor": "left"}
        number = quote(parting, "hits", (), 0, **looks)
        texts = [words(text, size=style.LINE) for text in (before, f"of {self.count}") if text]
        line = VGroup(*texts[:-1], number, texts[-1]).arrange(RIGHT, buff=0.16)
        for text in texts:
            text.stand_on(number.baseline)
        return self._over(sheet, line, RIGHT)

    def _formula(self, sheet: Sheet) -> Strip:
        """Return what two layers do: its parts are by turns what goes with a g, and the rest."""
        inner = "weight(W^([1])) activation(x) + bias(b^([1]))"
        rest = "weight(W^([2]))", f"paren.l {inner} paren.r + bias(b^([2]))"
        line = Strip("g paren.l", rest[0], "g", rest[1], "paren.r", size=style.LINE, gap=0.04)
        return self._over(sheet, line, LEFT)

    def _over(self, sheet: Sheet, line: Any, side: Array) -> Any:
        """Let a line stand over a pane, at one of its ends."""
        line.shift(UP * (sheet.frame.get_top()[1] + _GAP - line[-2].baseline))
        return line.align_to(sheet.frame, side)
