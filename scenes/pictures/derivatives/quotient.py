"""A change of a parameter and of its cost, whose ratio settles while both shrink."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, FadeIn, Line, VGroup, linear

from scenes.pictures.derivatives.window import Window
from scenes.vocabulary import style
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Depicted, Depiction, Readout, Source, cite, maths, quote

_DIGITS, _WIDE = 5, 4.0  # of a quotient; how many times as wide as a change its window is
_ROW = 0.75


class Triangle(VGroup, Depiction):
    """The change of w as a level stroke, that of C as an upright one, the secant over both.

    `quotients`: `changes`, `rises` and `quotients` (k,), from the largest change to the smallest.
    """

    def __init__(self, window: Window, quotients: Source) -> None:
        self.window, self.quotients, self.place = window, quotients, 0
        self.across = Line(stroke_width=style.BEAM, color=style.color("weight"))
        self.upright = Line(stroke_width=style.BEAM)
        self.secant = Tangent(window, "quotients")
        self.dot = Dot(radius=0.11, color=style.color("ink"))
        super().__init__(self.secant, self.across, self.upright, self.dot)
        self.cite(quotients)
        self.show_change(0)

    def show_change(self, place: int, seen: int | None = None) -> Self:
        """Take one of the changes, and look from as near as that one or another is small."""
        self.place = place
        near = float(self.quotients["changes"][place if seen is None else seen])
        keys = "changes", "rises", "quotients"
        change, rise, slope = (float(self.quotients[key][place]) for key in keys)
        self.window.show_span(min(_WIDE * near, self.window.widest))
        w, cost = self.window.here
        steps = np.array([[0, 0], [change, 0], [change, rise]])
        start, corner, end = self.window.point(*(self.window.here + steps).T)
        self.across.put_start_and_end_on(start, corner)
        self.upright.put_start_and_end_on(corner, end)
        self.upright.set_color(style.color("positive" if rise > 0 else "negative"))
        self.dot.move_to(end)
        high = self.window.span * self.window.tall
        room = np.sort((np.array([0.5, -0.5]) * high + self.window.middle[1] - cost) / slope)
        reach = np.minimum(np.abs(room), self.window.span * np.array([0.3, 0.5]))
        self.secant.touch(w, cost, slope, reach).cite(self.quotients).at = (place,)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the rise that the upright stroke says."""
        unit = self.window.span * self.window.tall / self.window.frame.height
        rise = (self.upright.get_end()[1] - self.upright.get_start()[1]) * unit
        yield Depicted("rises", (self.place,), rise, style.PIXEL * unit)


class Settling:
    """The triangle, and beside it the quotients of some changes, one below the other.

    `listed`: Which of the changes are written down.
    """

    def __init__(self, window: Window, quotients: Source, listed: Sequence[int]) -> None:
        self.triangle = Triangle(window, quotients)
        self.quotients, self.listed = quotients, listed
        self.x = style.RIGHT_EDGE - np.array([2.6, 0.0])
        heads = "weight(Delta w)", "frac(cost(Delta C), weight(Delta w))"
        self.heads = VGroup(*(maths(head, size=style.LINE) for head in heads))
        for head, x in zip(self.heads, self.x, strict=True):
            head.move_to([x, style.STAGE_TOP - 0.85, 0.0], aligned_edge=RIGHT)
        self.rows = VGroup(*(self._row(k, at) for k, at in enumerate(listed)))
        foot = self.rows[-1].get_bottom()[1] - 0.35
        self.rule = Line([self.x[0] - 0.75, foot, 0], [self.x[1], foot, 0])
        self.rule.set_stroke(style.color("muted"), style.THIN)
        looks = {"size": style.RESULT, "role": "slope"}
        self.slope = self._right(quote(quotients, "gradient", (), _DIGITS, **looks), 1, foot - 0.5)
        self.name = maths("frac(d cost(C), d weight(w))", size=style.LINE)
        self.name.next_to(self.slope, LEFT, buff=0.5)

    def appear(self) -> Gesture:
        """Draw the change of w, what C does, and the line through both."""
        triangle = self.triangle
        yield (FadeIn(triangle.across, run_time=0.8),)
        yield FadeIn(triangle.upright, triangle.dot, run_time=0.8), FadeIn(self.heads)
        yield (FadeIn(triangle.secant, run_time=0.8),)

    def shrink(self, row: int, *, run_time: float) -> Gesture:
        """Let the change shrink to that of a row, come as much nearer, and write the quotient."""
        start, end = self.triangle.place, self.listed[row]

        def show(moment: float) -> None:
            # It comes nearer in time: a change is never too short to be seen.
            shrunk, nearer = np.clip([moment * 1.5, moment * 1.5 - 0.5], 0.0, 1.0)
            now, seen = (round(start + (end - start) * share) for share in (shrunk, nearer))
            self.triangle.show_change(now, seen)

        whole = VGroup(self.triangle.window, self.triangle)
        yield (Tween(whole, show, run_time=run_time, rate_func=linear),)
        yield (FadeIn(self.rows[row], shift=UP * 0.1),)

    def settle(self) -> Gesture:
        """Write what it settles on: backpropagation's own number."""
        yield FadeIn(self.rule), FadeIn(self.name), FadeIn(self.slope)

    def _row(self, k: int, at: int) -> VGroup:
        y = style.STAGE_TOP - 1.9 - _ROW * k
        digits = int(np.ceil(-np.log10(float(self.quotients["changes"][self.listed[-1]]))))
        one = quote(self.quotients, "changes", (at,), digits, role="weight", size=style.LINE)
        other = quote(self.quotients, "quotients", (at,), _DIGITS, size=style.RESULT)
        return VGroup(self._right(one, 0, y), self._right(other, 1, y))

    def _right(self, number: Readout, column: int, y: float) -> Readout:
        return cite(number.put_anchor([self.x[column], y, 0.0]), self.quotients)
