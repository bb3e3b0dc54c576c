"""Maps become the next map: each comes as large as its weight, all are added, and the sum bends."""

from typing import Any

import numpy as np
from manim import Group

from scenes.pictures.network.neuron_map import NeuronMap
from scenes.pictures.network.wall import Wall
from scenes.vocabulary.network.ribbon import eased
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array

_PALEST = 0.35


class Mixing:
    """What the neurons of one layer answer, carried over one neuron's edges, becomes its own map.

    Colours of a sum have one scale: as far as the largest sum.

    `wall`: Its maps up to the layer before are there. `layer`, `row`: Of the neuron. `step`: Whose
    weights it has: `W2`, `b2` and so on.
    """

    def __init__(self, wall: Wall, step: Source, flowed: Source, layer: int, row: int) -> None:
        self.wall, self.flowed, self.layer, self.row = wall, flowed, layer, row
        self.goal: NeuronMap = wall.columns[layer][row]
        self.before = wall.columns[layer - 1]
        self.weights = step[f"W{layer}"][self.goal.row]
        self.bias = float(step[f"b{layer}"][self.goal.row, 0])
        self.heard = [flowed[one.key][one.row] for one in self.before]
        terms = [self.weights[one.row] * a for one, a in zip(self.before, self.heard, strict=True)]
        self.sums = [np.zeros_like(terms[0]), *np.cumsum(terms, axis=0)]
        self.sums.append(flowed[f"z{layer}"][self.goal.row])
        self.most = float(np.abs(self.sums).max()) or 1.0
        self.low, self.high = self.goal.field.ends

    def mix(self, *, run_time: float) -> Gesture:
        """Let one map after the other slide in and be added."""
        self._show(self.sums[0])
        self.goal.border.set_stroke(opacity=1.0)
        self.goal.field.set_opacity(1.0)
        for k, one in enumerate(self.before):
            ghost = self._ghost(one)
            yield (Tween(Group(self.goal, ghost), self._sliding(k, ghost), run_time=run_time),)
        before, after = self.sums[-2:]
        yield (Tween(self.goal, lambda t: self._show(before + (after - before) * t), run_time=1.0),)

    def bend(self, *, run_time: float) -> Gesture:
        """Let the sum pass the neuron's curve: its colours settle between both ends."""
        key, z = self.goal.key, self.sums[-1]
        start, end = self._colours(z), self.flowed[key][self.goal.row]
        side = int(np.sqrt(len(end)))

        def show(moment: float) -> None:
            values = (start + (end - start) * moment).reshape(side, side)
            self.goal.show_values(values, self.flowed)

        yield (Tween(self.goal, show, run_time=run_time),)

    def _ghost(self, one: NeuronMap) -> NeuronMap:
        level = None
        ghost = NeuronMap(
            one.plane, one.key, one.row, one.field.ends, level=level, side=one.frame.width
        )
        return ghost.stand(one.frame.get_center(), one.frame.width)

    def _sliding(self, k: int, ghost: NeuronMap) -> Any:
        one, term = self.before[k], self.sums[k + 1] - self.sums[k]
        start, end = one.frame.get_center(), self.goal.frame.get_center()
        sides = one.frame.width, self.goal.frame.width
        marks = int(np.sqrt(len(term)))

        def show(moment: float) -> None:
            weighed, gone = eased(moment / 0.35), eased((moment - 0.3) / 0.55)
            ghost.stand(start + (end - start) * gone, sides[0] + (sides[1] - sides[0]) * gone)
            own, times = self.heard[k], self._share(term, ghost)
            ghost.show_values((own + (times - own) * weighed).reshape(marks, marks))
            landed = float(eased((moment - 0.8) / 0.2))
            ghost.field.set_opacity(1.0 - landed)
            self._show(self.sums[k] + term * landed)

        return show

    def _share(self, term: Array, ghost: NeuronMap) -> Array:
        """Return values of a ghost's scale that look as a part of the sum does."""
        low, high = ghost.field.ends
        return np.asarray((low + high) / 2 + term / self.most * (high - low) / 2)

    def _colours(self, z: Array) -> Array:
        return np.asarray((self.low + self.high) / 2 + z / self.most * (self.high - self.low) / 2)

    def _show(self, z: Array) -> None:
        side = int(np.sqrt(len(z)))
        self.goal.show_values(self._colours(z).reshape(side, side))
