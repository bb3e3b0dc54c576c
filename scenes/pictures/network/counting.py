"""How many numbers a network is: each of them is counted, and their sum is written."""

from collections.abc import Callable, Iterator, Sequence
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


def lines_of(sizes: Sequence[int], *, spelled: bool) -> Iterator[str]:
    """Yield each layer's weights and biases as maths: their count, or rows times columns."""
    for (j, i), (weights, biases) in zip(pairwise(sizes), counts(sizes), strict=True):
        product = f"{i} dot {j}" if spelled else f'"{weights:,}"'
        yield f'weight({product}) + bias("{biases:,}")'


class Tally(VGroup):
    """The counts of all layers, one below the other, and their sum; nothing is shown at first."""

    def __init__(
        self, sizes: Sequence[int], *, spelled: bool = False, size: float = style.RESULT
    ) -> None:
        super().__init__()
        for line in lines_of(sizes, spelled=spelled):
            self.add(maths(line, size=size))
        total = sum(map(sum, counts(sizes)))
        self.add(maths(f'"{total:,}"', size=style.GIANT))
        self.arrange(DOWN, buff=0.4, aligned_edge=RIGHT)
        self[-1].shift(DOWN * 0.15)
        self.rule = Line(LEFT * self.width, RIGHT * 0, color=style.color("ink"))
        self.rule.set_stroke(width=style.EVEN)
        self.rule.next_to(self[-1], UP, buff=0.2).align_to(self, RIGHT)
        self.add(self.rule)
        conceal(self)

    def show(self, *lines: int, run_time: float = style.QUICK) -> Reveal:
        """Write the counts of some layers."""
        return Reveal(*(self[line] for line in lines), lag=0.5, run_time=run_time)

    def add_up(self) -> Reveal:
        """Write the sum."""
        return Reveal(self[-1], self[-2])

    def write(self) -> Gesture:
        """Write one layer's counts after the other, and the sum."""
        yield from ((self.show(line),) for line in range(len(self) - 2))
        yield (self.add_up(),)


def count_all(network: RunDiagram, tally: Tally) -> Gesture:
    """Light every weight and every bias, and count them: layer by layer, row by row.

    Where some are not drawn, each layer's counts are written instead.
    """
    layers = range(len(network.layers) - 1)
    if not can_move(network):
        yield (tally.show(*layers, run_time=4.0),)
        yield (tally.add_up(),)
        return
    number = Readout(0, 0, of="axis", size=style.GIANT, anchor="left")
    number.put_anchor(tally.get_center() + LEFT * (tally.width / 2 + _BEFORE))
    network.all_edges.set_stroke(opacity=_WAITING)
    network.all_beads.set_opacity(_WAITING)
    each = min(_EACH, _ALL / network.parameters)
    for n in layers:
        parts = [*network.edges_of(n), *network.beads[n]]
        show = _counting(parts, number)
        whole = VGroup(network, number)
        yield (Tween(whole, show, run_time=each * len(parts), rate_func=linear),)
        yield (tally.show(n),)
    yield tally.add_up(), FadeOut(number)


def _counting(parts: Sequence[VMobject], number: Readout) -> Callable[[float], None]:
    before = number.value

    def show(moment: float) -> None:
        lit = round(moment * len(parts))
        for part in parts[:lit]:
            part.set_stroke(opacity=1.0)
            part.set_fill(opacity=part.get_fill_opacity() and 1.0)
        number.show_value(before + lit)

    return show
