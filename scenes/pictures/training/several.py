"""Several courses of cost on one chart of epochs: they begin together, and part."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, VGroup, VMobject, linear

from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, maths, quote, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import dashes

_WIDTH, _HEIGHT, _APART = 8.2, 4.2, 0.8


class Course(NamedTuple):
    """A name, the epochs (k,) at which there are `costs` (k,), its colour, where it is recorded."""

    name: str
    epochs: Array
    costs: Array
    role: str
    source: Source
    key: str


class Line(VMobject, Depiction):
    """One course, as far as it has come."""

    def __init__(self, plot: Plot, course: Course) -> None:
        super().__init__(color=style.color(course.role), stroke_width=style.BOLD)
        self.frame, self.course = plot.frame, course
        self.shown = plot.frame.point(course.epochs, course.costs)
        self.cite(course.source)

    def show_until(self, epoch: float) -> Self:
        """Draw it up to an epoch."""
        self.count = max(int(np.searchsorted(self.course.epochs, epoch, side="right")), 2)
        self.set_points_as_corners(self.shown[: self.count])
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the costs at its corners."""
        corners = np.vstack([self.points[:1], self.points[3::4]])
        found = self.frame.numbers(corners)[1]
        above = self.frame.numbers(corners + UP * PIXEL)[1] - found
        yield Depicted(self.course.key, (np.arange(self.count),), found, above)


class Several(VGroup):
    """Lines on axes of log epochs and log costs, each named where it has come to."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = courses
        last = float(max(course.epochs[-1] for course in courses))
        costs = np.concatenate([course.costs for course in courses])
        low = float(10.0 ** np.floor(np.log10(costs.min())))
        self.plot = Plot(
            (0, last),
            (low, float(costs.max()) * 1.05),
            width=_WIDTH,
            height=_HEIGHT,
            x_log=True,
            y_log=True,
            x_label=words("epoch", size=style.SMALL, role="muted"),
            y_label=maths("cost(C)"),
        )
        self.plot.move_to(style.STAGE_LEFT + RIGHT * 0.15 + UP * 0.05)
        self.lines = VGroup(*(Line(self.plot, course) for course in courses))
        self.names = VGroup(*(words(course.name, size=style.LINE) for course in courses))
        for name, course in zip(self.names, courses, strict=True):
            name.set_fill(style.color(course.role))
        super().__init__(self.plot, self.lines, self.names)
        self.show_until(0.0)

    def show_until(self, epoch: float) -> Self:
        """Draw all up to an epoch; names keep apart at the heads."""
        ends = []
        for line in self.lines:
            line.show_until(epoch)
            ends.append(line.points[-1])
        order = np.argsort([-end[1] for end in ends])
        y = np.inf
        for k in order:
            y = min(ends[k][1], y - _APART)
            self.names[k].move_to([ends[k][0] + 0.2, y, 0.0])
            self.names[k].shift(RIGHT * (ends[k][0] + 0.2 - self.names[k].get_left()[0]))
        return self

    def say_where_they_end(self) -> Animation:
        """Return the last cost of each, beside its name."""
        ends = VGroup()
        for name, (_, _, costs, role, source, key) in zip(self.names, self.courses, strict=True):
            looks = {"role": role, "size": style.LINE, "anchor": "left"}
            number = quote(source, key, (len(costs) - 1,), 4, **looks)
            ends.add(number.next_to(name, DOWN, buff=0.1, aligned_edge=LEFT))
        self.add(ends)
        return FadeIn(ends)

    def mark(self, epoch: float, *, run_time: float) -> Animation:
        """Return a stroke over the whole chart at an epoch."""
        low, high = self.plot.frame.y_range
        ends = self.plot.point(epoch, low), self.plot.point(epoch, high)
        stroke = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        stroke.set_points(dashes(*ends, length=0.09))
        self.add(stroke)
        return Create(stroke, run_time=run_time)

    def race(self, first: float, last: float, *, run_time: float) -> Tween:
        """Return their way from one epoch to another, even in log time."""
        start, end = np.log1p([first, last])
        return Tween(
            self,
            lambda t: self.show_until(float(np.expm1(start + (end - start) * t))),
            run_time=run_time,
            rate_func=linear,
        )
