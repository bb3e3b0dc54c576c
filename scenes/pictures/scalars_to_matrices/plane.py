"""People in the plane of their two numbers, and the arrow that a pair of numbers is."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.plane import example_dot
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.stage.posed import Posed
from scenes.vocabulary.text import Depicted, Source, cite, words
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points

Reads: TypeAlias = "Callable[[Array], Source]"
UNIT, _TIP = 1.5, 0.3  # Manim units of 1, and of an arrow's tip
_ENDS = (LEFT * 1.75, RIGHT * 2.3), (DOWN * 1.85, UP * 1.85)  # how far the axes reach


class Plane(Posed):
    """People by their two numbers `X` (2, m), discs where `yes` (m,), with the middle at an `x`.

    `lift`: Of their second number; 0 is the first axis alone.
    """

    def __init__(self, X: Array, yes: ArrayLike, names: Sequence[str]) -> None:
        self.X, self.yes, self.x, self.lift = X, np.asarray(yes, bool), 0.0, 1.0
        thin = {"color": style.color("muted"), "stroke_width": style.THIN}
        self.axes = VGroup(*(VMobject(**thin) for _ in _ENDS))
        self.names = VGroup(*(words(name, size=style.LABEL, role="muted") for name in names))
        self.dots = VGroup(*(example_dot(bool(one)) for one in self.yes)).set_z_index(1)
        super().__init__(self.axes, self.names, self.dots)
        self.draw()

    def draw(self) -> None:
        """Draw the people on the first axis, or lifted off it."""
        self.middle = style.MIDDLE + RIGHT * self.x
        for axis, ends, share in zip(self.axes, _ENDS, (1.0, self.lift), strict=True):
            axis.set_points_as_corners([self.middle + end * UNIT * share for end in ends])
        self.names[0].next_to(self.axes[0].get_end(), RIGHT, buff=0.14)
        above = self.axes[1].get_end() + DOWN * 0.1
        self.names[1].set_fill(opacity=self.lift).next_to(above, RIGHT, buff=0.3)
        for dot, place in zip(self.dots, self.at(self.X.T * [1.0, self.lift]), strict=True):
            dot.move_to(place)

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

        return Tween(VGroup(arrow, column), show, run_time=1.8)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the two numbers that the places of the people say."""
        if self.lift == 1.0:
            found = np.array([dot.get_center() - self.middle for dot in self.dots])[:, :2].T / UNIT
            yield Depicted("a0", (slice(None), slice(None)), found, style.PIXEL / UNIT)
