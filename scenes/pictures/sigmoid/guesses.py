"""What one answer to everyone costs: a curve over all answers, and a run that comes down on it."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Create, Dot, FadeIn, VGroup, linear

from scenes.vocabulary import plot, style
from scenes.vocabulary.stage import Gesture, Tween, motion
from scenes.vocabulary.text import Depicted, Depiction, Source, Strip, cite, maths, quote

_WIDTH, _HEIGHT = 6.4, 3.9
_RADIUS, _PITCH = 0.06, 0.12  # of the dots of all whom it answers, Manim units


class SameForAll(VGroup, Depiction):
    """A run that answers alike to all: their answers, one on top of the other, and what that costs.

    `found`: `guesses` and `costs` (K,), of every such answer, half of the examples being of either
    kind. `run`: By the step's index `key` (1, m) and `cost`. `kinds`: (m,) of 0 and 1.
    """

    def __init__(self, found: Source, run: Any, key: str, kinds: Any) -> None:
        self.run, self.key = run, key
        guesses, costs = np.asarray(found["guesses"]), np.asarray(found["costs"])
        looks = {"x_label": maths("activation(hat(y))"), "y_label": maths("cost(C)")}
        ends = (0.0, 1.0), (0.0, float(costs.max()))
        self.plot = plot.Plot(*ends, width=_WIDTH, height=_HEIGHT, **looks)
        self.curve = cite(plot.Curve(self.plot, guesses, costs, role="cost", head=False), found)
        self.ball = Dot(radius=0.13, color=style.color("cost"))
        self.order = np.argsort(kinds, kind="stable")
        tints = [style.class_color(bool(kinds[one])) for one in self.order]
        self.people = VGroup(*(Dot(radius=_RADIUS, color=tint) for tint in tints))
        self.shown = np.zeros(len(tints))
        super().__init__(self.plot, self.curve, self.ball, self.people)
        self.move_to(style.LEFT_HALF + RIGHT * 0.5 + UP * 0.25)
        size, first = style.LINE, run[0]
        self.answer = quote(first, key, (0, 0), 5, role="activation", size=size)
        self.price = quote(first, "cost", (), 4, role="cost", size=size)
        halves = [maths(f"- 1 / 2 ln {of}", size=size) for of in ("hat(y)", "(1 - hat(y))")]
        for half, one in zip(halves, (True, False), strict=True):
            half.set_fill(style.class_color(one))
        self.lines = VGroup(
            Strip("activation(hat(y)) =", self.answer, size=size),
            Strip("cost(C) =", self.price, size=size),
            Strip("cost(C) =", *halves, size=size),
            maths(f"- 1 / 2 ln 1 / 2 - 1 / 2 ln 1 / 2 = ln 2 = {np.log(2):.4f} dots", size=size),
        ).arrange(DOWN, buff=0.4, aligned_edge=np.array([-1.0, 0, 0]))
        self.lines.move_to(style.RIGHT_HALF + RIGHT * 0.6)
        self.add(self.lines[:2])
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show what the run answers at a step, and what that costs."""
        record = self.run[step]
        self.cite(record)
        answers, cost = np.ravel(record[self.key]), float(record["cost"])
        self.answer.cite(record).show_value(float(answers[0]))
        self.price.cite(record).show_value(cost)
        self.ball.move_to(self.plot.point(answers[0], cost))
        for place, (dot, answer) in enumerate(zip(self.people, answers[self.order], strict=True)):
            above = _RADIUS + _PITCH * place + _HEIGHT * (1 - self.shown[place])
            dot.move_to(self.plot.point(answer, 0.0) + UP * above)
            dot.set_opacity(min(3 * self.shown[place], 1.0))
        return self

    def appear(self) -> Gesture:
        """Let the answers fall, one on top of the other."""

        def fall(moment: float) -> None:
            self.shown = np.array(motion.in_turn(moment, len(self.shown), lag=0.5))
            self.show_step(0)

        self.show_step(0)
        yield (FadeIn(self.plot, self.lines[0], run_time=0.4),)
        yield (Tween(self.people, fall, run_time=2.6, rate_func=linear),)

    def price_them(self) -> Gesture:
        """Write what an answer costs, draw that for all answers, and put the run on it."""
        for part in self.lines[2]:
            yield (FadeIn(part, run_time=0.8),)
        yield (Create(self.curve, run_time=2.4, rate_func=linear),)
        yield (FadeIn(self.ball, self.lines[1], run_time=0.4),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the dots stand at, and the cost at which the ball is."""
        across = self.plot.frame.numbers(np.array([dot.get_center() for dot in self.people]))[0]
        yield Depicted(self.key, (0 * self.order, self.order), across, style.PIXEL / _WIDTH)
        height = float(self.plot.frame.numbers(self.ball.get_center()[None])[1][0])
        yield Depicted("cost", (), height, style.PIXEL * self.plot.frame.y_range[1] / _HEIGHT)
