"""The nudge test: a weight is bent, a needle shows what the cost does, and two numbers agree."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Self

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, Arc, Create, Dot, Line, VGroup, VMobject

from scenes.vocabulary import matrix, style, text
from scenes.vocabulary.layer import spoken
from scenes.vocabulary.network import Awaken, Flow, NetworkDiagram, Pulse, Spotlight, arranging
from scenes.vocabulary.plot import ticks
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Array, Depicted, Depiction, Readout, Source, Strip
from scenes.vocabulary.text.ledger import Entry, Ledger
from scenes.vocabulary.text.step_line import weight_name

_RADIUS, _SWEEP, _INNER = 1.9, 1.05, 0.5  # Manim units; radians to either side; where it begins
_ROOM = 1.35  # of the largest change: how far the scale goes
_AGREE = 1e-5  # numbers of five decimals that differ by less
_FINER = 3  # decimals more of a cost, and of how far it moves, than of the slope
_EXACT = 2e-3  # of the scale: how exactly a needle says a change
_EPSILONS = 1e-3 * np.linspace(0, 1, 31)[1:]  # of the test
_DIAL_AT = style.HERO + LEFT * 2.35 + DOWN * 0.35
_DOTS, _PITCH = (30, 10), 0.1  # columns and rows of runs for which there is room, and how close
_RUN = 0.2  # seconds of one


class CostDial(VGroup, Depiction):
    """A needle that stands upright at the cost as it was, and leans as far as the cost has moved.

    `nudges`: Of one weight, the last one the largest: `change` of each.
    """

    def __init__(self, nudges: Sequence[Source]) -> None:
        self.changes = [0.0, *(float(nudge["change"]) for nudge in nudges)]
        self.nudges, self.place = nudges, 0
        self.reach = _ROOM * max(np.abs(self.changes).max(), 1e-12)
        arc = Arc(_RADIUS, PI / 2 - _SWEEP, 2 * _SWEEP, color=style.color("muted"))
        hub = Dot(radius=0.1, color=style.color("cost"))
        before = Line(*_ray(0.0, _INNER, _RADIUS), color=style.color("muted"))
        before.set_stroke(width=style.FINE)
        self.needle = VMobject(color=style.color("cost"), stroke_width=style.BROAD)
        digits = _decimals(nudges[-1]) + _FINER
        self.number = text.quote(nudges[-1], "change", (), digits, role="cost", size=style.LABEL)
        self.line = Strip("Delta cost(C) =", self.number, size=style.LABEL)
        self.line.next_to(hub, DOWN, buff=0.3)
        super().__init__(arc, before, self._scale(), hub, self.needle, self.line)
        self.shift(_DIAL_AT)
        self.show_nudge(0)

    def _scale(self) -> VGroup:
        """Return a round change to either side, over the arc."""
        values, scale = ticks.round_ticks(-self.reach, self.reach, most=4), VGroup()
        for value in (values[0], values[-1]):
            ends = _ray(value / self.reach * _SWEEP, _RADIUS, _RADIUS + 0.1)
            mark = Line(*ends, color=style.color("muted"), stroke_width=style.THIN)
            digits = text.digits.decimals_of(values)
            number = Readout(value, digits, of="axis", size=style.SMALL, role="muted")
            scale.add(mark, number.move_to(ends[1]).set_y(_RADIUS + 0.3))
        return scale

    def show_nudge(self, place: int) -> Self:
        """Show what one of the nudges does, or with 0 the cost as it was."""
        self.place = place
        ray = _ray(self.changes[place] / self.reach * _SWEEP, 0.0, _RADIUS - 0.08)
        self.needle.set_points_as_corners(ray + _DIAL_AT)
        return self.cite(self.nudges[max(place - 1, 0)])

    def lean(self, *, run_time: float) -> Tween:
        """Return how the needle leans from nudge to nudge, as far as the largest."""
        last = len(self.nudges)
        return Tween(self, lambda moment: self.show_nudge(round(last * moment)), run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the change that the needle says, once it leans."""
        if self.place:
            way = self.needle.get_end() - self.needle.get_start()
            leaning = float(np.arctan2(way[0], way[1]))
            yield Depicted("change", (), leaning / _SWEEP * self.reach, _EXACT * self.reach)


def _decimals(nudge: Source) -> int:
    """Return those of its slope."""
    return text.digits.seen_decimals(nudge["gradient"], least=5)


def _ray(angle: float, start: float, end: float) -> Array:
    """Return both ends of a line from a dial's hub, so far from upright, clockwise."""
    way = np.array([np.sin(angle), np.cos(angle), 0.0])
    return np.array([start * way, end * way])


class NudgeTest(Ledger):
    """The lines of a nudge test; `before`, `after` and the two `verdicts` are its parts.

    `nudge`: `epsilon`, `cost`, `nudged_cost`, `slope` (ΔC/ε) and `gradient`. `name`: Typst maths
    for the weight.
    """

    def __init__(self, nudge: Source, *, name: str) -> None:
        w, c = f"weight({name})", "cost(C)"
        digits = _decimals(nudge)
        lines = (
            ("epsilon", 3, "epsilon", "ink"),
            (f"{c}({w})", digits + _FINER, "cost", "cost"),
            (f"{c}({w} + epsilon)", digits + _FINER, "nudged_cost", "cost"),
            (f"frac(Delta {c}, epsilon)", digits, "slope", "delta"),
            (f"frac(partial {c}, partial {w})", digits, "gradient", "delta"),
        )
        entries = (Entry(line, float(nudge[key]), n, key, role) for line, n, key, role in lines)
        super().__init__(*entries)
        text.cite(self, nudge)
        self.before, self.after, self.verdicts = self[:2], self[2], self[3:]

    def frame_the_verdicts(self) -> VMobject:
        """Return the frame around the two numbers that have to agree."""
        return matrix.frame_around(self[3][2], self[4][2], air=0.12)


class NudgeBoard:
    """A dial and the lines of a nudge test beside the network whose weight is nudged.

    Below them a dot for each run that nudging all weights takes, beside those of going back.

    `network`: Where the weight's edge lights up. `person`: Who is in it. `step`: What all examples
    left, who run again. `nudge`: From an `epsilon` to what it does, as `NudgeTest` takes it.
    `place`: Which weight of the first layer, (row, column).
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        step: Source,
        nudge: Callable[..., Source],
        *,
        place: tuple[int, int],
    ) -> None:
        self.network, self.person = network, person
        self.step, count = step, step["y"].shape[1]
        self.edge, self.few = network.edge(0, *place), range(min(count, _DOTS[1]))
        nudges = [nudge(epsilon=epsilon) for epsilon in _EPSILONS]
        self.dial = CostDial(nudges)
        apart = abs(float(nudges[-1]["slope"]) - float(nudges[-1]["gradient"]))
        nearly = "The same" if apart < _AGREE else "Nearly the same"
        shape = network.parameters, count
        runs, back = f"{shape[0] * shape[1]:,} runs", f"{spoken(shape[1])} sweeps"
        self.says = f"{nearly}. Nudging all {shape[0]:,} takes {runs}; going back takes {back}."
        small = all(count <= most for count, most in zip(shape, _DOTS, strict=True))
        self.runs = self._dots(shape[0], runs, "ink") if small else VGroup()
        self.sweeps = self._dots(1, back, "delta") if small else VGroup()
        VGroup(self.runs, self.sweeps).arrange(RIGHT, buff=0.5).move_to(
            [(style.BESIDE[0] + style.BESIDE[1]) / 2, style.FLOOR + 0.55, 0.0]
        )
        self.test = NudgeTest(nudges[-1], name=weight_name(*place, layer=1))
        self.test.move_to(style.HERO + UP * 0.35).align_to(style.RIGHT_SIDE, RIGHT)
        conceal(self.dial, self.test, self.runs, self.sweeps)

    def _dots(self, columns: int, said: str, role: str) -> VGroup:
        """Return a column of dots, one for each example, so many times, and what they are."""
        dots = VGroup(*(Dot(radius=_PITCH / 3, color=style.color(role)) for _ in self.few))
        table = VGroup(*(dots.arrange(UP, buff=_PITCH / 3).copy() for _ in range(columns)))
        label = text.words(said, size=style.SMALL, role="muted")
        return VGroup(*table.arrange(RIGHT, buff=_PITCH / 3), label.next_to(table, RIGHT))

    def nudge_and_run(self) -> Gesture:
        """Light the edge, let all run through all layers, and the needle lean."""
        lit = Spotlight(self.network.all_edges, [self.edge])
        yield lit, Reveal(*self.dial[:-1]), Reveal(*self.test.before, lag=0.5)
        yield from arranging.empty(self.network)
        for i, dot in zip_longest(self.few, self.runs[:1].family_members_with_points()):
            yield *self._run(i), *([Reveal(dot, run_time=_RUN)] if dot else [])
        yield self.dial.lean(run_time=2), Reveal(self.test.after, run_time=2)
        yield (Reveal(self.dial.line),)
        yield (Reveal(self.test.verdicts[0], run_time=1.2),)

    def _run(self, i: int) -> Iterator[Pulse]:
        """Let one example run through all layers at once."""
        for n in range(1, len(self.network.layers)):
            carried = self.step[f"W{n}"] * self.step[f"a{n - 1}"][:, i]
            yield Pulse(Flow(self.network.edges_of(n - 1), carried), run_time=_RUN)

    def compare(self) -> Gesture:
        """Print the gradient below ΔC/ε, frame them, and count the runs of both ways."""
        yield (Reveal(self.test.verdicts[1], run_time=1.2),)
        yield (Create(self.test.frame_the_verdicts(), run_time=1.8),)
        yield from self._count()

    def _count(self) -> Gesture:
        """Show the runs of both ways, a dot each, and in the network again who was in it."""
        yield (Reveal(*self.runs[1:], lag=0.8, run_time=2.0),)
        yield (Reveal(*self.sweeps, lag=0.8, run_time=1.0),)
        again = (Awaken(layer, self.person[f"a{n}"]) for n, layer in enumerate(self.network.layers))
        yield Spotlight(self.network.all_edges), *again
