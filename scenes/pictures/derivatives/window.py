"""A window on the cost along one parameter: it is drawn anew for every span, so it stays sharp."""

from collections.abc import Callable, Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Array, Depicted, Depiction, Readout, Source, maths, strokes

_POINTS = 121  # so many costs across
_BELOW, _TICK = 0.34, 0.1  # from the frame down to the line that says its span


class Window(VGroup, Depiction):
    """A frame around a place of a curve; a smaller span is a nearer look, at the same steepness.

    `cut`: From values (k,) of the parameter to their `costs`. `here`: The parameter and its cost,
    what is looked at. `far`: The middle of the widest view, and `span` how wide that is. `tall`:
    How much cost is as high as 1 of the parameter is wide, times the frame's shape.
    """

    def __init__(
        self,
        cut: Callable[[Array], Source],
        here: tuple[float, float],
        *,
        far: tuple[float, float],
        span: float,
        tall: float,
        width: float,
        height: float,
        named: bool = True,
    ) -> None:
        self.cut, self.here, self.far = cut, np.array(here), np.array(far)
        self.widest, self.tall, self.span, self.wide = span, tall, span, width
        self.frame = Rectangle(width=width, height=height, color=style.color("muted"))
        self.frame.set_stroke(width=style.THIN)
        wide = style.BROAD if named else style.BOLD
        self.curve = VMobject(color=style.color("cost"), stroke_width=wide)
        self.dot = Dot(radius=0.11 if named else 0.07, color=style.color("ink"))
        super().__init__(self.frame, self.curve, self.dot)
        self.named = named
        if named:
            self.says = Readout(0.0, 0, of="axis", size=style.LINE, anchor="center")
            self.ruler = Line(LEFT, RIGHT, color=style.color("weight"), stroke_width=style.EVEN)
            self.ends = VGroup(*(Line(DOWN * _TICK, UP * _TICK) for _ in range(2)))
            self.ends.set_stroke(style.color("weight"), style.EVEN)
            self.letters = VGroup(
                maths("weight(w)", size=style.TITLE), maths("cost(C)", size=style.TITLE)
            )
            self.add(self.ruler, self.ends, self.says, self.letters)
        self.show_span(span)

    def take_size(self, share: float, centre: Array) -> Self:
        """Let the frame be so much of its first size, around another middle; the span stays."""
        self.frame.scale_to_fit_width(self.wide * share).move_to(centre)
        return self.show_span(self.span)

    @property
    def middle(self) -> Array:
        """Which parameter and cost are in the middle of the frame."""
        return np.asarray(self.here + (self.far - self.here) * self.span / self.widest)

    def show_span(self, span: float) -> Self:
        """Look from so near that this much of the parameter fits."""
        self.span = span
        xs = self.middle[0] + span * np.linspace(-0.5, 0.5, _POINTS)
        source = self.cut(xs)
        self.cite(source)
        points = self.point(xs, np.asarray(source["costs"]))
        seen = np.abs(points[:, 1] - self.frame.get_y()) <= self.frame.height / 2
        self.drawn = np.flatnonzero(seen[:-1] & seen[1:])
        self.curve.set_points(strokes.segments(points[self.drawn], points[self.drawn + 1]))
        self.dot.move_to(self.point(*self.here))
        if self.named:
            self._measure()
        return self

    def zoom(self, span: float, *, run_time: float) -> Tween:
        """Return the way to another span, in equal times by equal factors."""
        first = self.span
        return Tween(self, lambda t: self.show_span(first * (span / first) ** t), run_time=run_time)

    def point(self, x: object, y: object) -> Array:
        """Return where a parameter and a cost stand."""
        across = (np.asarray(x, float) - self.middle[0]) / self.span * self.frame.width
        above = (np.asarray(y, float) - self.middle[1]) / (self.span * self.tall)
        away = np.stack([across, above * self.frame.height, np.zeros_like(across)], axis=-1)
        return np.asarray(self.frame.get_center() + away)

    def numbers(self, points: Array) -> tuple[Array, Array]:
        """Return the parameters and the costs that stand there: `point`, read backwards."""
        x, y, _ = (np.asarray(points) - self.frame.get_center()).T * self.span
        x, y = x / self.frame.width, y / self.frame.height * self.tall
        return self.middle[0] + x, self.middle[1] + y

    def depicted(self) -> Iterator[Depicted]:
        """Yield the costs that the curve's points say."""
        within = style.PIXEL / self.frame.height * self.span * self.tall
        yield Depicted("costs", (self.drawn,), self.numbers(self.curve.points[::4])[1], within)

    def _measure(self) -> None:
        """Say below the frame how much of the parameter it is wide."""
        left, right = (self.frame.get_corner(DOWN + side) + DOWN * _BELOW for side in (LEFT, RIGHT))
        self.ruler.put_start_and_end_on(left, right)
        for end, place in zip(self.ends, (left, right), strict=True):
            end.move_to(place)
        digits = max(0, 1 - int(np.floor(np.log10(self.span) + 1e-9)))
        self.says.show_value(round(self.span, digits), decimals=digits)
        self.says.put_anchor(self.ruler.get_center() + DOWN * 0.32)
        self.letters[0].next_to(self.ruler, RIGHT, buff=0.2)
        self.letters[1].next_to(self.frame.get_corner(UP + LEFT), LEFT, buff=0.2)
        self.letters[1].shift(DOWN * 0.25)
