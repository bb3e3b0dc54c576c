"""Everyone goes through a network, and each answer to a line from no to yes; pale, the truth."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, VGroup, linear

from scenes.pictures.feedforward.asking import Asking
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import NetworkDiagram, arranging, ribbon
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Depicted, Depiction, Points, Readout, formula, quote, words

_WIDTH, _RADIUS, _PITCH, _PALE = 10.4, 0.15, 0.35, 0.3
_RING, _HIGHEST = 0.19, 2.9  # from where they fall, where no network stands
_PILE = 3.4  # Manim units, of the highest pile
_WIDER, _LOWER, _AWAY = 1.05, 0.72, 1.9  # a network over the line, and how far off its middle
_SWING, _LANE, _ASIDE = 0.9, 0.34, 0.7  # out of a network, below it over the line, and beside it
_LAST = 1.6  # of the time between two of them: how long one falls
_ROUND = 0.5  # the length along a way over which a corner is rounded
MOST = 24  # examples that stack up on a stage


class Everyone(VGroup, Depiction):
    """An axis between the ends of all answers, and a disc for each example at its own answer.

    Discs that would cover one another stand on top of each other; pale, where each should be.

    `step`: Whose answers they are. `about`: The run, and whose answer comes first, with a ring
    around it and its number below the line. `network`: Through which they go. `working`: From a
    step and an example's place to what flowed of it.
    """

    def __init__(self, step: Any, about: Subject, network: NetworkDiagram, working: Any) -> None:
        self.key, self.ends, mine = about.key, about.ends, about.person["index"]
        self.order = [mine, *(k for k in range(step.targets.shape[1]) if k != mine)]
        self.network, self.working = network, partial(working, step)
        self.answers, yes = (
            a[0][self.order] for a in (step[self.key], step.targets > about.middle)
        )
        line = Line(LEFT * _WIDTH / 2, RIGHT * _WIDTH / 2, color=style.color("muted"))
        line.set_stroke(width=style.FIRM)
        super().__init__(line)
        for end, name, side in zip(self.ends, about.classes, (-1, 1), strict=True):
            number = Readout(end, 0, of="axis", size=style.LINE, anchor="center")
            label = words(formula.escaped(name), size=style.LINE)
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
            self.goals.add(example_dot(bool(one)).move_to(self._stand(end, floor)))
        self.add_to_back(self.goals)
        self.cite(step)
        looks: dict[str, Any] = {"role": "activation", "size": style.LINE, "anchor": "center"}
        self.number = quote(step, self.key, (0, mine), 2, **looks)
        place = self._place(self.answers[0])
        self.number.put_anchor(place + DOWN * 0.45)
        apart = min(abs(place[0] - self.line.get_x(side)) for side in (LEFT, RIGHT))
        if apart > self.number.width:
            self.add(self.number)
        self.ranks = range(len(self.order))
        self.stands = [self._stand(self.answers[k], self.floors[k]) for k in self.ranks]
        self.ways = [np.array([[place[0], _HIGHEST, 0.0], stand]) for stand in self.stands]
        self.show_falls([0.0] * len(self.discs), 0)

    def make_room(self) -> Gesture:
        """Set the network over the line, where no answers pile up: they come out of it."""
        network = self.network
        if not arranging.can_move(network):
            return
        side = 1 if np.mean(self.answers) < sum(self.ends) / 2 else -1
        half = network.width * _WIDER / 2
        foot = style.MIDDLE[1] + 1 - network.height * _LOWER / 2
        near = [side * x for x, y, _ in self.stands if y + _RADIUS > foot]
        away = min(max([_AWAY, *(x + 0.35 + half for x in near)]), style.RIGHT_EDGE - half)
        room = style.MIDDLE + RIGHT * side * away + UP
        yield from arranging.enlarge(network, room, np.array([_WIDER, _LOWER, 1.0]))
        out, low = network.layers[-1][0].get_center(), self.line.get_y() + _LANE
        beside = network.all_neurons.get_left()[0] - _ASIDE
        for k, stand in enumerate(self.stands):
            corners = [out, out + RIGHT * _SWING]
            if side > 0:  # below the network, and up between it and the others
                corners += [[out[0] + _SWING, low, 0.0], [beside, low, 0.0], [beside, stand[1], 0]]
            self.ways[k] = ribbon.rounded(np.array([*corners, stand]), _ROUND)
        self.show_falls(self.shares, 0)

    def show_falls(self, shares: Sequence[float], judged: int) -> Self:
        """Show each so far on its way, from when it sets out, and for so many what was right."""
        self.shares = shares
        for disc, way, share in zip(self.discs, self.ways, shares, strict=True):
            at = share * (len(way) - 1)
            disc.move_to([np.interp(at, np.arange(len(way)), axis) for axis in way.T])
            disc.set_opacity(float(share > 0))
        self.ring.move_to(self.discs[0]).set_stroke(opacity=float(shares[0] > 0))
        self.number.set_fill(opacity=float(shares[0] == 1))
        for k, goal in enumerate(self.goals):
            goal.set_opacity(_PALE * (k < judged))
        return self

    def fall(self, *, run_time: float) -> Tween:
        """Return the way of the first answer to its place."""
        others = [0.0] * (len(self.order) - 1)
        return Tween(self, lambda share: self.show_falls([share, *others], 0), run_time=run_time)

    def judge(self) -> Tween:
        """Return how it shows where the first should be."""
        return Tween(self, lambda _: self.show_falls(self.shares, 1), run_time=style.QUICK)

    def ask_the_others(self, *, run_time: float) -> list[Tween]:
        """Return how all others go through the network one by one, and answer: in two halves."""
        asking = Asking(self.network, [self.working(k) for k in self.order[1:]])
        count = len(self.order) - 1

        def show(half: int, moment: float) -> None:
            now = (half + moment) / 2 * (count + _LAST)  # so many have gone in
            asking.show_at(min(now, count))
            falls = np.clip((now - np.arange(count) - 1) / _LAST + 1e-9, 0.0, 1.0)
            self.show_falls([1.0, *falls], 1 + int((falls == 1).sum()))

        looks: dict[str, Any] = {"run_time": run_time / 2, "rate_func": linear}
        return [Tween(VGroup(asking, self), partial(show, half), **looks) for half in (0, 1)]

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the discs' places say."""
        there = [k for k in self.ranks if self.shares[k] == 1]
        judged = [k for k in self.ranks if self.goals[k].get_fill_opacity() > 0]
        unit = (self.ends[1] - self.ends[0]) / _WIDTH
        for key, discs, ranks in ((self.key, self.discs, there), ("y", self.goals, judged)):
            xs = np.array([discs[k].get_x() for k in ranks]) - self.line.get_left()[0]
            places = 0, [self.order[k] for k in ranks]
            yield Depicted(key, places, self.ends[0] + xs * unit, style.PIXEL * unit)

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
