"""The error goes back one layer: ribbons w · δ meet in a neuron, and its door lets a share through.

Every ribbon, sum and thread of a layer has the same scale: its width is its number.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, FadeOut, Line, Rectangle, VGroup

from scenes.pictures.backprop import blame_case, blame_slope, sayings
from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_numbers import BlameNumbers
from scenes.vocabulary import style
from scenes.vocabulary.layer import climb
from scenes.vocabulary.network import Forget, NetworkDiagram
from scenes.vocabulary.network.arranging import Rearrange, Whole
from scenes.vocabulary.network.merge import Merge
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.network.streams import Streams, stream
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, gesture, together
from scenes.vocabulary.text import Array, Depicted, Depiction, Source

_CLOSE = 3000  # places along a ribbon at which it is looked for
_BEHIND_ALL = -2  # the edges that wait
_IN_THE_LENS, _SPENT = 0.5, 1  # what flows, on the lens; and on it what will cancel
_OVERLAP = 0.1  # so far a shutter lies over its wall
_AGAIN = 0.7  # of its time, for what was seen before


class Door(VGroup, Depiction):
    """A wall in a round lens, a doorway in it, and two shutters that leave a gap.

    The doorway is as wide as the stream, `stream`; of that the gap is as much as the slope says.

    `of`, `place`: Where the slope is recorded.
    """

    def __init__(self, stream: float, *, of: str, place: tuple[int, int]) -> None:
        self.stream, self.of, self.place = stream, of, place
        ink, tint = style.color("ink"), style.blend("panel", "ink", 0.38)
        self.lens = Circle(at.LENS, stroke_width=0, fill_opacity=1, fill_color=style.color("panel"))
        self.rim = Circle(at.LENS, color=ink, stroke_width=style.BOLD)
        self.way = RIGHT * (at.DOOR - at.HERO)  # from the middle of the lens to that of the wall
        half, foot = stream / 2, np.sqrt(at.LENS**2 - (self.way[0] + at.WALL / 2) ** 2)
        wall = Rectangle(width=at.WALL, height=max(foot - half, 0.01), stroke_width=0)
        wall.set_fill(tint, opacity=1).shift(UP * (half + foot) / 2 + self.way)
        self.walls = VGroup(wall, wall.copy().set_y(-wall.get_y()))
        shutter = Line(color=style.color("slope"), stroke_width=style.BAR)
        self.shutters = VGroup(shutter, shutter.copy())
        super().__init__(self.lens, self.walls, self.shutters, self.rim)
        self.show_slope(1.0)

    def show_slope(self, slope: float) -> Self:
        """Let the shutters leave of the doorway as much as a slope says."""
        for shutter, end, out in zip(self.shutters, self.gap(slope), (UP, DOWN), strict=True):
            wall = self.lens.get_center() + self.way + out * (self.stream / 2 + _OVERLAP)
            shutter.set_points_as_corners([wall, end])
        return self

    def gap(self, slope: float) -> tuple[Array, Array]:
        """Return the upper and the lower end of the gap that a slope leaves."""
        middle, half = self.lens.get_center() + self.way, UP * self.stream * max(slope, 0.0) / 2
        return middle + half, middle - half

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope that the gap says, where it is no longer wide open."""
        upper, lower = self.shutters
        gap = upper.get_bottom()[1] - lower.get_top()[1]
        if gap < self.stream - style.PIXEL:
            yield Depicted(self.of, self.place, gap / self.stream, style.PIXEL / self.stream)


class BlameStage:
    """One layer's error on its way back, with one neuron of the layer before as the hero.

    `network`: It is rearranged: the hero's layer and the source's get most of the stage. `person`:
    One example's working. `number`: l of the layer whose δ goes back, at least 2. `bend`: The name
    of the activation of layer l - 1. `along`: From that and the ends of an axis to `z` and `a`.
    """

    def __init__(
        self, network: NetworkDiagram, person: Source, number: int, *, bend: str, along: climb.Along
    ) -> None:
        self.network, self.number = network, number
        self.case = case = blame_case.Case(person, number, network.shown)
        self.bend = bend
        column, below = network.shown[case.below], case.below
        self.plan = plan = at.plan_of(len(case.sources), column.index(case.hero), len(column))
        xs = at.MET + at.OVERLAP, at.SPENT, at.DOOR + at.WALL / 2
        looks: dict[str, Any] = {"scale": case.scale, "at": (case.hero, 0)}
        self.merge = Merge(case.values, xs, plan.y, of=f"da{below}", **looks)
        width = self.merge.width_of_sum
        self.door = Door(width, of=f"slope{below}", place=(case.hero, 0))
        conceal(self.door.move_to(at.place(at.HERO, plan.y)))
        self.slope = blame_slope.SlopeAtZ(case, plan.y, bend=bend, along=along)
        VGroup(self.door.walls, self.door.shutters, self.merge).set_z_index(_IN_THE_LENS)
        self.slope.set_z_index(_SPENT)
        self.ribbons = self._ribbons()
        way = np.linspace((at.DOOR, plan.y), (at.LEAVES, plan.y), 60)
        self.thread = Ribbon(way, case.delta, of=f"delta{below}", **looks)
        self.thread.set_z_index(_IN_THE_LENS)
        streams = [_closely(ribbon.edges) for ribbon in self.ribbons]
        self.numbers = BlameNumbers(case, plan, bend=bend, width=width, streams=streams)

    def course(self) -> list[tuple[str, Gesture]]:
        """Return what is said, and what happens then, one after the other."""
        case, first = self.case, self.number == len(self.network.layers) - 1
        told = case if first else blame_case.Case(case.person, self.number + 1, self.network.shown)
        larger = case.scale > told.scale
        said = sayings.said_of_blame(case, bend=self.bend, first=first, larger=larger)
        shown = self.arrive(), self.add_up(), self.find_the_slope(), self.open_the_door()
        pace = 1.0 if first else _AGAIN
        paced = (gesture.at_pace(pace, one) for one in (*shown, self.pass_the_door()))
        course: list[tuple[str, Gesture]] = []
        for sentence, one in zip(said, paced, strict=True):
            silent = course.pop() if not sentence else (sentence, ())
            course.append((silent[0], chain(silent[1], one)))
        return course

    def set_up(self) -> Gesture:
        """Let the network make room, and its neurons empty; faint edges stay."""
        layers, edges = self.network.layers, self.network.all_edges
        edges.set_z_index(_BEHIND_ALL)
        yield together(
            Whole(self.network, faint=True, first=max(self.number - 2, 0)),
            Rearrange(self.network, *at.arrangement(self.network.shown, self.number, self.plan)),
            Forget([neuron for layer in layers for neuron in layer]),
            run_time=1.8,
        )
        self.network.edges_of(self.case.below).set_stroke(opacity=0.0)
        shown = Reveal(*self.numbers.discs, self.numbers.key)
        yield Reveal(self.door.lens, self.door.rim), shown

    def arrive(self) -> Gesture:
        """Let each δ leave its neuron, pass its weight, and come to where all meet.

        A weight widens, narrows or turns it; beside each ribbon is what is left of its δ.
        """
        yield (self.ribbons.come(None, at.STUB, run_time=0.8),)
        yield (Reveal(*self.numbers.weights),)
        yield (self.ribbons.come(at.STUB, at.NOZZLE, run_time=1.6),)
        yield (self.ribbons.come(at.NOZZLE, None, run_time=1.6),)
        yield (Reveal(*self.numbers.products),)

    def add_up(self) -> Gesture:
        """Let opposite signs cancel while the sum is written, and then go on to the wall."""
        merge, spent = self.merge, self.merge.share_spent
        if len(self.case.sources) > 1:
            cancel = Tween(merge, lambda t: merge.show_front(spent * t), run_time=3.0)
            yield cancel, *self.numbers.add_up(run_time=3.0)
        go_on = Tween(merge, lambda t: merge.show_front(spent + (1 - spent) * t), run_time=2.8)
        yield go_on, Reveal(self.numbers.sum, run_time=2.8)

    def find_the_slope(self) -> Gesture:
        """Look at the neuron's own curve: how steep is it at its own z?"""
        yield from self.slope.appear()
        yield FadeOut(self.numbers.line, run_time=style.QUICK), Reveal(self.numbers.share[0])

    def open_the_door(self) -> Gesture:
        """Put up the wall with its doorway; the tangent's rise goes there, and the shutters close.

        What they leave open is as much of the stream as the tangent rises along 1 of z.
        """
        yield (Reveal(self.door.walls, self.door.shutters),)

        def shut(moment: float) -> None:
            self.door.show_slope(1.0 + (self.case.slope - 1.0) * moment)

        gap = self.slope.become_gap(*self.door.gap(self.case.slope), run_time=3.2)
        yield Tween(self.door, shut, run_time=3.2), gap

    def pass_the_door(self) -> Gesture:
        """Multiply, and let through what the gap lets through: the neuron's own δ."""
        _, letters, share = self.numbers.share
        yield (Reveal(letters, share[:3], lag=1.0, run_time=2.4),)
        yield Tween(self.thread, self.thread.show_front, run_time=1.4), FadeOut(self.slope)
        yield (Reveal(share[3:], self.numbers.pill),)

    def close(self) -> Gesture:
        """Close the lens, and let all that was carried and written go."""
        things = self.numbers, self.door, self.ribbons, self.merge, self.thread
        yield (FadeOut(*things, run_time=style.QUICK),)

    def _ribbons(self) -> Streams:
        """Return each source's way: level through its weight, and then to where all meet."""
        case, made = self.case, Streams()
        rows = zip(case.sources, case.deltas, case.values, strict=True)
        for (i, *carried), y, met in zip(rows, self.plan.rows, self.merge.places(), strict=True):
            before, after = map(float, carried)
            ribbon = stream(
                (before, after),
                (at.SOURCE - at.DISC * 0.9, y),
                (at.STUB, at.NOZZLE),
                (at.MET, met),
                scale=case.scale,
                of=f"blame{self.number}",
                at=(i, case.hero),
            )
            over = _SPENT if after * self.merge.sign < 0 else _IN_THE_LENS
            made.add(ribbon.set_z_index(over))
        return made


def _closely(edges: tuple[Array, Array]) -> Array:
    """Return both edges of a ribbon (2, k, 2) close together, also where it is straight."""
    places, many = np.arange(len(edges[0])), np.linspace(0, len(edges[0]) - 1, _CLOSE)
    return np.array(
        [np.transpose([np.interp(many, places, line) for line in edge.T]) for edge in edges]
    )
