"""Maps become the next map: each comes as large as its weight, all are added, and the sum bends."""

from functools import partial
from typing import Any

import numpy as np
from manim import Create, Group, linear

from scenes.pictures.network.wall import Wall
from scenes.vocabulary.plane import PlaneMap
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.stage.motion import eased
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
        self.goal: PlaneMap = wall.columns[layer][row]
        self.before = wall.columns[layer - 1]
        weights = step[f"W{layer}"][self.goal.row]
        self.heard = [flowed[one.key][one.row] for one in self.before]
        terms = [weights[one.row] * a for one, a in zip(self.before, self.heard, strict=True)]
        self.sums = [np.zeros_like(terms[0]), *np.cumsum(terms, axis=0)]
        self.sums.append(flowed[f"z{layer}"][self.goal.row] - step[f"b{layer}"][self.goal.row])
        self.sums.append(flowed[f"z{layer}"][self.goal.row])
        self.most = float(np.abs(self.sums).max()) or 1.0

    def mix(self, *, run_time: float) -> Gesture:
        """Let one map after the other slide in and be added."""
        self._show(self.sums[0])
        self.goal.border.set_stroke(opacity=1.0)
        self.goal.field.set_opacity(1.0)
        for k, one in enumerate(self.before):
            ghost = self._ghost(one)
            slide = self._sliding(k, ghost)
            yield (Tween(Group(self.goal, ghost), slide, run_time=run_time, rate_func=linear),)
        if not np.allclose(*self.sums[-3:-1]):  # some are not drawn
            yield (Tween(self.goal, partial(self._show_between, -3)),)

    def bend(self, *, run_time: float) -> Gesture:
        """Draw where the sum is 0, let the bias move that, and the curve send both sides apart."""
        before, z = self.sums[-2:]
        key, start = self.goal.key, self._scaled(z, self.goal)
        change = self.flowed[key][self.goal.row] - start
        self._show(before, lined=True)
        yield (Create(self.goal.border, run_time=run_time / 2),)

        def curve(moment: float) -> None:
            self.goal.show_values(start + change * moment, self.flowed)
            self.goal.field.says = moment == 1.0

        yield (Tween(self.goal, partial(self._show_between, -2, lined=True), run_time=run_time),)
        yield (Tween(self.goal, curve, run_time=run_time / 2),)

    def _ghost(self, one: PlaneMap) -> PlaneMap:
        side = one.frame.width
        looks = {"width": side, "height": side}
        ghost = PlaneMap(one.plane, one.key, one.field.ends, row=one.row, framed=True, **looks)
        return ghost.stand(one.frame.get_center(), side, side)

    def _sliding(self, k: int, ghost: PlaneMap) -> Any:
        one, term = self.before[k], self.sums[k + 1] - self.sums[k]
        start, end = one.frame.get_center(), self.goal.frame.get_center()
        sides = one.frame.width, self.goal.frame.width
        own, times = self.heard[k], self._scaled(term, ghost)

        def show(moment: float) -> None:
            weighed, gone = eased(moment / 0.3), eased((moment - 0.1) / 0.7)
            side = sides[0] + (sides[1] - sides[0]) * gone
            ghost.stand(start + (end - start) * gone, side, side)
            ghost.show_values(own + (times - own) * weighed)
            landed = float(eased((moment - 0.7) / 0.3))
            ghost.field.set_opacity(1.0 - landed)
            self._show(self.sums[k] + term * landed)

        return show

    def _scaled(self, sums: Array, shown: PlaneMap) -> Array:
        """Return sums as values of a map's own scale: the largest sum is at an end of it."""
        low, high = shown.field.ends
        return np.asarray((low + high) / 2 + sums / self.most * (high - low) / 2)

    def _show_between(self, k: int, moment: float, *, lined: bool = False) -> None:
        before, after = self.sums[k], self.sums[k + 1]
        self._show(before + (after - before) * moment, lined=lined)

    def _show(self, z: Array, *, lined: bool = False) -> None:
        lined = lined and self.goal.level is not None and self.goal.level[0] != self.goal.key
        self.goal.show_values(self._scaled(z, self.goal), line=z if lined else None)
