"""The nudge test: a weight is bent, a needle shows what the cost does, and two numbers agree."""

from collections.abc import Callable, Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, Arc, Create, Dot, Line, VGroup, VMobject

from scenes.vocabulary import matrix, style
from scenes.vocabulary.layer import signal
from scenes.vocabulary.network import NetworkDiagram, Pulse, Spotlight
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Array, Depicted, Depiction, Source, Strip, cite, quote, step_line
from scenes.vocabulary.text.digits import seen_decimals
from scenes.vocabulary.text.ledger import Entry, Ledger

_RADIUS, _SWEEP, _INNER = 1.9, 1.05, 0.5  # Manim units; radians to either side; where it begins
_ROOM = 1.35  # of the largest change: how far the scale goes
_AGREE = 1e-5  # numbers of five decimals that differ by less
_FINER = 3  # decimals more of a cost, and of how far it moves, than of the slope
_EXACT = 2e-3  # of the scale: how exactly a needle says a change
_EPSILONS = 1e-3 * np.linspace(0, 1, 31)[1:]  # of the test
_DIAL_AT = style.HERO + LEFT * 2.35 + DOWN * 0.6


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
        self.number = quote(nudges[-1], "change", (), digits, role="cost", size=style.LABEL)
        self.line = Strip("Delta cost(C) =", self.number, size=style.LABEL)
        self.line.next_to(hub, DOWN, buff=0.3)
        super().__init__(arc, before, hub, self.needle, self.line)
        self.shift(_DIAL_AT)
        self.show_nudge(0)

    def show_nudge(self, place: int) -> Self:
        """Show what one of the nudges does, or with 0 the cost as it was."""
        self.place = place
        ray = _ray(self.changes[place] / self.reach * _SWEEP, 0.0, _RADIUS - 0.08)
        self.needle.set_points_as_corners(ray + _DIAL_AT)
        return self.cite(self.nudges[max(place - 1, 0)])

    def depicted(self) -> Iterator[Depicted]:
        """Yield the change that the needle says, once it leans."""
        if self.place:
            way = self.needle.get_end() - self.needle.get_start()
            leaning = float(np.arctan2(way[0], way[1]))
            yield Depicted("change", (), leaning / _SWEEP * self.reach, _EXACT * self.reach)


def _decimals(nudge: Source) -> int:
    """Return those of its slope."""
    return seen_decimals(nudge["gradient"], least=5)


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
        cite(self, nudge)
        self.before, self.after, self.verdicts = self[:2], self[2], self[3:]

    def frame_the_verdicts(self) -> VMobject:
        """Return the frame around the two numbers that have to agree."""
        return matrix.frame_around(self[3][2], self[4][2], air=0.12)


class NudgeBoard:
    """A dial and the lines of a nudge test beside the network whose weight is nudged.

    `network`: Where the weight's edge lights up. `person`: One example's working: the signal that
    runs again. `nudge`: From an `epsilon` to what it does, as `NudgeTest` takes it. `layer`,
    `place`: Which weight: layer 1 is W1; (row, column).
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        nudge: Callable[..., Source],
        *,
        layer: int,
        place: tuple[int, int],
    ) -> None:
        self.network, self.person = network, person
        self.edge = network.edge(layer - 1, *place)
        nudges = [nudge(epsilon=epsilon) for epsilon in _EPSILONS]
        self.dial = CostDial(nudges)
        apart = abs(float(nudges[-1]["slope"]) - float(nudges[-1]["gradient"]))
        nearly = "The same" if apart < _AGREE else "Nearly the same"
        every = f"{network.parameters:,}"
        self.says = (
            f"{nearly}. For all {every}, nudging takes {every} runs; one sweep gave them all."
        )
        self.test = NudgeTest(nudges[-1], name=step_line.weight_name(*place, layer=layer))
        self.test.move_to(style.HERO).align_to(style.RIGHT_SIDE, RIGHT)
        conceal(self.dial, self.test)

    def nudge_and_run(self) -> Gesture:
        """Light the edge, let the signal run through all layers, and the needle lean."""
        lit = Spotlight(self.network.all_edges, [self.edge])
        yield lit, Reveal(*self.dial[:-1]), Reveal(*self.test.before, lag=0.5)
        for number in range(1, len(self.network.layers)):
            yield (Pulse(signal(self.network, self.person, number), run_time=0.7),)
        last = len(_EPSILONS)
        lean = lambda moment: self.dial.show_nudge(round(last * moment))  # noqa: E731
        yield (Tween(self.dial, lean, run_time=2),)
        yield (Reveal(self.dial.line),)
        yield (Reveal(self.test.after, self.test.verdicts[0], lag=1.0, run_time=2.4),)

    def compare(self) -> Gesture:
        """Print the gradient below ΔC/ε, and frame them."""
        yield (Reveal(self.test.verdicts[1], run_time=1.2),)
        yield (Create(self.test.frame_the_verdicts(), run_time=1.8),)
        yield (Spotlight(self.network.all_edges),)
