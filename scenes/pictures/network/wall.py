"""A wall of maps: every neuron of a network as its map, all on one clock, on the edges between."""

from collections.abc import Callable
from functools import partial
from typing import Any, Self

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, FadeIn, Group, Square, VGroup

from scenes.pictures.network.neuron_map import NeuronMap, Plane, ends_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.arranging import Fade, Rearrange, empty
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text import Source, quote
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.strip import plate_behind

MOST = 6  # maps in a column that can be told apart
_TALL, _MIDDLE, _HERO, _LARGE, _GAP = 5.2, 0.2, 4.4, 1.3, 0.42
_UNDER = 0.2  # from a map's foot to its number

Ask = Callable[[int, Array], Source]


class Wall(Group):
    """The maps of all neurons, in the places of a network's discs, and its edges behind them.

    Nothing moves by itself: `show_step` asks the network of a step once for all of them.

    `network`: Its discs are to be covered, edges and beads follow the step. `ask`: From a step and
    inputs (2, k) to what flowed.
    """

    def __init__(self, network: NetworkDiagram, history: Any, ask: Ask, about: Subject) -> None:
        self.network, self.history, self.ask = network, history, ask
        self.plane = Plane(history.dataset.X)
        flowed = [ask(step, self.plane.grid) for step in (0, len(history) - 1)]
        self.places, self.sides = _lay_out(network.shown)
        self.columns: list[list[NeuronMap]] = []
        for n, rows in enumerate(network.shown):
            curve = about.curves[n - 1] if n else None
            ends = ends_of(curve, *(some[f"a{n}"] for some in flowed))
            level = None if n == 0 else (f"z{n}", 0.0)
            if n == about.depth:
                ends, last = about.ends, about.curves[-1]
                if not (last.letter and last.ends):  # else it is between them at nought
                    level = about.key, about.middle
            side = self.sides[n]
            self.columns.append(
                [NeuronMap(self.plane, f"a{n}", row, ends, level=level, side=side) for row in rows]
            )
        for column, places, side in zip(self.columns, self.places, self.sides, strict=True):
            for one, place in zip(column, places, strict=True):
                one.stand(place, side)
        self.maps = Group(*(one for column in self.columns for one in column))
        super().__init__(network, self.maps)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show all maps, edges and biases of a step."""
        ask = partial(self.ask, step)
        flowed = ask(self.plane.grid)
        for one in self.maps:
            one.show(flowed, ask)
        set_to(self.network, self.history[step])
        return self

    def frame_of(self, one: NeuronMap) -> Square:
        """Return where a map of the first layer has its place, or the first of that layer."""
        mine = [own for own in self.columns[1] if own.row == one.row]
        return (mine or self.columns[1])[0].frame

    def stand_empty(self) -> Self:
        """Put the network's edges between the maps, and show an empty frame for each."""
        pairs = [*zip(self.places, self.sides, strict=True)]
        radii = [[side / 2] * len(places) for places, side in pairs]
        hidden = VGroup(self.network.heads, self.network.all_neurons)
        at_once(empty(self.network), [(Rearrange(self.network, self.places, radii), Fade(hidden))])
        for edge in self.network.all_edges:
            n = int(edge.of[1:])
            start, end = (self._map_of(*which) for which in ((n - 1, edge.at[1]), (n, edge.at[0])))
            edge.put_start_and_end_on(start.frame.get_right(), end.frame.get_left())
        for n, beads in enumerate(self.network.beads, start=1):
            for bead, one in zip(beads, self.columns[n], strict=True):
                bead.move_to(one.frame.get_corner(DR) + LEFT * 0.15)
        for one in self.maps:
            one.field.set_opacity(0.0)
            one.border.set_stroke(opacity=0.0)
        return self

    def place_people(self, data: Any, about: Subject) -> VGroup:
        """Put the examples on the map of the answer, if there is one answer; return them."""
        one = self.columns[-1][0]
        return one.add_people(data.Y[0] > about.middle).people if about.outputs == 1 else VGroup()

    def appear(self, *layers: int, run_time: float = 1.2) -> Gesture:
        """Let the maps of some layers come, where they are not yet there."""
        waiting = [one for n in layers for one in self.columns[n] if not one.field.fill_opacity]

        def show(moment: float) -> None:
            for one in waiting:
                one.show_part(moment).border.set_stroke(opacity=min(4 * moment, 1.0))

        if waiting:
            yield (Tween(Group(*waiting), show, run_time=run_time),)

    def go_blank(self, *, run_time: float) -> Gesture:
        """Let all maps lose what they say, from the answer back to the inputs."""
        for column in reversed(self.columns):

            def show(moment: float, column: list[NeuronMap] = column) -> None:
                for one in column:
                    one.show_part(1.0 - moment).border.set_stroke(opacity=1.0 - moment)

            yield (Tween(Group(*column), show, run_time=run_time / len(self.columns)),)

    def knock(self, person: Source) -> Gesture:
        """Let one example's two numbers come to the maps of the inputs."""
        looks = {"size": style.RESULT, "anchor": "center", "role": "activation"}
        numbers = VGroup()
        for k, one in enumerate(self.columns[0]):
            number = quote(person, "a0", (k, 0), 2, **looks)
            numbers.add(number.put_anchor(one.frame.get_center()))
        yield (FadeIn(numbers, shift=RIGHT * 0.6, run_time=1.6),)

    def visit(self, person: Source, *, yes: bool) -> Gesture:
        """Drop one example into all maps, layer by layer; where it falls, each says its number."""
        place = np.ravel(person["a0"])
        for column in self.columns:
            marks = [example_dot(yes, 0.8) for _ in column]
            numbers = []
            for one, mark in zip(column, marks, strict=True):
                mark.move_to(one.point(place))
                looks = {"size": style.SMALL, "anchor": "left", "role": "activation"}
                number = quote(person, one.key, (one.row, 0), 2, **looks)
                number.put_anchor(one.frame.get_corner(DL) + DOWN * _UNDER + RIGHT * 0.08)
                numbers.append(VGroup(plate_behind(number, air=0.05), number))
            yield FadeIn(*marks, shift=DOWN * 0.5, run_time=0.7), FadeIn(*numbers, run_time=0.7)

    def _map_of(self, layer: int, index: int) -> NeuronMap:
        return self.columns[layer][self.network.shown[layer].index(index)]


def _lay_out(shown: Any) -> tuple[list[list[Array]], list[float]]:
    """Return where each layer's maps stand, and their sides; those of the last layer are large."""
    counts = [len(rows) for rows in shown]
    sides = [min(_LARGE, _TALL / count - _GAP) for count in counts]
    sides[-1] = min(_HERO, _TALL / counts[-1] - (_GAP if counts[-1] > 1 else 0.0))
    gap = (style.RIGHT_EDGE - style.LEFT_EDGE - sum(sides)) / (len(sides) - 1)
    lefts = style.LEFT_EDGE + np.cumsum([0, *sides[:-1]]) + gap * np.arange(len(sides))
    xs = lefts + np.array(sides) / 2
    places = []
    for x, count in zip(xs, counts, strict=True):
        pitch = min(_TALL / count, 1.9)
        ys = _MIDDLE + ((count - 1) / 2 - np.arange(count)) * pitch
        places.append([np.array([x, y, 0.0]) for y in ys])
    return places, sides


def set_to(network: NetworkDiagram, step: Any) -> NetworkDiagram:
    """Draw the weights and the biases of a step."""
    return network.show_weights(step.network.weights).show_biases(step.network.biases)
