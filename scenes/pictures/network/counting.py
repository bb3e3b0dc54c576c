"""How many numbers a network is: each of them is counted, and their sum is written."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, FadeOut, Line, VGroup, VMobject, linear

from scenes.vocabulary import style
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.arranging import can_move
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Readout, maths

_WAITING, _BEFORE = 0.14, 2.4  # of an edge not yet counted; from the number to the tally
_EACH, _ALL = 0.3, 9.0  # seconds in which one is counted, and all of them at most


def counts(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many weights and how many biases each layer has."""
    return [(i * j, i) for j, i in pairwise(sizes)]


class Tally(VGroup):
    """The counts of all layers, one below the other, and their sum; nothing is shown at first.

    `spelled`: Weights as rows times columns.
    """

    def __init__(self, sizes: Sequence[int], *, spelled: bool = False) -> None:
        super().__init__()
        for (j, i), (weights, biases) in zip(pairwise(sizes), counts(sizes), strict=True):
            product = f"{i} dot {j}" if spelled else f'"{weights:,}"'
            self.add(maths(f'weight({product}) + bias("{biases:,}")', size=style.RESULT))
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


def count_all(network: RunDiagram, tally: Tally) -> Gesture:
    """Light every weight and every bias, and count them: layer by layer, row by row.

    Where some are not drawn, each layer's counts are written instead.
    """
    if not can_move(network):
        yield from tally.write()
        return
    number = Readout(0, 0, of="axis", size=style.GIANT, anchor="left")
    number.put_anchor(tally.get_center() + LEFT * (tally.width / 2 + _BEFORE))
    network.all_edges.set_stroke(opacity=_WAITING)
    network.all_beads.set_opacity(_WAITING)
    each = min(_EACH, _ALL / network.parameters)
    for n, beads in enumerate(network.beads):
        parts = [*network.edges_of(n), *beads]
        show, whole = partial(_count, parts, number, number.value), VGroup(network, number)
        yield (Tween(whole, show, run_time=each * len(parts), rate_func=linear),)
        yield (Reveal(tally[n]),)
    yield Reveal(*tally[-2:]), FadeOut(number)


def _count(parts: Sequence[VMobject], number: Readout, before: float, moment: float) -> None:
    lit = round(moment * len(parts))
    for part in parts[:lit]:
        part.set_stroke(opacity=1.0)
        part.set_fill(opacity=part.get_fill_opacity() and 1.0)
    number.show_value(before + lit)
