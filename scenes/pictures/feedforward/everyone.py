"""Everyone's answer on one line from no to yes, and pale at its ends where each ought to be."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Readout, Source, words
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_WIDTH, _RADIUS, _PITCH, _PALE = 10.4, 0.15, 0.35, 0.3
_HIGHEST = 2.9  # from where they fall
MOST = 24  # examples that stack up on a stage


class Everyone(VGroup, Depiction):
    """An axis between the ends of all answers, and a disc for each example at its own answer.

    Discs that would cover one another stand on top of each other.

    `answers`: (1, m) of `source[key]`. `yes`: (m,) who belongs to the second class. `ends`:
    Between which answers lie. `classes`: The names of the two ends.
    """

    def __init__(
        self,
        source: Source,
        key: str,
        yes: Sequence[bool],
        *,
        ends: tuple[float, float],
        classes: Sequence[str],
    ) -> None:
        self.key, self.ends = key, ends
        self.answers = np.ravel(source[key])
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
        self.add(self.discs)
        self.move_to(style.MIDDLE + DOWN * 1.5)
        self.line, self.goals = line, VGroup()
        self.floors = self._stack(self.answers)
        where = [ends[int(one)] for one in yes]
        for one, end, floor in zip(yes, where, self._stack(where), strict=True):
            goal = example_dot(bool(one)).move_to(self._stand(end, floor))
            self.goals.add(goal.set_stroke(opacity=_PALE).set_fill(opacity=_PALE))
        self.add_to_back(self.goals)
        self.cite(source)
        self.show_fall(0.0)

    def show_fall(self, moment: float) -> Self:
        """Let the discs come down, one after the other."""
        self.moment = moment
        for k, disc in enumerate(self.discs):
            share = float(np.clip(moment * 2 - k / len(self.discs), 0.0, 1.0))
            stand = self._stand(self.answers[k], self.floors[k])
            fallen = stand + UP * (_HIGHEST - stand[1]) * (1 - share) ** 2
            disc.move_to(fallen).set_opacity(min(3 * share, 1.0))
        return self

    def fall(self, *, run_time: float) -> Tween:
        """Return the fall of all of them."""
        return Tween(self, self.show_fall, run_time=run_time)

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

    def _stack(self, answers: Iterable[float]) -> list[int]:
        """Return how many discs stand below each one."""
        taken: list[tuple[float, int]] = []
        for answer in answers:
            x, floor = float(self._place(answer)[0]), 0
            while any(abs(x - other) < 2.1 * _RADIUS and floor == at for other, at in taken):
                floor += 1
            taken.append((x, floor))
        return [floor for _, floor in taken]
