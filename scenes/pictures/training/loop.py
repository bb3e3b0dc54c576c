"""The training loop as a ring of stations, tied to what happens at each: a lap is a step."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arc, Circle, Create, Dot, FadeIn, Group, VGroup, linear

from scenes.pictures.training.layer_bars import GradientBars
from scenes.vocabulary import style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.text import Depicted, Depiction, Points, Source, maths, quote, words

_RADIUS, _WIDE = 1.5, 1.2  # of the ring, and how much wider it is than high
_STATIONS = {
    "feed forward": "activation",
    "cost": "cost",
    "backpropagate": "delta",
    "update": "weight",
}
_GAP, _AWAY = 0.16, 0.2  # radians around a station; from there to its name
_COST, _BACK, _UPDATE = 0.25, 0.5, 0.75  # of a lap: what is there from then on
_GROWN = 0.12  # of a lap: how long bars take to grow
_PLACE = style.ASIDE + LEFT * 0.75 + UP * 0.95
_STRIP = style.ASIDE + LEFT * 0.9 + DOWN * 1.95
_LIT, _SAVED = 0.13, 0.05


class Saved(VGroup, Depiction):
    """The costs of some steps as dots, each put down when it was found."""

    def __init__(self, history: Any, count: int) -> None:
        self.costs = np.asarray(history.costs[:count])
        top = float(np.ceil(self.costs.max() * 5) / 5)
        name = words("saved costs", size=style.SMALL, role="muted")
        self.plot = Plot((0, count), (0.0, top), width=4.2, height=0.95, x_ticks=[], y_ticks=[])
        self.plot.move_to(_STRIP)
        name.next_to(self.plot, DOWN, buff=0.12)
        places = self.plot.point(np.arange(count), self.costs)
        self.dots = VGroup(*(Dot(at, radius=_SAVED, color=style.color("cost")) for at in places))
        super().__init__(self.plot, name, self.dots)
        self.cite(history)
        self.show_until(0)

    def show_until(self, count: int) -> Self:
        """Show so many."""
        for n, dot in enumerate(self.dots):
            dot.set_fill(opacity=float(n < count))
        self.count = count
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the costs that the dots' heights say."""
        if self.count:
            places = np.array([dot.get_center() for dot in self.dots[: self.count]])
            within = style.PIXEL * float(np.ptp(self.plot.frame.y_range))
            found = self.plot.frame.numbers(places)[1]
            yield Depicted("cost", (np.arange(len(places)),), found, within)


class Loop(VGroup):
    """Stations on a ring, clockwise from the top, and in it the batch's cost and gradients.

    `plane`: The map on which the batch is lit. `ask`: From a step to its batch's `gradients`.
    `laps`: How many there will be.
    """

    def __init__(
        self, history: Any, plane: DecisionMap, ask: Callable[[int], Source], laps: int
    ) -> None:
        self.history, self.plane = history, plane
        self.arcs, self.knots, self.names = VGroup(), VGroup(), VGroup()
        for n, station in enumerate(_STATIONS.items()):
            self._add_station(n / len(_STATIONS), *station)
        self.dot = Dot(self._at(0.0), radius=0.2, color=style.color("ink"))
        self.cost = quote(history[0], "cost", (), 4, role="cost", size=style.RESULT, anchor="left")
        self.cost.put_anchor(_PLACE + UP * 0.75 + RIGHT * 0.1 * _WIDE)
        self.name = maths("cost(C) =", size=style.RESULT)
        self.name.next_to(self.cost, LEFT, buff=0.15)
        self.priced = VGroup(self.name, self.cost)
        self.priced.shift(RIGHT * (_PLACE[0] - self.priced.get_x()))
        corner = _PLACE + DOWN * 0.85 - RIGHT * 0.85
        self.bars = GradientBars(ask, range(laps + 1), corner, width=1.7, height=1.0)
        self.saved = Saved(history, laps)
        light = Circle(_LIT, color=style.color("ink"), stroke_width=style.BOLD)
        self.lit = VGroup(*(light.copy() for _ in history[0].batch))
        super().__init__(self.arcs, self.knots, self.names, self.priced, self.bars)
        self.add(self.saved, self.lit, self.dot)
        self.show_lap(0.0)

    def appear(self) -> Gesture:
        """Draw the ring, station by station."""
        yield FadeIn(self.dot, run_time=0.4), FadeIn(self.saved.plot, self.saved[1], run_time=0.4)
        for arc, knot, name in zip(self.arcs, self.knots, self.names, strict=True):
            yield FadeIn(knot, run_time=0.3), FadeIn(name, run_time=0.4), Create(arc, run_time=0.5)

    def show_lap(self, at: float) -> int:
        """Show what there is after so many laps; return the step whose network that is."""
        lap, share = divmod(at, 1.0)
        step = int(lap)
        self.dot.move_to(self._at(share))
        places = self.plane.places()[self.history[step].batch.astype(int)]
        for light, place in zip(self.lit, places, strict=True):
            light.move_to(place).set_stroke(opacity=float(at > 0))
        self._show_cost(step - (share < _COST))
        grown = min((share - _BACK) / _GROWN, 1.0) if share > _BACK else 1.0
        heard = step - (share <= _BACK)
        self.bars.set_opacity(float(heard >= 0))
        self.bars.show_step(max(heard, 0), grown if heard >= 0 else 0.0)
        return step + (share >= _UPDATE)

    def go(
        self, first: float, last: float, clock: Live, *, run_time: float, faster: float = 0.0
    ) -> Tween:
        """Return the way from one place of its laps to another, on which it may become faster.

        `clock`: It goes along. `faster`: By so much of its mean speed it begins slower, and ends
        faster.
        """

        def show(moment: float) -> None:
            share = (1 - faster) * moment + faster * moment**2
            clock.show_step(self.show_lap(first + (last - first) * share))

        return Tween(Group(clock, self), show, run_time=run_time, rate_func=linear)

    def _show_cost(self, step: int) -> None:
        """Show what the batch of a step cost; before the first, nothing."""
        self.saved.show_until(min(step + 1, len(self.saved.dots)))
        self.priced.set_opacity(float(step >= 0))
        if step >= 0:
            self.cost.cite(self.history[step]).show_value(float(self.history.costs[step]))

    def _add_station(self, at: float, name: str, role: str) -> None:
        angle = np.pi / 2 - 2 * np.pi * at
        arc = Arc(_RADIUS, angle - _GAP, -(2 * np.pi / len(_STATIONS) - 2 * _GAP))
        arc.stretch(_WIDE, 0, about_point=np.zeros(3)).shift(_PLACE)
        self.arcs.add(arc.set_stroke(style.color("muted"), width=style.BOLD))
        knot = Dot(self._at(at), radius=0.14, color=style.color(role))
        self.knots.add(knot)
        out = knot.get_center() - _PLACE
        label = words(name, size=style.LINE).set_fill(style.color(role))
        self.names.add(label.next_to(knot, out / np.linalg.norm(out), buff=_AWAY))

    def _at(self, share: float) -> Points:
        angle = np.pi / 2 - 2 * np.pi * share
        return _PLACE + np.array([_RADIUS * _WIDE * np.cos(angle), _RADIUS * np.sin(angle), 0.0])
