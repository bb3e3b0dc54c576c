"""Everyone's answer goes from a network to a line from no to yes; pale at its ends, the truth."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, VGroup, bezier

from scenes.vocabulary import style
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.arranging import can_move, enlarge
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Readout, Source, quote, words
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDTH, _RADIUS, _PITCH, _PALE = 10.4, 0.15, 0.35, 0.3
_RING, _HIGHEST, _FIRST = 0.19, 2.9, 0.3  # from where they fall, and the first one's share of it
MOST = 24  # examples that stack up on a stage


class Everyone(VGroup, Depiction):
    """An axis between the ends of all answers, and a disc for each example at its own answer.

    Discs that would cover one another stand on top of each other.

    `answers`: (1, m) of `source[key]`. `yes`: (m,) who belongs to the second class. `mine`: Whose
    answer comes first, with a ring around it and its number below the line. `ends`:
    Between which answers lie. `classes`: The names of the two ends.
    """

    def __init__(
        self,
        source: Source,
        key: str,
        yes: Sequence[bool],
        *,
        mine: int,
        ends: tuple[float, float],
        classes: Sequence[str],
    ) -> None:
        self.key, self.ends, self.mine = key, ends, mine
        self.answers: list[float] = np.ravel(source[key]).tolist()
        self.order = [mine, *(k for k in range(len(self.answers)) if k != mine)]
        line = Line(LEFT * _WIDTH / 2, RIGHT * _WIDTH / 2, color=style.color("muted"))
        line.set_stroke(width=style.FIRM)
        super().__init__(line)
        for end, name, side in zip(ends, classes, (-1, 1), strict=True):
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
        self.floors = self._stack(self.answers)
        where = [ends[int(one)] for one in yes]
        for one, end, floor in zip(yes, where, self._stack(where), strict=True):
            goal = example_dot(bool(one)).move_to(self._stand(end, floor))
            self.goals.add(goal.set_stroke(opacity=_PALE).set_fill(opacity=_PALE))
        self.add_to_back(self.goals)
        self.cite(source)
        looks: dict[str, Any] = {"role": "activation", "size": style.LINE, "anchor": "center"}
        self.number = quote(source, key, (0, mine), 2, **looks)
        place = self._place(self.answers[mine])
        self.number.put_anchor(place + DOWN * 0.45)
        apart = min(abs(place[0] - self.line.get_x(side)) for side in (LEFT, RIGHT))
        self.add(*([self.number] if apart > self.number.width else []))
        self.outlet, self.under = np.array([place[0], _HIGHEST, 0.0]), False
        self.show_fall(0.0)

    def make_room(self, network: NetworkDiagram) -> Gesture:
        """Set a network over the line, where no answers pile up: they come out of it."""
        if can_move(network):
            side = 1 if np.mean(self.answers) < sum(self.ends) / 2 else -1
            room = style.MIDDLE + RIGHT * side * 1.9 + UP
            yield from enlarge(network, room, np.array([1.05, 0.72, 1.0]))
            self.outlet, self.under = network.layers[-1][0].get_center(), True

    def show_fall(self, moment: float) -> Self:
        """Let the discs come down, one after the other, the first in so much of the time."""
        self.moment, count = moment, max(len(self.discs) - 1, 1)
        first, rest = min(moment / _FIRST, 1.0), max((moment - _FIRST) / (1 - _FIRST), 0.0)
        for rank, k in enumerate(self.order):
            share = float(np.clip(rest * 2 - (rank - 1) / count, 0.0, 1.0)) if rank else first
            stand, came = self._stand(self.answers[k], self.floors[k]), self.outlet
            low = self._place(0.0)[1] + _RADIUS if self.under else stand[1]
            turns = [came[0], low, 0.0], [stand[0], low, 0.0]
            disc = self.discs[k].move_to(bezier(np.array([came, *turns, stand]))(share))
            disc.set_opacity(min(6 * share, 1.0))
        self.ring.move_to(self.discs[self.mine]).set_stroke(opacity=min(6 * first, 1.0))
        self.number.set_fill(opacity=float(first == 1))
        return self

    def first_falls(self, *, run_time: float) -> Tween:
        """Return the way of the first answer to its place."""
        return Tween(self, lambda share: self.show_fall(_FIRST * share), run_time=run_time)

    def others_fall(self, *, run_time: float) -> Tween:
        """Return the ways of all others."""
        rest = 1 - _FIRST
        return Tween(self, lambda share: self.show_fall(_FIRST + rest * share), run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the discs' places say."""
        if self.moment == 1.0:
            span = self.ends[1] - self.ends[0]
            shares = [(disc.get_x() - self.line.get_left()[0]) / _WIDTH for disc in self.discs]
            values = self.ends[0] + np.array(shares) * span
            yield Depicted(self.key, (0, slice(None)), values, PIXEL / _WIDTH * span)

    def _place(self, answer: float) -> Points:
        share = (answer - self.ends[0]) / (self.ends[1] - self.ends[0])
        return self.line.get_left() + RIGHT * _WIDTH * share

    def _stand(self, answer: float, floor: int) -> Points:
        """Return where a disc stands on others, so many of them."""
        return self._place(answer) + UP * (_RADIUS + 0.06 + _PITCH * floor)

    def _stack(self, answers: Sequence[float]) -> list[int]:
        """Return how many discs stand below each one."""
        taken: dict[int, tuple[float, int]] = {}
        for k in self.order:
            x, floor = float(self._place(answers[k])[0]), 0
            while any(
                abs(x - other) < 2.1 * _RADIUS and floor == at for other, at in taken.values()
            ):
                floor += 1
            taken[k] = x, floor
        return [taken[k][1] for k in range(len(taken))]
