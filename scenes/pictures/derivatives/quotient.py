"""A change of a parameter and of its cost, whose ratio settles while both shrink."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import DL, DOWN, RIGHT, UP, Dot, FadeIn, Line, VGroup, VMobject, linear

from scenes.pictures.derivatives.window import WideWindow
from scenes.vocabulary import style, text
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, cite, maths, quote, strokes
from scenes.vocabulary.text.ledger import Entry, Ledger

_DIGITS, _WIDE = 5, 4.0  # of a number; how many times as wide as a change its window is
_LATE = 0.12  # of the way: how far the change is ahead of the window
_ROW, _LIFT = 0.56, 1.05
_DIGIT = text.typeset.glyph("0")[1] * style.FORMULA  # how wide one is


class Triangle(VGroup, text.Depiction):
    """The change of w as a level stroke, that of C as an upright one, the secant over both.

    `quotients`: `changes`, `rises` and `quotients` (k,), from the largest change to the smallest.
    """

    def __init__(self, window: WideWindow, quotients: Source) -> None:
        self.window, self.quotients, self.place = window, quotients, 0
        self.across = Line(stroke_width=style.BEAM, color=style.color("weight"))
        self.upright = Line(stroke_width=style.BEAM)
        self.secant = Tangent(window, "quotients")
        self.dot = Dot(radius=0.11, color=style.color("ink"))
        super().__init__(self.secant, self.across, self.upright, self.dot)
        self.cite(quotients)
        self.show_change(0, 0)

    def show_change(self, place: int, seen: int) -> Self:
        """Take one of the changes, and look from as near as that one or another is small."""
        self.place, window = place, self.window
        window.show_span(_WIDE * float(self.quotients["changes"][seen]))
        keys = "changes", "rises", "quotients"
        change, rise, slope = (float(self.quotients[key][place]) for key in keys)
        w, cost = window.here
        start, corner, end = window.point([w, w + change, w + change], [cost, cost, cost + rise])
        self.across.put_start_and_end_on(start, corner)
        self.upright.put_start_and_end_on(corner, end)
        self.upright.set_color(style.color("positive" if rise > 0 else "negative"))
        self.dot.move_to(end)
        high = window.span * window.tall
        room = np.sort((np.array([0.5, -0.5]) * high + window.middle[1] - cost) / slope)
        reach = np.minimum(np.abs(room), window.span * np.array([0.3, 0.5]))
        self.secant.touch(w, cost, slope, reach).cite(self.quotients).at = (place,)
        return self

    def depicted(self) -> Iterator[text.Depicted]:
        """Yield the rise that the upright stroke says."""
        unit = self.window.span * self.window.tall / self.window.frame.height
        rise = (self.upright.get_end()[1] - self.upright.get_start()[1]) * unit
        yield text.Depicted("rises", (self.place,), rise, style.PIXEL * unit)


class Settling:
    """The triangle, and beside it the quotients of some changes, one below the other.

    `listed`: Which of the changes are written down, from the first to the last that there is.
    """

    def __init__(self, window: WideWindow, quotients: Source, listed: Sequence[int]) -> None:
        self.triangle = Triangle(window, quotients)
        self.quotients, self.listed = quotients, listed
        self.x = style.RIGHT_EDGE - np.array([2.3, 0.0])
        heads = "weight(Delta w)", "frac(cost(Delta C), weight(Delta w))"
        self.heads = VGroup(*(maths(head, size=style.LINE) for head in heads))
        for head, x in zip(self.heads, self.x, strict=True):
            head.move_to([x, style.STAGE_TOP - 0.75, 0.0], aligned_edge=RIGHT)
        self.rows = VGroup(*(VGroup(*self._row(k, at)) for k, at in enumerate(listed)))
        name = "frac(d cost(C), d weight(w))"
        gradient = Entry(name, float(quotients["gradient"]), _DIGITS, "gradient", "slope")
        self.slope = cite(Ledger(gradient, size=style.FORMULA), quotients)
        self.slope.next_to(self.rows, DOWN, buff=0.45).align_to(style.RIGHT_SIDE, RIGHT)

    def appear(self) -> Gesture:
        """Draw the change of w, what C does, and the line through both; write their ratio."""
        triangle = self.triangle
        yield (FadeIn(triangle.across, run_time=0.8),)
        yield (FadeIn(triangle.upright, triangle.dot, run_time=0.8),)
        yield FadeIn(triangle.secant, run_time=0.8), FadeIn(self.heads, self.rows[0])

    def shrink(self, *, run_time: float) -> Tween:
        """Let the change shrink to the last, and come as much nearer; each row rolls to its own."""
        last = self.listed[-1]
        for row in self.rows[1:]:
            row.set_opacity(0.0)

        def show(moment: float) -> None:
            # It comes nearer in time: a change is never too short to be seen.
            shares = np.clip([moment / (1 - _LATE), (moment - _LATE) / (1 - _LATE)], 0.0, 1.0)
            place, seen = (round(last * share) for share in shares)
            self.triangle.show_change(place, seen)
            for row, first, own in zip(self.rows[1:], self.listed, self.listed[1:], strict=False):
                for number in row.set_opacity(float(place > first)):
                    at = min(place, own)
                    number.show_value(float(self.quotients[number.of][at])).at = (at,)

        whole = VGroup(self.triangle.window, self.triangle, self.rows)
        return Tween(whole, show, run_time=run_time, rate_func=linear)

    def settle(self) -> Gesture:
        """Write what it settles on, backpropagation's number; light how far each agrees with it."""
        yield (FadeIn(self.slope),)
        edges, settled = [], self.slope[0][2].text
        for _, number in self.rows:
            starts = (settled[:k] for k in range(len(number.text)))
            others = len(number.text) - sum(number.text.startswith(start) for start in starts)
            (left, foot, _), right = number.get_corner(DL), number.pen - others * _DIGIT
            edges.append([left, foot - 0.11, max(left, right), foot - 0.07])
        marks = VMobject(stroke_width=0, fill_opacity=1.0, fill_color=style.color("slope"))
        yield (FadeIn(marks.set_points(strokes.boxes(np.array(edges))), run_time=1.2),)

    def add_constant(self) -> Gesture:
        """Lift the curve and its triangle by a constant, which is a level line."""
        frame = self.triangle.window.frame
        level = Line(frame.get_left(), frame.get_right(), color=style.color("muted"))
        level.set_y(frame.get_bottom()[1] + 0.14)
        name = maths("c", size=style.TITLE).next_to(level.get_left(), UP + RIGHT, buff=0.1)
        yield (FadeIn(level, name),)
        lifted = VGroup(self.triangle.window.curve, self.triangle).copy()
        yield (lifted.animate(run_time=3.0).shift(UP * _LIFT),)
        both = maths("cost(C) + c", size=style.TITLE)
        both.next_to(self.triangle.window.dot, UP, buff=_LIFT + 0.1)
        yield (FadeIn(both),)

    def _row(self, k: int, at: int) -> Iterator[text.Readout]:
        y = style.STAGE_TOP - 1.65 - _ROW * k
        for x, key, role in zip(self.x, ("changes", "quotients"), ("weight", "ink"), strict=True):
            number = quote(self.quotients, key, (at,), _DIGITS, role=role, size=style.FORMULA)
            yield number.put_anchor([x, y, 0.0])
