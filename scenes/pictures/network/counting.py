"""How many numbers a network is: each of them is counted, and their sum is written."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject, linear

from scenes.vocabulary import style
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.arranging import can_move
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Readout, maths

_WAITING, _BEFORE = 0.14, 2.4  # of an edge not yet counted; from the number to the sums
_EACH, _ALL = 0.3, 9.0  # seconds in which one is counted, and all of them at most
_FLASH = 2.0  # how many are counted until one that flashed is as wide as it is


def counts(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many weights and how many biases each layer has."""
    return [(i * j, i) for j, i in pairwise(sizes)]


class Addition(VGroup):
    """The counts of all layers, one below the other, and their sum; nothing is shown at first."""

    def __init__(self, sizes: Sequence[int]) -> None:
        super().__init__()
        for j, i in pairwise(sizes):
            self.add(maths(f"weight({i} dot {j}) + bias({i})", size=style.RESULT))
        self.add(maths(f'"{sum(map(sum, counts(sizes))):,}"', size=style.GIANT))
        self.arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        self[-1].shift(DOWN * 0.15)
        rule = Line(LEFT * self.width, RIGHT * 0, color=style.color("ink"))
        rule.set_stroke(width=style.EVEN).next_to(self[-1], UP, buff=0.2).align_to(self, RIGHT)
        conceal(self.add(rule))

    def write(self) -> Gesture:
        """Write one layer's counts after the other, and the sum."""
        yield from ((Reveal(line),) for line in self[:-2])
        yield (Reveal(*self[-2:]),)


def count_all(network: RunDiagram, sums: Addition) -> Gesture:
    """Light every weight and every bias, and count them: layer by layer, row by row.

    However thin a line is, it flashes as the others do: each of them counts one. Where some are
    not drawn, each layer's counts are written instead.
    """
    if not can_move(network):
        yield from sums.write()
        return
    number = Readout(0, 0, of="axis", size=style.GIANT, anchor="left")
    number.put_anchor(sums.get_center() + LEFT * (sums.width / 2 + _BEFORE))
    network.all_edges.set_stroke(opacity=_WAITING)
    network.all_beads.set_opacity(_WAITING)
    each = min(_EACH, _ALL / network.parameters)
    for n, beads in enumerate(network.beads):
        parts = [*network.edges_of(n), *beads]
        widths = [part.get_stroke_width() for part in parts]
        show = partial(_count, parts, widths, number, number.value)
        whole = VGroup(network, number)
        yield (Tween(whole, show, run_time=each * len(parts), rate_func=linear),)
        yield (Reveal(sums[n]),)
    yield Reveal(sums[-1]), Flight(number, sums[-2], remover=True)
    yield (Reveal(sums[-2], run_time=0.1),)


def _count(
    parts: Sequence[VMobject], widths: Any, number: Readout, before: float, moment: float
) -> None:
    now = moment * len(parts)
    for place, (part, width) in enumerate(zip(parts[: round(now)], widths, strict=False)):
        flash = max(0.0, 1.0 - (now - place) / _FLASH) * (moment < 1) * bool(width)
        part.set_stroke(opacity=1.0, width=width + (style.BEAM - width) * flash)
        part.set_fill(opacity=part.get_fill_opacity() and 1.0)
    number.show_value(before + round(now))
