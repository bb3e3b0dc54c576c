"""A race of runs: their costs on one log chart, and a stamp where one of them left it."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, RoundedRectangle, VGroup

from scenes.pictures.gradient_descent.standings import Lane, Standings
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import Readout, cite, words

_AIR = 0.14


class Race(VGroup):
    """A row for each run, with its learning rate and its present cost, over a chart of the costs.

    `lanes`: The runs, equally long. `low`, `high`: The ends of the log cost axis. A run whose cost
    rises above them leaves the chart, and is stamped with the step at which it did.
    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        *,
        low: float,
        high: float,
        width: float = 5.3,
        height: float = 2.5,
    ) -> None:
        self.lanes = list(lanes)
        last = len(self.lanes[0].costs) - 1
        self.plot = cost_plot(last, (low, high), width=width, height=height, y_log=True)
        # The first step that is off the chart, or how many there are.
        self.exits = [int(np.argmax([*(lane.costs > high), True])) for lane in self.lanes]
        self.curves = VGroup(*map(self._curve, self.lanes, self.exits))
        self.standings = Standings(self.lanes, ceiling=high)
        self.standings.next_to(self.plot, UP, buff=0.42).align_to(self.plot.frame, LEFT)
        self.stamps = {
            place: self._stamp(place) for place, step in enumerate(self.exits) if step < self.steps
        }
        super().__init__(self.plot, self.curves, self.standings, *self.stamps.values())
        self.center().show_step(0)

    @property
    def steps(self) -> int:
        """How many steps each run has."""
        return len(self.lanes[0].costs)

    def show_step(self, step: int) -> Self:
        """Draw every curve up to a step, print the costs there, and stamp what has left."""
        self.standings.show_step(step)
        for curve in self.curves:
            curve.show_until(step)
        for place, stamp in self.stamps.items():
            gone = float(step >= self.exits[place])
            stamp.plate.set_stroke(opacity=gone).set_fill(opacity=0.0)
            stamp.type.set_fill(opacity=gone)
        return self

    def _curve(self, lane: Lane, end: int) -> Curve:
        """Return the run's curve, of which nothing is off the chart."""
        curve = Curve(self.plot, np.arange(end), lane.costs[:end], role=lane.role, of="cost")
        return cite(curve, lane.source)

    def _stamp(self, place: int) -> "Stamp":
        lane, step = self.lanes[place], self.exits[place]
        stamp = Stamp(lane, step, self.plot.frame.y_range[1])
        return stamp.next_to(self.plot.point(step, self.plot.frame.y_range[1]), UP, buff=0.08)


class Stamp(VGroup):
    """`above the chart's top at step n`, in a frame of the run's colour."""

    def __init__(self, lane: Lane, step: int, top: float) -> None:
        ink = style.color(lane.role)
        label = words(f"above {top:g} at step").set_fill(ink).stand_on(0.0)
        number = Readout(step, 0, of="step", at=(step,), anchor="left", size=style.BODY)
        number.set_fill(ink).shift(RIGHT * (label.get_right()[0] + _AIR - number.get_left()[0]))
        self.type = cite(VGroup(label, number), lane.source)
        self.plate = RoundedRectangle(
            width=self.type.width + 2 * _AIR,
            height=self.type.height + 2 * _AIR,
            corner_radius=0.1,
            color=ink,
            stroke_width=style.FIRM,
        ).move_to(self.type)
        super().__init__(self.plate, self.type)
