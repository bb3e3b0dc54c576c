"""One neuron's three numbers as dials, all on one scale, and beside them the map that they make."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arc, Create, FadeIn, LaggedStart, Line, Mobject, VGroup

from scenes.pictures.network.maps import map_of, named, plane_of
from scenes.vocabulary import layer, plane, style
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.text import Depicted, Depiction, Source, cite, maths, quote

_RADIUS, _WIDEST = 0.62, np.radians(135)
_APART, _SIDE = 1.75, 4.7  # from dial to dial; of the map


class Dial(VGroup, Depiction):
    """A needle that stands upright at 0, and points as far to its side as a number is large.

    `of`, `at`: Where it is recorded. `most`: The number at which it points furthest.
    """

    def __init__(self, step: Any, of: str, at: tuple[int, int], name: str, most: float) -> None:
        self.of, self.at, self.most = of, at, most
        looks: dict[str, Any] = {"color": style.color("muted"), "stroke_width": style.FIRM}
        scale = Arc(_RADIUS, np.pi / 2 - _WIDEST, 2 * _WIDEST, **looks)
        self.top = Line(UP * _RADIUS * 0.88, UP * _RADIUS * 1.12, **looks)
        self.needle = Line(stroke_width=style.BEAM)
        kind = "weight" if of.startswith("W") else "bias"
        letter = maths(f"{kind}({name})", size=style.CLAIM)
        looks = {"size": style.CLAIM, "role": kind, "anchor": "left"}
        self.number = quote(step, of, at, 2, **looks).put_anchor([_RADIUS + 0.3, -0.3, 0.0])
        letter.next_to(self.number, UP, buff=0.22).align_to(self.number, LEFT)
        super().__init__(scale, self.top, self.needle, letter, self.number)
        self.show_step(step)

    def show_step(self, step: Any) -> Self:
        """Turn to what was recorded at a step."""
        value = float(step[self.of][self.at])
        angle, foot = value / self.most * _WIDEST, self.top.get_center() + DOWN * _RADIUS
        tip = foot + _RADIUS * np.array([np.sin(angle), np.cos(angle), 0.0])
        self.needle.put_start_and_end_on(foot, tip)
        self.needle.set_color(style.color("positive" if value >= 0 else "negative"))
        self.number.show_value(value)
        return cite(self, step)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the number that the needle's direction says."""
        way = self.needle.get_end() - self.needle.get_start()
        angle = np.arctan2(way[0], way[1])
        within = style.PIXEL / 2 / _RADIUS / _WIDEST * self.most
        yield Depicted(self.of, self.at, angle / _WIDEST * self.most, within)


class DialsAndMap:
    """The neuron of the first layer that the run has turned the furthest, at any step."""

    def __init__(self, history: Any, ask: plane.decision_map.Ask, about: layer.Subject) -> None:
        data, row = history.dataset, liveliest(history)
        self.history, self.ask, self.plane = history, ask, plane_of(data)
        flowed = [ask(step, self.plane.grid) for step in (0, len(history) - 1)]
        self.map = map_of(self.plane, about, 1, row, flowed, _SIDE, about.yes)
        self.map.stand(style.HERO + LEFT * 1.2 + UP * 0.15, _SIDE, _SIDE)
        keys = ("W1", (row, 0), "w_1"), ("W1", (row, 1), "w_2"), ("b1", (row, 0), "b")
        most = max(history.largest(of, at) for of, at, _ in keys)
        most = most or 1.0  # of a run from zeros that never moved
        self.dials = VGroup(*(Dial(history[0], *key, most) for key in keys))
        for k, dial in enumerate(self.dials):
            dial.shift(DOWN * _APART * k)
        self.dials.move_to(style.NETWORK + UP * 0.15)
        self.key = plane.key_of(data.class_names).next_to(self.map, RIGHT, buff=0.25)
        self.names = plane.field.names_beside(self.map.frame, named(data))
        self.live = Live(self.show_step, self.dials, self.map)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show what was recorded at a step, and what its neuron answers everywhere."""
        for dial in self.dials:
            dial.show_step(self.history[step])
        self.map.show(self.ask(step, self.plane.grid), partial(self.ask, step))

    def appear(self) -> Gesture:
        """Show an empty plane and the dials, then the examples."""
        frame = FadeIn(self.map.frame, self.names, run_time=0.25)
        dials = (FadeIn(dial, run_time=0.5) for dial in self.dials)
        yield LaggedStart(*dials, lag_ratio=1.8), frame
        yield (LaggedStart(*map(FadeIn, [*self.map.people, self.key]), run_time=1.8),)

    def colour(self) -> Gesture:
        """Draw the line on which the neuron cannot say, and what it says on both sides of it."""
        self.map.show_part(0.0)
        yield (Create(self.map.border, run_time=1.4),)
        yield (Tween(self.map, self.map.show_part, run_time=2.0),)

    def take_place(self, goal: Mobject, flowed: Source, *, run_time: float) -> Tween:
        """Return the map's way to a place in a wall, without its examples."""
        values = self.map.table(flowed["a1"])

        def show(moment: float) -> None:
            self.map.show_values(values, flowed)
            for one in self.map.people:
                one.set_opacity(1.0 - min(3 * moment, 1.0))

        side = goal.width
        return self.map.move(goal.get_center(), side, side, show, run_time=run_time)


def liveliest(history: Any) -> int:
    """Return the neuron of the first layer whose weights the run has turned the furthest."""
    first, last = history[0]["W1"], history[-1]["W1"]
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(last, axis=1)
    cosines = (first * last).sum(axis=1) / np.maximum(lengths, 1e-12)
    return int(np.argmin(cosines))
