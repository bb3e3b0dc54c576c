"""One neuron's three numbers as dials, and beside them the map that they make."""

from functools import partial
from typing import Any

from manim import LEFT, RIGHT, UP, Create, FadeIn, LaggedStart, Mobject

from scenes.pictures.network.dials import Dials, liveliest
from scenes.pictures.network.wall import Ask, map_of, plane_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.plane.example_dot import key_of
from scenes.vocabulary.plane.field import names_beside
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.text import Source

_SIDE = 4.7


class DialsAndMap:
    """The neuron of the first layer that the run has turned the furthest, at any step."""

    def __init__(self, history: Any, ask: Ask, about: Subject) -> None:
        data, row = history.dataset, liveliest(history)
        self.plane, self.ask = plane_of(data), ask
        answers = [ask(step, self.plane.grid)["a1"] for step in (0, len(history) - 1)]
        looks = {"width": _SIDE, "height": _SIDE, "yes": about.yes}
        self.map = map_of(self.plane, about, 1, row, answers, **looks)
        self.map.stand(style.HERO + LEFT * 1.2 + UP * 0.15, _SIDE, _SIDE)
        self.dials = Dials(history, 1, row).move_to(style.NETWORK + UP * 0.15)
        self.key = key_of(data.class_names).next_to(self.map, RIGHT, buff=0.25)
        self.names = names_beside(self.map.frame, data.feature_names)
        self.live = Live(self.show_step, self.dials, self.map)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show what was recorded at a step, and what its neuron answers everywhere."""
        self.dials.show_step(step)
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
