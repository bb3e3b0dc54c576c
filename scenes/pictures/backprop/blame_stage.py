"""The error goes back one layer: ribbons w · δ meet in a neuron, and its door lets a share through.

Every ribbon, sum and thread of a layer has the same scale: its width is its number.
"""

from typing import Any

import numpy as np
from manim import FadeOut, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_numbers import BlameNumbers
from scenes.pictures.backprop.door import WALL, Door
from scenes.pictures.backprop.sayings import BlameSayings
from scenes.pictures.backprop.telling import telling_hero
from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS
from scenes.vocabulary.network import Forget, NetworkDiagram
from scenes.vocabulary.network.arranging import Rearrange, Whole
from scenes.vocabulary.network.merge import Merge
from scenes.vocabulary.network.ribbon import Ribbon
from scenes.vocabulary.network.streams import Streams, stream
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, together
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array

_WIDEST, _CROWD, _SLIM = 1.2, 3, 0.9  # Manim units: of a layer's widest ribbon; from so many on
_CLOSE = 3000  # places along a ribbon at which it is looked for
_BEHIND_ALL = -2  # the edges that wait
_IN_THE_LENS, _SPENT = 0.5, 1  # what flows, on the lens; and on it what will cancel


class BlameStage:
    """One layer's error on its way back, with one neuron of the layer before as the hero.

    `network`: It is rearranged: the hero's layer and the source's get most of the stage. `person`:
    One example's working. `number`: l of the layer whose δ goes back, at least 2. `activation`: Of
    layer l - 1, by its name.
    """

    def __init__(
        self, network: NetworkDiagram, person: Source, number: int, activation: str
    ) -> None:
        self.network, self.person, self.number, below = network, person, number, number - 1
        self.hero = hero = telling_hero(person, number, network.shown[below])
        self.most = ACTIVATIONS[activation].steepest
        self.open = float(person[f"slope{below}"][hero, 0])
        self.sources, column = network.shown[number], network.shown[below]
        self.values = person[f"blame{number}"][list(self.sources), hero]
        self.deltas = np.ravel(person[f"delta{number}"])[list(self.sources)]
        widest = _WIDEST if len(self.sources) < _CROWD else _SLIM
        self.scale = widest / max(np.abs(self.values).max(), np.abs(self.deltas).max())
        self.plan = at.plan_of(len(self.sources), column.index(hero), len(column))
        xs = at.MET + at.OVERLAP, at.SPENT, at.HERO + WALL / 2
        looks = {"scale": self.scale, "at": (hero, 0)}
        self.merge = Merge(self.values, xs, self.plan.y, of=f"da{below}", **looks)
        width = self.merge.width_of_sum
        self.door = Door(at.LENS, width, most=self.most, of=f"slope{below}", at=(hero, 0))
        conceal(self.door.move_to(at.place(at.HERO, self.plan.y)))
        VGroup(self.door.walls, self.door.shutters, self.merge).set_z_index(_IN_THE_LENS)
        self.ribbons = Streams(*map(self._ribbon, range(len(self.sources))))
        for ribbon, value in zip(self.ribbons, self.values, strict=True):
            ribbon.set_z_index(_SPENT if value * self.merge.sign < 0 else _IN_THE_LENS)
        way = np.stack([np.linspace(at.HERO, at.LEAVES, 60), np.full(60, self.plan.y)], axis=1)
        delta = float(person[f"delta{below}"][hero, 0])
        self.thread = Ribbon(way, delta, of=f"delta{below}", **looks).set_z_index(_IN_THE_LENS)
        asked: dict[str, Any] = {"streams": [_closely(ribbon.edges) for ribbon in self.ribbons]}
        asked |= {"sources": self.sources, "hero": hero, "plan": self.plan, "width": width}
        self.numbers = BlameNumbers(person, number, scale=self.scale, **asked)

    @property
    def says(self) -> BlameSayings:
        """What is said meanwhile."""
        first = self.number == len(self.network.layers) - 1
        return BlameSayings(self.values, self.deltas, slope=self.open, first=first)

    def set_up(self) -> Gesture:
        """Let the network make room, and its neurons empty; faint edges stay."""
        layers, edges = self.network.layers, self.network.all_edges
        neurons = [neuron for layer in layers for neuron in layer]
        edges.set_z_index(_BEHIND_ALL)
        yield together(
            Whole(self.network, faint=True, first=max(self.number - 2, 0)),
            Rearrange(self.network, *at.arrangement(self.network.shown, self.number, self.plan)),
            Forget(neurons),
            run_time=1.8,
        )
        self.network.edges_of(self.number - 1).set_stroke(opacity=0.0)
        shown = Reveal(*self.numbers.discs, self.numbers.key)
        yield Reveal(self.door.lens, self.door.rim), shown

    def go_through_the_weights(self) -> Gesture:
        """Let each δ leave its neuron and pass its weight, which widens, narrows or turns it."""
        yield (self.ribbons.come(None, at.STUB, run_time=0.8),)
        yield (Reveal(*self.numbers.weights),)
        yield (self.ribbons.come(at.STUB, at.NOZZLE, run_time=1.6),)
        yield (Reveal(*self.numbers.products),)

    def arrive(self) -> Gesture:
        """Let the ribbons come to where they meet."""
        yield (self.ribbons.come(at.NOZZLE, None, run_time=1.8),)

    def add_up(self) -> Gesture:
        """Let opposite signs cancel, and the sum go on into the neuron."""
        yield (Tween(self.merge, self.merge.show_front, run_time=3.4),)
        yield (Reveal(self.numbers.sum),)

    def open_the_door(self) -> Gesture:
        """Put up the wall with its doorway, and let the shutters leave the slope's gap."""
        yield (Reveal(self.door.walls, self.door.shutters),)

        def shut(moment: float) -> None:
            self.door.show_slope(self.most + (self.open - self.most) * moment)

        yield Tween(self.door, shut, run_time=1.6), Reveal(self.numbers.slope)

    def pass_the_door(self) -> Gesture:
        """Let through what the gap lets through: the neuron's own δ."""
        yield (Tween(self.thread, self.thread.show_front, run_time=1.4),)
        yield (Reveal(self.numbers.pill),)

    def close(self) -> Gesture:
        """Close the lens, and let all that was carried and written go."""
        yield (FadeOut(self.numbers, self.door, self.ribbons, self.merge, self.thread),)

    def _ribbon(self, k: int) -> Ribbon:
        """Return the way of a source's δ: level through its weight, and then to where all meet."""
        place = self.sources[k], self.hero
        start = at.SOURCE - at.DISC * 0.9, self.plan.rows[k]
        meeting = at.MET, float(self.merge.places()[k])
        looks = {"scale": self.scale, "of": f"blame{self.number}", "at": place}
        numbers = float(self.deltas[k]), float(self.values[k])
        return stream(numbers, start, (at.STUB, at.NOZZLE), meeting, **looks)


def _closely(edges: tuple[Array, Array]) -> Array:
    """Return both edges of a ribbon (2, k, 2) close together, also where it is straight."""
    places, many = np.arange(len(edges[0])), np.linspace(0, len(edges[0]) - 1, _CLOSE)
    return np.array(
        [np.transpose([np.interp(many, places, line) for line in edge.T]) for edge in edges]
    )
