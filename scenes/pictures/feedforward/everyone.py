"""Everyone's answer goes from a network to a line from no to yes; pale at its ends, the truth."""

from collections.abc import Iterable, Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, VGroup, bezier

from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.arranging import can_move, enlarge
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Readout, quote, words
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDTH, _RADIUS, _PITCH, _PALE = 10.4, 0.15, 0.35, 0.3
_RING, _HIGHEST, _SWING = 0.19, 2.9, 1.0  # from where they fall; how they pass by a network
_PILE = 3.4  # Manim units, of the highest pile
_WIDER, _LOWER, _AWAY = 1.05, 0.72, 1.9  # a network over the line, and how far off its middle
_FIRST = 0.3  # of the time, for the first of them
MOST = 24  # examples that stack up on a stage


class Everyone(VGroup, Depiction):
    """An axis between the ends of all answers, and a disc for each example at its own answer.

    Discs that would cover one another stand on top of each other.

    `step`: Whose answers they are. `about`: The run, and whose answer comes first, with a ring
    around it and its number below the line.
    """

    def __init__(self, step: Any, about: Subject) -> None:
        self.key, self.ends, mine = about.key, about.ends, about.person["index"]
        self.order = [mine, *(k for k in range(step.targets.shape[1]) if k != mine)]
        self.answers, yes = (
            a[0][self.order] for a in (step[self.key], step.targets > about.middle)
        )
        line = Line(LEFT * _WIDTH / 2, RIGHT * _WIDTH / 2, color=style.color("muted"))
        line.set_stroke(width=style.FIRM)
        super().__init__(line)
        for end, name, side in zip(self.ends, about.classes, (-1, 1), strict=True):
            number = Readout(end, 0, of="axis", size=style.LINE, anchor="center")
            label = words(escaped(name), size=style.LINE)
            label.set_fill(style.class_color(side > 0))
            place = RIGHT * side * _WIDTH / 2
            self.add(number.put_anchor(place + DOWN * 0.45))
            self.add(label.move_to(place + DOWN * 0.95, aligned_edge=RIGHT * side))
        self.discs = VGroup(*(example_dot(bool(one)) for one in yes))
        self.ring = Circle(_RING, color=style.color("ink"), stroke_width=style.FIRM)
        self.add(self.discs, self.ring)
        self.move_to(style.MIDDLE + DOWN * 1.5)
        self.line, self.goals = line, VGroup()
        where = [self.ends[int(one)] for one in yes]
        self.floors, floors = self._stack(self.answers), self._stack(where)
        self.pitch = min(_PITCH, _PILE / max(*self.floors, *floors, 1))
        for one, end, floor in zip(yes, where, floors, strict=True):
            goal = example_dot(bool(one)).move_to(self._stand(end, floor))
            self.goals.add(goal.set_stroke(opacity=_PALE).set_fill(opacity=_PALE))
        self.add_to_back(self.goals)
        self.cite(step)
        looks: dict[str, Any] = {"role": "activation", "size": style.LINE, "anchor": "center"}
        self.number = quote(step, self.key, (0, mine), 2, **looks)
        place = self._place(self.answers[0])
        self.number.put_anchor(place + DOWN * 0.45)
        apart = min(abs(place[0] - self.line.get_x(side)) for side in (LEFT, RIGHT))
        if apart > self.number.width:
            self.add(self.number)
        self.outlet, self.swing = np.array([place[0], _HIGHEST, 0.0]), 0.0
        self.show_fall(0.0)

    def make_room(self, network: NetworkDiagram) -> Gesture:
        """Set a network over the line, where no answers pile up: they come out of it."""
        if can_move(network):
            side = 1 if np.mean(self.answers) < sum(self.ends) / 2 else -1
            half, low = (
                network.width * _WIDER / 2,
                style.MIDDLE[1] + 1 - network.height * _LOWER / 2,
            )
            discs = [self._stand(*one) for one in zip(self.answers, self.floors, strict=True)]
            near = [side * x for x, y, _ in discs if y + _RADIUS > low]
            away = min(max([_AWAY, *(x + 0.35 + half for x in near)]), style.RIGHT_EDGE - half)
            room = style.MIDDLE + RIGHT * side * away + UP
            yield from enlarge(network, room, np.array([_WIDER, _LOWER, 1.0]))
            self.outlet, self.swing = network.layers[-1][0].get_center(), _SWING

    def show_fall(self, moment: float) -> Self:
        """Let the discs come down, one after the other, the first in so much of the time."""
        self.moment, count = moment, max(len(self.discs) - 1, 1)
        first, rest = min(moment / _FIRST, 1.0), max((moment - _FIRST) / (1 - _FIRST), 0.0)
        for k, disc in enumerate(self.discs):
            share = float(np.clip(rest * 2 - (k - 1) / count, 0.0, 1.0)) if k else first
            stand, came = self._stand(self.answers[k], self.floors[k]), self.outlet
            low = self.line.get_y() if self.swing else stand[1]
            turns = [came[0] + self.swing, low, 0.0], [stand[0], low, 0.0]
            disc.move_to(bezier(np.array([came, *turns, stand]))(share))
            disc.set_opacity(min(6 * share, 1.0))
        self.ring.move_to(self.discs[0]).set_stroke(opacity=min(6 * first, 1.0))
        self.number.set_fill(opacity=float(first == 1))
        return self

    def fall(self, *, first: bool = False, run_time: float) -> Tween:
        """Return the way of the first answer to its place, or those of all others."""
        start, end = (0.0, _FIRST) if first else (_FIRST, 1.0)
        return Tween(self, lambda s: self.show_fall(start + (end - start) * s), run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the discs' places say."""
        if self.moment == 1.0:
            span = self.ends[1] - self.ends[0]
            shares = [(disc.get_x() - self.line.get_left()[0]) / _WIDTH for disc in self.discs]
            values = self.ends[0] + np.array(shares) * span
            yield Depicted(self.key, (0, self.order), values, PIXEL / _WIDTH * span)

    def _place(self, answer: float) -> Points:
        share = (answer - self.ends[0]) / (self.ends[1] - self.ends[0])
        return self.line.get_left() + RIGHT * _WIDTH * share

    def _stand(self, answer: float, floor: int) -> Points:
        """Return where a disc stands on others, so many of them."""
        return self._place(answer) + UP * (_RADIUS + 0.06 + self.pitch * floor)

    def _stack(self, answers: Iterable[float]) -> list[int]:
        """Return how many discs stand below each one."""
        taken: list[tuple[float, int]] = []
        for answer in answers:
            x, floor = float(self._place(answer)[0]), 0
            while any(abs(x - other) < 2.1 * _RADIUS and floor == at for other, at in taken):
                floor += 1
            taken.append((x, floor))
        return [floor for _, floor in taken]
