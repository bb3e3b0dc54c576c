"""The training loop as a ring of stations: what happens in every step, and which step it is."""

from typing import Any, Self

import numpy as np
from manim import DOWN, UP, Arc, Create, Dot, FadeIn, Group, VGroup, linear

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.text import cite, maths, quote, words
from scenes.vocabulary.text.arrays import Points

_RADIUS, _WIDE = 1.75, 1.35  # of the ring, and how much wider it is than high
_GAP = 0.16  # radians around a station
_AWAY = 0.22


class Loop(VGroup):
    """Stations on a ring, clockwise from the top; a dot goes around once in every step.

    `stations`: A name for each, and the role of its colour. In the middle stand the step and its
    cost.
    """

    def __init__(self, history: Any, stations: dict[str, str]) -> None:
        self.history, count = history, len(stations)
        self.angles = np.pi / 2 - np.arange(count) * 2 * np.pi / count
        self.arcs, self.knots, self.names = VGroup(), VGroup(), VGroup()
        for angle, (name, role) in zip(self.angles, stations.items(), strict=True):
            span = -(2 * np.pi / count - 2 * _GAP)
            arc = Arc(_RADIUS, angle - _GAP, span, color=style.color("muted"))
            arc.stretch(_WIDE, 0, about_point=np.zeros(3)).set_stroke(width=style.BOLD)
            self.arcs.add(arc)
            knot = Dot(self._at(angle), radius=0.14, color=style.color(role))
            self.knots.add(knot)
            label = words(name, size=style.RESULT).set_fill(style.color(role))
            self.names.add(label.next_to(knot, self._out(angle), buff=_AWAY))
        self.dot = Dot(self._at(np.pi / 2), radius=0.2, color=style.color("ink"))
        self.cost = quote(
            history[0], "cost", (), 4, role="cost", size=style.RESULT, anchor="center"
        )
        self.cost.put_anchor(DOWN * 0.55)
        super().__init__(self.arcs, self.knots, self.names, self.dot, self.cost)
        self.add(maths("cost(C)", size=style.RESULT).next_to(self.cost, UP, buff=0.3))
        before = self.get_center()
        self.centre = self.move_to(style.MIDDLE).get_center() - before

    def appear(self) -> Gesture:
        """Draw the ring, station by station."""
        for arc, knot, name in zip(self.arcs, self.knots, self.names, strict=True):
            yield FadeIn(knot, run_time=0.3), FadeIn(name, run_time=0.5), Create(arc, run_time=0.7)
        yield (FadeIn(self.dot, self[-1], self.cost),)

    def go(self, first: int, last: int, *, run_time: float) -> Tween:
        """Return the dot's way through so many stations."""
        start, end = (np.pi / 2 - 2 * np.pi * n / len(self.angles) for n in (first, last))
        return Tween(
            self.dot,
            lambda t: self.dot.move_to(self.centre + self._at(start + (end - start) * t)),
            run_time=run_time,
        )

    def show_step(self, step: int) -> Self:
        """Show the cost of a step."""
        self.cost.show_value(float(self.history.costs[step]))
        cite(self.cost, self.history[step])
        return self

    def spin(self, last: int, clock: Live, *, turns: float, run_time: float) -> Tween:
        """Return the wheel: faster and faster, while the clock goes to a step in log time."""

        def show(moment: float) -> None:
            clock.show_step(round(float(np.expm1(np.log1p(last) * moment))))
            angle = np.pi / 2 - 2 * np.pi * turns * moment**2
            self.dot.move_to(self.centre + self._at(angle))

        return Tween(Group(self, clock), show, run_time=run_time, rate_func=linear)

    def _out(self, angle: float) -> Points:
        """Return the direction from the middle to a place of the ring."""
        return np.asarray(self._at(angle) / np.linalg.norm(self._at(angle)))

    def _at(self, angle: float) -> Points:
        return np.array([_RADIUS * _WIDE * np.cos(angle), _RADIUS * np.sin(angle), 0.0])
