"""People in the plane of their two numbers, and the arrow that a pair of numbers is."""

from collections.abc import Callable, Iterator, Sequence
from typing import Self, TypeAlias

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Depicted, Depiction, Source, cite, words
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points

Reads: TypeAlias = "Callable[[Array], Source]"
UNIT = 1.5  # Manim units of 1
_ENDS = (LEFT * 1.75, RIGHT * 2.3), (DOWN * 1.85, UP * 1.85)  # how far the axes reach
_TIP, _DOT = 0.30, 0.125


class Plane(VGroup, Depiction):
    """People as points, by their two numbers `X` (2, m): discs are those of a class, `yes` (m,)."""

    def __init__(self, X: Array, yes: ArrayLike, names: Sequence[str]) -> None:
        self.X, self.yes, self.middle = X, np.asarray(yes, bool), style.MIDDLE
        thin = {"color": style.color("muted"), "stroke_width": style.THIN}
        self.axes = VGroup(*(Line(*(self.middle + UNIT * p for p in e), **thin) for e in _ENDS))
        self.names = VGroup(*(words(name, size=style.LABEL, role="muted") for name in names))
        self.names[0].next_to(self.axes[0].get_end(), RIGHT, buff=0.14)
        tints = [style.class_color(bool(one)) for one in self.yes]
        self.dots = VGroup(*(Dot(radius=_DOT, color=tint) for tint in tints))
        self.dots.set_stroke(width=style.STRONG, opacity=1.0).set_z_index(1)
        for place in np.flatnonzero(~self.yes):
            self.dots[place].set_fill(style.color("paper"))
        super().__init__(self.axes, self.names, self.dots)
        self.show_lift(1.0)

    def at(self, places: ArrayLike) -> Points:
        """Return where pairs of numbers (..., 2) stand on the stage."""
        pairs = np.asarray(places, float)
        return np.asarray(self.middle + UNIT * (pairs[..., :1] * RIGHT + pairs[..., 1:] * UP))

    def arrow(self, pair: ArrayLike, role: str) -> Arrow:
        """Return the arrow from the middle to a pair of numbers."""
        looks = {"color": style.color(role), "stroke_width": style.BROAD, "tip_length": _TIP}
        ratios = {"max_stroke_width_to_length_ratio": 99.0, "max_tip_length_to_length_ratio": 0.9}
        return Arrow(self.middle, self.at(pair), buff=0.0, **looks, **ratios)

    def swing(self, arrow: Arrow, pair: ArrayLike, column: ValueMatrix, reads: Reads) -> Tween:
        """Return how an arrow turns, and grows, to another pair, and its column with it."""
        first, last = complex(*arrow.get_vector()[:2]) / UNIT, complex(*np.asarray(pair, float))

        def show(moment: float) -> None:
            now = first * (last / first) ** moment
            pair = np.array([[now.real], [now.imag]])
            arrow.put_start_and_end_on(self.middle, self.at(pair[:, 0]))
            cite(column, reads(pair)).show_values(pair)

        return Tween(VGroup(arrow, column), show)

    def show_lift(self, lift: float) -> Self:
        """Show the people on the first axis alone (0), or lifted to their second number (1)."""
        self.lift = lift
        ends = [self.middle + end * UNIT * lift for end in _ENDS[1]]
        self.axes[1].set_points_as_corners(ends)
        self.names[1].set_fill(opacity=lift).next_to(ends[1] + DOWN * 0.1, RIGHT, buff=0.3)
        for dot, place in zip(self.dots, self.at(self.X.T * [1.0, lift]), strict=True):
            dot.move_to(place)
        return self

    def go(self, x: float) -> Self:
        """Stand with its middle at another x."""
        self.shift(RIGHT * (x - self.middle[0]))
        self.middle = np.array([x, *self.middle[1:]])
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the two numbers that the places of the people say."""
        if self.lift == 1.0:
            centers = np.array([dot.get_center() for dot in self.dots])
            found = (centers - self.middle)[:, :2].T / UNIT
            yield Depicted("a0", (slice(None), slice(None)), found, style.PIXEL / UNIT)
