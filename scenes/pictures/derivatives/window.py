"""A window on the cost along one parameter: it is drawn anew for every span, so it stays sharp."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, Dot, Rectangle, VGroup, VMobject

from scenes.vocabulary import stage, style, text
from scenes.vocabulary.text import Array, Source, maths

_POINTS = 121  # so many costs across
_ASIDE, _SMALLER = style.STAGE_LEFT + LEFT * 0.25 + UP * 0.2, 0.3
_BELOW, _TICK = 0.34, UP * 0.1  # from the frame down to the line that says its span


class Window(VGroup, text.Depiction):
    """A frame around a place of a curve; a smaller span is a nearer look, at the same steepness.

    `cut`: From values (k,) of the parameter to their `costs`. `here`: The parameter and its cost,
    what is looked at. `far`: The middle of the widest view, and `span` how wide that is. `tall`:
    How much cost is as high as 1 of the parameter is wide, times the frame's shape.
    """

    def __init__(
        self,
        cut: Callable[[Array], Source],
        here: tuple[float, float],
        size: tuple[float, float],
        *,
        far: tuple[float, float],
        span: float,
        tall: float,
        pen: float = style.BOLD,
    ) -> None:
        self.cut, self.here, self.away = cut, np.array(here), (np.array(far) - here) / span
        self.tall, self.span = tall, span
        self.frame = Rectangle(width=size[0], height=size[1], color=style.color("muted"))
        self.frame.set_stroke(width=style.THIN)
        self.curve = VMobject(color=style.color("cost"), stroke_width=pen)
        self.dot = Dot(radius=pen / style.PEN_OF_A_UNIT * 1.8, color=style.color("ink"))
        super().__init__(self.frame, self.curve, self.dot)
        self.show_span(span)

    @property
    def middle(self) -> Array:
        """Which parameter and cost are in the middle of the frame."""
        return np.asarray(self.here + self.away * self.span)

    def show_span(self, span: float) -> Self:
        """Look from so near that this much of the parameter fits."""
        self.span = span
        xs = self.middle[0] + span * np.linspace(-0.5, 0.5, _POINTS)
        source = self.cut(xs)
        self.cite(source)
        points = self.point(xs, np.asarray(source["costs"]))
        seen = np.abs(points[:, 1] - self.frame.get_y()) <= self.frame.height / 2
        self.drawn = np.flatnonzero(seen[:-1] & seen[1:])
        self.curve.set_points(text.strokes.segments(points[self.drawn], points[self.drawn + 1]))
        self.dot.move_to(self.point(*self.here))
        return self

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

    def depicted(self) -> Iterator[text.Depicted]:
        """Yield the costs that the curve's points say."""
        within = style.PIXEL / self.frame.height * self.span * self.tall
        yield text.Depicted("costs", (self.drawn,), self.numbers(self.curve.points[::4])[1], within)


class WideWindow(Window):
    """A window that says below its frame how much of the parameter it is wide."""

    def __init__(self, *places: Any, **looks: Any) -> None:
        self.ruler = VMobject(color=style.color("weight"), stroke_width=style.EVEN)
        self.says = _width()
        self.w, self.c = (maths(f, size=style.TITLE) for f in ("weight(w)", "cost(C)"))
        super().__init__(*places, pen=style.BROAD, **looks)
        self.add(self.ruler, self.says, self.w, self.c)

    def zoom(self, span: float, *, run_time: float) -> stage.Tween:
        """Return the way to another span, in equal times by equal factors."""
        first = self.span
        return stage.Tween(
            self, lambda t: self.show_span(first * (span / first) ** t), run_time=run_time
        )

    def step_aside(self, *, run_time: float) -> stage.Tween:
        """Return the way to where there is room for numbers at its side."""
        start, wide = self.frame.get_center(), self.frame.width

        def show(moment: float) -> None:
            self.frame.scale_to_fit_width(wide * (1 - _SMALLER * moment))
            self.frame.move_to(start + (_ASIDE - start) * moment)
            self.show_span(self.span)

        return stage.Tween(self, show, run_time=run_time)

    def show_span(self, span: float) -> Self:
        """Look from so near, and say how near that is."""
        super().show_span(span)
        left, right = (self.frame.get_corner(side) + DOWN * _BELOW for side in (DL, DR))
        starts = np.array([left, left - _TICK, right - _TICK])
        self.ruler.set_points(
            text.strokes.segments(starts, np.array([right, left + _TICK, right + _TICK]))
        )
        digits = max(0, 1 - int(np.floor(np.log10(span) + 1e-9)))
        self.says[0].show_value(round(span, digits), decimals=digits)
        self.says.move_to(right + DOWN * 0.36, aligned_edge=RIGHT)
        self.w.next_to(self.ruler, RIGHT, buff=0.2)
        self.c.next_to(self.frame.get_corner(UL), LEFT, buff=0.2).shift(DOWN * 0.25)
        return self


def _width() -> text.Strip:
    number = text.Readout(0.0, 0, of="axis", size=style.LINE)
    return text.Strip(number, text.words("wide", size=style.LINE))
