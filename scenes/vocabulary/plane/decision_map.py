"""The decision map: what a network guesses everywhere on a plane, and where it changes its mind."""

from collections.abc import Callable, Sequence
from typing import Self, cast

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    RIGHT,
    UL,
    UR,
    Animation,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Mobject,
    VGroup,
    VMobject,
)

from scenes.vocabulary import style
from scenes.vocabulary.plane.border import borders, strokes
from scenes.vocabulary.plane.example_dot import Rings, as_one, example_dot, key_of
from scenes.vocabulary.plane.field import Field, names_beside
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.stage.panel import Panel
from scenes.vocabulary.text import Source, quote
from scenes.vocabulary.text.arrays import Array, Points

Ask = Callable[[int, Array], Source]
_COLUMNS, _ROWS = 192, 126  # places at which the network is asked
_AIR = 0.16, 0.22  # of the data's spread, left free around it
_PARTS = 8  # in which the network is asked
_CROWD = 40  # from here on examples are small
_IN = 0.2  # Manim units from a corner of the plane to the key


class DecisionMap(Group):
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
        self.marks = round(_ROWS * fine), round(_COLUMNS * fine)
        self.laid: list[Panel] = []
        self.middle = sum(ends) / 2
        self.ask, self.key, self.targets = ask, key, targets
        self.given, self.measured = given, measured
        self.field = Field(width, height, key, ends)
        self._lay_out_the_plane()
        ink = style.color("ink")
        self.border = VMobject(stroke_width=style.BROAD, color=ink)
        self.ghosts = [(step, self._border(self.guesses(step))) for step in ghosts]
        self.trail = VGroup(*(VMobject(stroke_width=style.THIN, color=ink) for _ in ghosts))
        size = 1.0 if len(targets) < _CROWD else 0.45
        self.people = VGroup(*(example_dot(target > self.middle, size) for target in targets))
        yes = np.asarray(targets) > self.middle
        self.sorted = [[self.people[k] for k in np.flatnonzero(side)] for side in (~yes, yes)]
        many, self.disc = size < 1, example_dot(True, size).points
        self.drawn = VGroup(*map(as_one, self.sorted)) if many else self.people  # quick to draw
        self.wrong = Rings(0.27 * size, style.EVEN if many else style.BOLD)
        self.key_of_classes = key_of(classes, size)
        self.names = names_beside(self.field, features)
        self.outlines = VGroup(self.trail, self.border, self.drawn, self.wrong)
        self.outlines.add(self.key_of_classes, self.names)
        super().__init__(self.field, *self.outlines)
        self._put_in_their_places()

    def guesses(self, step: int) -> Array:
        """Return what the network of a step guesses on the grid, (rows, columns)."""
        # In parts, whose activations stay in the processor's cache: seven times as quick.
        parts = (self.ask(step, part)[self.key] for part in self.parts)
        return np.concatenate([*parts], axis=1).reshape(self.marks)

    def point(self, measured: Array) -> Points:
        """Return where places (..., 2) of the plane stand."""
        corner, far = self.field.points[2], self.field.points[1]
        share = (measured - self.low) / (self.high - self.low)
        return np.asarray(corner + (far - corner) * np.insert(share, 2, 0.0, axis=-1))

    def places(self) -> Points:
        """Return where the examples stand, (m, 3)."""
        return self.point(self.measured.T)

    def show_step(self, step: int) -> Self:
        """Show what the network of a step guesses, and who is on the wrong side."""
        guesses = self.guesses(step)
        self.field.show_guesses(guesses)
        self.field.cite(self.ask(step, self.sample))
        self.border.points = strokes(self._border(guesses), self.point)
        for rank, ((passed, line), ghost) in enumerate(zip(self.ghosts, self.trail, strict=True)):
            ghost.points = strokes(line if step > passed else [], self.point)
            ghost.set_stroke(opacity=0.15 + 0.1 * rank)
        answers = np.ravel(self.ask(step, self.given)[self.key])
        wrong = (answers > self.middle) != (self.targets > self.middle)
        self.wrong.stand_around(self.places()[wrong])
        for panel in self.laid:
            panel.show_step(step)
        return self

    def lay_on(self, panel: Panel) -> Self:
        """Put a panel on the plane, below its border and its examples; it is shown with the map."""
        self.submobjects.insert(1, cast(Mobject, panel))
        self.laid.append(panel)
        return self

    def stand(self, centre: Points, width: float, height: float) -> Self:
        """Take another place and size; what it shows is drawn anew at the next `show_step`."""
        self.field.resize(width, height, centre)
        self._lay_out_the_plane()
        self._put_in_their_places()
        return self

    def go_to(
        self, centre: Points, width: float, height: float, *, step: int, run_time: float
    ) -> Tween:
        """Return its way to another place and size, while it shows a step."""
        start, before = self.field.get_center(), np.array([self.field.width, self.field.height])
        change = np.array([width, height]) - before

        def show(moment: float) -> None:
            size = before + change * moment
            self.stand(start + (centre - start) * moment, *size).show_step(step)

        return Tween(self, show, run_time=run_time)

    def pick(self, who: int, person: Source) -> Gesture:
        """Ring one example, and print the two numbers that are its inputs."""
        dot = self.people[who]
        ring = Circle(0.24, color=style.color("ink"), stroke_width=style.BOLD).move_to(dot)
        self.numbers = VGroup(
            *(quote(person, "a0", (row, 0), role="ink", size=style.BODY) for row in (0, 1))
        )
        self.numbers.arrange(DOWN, buff=0.14, aligned_edge=RIGHT).next_to(dot, RIGHT, buff=0.3)
        yield (Create(ring),)
        yield (FadeIn(self.numbers),)
        yield (FadeOut(ring, run_time=0.3),)

    def leave(self) -> tuple[Animation, ...]:
        """Go, all of it."""
        return FadeOut(self.outlines), FadeOut(self.field)

    def _lay_out_the_plane(self) -> None:
        """Find the ends of the axes, and the inputs of all places where the network is asked."""
        given, measured = self.given, self.measured
        low, high = measured.min(axis=1), measured.max(axis=1)
        air = np.array(_AIR) * (high - low)
        self.low, self.high = low - air, high + air
        fine = zip(self.low, self.high, reversed(self.marks), strict=True)
        self.axes = [np.linspace(*ends) for ends in fine]
        grid = np.stack([axis.ravel() for axis in np.meshgrid(*self.axes)])
        self.grid = _scaled(grid, given, measured)
        self.parts = [part.copy() for part in np.array_split(self.grid, _PARTS, axis=1)]
        share = self.field.places_read(self.marks)
        places = self.low[:, None] + share * (self.high - self.low)[:, None]
        self.sample = _scaled(places, given, measured)

    def _put_in_their_places(self) -> None:
        """Stand the examples on the plane, and the key in the corner that is farthest from them."""
        for dot, place in zip(self.people, self.places(), strict=True):
            dot.points = place + self.disc  # anew: the roundings of many moves would stay
        if self.drawn is not self.people:
            for one, dots in zip(self.drawn, self.sorted, strict=True):
                one.points = np.vstack([np.zeros((0, 3)), *(dot.points for dot in dots)])
        stand = self.places()
        rooms = []
        for corner in (DR, DL, UR, UL):
            self.key_of_classes.move_to(self.field.get_corner(corner) - _IN * corner, corner)
            away = np.linalg.norm(stand - self.key_of_classes.get_center(), axis=1)
            rooms.append((float(away.min()), self.key_of_classes.get_center()))
        self.key_of_classes.move_to(max(rooms, key=lambda room: room[0])[1])

    def _border(self, guesses: Array) -> list[Array]:
        """Return the lines of one half, each (k, 2) in the plane's quantities."""
        xs, ys = self.axes
        return borders(xs, ys, guesses, self.middle)


def _scaled(places: Array, given: Array, measured: Array) -> Array:
    """Return what the network is given for places (2, k), as it was for the examples."""
    spread = given.std(axis=1, keepdims=True) / measured.std(axis=1, keepdims=True)
    away = places - measured.mean(axis=1, keepdims=True)
    return np.asarray(given.mean(axis=1, keepdims=True) + spread * away)
