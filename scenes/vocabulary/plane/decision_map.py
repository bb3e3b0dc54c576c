"""The decision map: what a network guesses everywhere on a plane, and where it changes its mind."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self, cast

import numpy as np
from manim import DL, DOWN, DR, RIGHT, UL, UR, Circle, Create, FadeIn, FadeOut, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plane import border, example_dot, field, places, plane_map
from scenes.vocabulary.text import Array, Points, Source, quote

Ask = Callable[[int, Array], Source]
_COLUMNS, _ROWS = 192, 126  # places at which the network is asked
_AIR = 0.16, 0.22  # of the data's spread, left free around it
_PARTS = 8  # in which the network is asked
_IN = 0.2  # Manim units from a corner of the plane to the key


class DecisionMap(plane_map.PlaneMap):
    """A plane of two quantities, what the network guesses there, and the examples on it.

    Parameters
    ----------
    given, measured
        (2, m) the examples' inputs, and the same before they were scaled.
    targets
        (m,) above the middle of the ends where the network should say yes.
    ask
        From a step and inputs (2, k) to what flowed: `key` (1, k) are the guesses.
    ends
        Between which guesses lie: no and yes.
    ghosts
        Steps whose border stays once the run has passed them.
    classes
        What no and yes mean: the key.
    features
        The names of the two quantities.
    fine
        How much more closely than usual the network is asked: a sharp border needs it.
    """

    def __init__(
        self,
        given: Array,
        measured: Array,
        targets: Array,
        ask: Ask,
        *,
        key: str,
        width: float,
        height: float,
        ends: tuple[float, float] = (0.0, 1.0),
        ghosts: Sequence[int] = (),
        classes: Sequence[str] = (),
        features: Sequence[str] = (),
        fine: float = 1.0,
    ) -> None:
        self.laid: list[stage.panel.Panel] = []
        self.ask, self.targets, middle = ask, targets, sum(ends) / 2
        marks = round(_ROWS * fine), round(_COLUMNS * fine)
        plane = places.Plane(given, measured, air=_AIR, marks=marks)
        looks: dict[str, Any] = {"width": width, "height": height, "pen": style.BROAD}
        looks |= {"level": (key, middle), "yes": targets > middle}
        super().__init__(plane, key, ends, **looks)
        # In parts, whose activations stay in the processor's cache: seven times as quick.
        self.parts = [part.copy() for part in np.array_split(plane.grid, _PARTS, axis=1)]
        self.ghosts = [(step, self.lines_of(self.guesses(step)[0])) for step in ghosts]
        ink, size = style.color("ink"), self.people.scale_of_dots
        self.trail = VGroup(*(VMobject(stroke_width=style.THIN, color=ink) for _ in ghosts))
        self.wrong = example_dot.Rings(0.27 * size, style.EVEN if size < 1 else style.BOLD)
        self.key_of_classes = example_dot.key_of(classes, size)
        self.names = field.names_beside(self.field, features)
        self.submobjects = [self.field, self.trail, self.border, self.people, self.wrong]
        self.add(self.key_of_classes, self.names)
        self._put_the_key_in_its_place()

    def guesses(self, step: int) -> Array:
        """Return what the network of a step guesses on the grid, (1, k)."""
        return np.concatenate([self.ask(step, part)[self.key] for part in self.parts], axis=1)

    def show_step(self, step: int) -> Self:
        """Show what the network of a step guesses, and who is on the wrong side."""
        self.show({self.key: self.guesses(step)}, partial(self.ask, step))
        for rank, ((passed, line), ghost) in enumerate(zip(self.ghosts, self.trail, strict=True)):
            ghost.points = border.strokes(line if step > passed else [], self.point)
            ghost.set_stroke(opacity=0.15 + 0.1 * rank)
        answers = np.ravel(self.ask(step, self.plane.given)[self.key])
        wrong = (answers > self.middle) != (self.targets > self.middle)
        self.wrong.stand_around(self.places()[wrong])
        for panel in self.laid:
            panel.show_step(step)
        return self

    def lay_on(self, panel: stage.panel.Panel) -> Self:
        """Put a panel on the plane, over its border and under its examples; the map shows it."""
        self.submobjects.insert(3, cast(Any, panel))
        self.laid.append(panel)
        return self

    def stand(self, centre: Points, width: float, height: float) -> Self:
        """Take another place and size; what it shows is drawn anew at the next `show_step`."""
        super().stand(centre, width, height)
        field.stand_beside(self.field, self.names)
        return self._put_the_key_in_its_place()

    def pick(self, who: int, person: Source) -> stage.Gesture:
        """Ring one example, and print the two numbers that are its inputs."""
        dot = self.people.dots[who]
        ring = Circle(0.24, color=style.color("ink"), stroke_width=style.BOLD).move_to(dot)
        self.numbers = VGroup(
            *(quote(person, "a0", (row, 0), role="ink", size=style.BODY) for row in (0, 1))
        )
        self.numbers.arrange(DOWN, buff=0.14, aligned_edge=RIGHT).next_to(dot, RIGHT, buff=0.3)
        yield (Create(ring),)
        yield (FadeIn(self.numbers),)
        yield (FadeOut(ring, run_time=0.3),)

    def _put_the_key_in_its_place(self) -> Self:
        """Stand the key in the corner that is farthest from the examples."""
        stand, rooms = self.places(), []
        for corner in (DR, DL, UR, UL):
            self.key_of_classes.move_to(self.field.get_corner(corner) - _IN * corner, corner)
            away = np.linalg.norm(stand - self.key_of_classes.get_center(), axis=1)
            rooms.append((float(away.min()), self.key_of_classes.get_center()))
        self.key_of_classes.move_to(max(rooms, key=lambda room: room[0])[1])
        return self
