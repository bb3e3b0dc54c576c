"""A wall of maps: every neuron of a network as its map, all on one clock, on the edges between."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Self

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, FadeIn, Group, Mobject, Rectangle, VGroup, smooth

from scenes.pictures.network.maps import map_of, named, plane_of
from scenes.vocabulary import layer, plane, style
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, gesture
from scenes.vocabulary.text import Array, Readout, Source, ellipsis, quote, strip

_MOST = 6  # maps in a column that can be told apart
_TALL, _MIDDLE, _HERO, _LARGE, _GAP = 5.2, 0.2, 4.4, 1.3, 0.42
_UNDER, _INSIDE = 0.2, 0.92  # from a map's foot to its number; of a shape's width, one in it


class Wall(Group):
    """The maps of all neurons, in the places of a network's discs, and its edges behind them.

    Nothing moves by itself: `show_step` asks the network of a step once for all of them.

    `ask`: From a step and inputs (2, k) to what flowed.
    """

    def __init__(self, history: Any, ask: plane.decision_map.Ask, about: layer.Subject) -> None:
        network, self.history, self.ask = network_of(history, about), history, ask
        self.network = network
        self.plane = plane_of(history.dataset)
        flowed = [ask(step, self.plane.grid) for step in (0, len(history) - 1)]
        places, sides = _lay_out(network.shown)
        self.columns: list[list[plane.PlaneMap]] = []
        for n, rows in enumerate(network.shown):
            yes = about.yes if n == about.depth and about.outputs == 1 else ()
            maps = [map_of(self.plane, about, n, row, flowed, sides[n], yes) for row in rows]
            for one, place in zip(maps, places[n], strict=True):
                one.stand(place, sides[n], sides[n])
            self.columns.append(maps)
        self.at = {(n, one.row): one for n, maps in enumerate(self.columns) for one in maps}
        self.people = self.columns[-1][0].people
        self.maps = Group(*(one for column in self.columns for one in column))
        self.names = plane.field.names_beside(self.columns[-1][0].frame, named(history.dataset))
        super().__init__(network, self.names, self.maps)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show all maps, edges and biases of a step."""
        ask = partial(self.ask, step)
        flowed = ask(self.plane.grid)
        for one in self.maps:
            one.show(flowed, ask)
        self.network.show_parameters(self.history[step])
        return self

    def frame_of(self, one: plane.PlaneMap) -> Rectangle:
        """Return where a map of the first layer has its place, or the first of that layer."""
        return self.at.get((1, one.row), self.columns[1][0]).frame

    def stand_empty(self) -> Self:
        """Put the network's edges between the maps, and show an empty frame for each."""
        conceal(self.network.heads, self.network.all_neurons)
        for edge in self.network.all_edges:
            n = int(edge.of[1:])
            start, end = self.at[n - 1, edge.at[1]], self.at[n, edge.at[0]]
            edge.put_start_and_end_on(start.frame.get_right(), end.frame.get_left())
        for n, beads in enumerate(self.network.beads, start=1):
            for bead, one in zip(beads, self.columns[n], strict=True):
                bead.move_to(one.frame.get_corner(DR) + LEFT * 0.15)
        for one in self.maps:
            one.field.set_opacity(0.0)
            one.border.set_stroke(opacity=0.0)
        return self

    def come(self) -> Gesture:
        """Show the network, a frame for each map, and the examples."""
        frames = (one.frame for one in self.maps)
        yield (FadeIn(self.network, *frames, self.people, self.names, run_time=style.QUICK),)

    def appear(self, *layers: int, run_time: float = 1.2) -> Gesture:
        """Let the maps of some layers come, where they are not yet there."""
        waiting = [one for n in layers for one in self.columns[n] if not one.field.fill_opacity]
        if waiting:
            show = partial(_show_part_of, waiting)
            yield (Tween(Group(*waiting), show, run_time=run_time),)

    def go_blank(self, *, run_time: float) -> Gesture:
        """Let all maps lose what they say, from the answer back to the inputs."""
        timing: Any = {"run_time": run_time / len(self.columns), "rate_func": backwards}
        for maps in reversed(self.columns):
            yield (Tween(Group(*maps), partial(_show_part_of, maps), **timing),)

    def visit(self, person: Source, *, yes: bool) -> Gesture:
        """Drop one example into all maps, layer by layer; where it falls, each says its number."""
        place = np.ravel(person["a0"])
        looks = {"size": style.SMALL, "anchor": "left", "role": "activation"}
        for column in self.columns:
            marks = [plane.example_dot(yes, 0.8).move_to(one.point(place)) for one in column]
            numbers = VGroup()
            for one in column:
                number = stand_under(one, quote(person, one.key, (one.row, 0), 2, **looks))
                numbers.add(strip.plate_behind(number, air=0.05), number)
            yield FadeIn(*marks, shift=DOWN * 0.5, run_time=0.7), FadeIn(numbers, run_time=0.7)


def network_of(history: Any, about: layer.Subject) -> RunDiagram:
    """Return a run's network, of each layer as many neurons as maps can be told apart."""
    few = {n: ellipsis.shortened(size, _MOST) for n, size in enumerate(about.sizes)}
    network = RunDiagram(history[0], history, **about.layers | {"shown": few})
    gesture.at_once([(Reveal(network),)])
    return network


def data_comes(person: Source, places: Iterable[Mobject], size: float) -> Gesture:
    """Let one example's numbers come, each into the shape of its input."""
    looks: Any = {"size": size, "anchor": "center", "role": "activation"}
    numbers = VGroup()
    for k, place in enumerate(places):
        for decimals in (2, 1, 0):
            number = quote(person, "a0", (k, 0), decimals, **looks)
            if number.width < place.width * _INSIDE:
                break
        numbers.add(number.put_anchor(place.get_center()))
    yield (FadeIn(numbers, shift=RIGHT * 0.6, run_time=1.6),)


def backwards(moment: float) -> float:
    """Return how much is left of what goes."""
    return 1.0 - float(smooth(moment))


def _show_part_of(maps: list[plane.PlaneMap], share: float) -> None:
    for one in maps:
        one.show_part(share).border.set_stroke(opacity=min(4 * share, 1.0))


def stand_under(shown: plane.PlaneMap, number: Readout) -> Readout:
    """Let a number whose anchor is at its left stand below a map."""
    return number.put_anchor(shown.frame.get_corner(DL) + DOWN * _UNDER + RIGHT * 0.08)


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
