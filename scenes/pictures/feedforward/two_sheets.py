"""A plane through two layers: without g they are one, which keeps it straight; with g it folds."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, linear, smoothstep

from scenes.pictures.feedforward import heading
from scenes.pictures.feedforward.sheet import Sheet
from scenes.vocabulary import style
from scenes.vocabulary.network import RunDiagram, Spotlight
from scenes.vocabulary.stage import Depart, Flight, Gesture, Reveal, Tween
from scenes.vocabulary.text import Array, Source, cite, maths, quote, words

_TURN = 150  # directions of the line that looks for the best
_UP, _FOLDED = 0.35, 4  # of a network, over its widths; the last stage of the sheet with g


class TwoSheets:
    """One plane beside its network, through two layers without g, then with it; then both.

    `history`: A run on a plane, of three layers, whose last step it is. `working`: The engine's, by
    which places go through layers, and lines are found: the best for the flat sheet, `.found`, and
    the one that the network itself draws on its own, `.own`.
    """

    def __init__(self, history: Any, working: Any) -> None:
        last, points, yes = history[-1], history.dataset.X, history.dataset.Y[0] > 0
        flat, faced = (partial(way, last, 1) for way in (working.collapse, working.facing))
        bent, self.examples = partial(working.probe, last), len(yes)
        network = RunDiagram(last, history, depth=last.layout.depth)
        self.network = network.shift(UP * _UP)
        self.sizes = VGroup(*(maths(str(size), size=style.LABEL) for size in network.sizes))
        for size, layer in zip(self.sizes, network.layers, strict=True):
            size.next_to([layer[0].get_x(), network.get_bottom()[1], 0.0], DOWN, buff=0.3)
        stages = (bent, "a0"), (faced, "flat"), (faced, "bent"), (bent, "z2"), (bent, "a2")
        self.left = _sheet(points, yes, [stages[0], (flat, "in_one")], side=-1)
        self.right = _sheet(points, yes, stages, side=1)
        lines = heading.WITHOUT_BENDS, heading.WITH_BENDS, heading.IN_ONE
        self.without, self.within, self.multiplied = (heading.Heading(*terms) for terms in lines)
        for line, sheet in ((self.without, self.left), (self.within, self.right)):
            heading.stand_over(line, sheet.frame, LEFT)
        best = partial(working.parting, flat(points)["in_one"], yes)
        self.found = best(None)
        cut = last["W3"][0], last["b3"].item(), bent(points)["a2"]
        self.own = working.sides(*cut, yes)
        start = float(np.arctan2(*self.found["normal"][::-1]))
        turns = np.linspace(0, np.pi, _TURN)[1:-1] + start
        either = ((best(turn), best(turn + np.pi)) for turn in turns)  # which side is whose
        self.turns = [*(max(pair, key=lambda one: one["hits"]) for pair in either), self.found]

    def appear(self) -> Gesture:
        """Draw the plane beside the network, and drop the examples on it."""
        sheet = self.left
        shown = FadeIn(sheet.frame, run_time=0.1), FadeIn(self.without), FadeIn(self.sizes)
        yield *shown, Reveal(self.network), Create(sheet.lines, run_time=1.6, rate_func=linear)
        yield (FadeIn(sheet.marks, run_time=0.8),)

    def shear(self) -> Gesture:
        """Send the plane through both layers without their g: each place goes a straight way."""
        yield (self._go(self.left, self.without, 1.0, run_time=4.0),)

    def multiply_out(self) -> Gesture:
        """Write the two layers as the one that they are."""
        self.equals = maths("=", size=style.LABEL).next_to(self.without, RIGHT, buff=0.15)
        self.multiplied.next_to(self.equals, RIGHT, buff=0.15)
        for part in (self.equals, *self.multiplied):
            part.stand_on(self.without[0].baseline)
        yield (FadeIn(self.equals, self.multiplied.show_stage(1.0)),)

    def look_for_a_line(self) -> Gesture:
        """Turn a line through all directions, always at its best, and rest at the best of all."""
        place = self.multiplied.copy().align_to(self.left.frame, LEFT)
        yield (FadeOut(self.without, self.equals, run_time=style.QUICK),)
        yield (Flight(self.multiplied, place, arc=0.0),)
        sheet, first = self.left, self.turns[0]
        self.score = self._score(sheet, first)

        def show(moment: float) -> None:
            turn = self.turns[round(moment * (len(self.turns) - 1))]
            sheet.show_line(1, turn)
            self.score[0].show_value(turn["hits"])
            cite(self.score[0], turn)

        sheet.show_line(1, first)
        yield (FadeIn(self.score, run_time=style.QUICK),)
        yield (Tween(VGroup(sheet, self.score), show, run_time=6.0, rate_func=smoothstep),)

    def start_again(self) -> Gesture:
        """Bring the plane back to what it was; below it is another one."""
        yield (FadeOut(self.score, run_time=style.QUICK),)
        self.left.forget_the_line()
        yield (self._go(self.left, self.multiplied, 0.0, run_time=1.6),)
        yield FadeIn(self.right, run_time=0.1), FadeOut(self.multiplied, run_time=style.QUICK)
        yield Depart(self.left, run_time=0.1), FadeIn(self.within, run_time=style.QUICK)

    def go_on(self, layer: int, *, run_time: float) -> Gesture:
        """Let a layer, which is lit, do its W, or its g: what it has to do next."""
        next_ = self.right.moment + 1
        yield self._go(self.right, self.within, next_, run_time=run_time), *self._light(layer)

    def cut(self) -> Gesture:
        """Draw the network's own line."""
        self.right.show_line(_FOLDED, self.own)
        yield Create(self.right.cut, run_time=1.4), *self._light(3)

    def count_them(self) -> Gesture:
        """Say whom it parts."""
        self.score = self._score(self.right, self.own)
        yield (FadeIn(self.score, run_time=style.QUICK),)

    def lay_side_by_side(self) -> Gesture:
        """Lay the sheet aside; beside it, the one that could not fold, with its best line."""
        yield (FadeOut(self.network, self.sizes, run_time=style.QUICK),)
        moving = VGroup(self.right, self.within, self.score)

        def show(share: float) -> None:
            self.right.show_pane(share)
            heading.stand_over(self.within, self.right.frame, LEFT)
            heading.stand_over(self.score, self.right.frame, RIGHT)

        yield (Tween(moving, show, run_time=1.4),)
        left = self.left.show_pane(1.0).show_line(1, self.found)
        heading.stand_over(self.multiplied.show_stage(1.0), left.frame, LEFT)
        yield (FadeIn(left, self.multiplied, self._score(left, self.found)),)

    def unfold(self) -> Gesture:
        """Bring both planes back, each with its cut."""
        self.left.take_along(1, self.found)
        self.right.take_along(_FOLDED, self.own)
        left = self._go(self.left, self.multiplied, 0.0, run_time=7.0)
        yield left, self._go(self.right, self.within, 0.0, run_time=7.0)

    def _go(self, sheet: Sheet, line: heading.Heading, last: float, *, run_time: float) -> Tween:
        """Return a sheet's way to another stage; what is written over it goes along."""
        first = sheet.moment

        def show(share: float) -> None:
            moment = first + (last - first) * share
            sheet.show_stage(moment)
            line.show_stage(moment)

        return Tween(VGroup(sheet, line), show, run_time=run_time)

    def _light(self, n: int) -> tuple[Spotlight, ...]:
        """Light a layer of the network, and the edges into it."""
        circles = [[neuron.circle for neuron in layer] for layer in self.network.layers]
        edges = Spotlight(self.network.all_edges, self.network.edges_of(n - 1))
        return edges, Spotlight(VGroup(*chain(*circles)), circles[n])

    def _score(self, sheet: Sheet, parting: Source) -> VGroup:
        looks: dict[str, Any] = {"size": style.LINE, "anchor": "left"}
        number = quote(parting, "hits", (), 0, **looks)
        text = words(f"of {self.examples}", size=style.LINE).next_to(number, RIGHT, buff=0.16)
        line = VGroup(number, text.stand_on(number.baseline))
        return heading.stand_over(line, sheet.frame, RIGHT)


def _sheet(points: Array, yes: Array, stages: Sequence[tuple[Any, str]], *, side: int) -> Sheet:
    """Return a sheet of stages, each a way of the whole plane, and the key of where it leads."""
    ways = [lambda places, way=way, key=key: way(places)[key] for way, key in stages]
    return Sheet(points, yes, ways, [(way(points), key) for way, key in stages], side)
