"""One neuron's three numbers as dials, and beside them the map that they make."""

from functools import partial
from typing import Any

from manim import LEFT, RIGHT, UP, Create, FadeIn, LaggedStart

from scenes.pictures.network.dials import Dials, liveliest
from scenes.pictures.network.neuron_map import NeuronMap, Plane, ends_of
from scenes.pictures.network.wall import Ask
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.plane.example_dot import key_of
from scenes.vocabulary.plane.field import names_beside
from scenes.vocabulary.stage import Gesture, Live, Tween

_SIDE = 4.7


class DialsAndMap:
    """The neuron of the first layer that the run has turned the furthest, at any step."""

    def __init__(self, history: Any, ask: Ask, about: Subject) -> None:
        data, row, curve = history.dataset, liveliest(history), about.curves[0]
        self.plane, self.ask = Plane(data.X), ask
        flowed = [ask(step, self.plane.grid)["a1"][row] for step in (0, len(history) - 1)]
        ends = ends_of(curve, *flowed)
        self.map = NeuronMap(self.plane, "a1", row, ends, level=("z1", 0.0), side=_SIDE)
        self.map.stand(style.HERO + LEFT * 1.2 + UP * 0.15, _SIDE)
        yes = data.Y[0] > about.middle
        self.map.add_people(yes)
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
        frame = FadeIn(self.map.frame, self.names, run_time=0.4)
        yield LaggedStart(*map(FadeIn, self.dials), lag_ratio=1.0, run_time=2.4), frame
        yield (LaggedStart(*map(FadeIn, [*self.map.people, self.key]), run_time=1.8),)

    def colour(self) -> Gesture:
        """Draw the line on which the neuron cannot say, and what it says on both sides of it."""
        self.map.show_part(0.0)
        yield (Create(self.map.border, run_time=1.4),)
        yield (Tween(self.map, self.map.show_part, run_time=2.0),)
