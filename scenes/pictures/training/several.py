"""Several courses of cost on one chart of epochs, each named at a fixed place beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, Group, VGroup, VMobject, linear

from scenes.vocabulary import network, plot, stage, style
from scenes.vocabulary.text import Array, Source, maths, quote, strokes, words

_WIDTH, _HEIGHT = 8.4, 4.7
_ASIDE, _FIRST, _NAMED = 0.75, 0.3, 4.8  # from the chart to the names; below its top; how high
_IMAGE, _IMAGES = 0.5, 5  # how high, and how many of each course


class Course(NamedTuple):
    """A name and a line below it, the epochs (k,) at which there are `costs` (k,), its colour, and
    where they are recorded.
    """

    name: str
    more: str
    epochs: Array
    costs: Array
    role: str
    source: Source
    key: str


class Several(Group):
    """Lines on axes of log epochs and log costs; the first lies on top."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = courses
        last = float(max(course.epochs[-1] for course in courses))
        costs = np.concatenate([course.costs for course in courses])
        low = float(10.0 ** np.floor(np.log10(costs.min())))
        self.plot = plot.Plot(
            (0, last),
            (low, float(costs.max()) * 1.05),
            width=_WIDTH,
            height=_HEIGHT,
            x_log=True,
            y_log=True,
            x_label=words("epoch", size=style.SMALL, role="muted"),
            y_label=maths("cost(C)"),
        )
        self.plot.move_to(style.MIDDLE).shift(
            RIGHT * (style.LEFT_EDGE - self.plot.get_left()[0]) + DOWN * 0.05
        )
        self.lines = VGroup(*(self._line(course) for course in reversed(courses)))
        self.names, self.mores = VGroup(), VGroup()
        corner = self.plot.frame.x_axis.get_end() + RIGHT * _ASIDE
        for n, course in enumerate(courses):
            place = corner + UP * (_HEIGHT - _FIRST - n * _NAMED / len(courses))
            name = words(course.name, size=style.LINE).set_fill(style.color(course.role))
            self.names.add(name.move_to(place, LEFT))
            more = words(course.more, size=style.BODY, role="muted")
            self.mores.add(more.next_to(name, DOWN, buff=0.14, aligned_edge=LEFT))
        super().__init__(self.plot, self.lines, self.names, self.mores)
        self.show_until(0.0)

    def show_until(self, epoch: float) -> Self:
        """Draw all up to an epoch."""
        for line in self.lines:
            line.show_until(stage.some_steps.row_of(line.xs, epoch))
        return self

    def _line(self, course: Course) -> plot.Curve:
        """Return a course as a curve."""
        at = np.arange(len(course.costs))
        looks: dict[str, Any] = {"role": course.role, "width": style.BOLD, "head": False}
        line = plot.Curve(self.plot, course.epochs, course.costs, of=course.key, places=at, **looks)
        return line.cite(course.source)

    def hang(self, which: int, images: Sequence[Source], side: int) -> None:
        """Put some images, `side` pixels wide, below what is said of a course."""
        grids = (
            network.PixelGrid(np.reshape(one["a0"], (-1, side)), height=_IMAGE, of="a0").cite(one)
            for one in images
        )
        row = Group(*grids).arrange(RIGHT, buff=0.1)
        self.add(row.next_to(self.mores[which], DOWN, buff=0.2, aligned_edge=LEFT))

    def say(self, *progress: Source) -> FadeIn:
        """Return the last of a `cost` (E,) for each, below its name."""
        numbers = VGroup()
        for more, course, found in zip(self.mores, self.courses, progress, strict=True):
            looks = {"role": course.role, "size": style.RESULT, "anchor": "left"}
            number = quote(found, "cost", (len(found["cost"]) - 1,), 4, **looks)
            numbers.add(number.next_to(more, DOWN, buff=0.16, aligned_edge=LEFT))
        self.add(numbers)
        return FadeIn(numbers)

    def mark(self, which: int, place: int, out: Array, *, run_time: float = style.NORMAL) -> FadeIn:
        """Return a dot at one place of a course, with its cost beside it."""
        course = self.courses[which]
        at = self.plot.point(course.epochs[place], course.costs[place])
        dot = Dot(at, radius=0.11, color=style.color(course.role))
        looks = {"role": course.role, "size": style.BODY, "anchor": "center"}
        number = quote(course.source, course.key, (place,), 4, **looks).put_anchor(at + out)
        self.add(dot, number)
        return FadeIn(dot, number, run_time=run_time)

    def stroke(self, epoch: float, *, run_time: float) -> Create:
        """Return a stroke over the whole chart at an epoch."""
        low, high = self.plot.frame.y_range
        ends = self.plot.point(epoch, low), self.plot.point(epoch, high)
        stroke = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        stroke.set_points(strokes.dashes(*ends, length=0.09))
        self.add(stroke)
        return Create(stroke, run_time=run_time)

    def race(self, first: float, last: float, *, run_time: float) -> stage.Tween:
        """Return their way from one epoch to another, even in log time."""
        start, end = np.log1p([first, last])
        return stage.Tween(
            self.lines,
            lambda t: self.show_until(float(np.expm1(start + (end - start) * t))),
            run_time=run_time,
            rate_func=linear,
        )


def by_epochs(runs: Mapping[str, Any], roles: Sequence[str], epochs: int) -> Several:
    """Return the chart of several runs that went through their data equally often."""
    return Several(
        [
            Course(
                name,
                f"{len(run):,} steps",
                np.linspace(0.0, epochs, len(run), endpoint=False),
                np.asarray(run.costs, dtype=float),
                role,
                *(run, "cost"),
            )
            for (name, run), role in zip(runs.items(), roles, strict=True)
        ]
    )


def seen_and_held(run: Any, probe: Callable[[Array], Source]) -> Several:
    """Return the chart of what a run learns from and of what is held back from it.

    Its metrics have the mean `cost` (E,) of each epoch's steps, and the `validation_cost` after
    it. `probe`: From inputs (n_0, 1) to what has them for its `a0`.
    """
    parts, metrics = (run.dataset, run.dataset.validation), run.metrics
    epochs = np.arange(1.0, len(metrics["cost"]) + 1)
    named = (
        ("learned from", "as it learns", "cost", "cost"),
        ("held back", "after each epoch", "ink", "validation_cost"),
    )
    board = Several(
        [
            Course(name, f"{part.size:,}, {when}", epochs, metrics[key], role, metrics, key)
            for part, (name, when, role, key) in zip(parts, named, strict=True)
        ]
    )
    for which, part in enumerate(parts):
        images = [probe(part.X[:, [k]]) for k in range(_IMAGES)]
        board.hang(which, images, round(len(part.X) ** 0.5))
    return board
