"""The footer: which step of the run is on screen, its cost, and how far along the run it is."""

from collections.abc import Callable, Iterator, Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot.ticks import round_ticks
from scenes.vocabulary.stage.panel import Recording
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Formula, Readout, words
from scenes.vocabulary.text.digits import decimals_of, seen_decimals
from scenes.vocabulary.text.provenance import CLOCK

_APART = 0.86  # of the way to the last step: a later label would run into its
_BASELINE = style.STAGE_BOTTOM - 0.42
BAR, NARROW = 4.4, 3.2  # Manim units, of the bar, and of one with words beside it
_TELLING = 3  # digits of a learning rate that changes


class LogTimeBar(VGroup, Depiction):
    """A run as a line on which log(1 + step) grows evenly, a ball at the present step."""

    def __init__(self, last: int, *, width: float = BAR) -> None:
        self.last = last
        self.line = Line(
            LEFT * width / 2,
            RIGHT * width / 2,
            color=style.color("hairline"),
            stroke_width=style.BOLD,
        )
        between = [step for step in self.round_steps() if 0 < self.share(step) < _APART]
        self.ticks = VGroup(*(self._tick(step) for step in [0, *between, last]))
        self.ball = Dot(self.place(0), radius=0.09, color=style.color("cost"))
        super().__init__(self.line, self.ticks, self.ball)

    def round_steps(self) -> list[int]:
        """Return the steps that may be marked."""
        return [10**power for power in range(1, 10)]

    def share(self, step: float) -> float:
        """Return how far along the line a step stands, 0 to 1."""
        return float(np.log1p(step) / np.log1p(self.last))

    def step_at(self, share: float) -> float:
        """Return the step so far along the line: `share`, read backwards."""
        return float(np.expm1(share * np.log1p(self.last)))

    def place(self, step: int) -> Array:
        """Return where a step stands on the line."""
        start, end = self.line.get_start(), self.line.get_end()
        point: Array = start + (end - start) * self.share(step)
        return point

    def stand_at_the_edge(self) -> Self:
        """Move to the right edge of the footer."""
        self.shift(RIGHT * (style.RIGHT_EDGE - self.get_right()[0]))
        return self.shift(UP * (_BASELINE + 0.02 - self.line.get_y()))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the step that the ball's place says."""
        start, way = self.line.get_start(), self.line.get_vector()
        share = float((self.ball.get_center() - start) @ way / (way @ way))
        pixel = self.step_at(share + style.PIXEL / self.line.width) - self.step_at(share)
        yield Depicted(CLOCK, (), self.step_at(share), pixel)

    def show_step(self, step: int) -> Self:
        """Move the ball."""
        self.ball.move_to(self.place(step))
        return self

    def _tick(self, step: int) -> VGroup:
        mark = Line(UP * 0.07, UP * -0.07, color=style.color("muted"), stroke_width=style.THIN)
        label = Readout(step, 0, size=style.TICK, role="muted", anchor="center")
        mark.move_to(self.place(step))
        return VGroup(mark, label.put_anchor(mark.get_center() + UP * 0.24))


class EvenTimeBar(LogTimeBar):
    """A run as a line on which steps grow evenly: what takes long is long."""

    def round_steps(self) -> list[int]:
        """Return the steps that may be marked."""
        return [round(step) for step in round_ticks(0, self.last, most=4)]

    def share(self, step: float) -> float:
        """Return how far along the line a step stands, 0 to 1."""
        return step / self.last

    def step_at(self, share: float) -> float:
        """Return the step so far along the line: `share`, read backwards."""
        return share * self.last


class Clock(VGroup):
    """`step` and a bar of log time, or of even time, alone: for runs that have no one cost."""

    def __init__(self, last: int, *, even: bool = False) -> None:
        label = words("step", role="muted").stand_on(_BASELINE)
        label.shift(RIGHT * (style.LEFT_EDGE - label.get_left()[0]))
        self.step_number = Readout(0, 0, of="step", anchor="left", size=style.BODY)
        self.step_number.stand_on(_BASELINE)
        self.step_number.shift(
            RIGHT * (label.get_right()[0] + 0.16 - self.step_number.get_left()[0])
        )
        self.bar = (EvenTimeBar if even else LogTimeBar)(last).stand_at_the_edge()
        super().__init__(label, self.step_number, self.bar)

    def show_step(self, step: int) -> Self:
        """Show another recorded step."""
        self.step_number.show_value(step)
        self.bar.show_step(step)
        return self


class Footer(VGroup):
    """`step · cost · learning rate` on one baseline, and the log-time bar at the right edge.

    Parameters
    ----------
    costs
        (T,) cost at each step.
    learning_rate
        From a step to its α.
    width
        Of the bar.
    """

    def __init__(
        self, costs: ArrayLike, *, learning_rate: Callable[[int], float], width: float = BAR
    ) -> None:
        super().__init__()
        self.costs, self.learning_rate = np.asarray(costs, dtype=float), learning_rate
        last = len(self.costs) - 1
        rates = [learning_rate(step) for step in (0, last // 2, last)]
        digits, whole = len(str(last)), len(f"{self.costs.max():.0f}")
        self.step_number = self._number(0, 0, of="step")
        self.cost_number = self._number(self.costs[0], 4, of="cost", role="cost")
        self.rate_number = self._number(rates[0], _decimals(rates), of="learning_rate")
        x = style.LEFT_EDGE
        for name, number, room in (
            ("step", self.step_number, digits),
            ("cost", self.cost_number, whole + 5),
            ("learning rate", self.rate_number, 4),
        ):
            x = self._put(name, number, x) + 0.5 * style.BODY * room + 0.35
        self.bar = LogTimeBar(last, width=width).stand_at_the_edge()
        self.add(self.bar)

    @classmethod
    def of(cls, run: Recording, *, width: float = BAR) -> Self:
        """Return the footer of a run, at its first step."""
        at_hand = getattr(run, "at_hand", int)

        def rate(step: int) -> float:
            return float(run[at_hand(step)]["learning_rate"])

        return cls(run.costs, learning_rate=rate, width=width)

    def show_step(self, step: int) -> Self:
        """Show another recorded step."""
        self.step_number.show_value(step)
        self.cost_number.show_value(self.costs[step])
        self.rate_number.show_value(self.learning_rate(step))
        self.bar.show_step(step)
        return self

    def _number(self, value: float, decimals: int, *, of: str, role: str = "ink") -> Readout:
        return Readout(value, decimals, of=of, anchor="left", size=style.BODY, role=role)

    def _put(self, name: str, number: Readout, x: float) -> float:
        """Set a name and its number on the baseline from `x` on; return where the number starts."""
        label = words(name, role="muted").stand_on(_BASELINE)
        label.shift(RIGHT * (x - label.get_left()[0]))
        number.stand_on(_BASELINE)
        number.shift(RIGHT * (label.get_right()[0] + 0.16 - number.get_left()[0]))
        self.add(label, number)
        return float(number.get_left()[0])


def _decimals(rates: Sequence[float]) -> int:
    """Return those of a rate that stays; of one that changes, three digits of the largest.

    And as many as the smallest needs to be seen.
    """
    if max(rates) == min(rates):
        return decimals_of(rates)
    of_largest = _TELLING - 1 - int(np.floor(np.log10(max(rates))))
    return max(of_largest, seen_decimals(min(rates), least=0))


def beside_the_bar(said: str, bar: LogTimeBar) -> Formula:
    """Return words on the footer's baseline that end before its bar."""
    label = words(said).stand_on(_BASELINE)
    label.shift(RIGHT * (bar.get_left()[0] - 0.5 - label.get_right()[0]))
    return label
