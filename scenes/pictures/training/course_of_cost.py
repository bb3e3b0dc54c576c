"""A run's cost over log time, with its plateau bracketed and its largest drop measured."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Readout, Source, quote, words
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDTH, _HEIGHT, _TICK = 4.0, 3.6, 0.12


class CourseOfCost(VGroup, Depiction):
    """The mean cost of each epoch so far, at its last step.

    `progress`: `steps` and `cost` (E,), and the places of `plateau` and `drop`. `last`: The run's.
    """

    def __init__(self, progress: Source, last: int) -> None:
        self.steps, self.costs = (np.asarray(progress[key]) for key in ("steps", "cost"))
        self.plateau, self.drop = progress["plateau"], progress["drop"]
        top = float(np.ceil(self.costs.max() * 10) / 10)
        self.plot = cost_plot(last, (0.0, top), width=_WIDTH, height=_HEIGHT)
        self.curve = Curve(self.plot, self.steps, self.costs)
        super().__init__(self.plot, self.curve)
        self.progress = progress
        self.cite(progress)

    def show_step(self, step: int) -> Self:
        """Draw the epochs that are over at a step."""
        self.curve.show_until(int(np.searchsorted(self.steps, step, side="right")) - 1)
        return self

    def bracket_the_plateau(self, name: str) -> Gesture:
        """Bracket the longest stretch in which the cost hardly moves."""
        first, last = self.plateau
        ends = [self.plot.point(self.steps[n], self.costs[n]) for n in (first, last)]
        y = min(end[1] for end in ends) - 0.3
        left, right = (np.array([end[0], y, 0.0]) for end in ends)
        bracket = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        bracket.set_points_as_corners([left + UP * _TICK, left, right, right + UP * _TICK])
        label = VGroup(words(name, size=style.LINE).next_to(bracket, DOWN, buff=0.5))
        for place, corner in zip(self.plateau, (left, right), strict=True):
            label.add(self._step(place).next_to(corner, DOWN, buff=0.15))
        self.marks = VGroup(bracket, label)
        yield (Create(bracket, run_time=1.4),)
        yield (FadeIn(label),)

    def _step(self, place: int) -> Readout:
        return quote(self.progress, "steps", (place,), 0, size=style.BODY, anchor="center")

    def measure_the_drop(self, name: str) -> Gesture:
        """Draw how far the cost fell where it fell most."""
        first, last = self.drop
        x = self.plot.point(self.steps[last], 0.0)[0] + 0.25
        ends = [np.array([x, self.plot.point(0, self.costs[n])[1], 0.0]) for n in (first, last)]
        arrow = Line(*ends, color=style.color("ink"), stroke_width=style.HEAVY)
        label = words(name, size=style.LINE).next_to(ends[1], LEFT, buff=0.35)
        yield (Create(arrow, run_time=1.2),)
        yield (FadeIn(label),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the costs of the epochs that are drawn."""
        corners = self.curve.drawn_values()
        places = np.searchsorted(self.steps, np.rint(corners[:, 0]))
        within = PIXEL / _HEIGHT * np.ptp(self.plot.frame.y_range)
        yield Depicted("cost", (places,), corners[:, 1], within)
