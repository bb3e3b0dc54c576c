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


class Mixing:
    """What the neurons of one layer answer, carried over one neuron's edges, becomes its own map.

    Colours of a sum have one scale: as far as the largest sum.

    `wall`: Its maps up to the layer before are there. `layer`, `row`: Of the neuron. `step`: Whose
    weights it has: `W2`, `b2` and so on.
    """

    def __init__(self, wall: Wall, step: Source, flowed: Source, layer: int, row: int) -> None:
        self.flowed = flowed
        self.goal: NeuronMap = wall.columns[layer][row]
        self.before = wall.columns[layer - 1]
        weights = step[f"W{layer}"][self.goal.row]
        self.heard = [flowed[one.key][one.row] for one in self.before]
        terms = [weights[one.row] * a for one, a in zip(self.before, self.heard, strict=True)]
        self.sums = [np.zeros_like(terms[0]), *np.cumsum(terms, axis=0)]
        self.sums.append(flowed[f"z{layer}"][self.goal.row])
        self.most = float(np.abs(self.sums).max()) or 1.0

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
        start, end = self._scaled(z, self.goal), self.flowed[key][self.goal.row]

        def show(moment: float) -> None:
            self.goal.show_values(start + (end - start) * moment, self.flowed)

        yield (Tween(self.goal, show, run_time=run_time),)

    def _ghost(self, one: NeuronMap) -> NeuronMap:
        side = one.frame.width
        ghost = NeuronMap(one.plane, one.key, one.row, one.field.ends, level=None, side=side)
        return ghost.stand(one.frame.get_center(), side)

    def _sliding(self, k: int, ghost: NeuronMap) -> Any:
        one, term = self.before[k], self.sums[k + 1] - self.sums[k]
        start, end = one.frame.get_center(), self.goal.frame.get_center()
        sides = one.frame.width, self.goal.frame.width
        own, times = self.heard[k], self._scaled(term, ghost)

        def show(moment: float) -> None:
            weighed, gone = eased(moment / 0.35), eased((moment - 0.3) / 0.55)
            ghost.stand(start + (end - start) * gone, sides[0] + (sides[1] - sides[0]) * gone)
            ghost.show_values(own + (times - own) * weighed)
            landed = float(eased((moment - 0.8) / 0.2))
            ghost.field.set_opacity(1.0 - landed)
            self._show(self.sums[k] + term * landed)

        return show

    def _scaled(self, sums: Array, shown: NeuronMap) -> Array:
        """Return sums as values of a map's own scale: the largest sum is at an end of it."""
        low, high = shown.field.ends
        return np.asarray((low + high) / 2 + sums / self.most * (high - low) / 2)

    def _show(self, z: Array) -> None:
        self.goal.show_values(self._scaled(z, self.goal))
