"""Several runs at once: how they stand, their costs on one chart, and a stamp where one left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes.vocabulary import plot, stage, style, surface
from scenes.vocabulary.text import Array, Readout, Source, Strip, cite, digits, maths, strip, words
from scenes.vocabulary.text.uncopied import Uncopied

_AIR = 0.14
_PITCH, _NAME = 0.44, 0.65
_RATE_AT, _COST_AT = 2.35, 5.3  # where learning rates begin and costs end, from the left


@dataclass(frozen=True, slots=True, eq=False)
class Lane(Uncopied):
    """One run among others; it is not copied with what shows it, nor hashed by Manim.

    `costs` (T,), and its learning `rate`, both as `source` has them under `cost` and
    `learning_rate`; `role` is the name of its colour; `route` is its way over two parameters.
    """

    name: str
    costs: Array
    rate: float
    source: Source
    role: str
    route: surface.CostSheet


class Row(VGroup):
    """What is known of a run: its name, its rate, and its cost, or that it is above a ceiling."""

    def __init__(self, lane: Lane, ceiling: float) -> None:
        self.costs, self.ceiling = lane.costs, ceiling  # what a replay's film is named by
        ink = style.color(lane.role)
        self.swatch = Line(LEFT * 0.22, RIGHT * 0.22, stroke_width=style.BROAD, color=ink)
        self.swatch.shift(RIGHT * 0.22 + UP * 0.09)
        self.word, decimals = words(lane.name, size=style.BODY), digits.decimals_of([lane.rate])
        self.rate = Readout(lane.rate, decimals, of="learning_rate", at=(0,), anchor="left")
        self.cost = Readout(float(lane.costs[0]), 4, of="cost", at=(0,), role=lane.role)
        self.above = maths(f"> {ceiling:g}", size=style.NUMBER).set_fill(ink, opacity=0.0)
        for part, left in ((self.word, _NAME), (self.rate, _RATE_AT)):
            part.stand_on(0.0).shift(RIGHT * (left - part.get_left()[0]))
        for part in (self.cost, self.above):
            part.stand_on(0.0).shift(RIGHT * (_COST_AT - part.get_right()[0]))
        super().__init__(self.swatch, self.word, self.rate, self.cost, self.above)
        cite(self, lane.source)

    def show_step(self, step: int) -> None:
        """Print the cost of a step, or that it is above the ceiling."""
        self.cost.show_value(float(self.costs[step])).at = (step,)
        over = self.cost.value > self.ceiling
        self.cost.set_fill(opacity=float(not over))
        self.above.set_fill(opacity=float(over))


class Race(VGroup):
    """A row for each run, with its learning rate and its present cost, over a chart of the costs.

    `lanes`: The runs, equally long; their names come when they are told. `low`, `high`: The ends of
    the log cost axis. A run whose cost rises above them leaves the chart, and is stamped with the
    step at which it did.
    """

    def __init__(self, lanes: Sequence[Lane], *, low: float, high: float) -> None:
        self.steps = len(lanes[0].costs)
        self.plot = plot.cost_plot(self.steps - 1, (low, high), width=5.3, height=2.5, y_log=True)
        # The first step that is off the chart, or how many there are.
        self.exits = [int(np.argmax([*(lane.costs > high), True])) for lane in lanes]
        self.curves = VGroup(*map(self._curve, lanes, self.exits))
        rows = (Row(lane, high).shift(DOWN * _PITCH * n) for n, lane in enumerate(lanes))
        self.rows, rate, cost = VGroup(*rows), maths("alpha", role="muted"), maths("cost(C)")
        rate.stand_on(_PITCH).shift(RIGHT * (_RATE_AT + 0.1 - rate.get_left()[0]))
        cost.stand_on(_PITCH).shift(RIGHT * (_COST_AT - 0.3 - cost.get_x()))
        standings = VGroup(self.rows, rate, cost).next_to(self.plot, UP, buff=0.42)
        standings.align_to(self.plot.frame, LEFT)
        self.stamps = {
            place: Stamp(lane, step, high).next_to(self.plot.point(step, high), UP, buff=0.08)
            for place, (lane, step) in enumerate(zip(lanes, self.exits, strict=True))
            if step < self.steps
        }
        super().__init__(self.plot, self.curves, standings, *self.stamps.values())
        self.center().show_step(0)
        stage.conceal(*(row.word for row in self.rows))

    def tell(self, *lanes: int) -> stage.Reveal:
        """Say of runs what they are like, once it has been seen."""
        return stage.Reveal(*(self.rows[n].word for n in lanes), lag=1.0, run_time=1.6)

    def show_step(self, step: int) -> Self:
        """Draw every curve up to a step, print the costs there, and stamp what has left."""
        for n in range(len(self.rows)):
            self.show_lane(n, step)
        for place, stamp in self.stamps.items():
            gone = float(step >= self.exits[place])
            stamp.plate.set_stroke(opacity=gone).set_fill(opacity=0.0)
            stamp.type.set_fill(opacity=gone)
        return self

    def show_lane(self, n: int, step: int) -> None:
        """Draw one run's curve up to a step, and print its cost there."""
        self.rows[n].show_step(step)
        self.curves[n].show_until(step)

    def _curve(self, lane: Lane, end: int) -> plot.Curve:
        """Return the run's curve, of which nothing is off the chart."""
        curve = plot.Curve(self.plot, np.arange(end), lane.costs[:end], role=lane.role, of="cost")
        return cite(curve, lane.source)


class Stamp(VGroup):
    """`above the chart's top at step n`, in a frame of the run's colour."""

    def __init__(self, lane: Lane, step: int, top: float) -> None:
        ink, label = style.color(lane.role), words(f"above {top:g} at step")
        number = Readout(step, 0, of="step", at=(step,), size=style.BODY)
        self.type = cite(Strip(label, number, gap=_AIR).set_fill(ink), lane.source)
        self.plate = strip.plate_behind(self.type, air=_AIR).set_stroke(ink, width=style.FIRM)
        super().__init__(self.plate, self.type)
