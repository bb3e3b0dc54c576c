"""The error goes back one layer: ribbons w · δ meet in a neuron, and its door lets a share through.

Every ribbon, sum and thread of a layer has the same scale: its width is its number.
"""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, FadeOut, Rectangle, VGroup

from scenes.pictures.backprop import blame_case, blame_slope, sayings
from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_numbers import BlameNumbers
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS, climb
from scenes.vocabulary.network import Forget, NetworkDiagram
from scenes.vocabulary.network.arranging import Rearrange, Whole
from scenes.vocabulary.network.merge import Merge
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.network.streams import Streams, stream
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, together
from scenes.vocabulary.text import Array, Depicted, Depiction, Source

_WIDEST, _CROWD, _SLIM = 1.2, 3, 0.9  # Manim units: of a layer's widest ribbon; from so many on
_CLOSE = 3000  # places along a ribbon at which it is looked for
_BEHIND_ALL = -2  # the edges that wait
_IN_THE_LENS, _SPENT = 0.5, 1  # what flows, on the lens; and on it what will cancel
_SHUTTER, _OVERLAP = 0.14, 0.1  # how thick it is, and so far it lies over its wall


class Door(VGroup, Depiction):
    """A wall in a round lens, a doorway in it, and two shutters that leave a gap.

    The doorway is as wide as the most that the activation's slope can be, of a stream whose width
    is `stream`; the gap between the shutters is as wide as the slope itself.

    `most`: The largest slope that there can be. `of`, `place`: Where the slope is recorded.
    """

    def __init__(self, stream: float, *, most: float, of: str, place: tuple[int, int]) -> None:
        self.stream, self.most, self.of, self.place = stream, most, of, place
        ink, tint = style.color("ink"), style.blend("panel", "ink", 0.38)
        self.lens = Circle(at.LENS, stroke_width=0, fill_opacity=1, fill_color=style.color("panel"))
        self.rim = Circle(at.LENS, color=ink, stroke_width=style.BOLD)
        self.way = RIGHT * (at.DOOR - at.HERO)  # from the middle of the lens to that of the wall
        half, foot = stream * most / 2, np.sqrt(at.LENS**2 - (self.way[0] + at.WALL / 2) ** 2)
        wall = Rectangle(width=at.WALL, height=max(foot - half, 0.01), stroke_width=0)
        wall.set_fill(tint, opacity=1).shift(UP * (half + foot) / 2 + self.way)
        self.walls = VGroup(wall, wall.copy().set_y(-wall.get_y()))
        shutter = Rectangle(width=_SHUTTER, height=half + _OVERLAP, stroke_width=0)
        shutter.set_fill(style.color("slope"), opacity=1)
        self.shutters = VGroup(shutter, shutter.copy())
        super().__init__(self.lens, self.walls, self.shutters, self.rim)
        self.show_slope(most)

    def show_slope(self, slope: float) -> Self:
        """Open the shutters as wide as a slope says."""
        for shutter, end, out in zip(self.shutters, self.gap(slope), (UP, DOWN), strict=True):
            shutter.move_to(end + out * shutter.height / 2)
        return self

    def gap(self, slope: float) -> tuple[Array, Array]:
        """Return the upper and the lower end of the gap that a slope leaves."""
        middle, half = self.lens.get_center() + self.way, UP * self.stream * max(slope, 0.0) / 2
        return middle + half, middle - half

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope that the gap says, where it is no longer wide open."""
        upper, lower = self.shutters
        gap = upper.get_bottom()[1] - lower.get_top()[1]
        if gap < self.stream * self.most - style.PIXEL:
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
        column, below, self.most = network.shown[case.below], case.below, ACTIVATIONS[bend].steepest
        sizes = np.abs([case.values, case.deltas])
        scale = (_WIDEST if len(case.sources) < _CROWD else _SLIM) / float(sizes.max())
        self.plan = plan = at.plan_of(len(case.sources), column.index(case.hero), len(column))
        xs = at.MET + at.OVERLAP, at.SPENT, at.DOOR + at.WALL / 2
        looks: dict[str, Any] = {"scale": scale, "at": (case.hero, 0)}
        self.merge = Merge(case.values, xs, plan.y, of=f"da{below}", **looks)
        width = self.merge.width_of_sum
        self.door = Door(width, most=self.most, of=f"slope{below}", place=(case.hero, 0))
        conceal(self.door.move_to(at.place(at.HERO, plan.y)))
        self.slope = blame_slope.SlopeAtZ(case, plan.y, bend=bend, along=along)
        VGroup(self.door.walls, self.door.shutters, self.merge).set_z_index(_IN_THE_LENS)
        self.slope.set_z_index(_SPENT)
        self.ribbons = self._ribbons(scale)
        way = np.linspace((at.DOOR, plan.y), (at.LEAVES, plan.y), 60)
        self.thread = Ribbon(way, case.delta, of=f"delta{below}", **looks)
        self.thread.set_z_index(_IN_THE_LENS)
        streams = [_closely(ribbon.edges) for ribbon in self.ribbons]
        self.numbers = BlameNumbers(case, plan, scale=scale, width=width, streams=streams)

    def course(self) -> list[tuple[str, list[Gesture]]]:
        """Return what happens one after the other, and what is said of it, if anything."""
        case, first = self.case, self.number == len(self.network.layers) - 1
        said = sayings.said_of_blame(case.values, case.deltas, slope=case.slope, first=first)
        shown = [self.arrive()], [self.add_up()], [self.find_the_slope()]
        return [*zip(said, (*shown, [self.open_the_door(), self.pass_the_door()]), strict=True)]

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
        go_on = Tween(merge, lambda t: merge.show_front(spent + (1 - spent) * t), run_time=1.4)
        yield go_on, Reveal(self.numbers.sum, run_time=1.4)

    def find_the_slope(self) -> Gesture:
        """Look at the neuron's own curve: how steep is it at its own z?"""
        yield from self.slope.appear()
        yield (Reveal(self.numbers.slope),)

    def open_the_door(self) -> Gesture:
        """Put up the wall with its doorway; the tangent's rise goes there, and the shutters close.

        What they leave open is as much of the stream as the tangent rises along 1 of z.
        """
        yield (Reveal(self.door.walls, self.door.shutters),)

        def shut(moment: float) -> None:
            self.door.show_slope(self.most + (self.case.slope - self.most) * moment)

        gap = self.slope.become_gap(*self.door.gap(self.case.slope), run_time=1.6)
        yield Tween(self.door, shut, run_time=1.6), gap
        yield (FadeOut(self.slope, run_time=style.QUICK),)

    def pass_the_door(self) -> Gesture:
        """Let through what the gap lets through: the neuron's own δ."""
        yield (Tween(self.thread, self.thread.show_front, run_time=1.4),)
        yield (Reveal(self.numbers.pill),)

    def close(self) -> Gesture:
        """Close the lens, and let all that was carried and written go."""
        things = self.numbers, self.door, self.ribbons, self.merge, self.thread
        yield (FadeOut(*things, run_time=style.QUICK),)

    def _ribbons(self, scale: float) -> Streams:
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
                scale=scale,
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
