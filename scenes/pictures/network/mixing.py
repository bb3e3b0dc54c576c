"""Maps become the next map: each comes as large as its weight, all are added, and the sum bends."""

from functools import partial
from typing import Any

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, Group, linear

from scenes.pictures.network.wall import Wall
from scenes.vocabulary import style
from scenes.vocabulary.plane import PlaneMap
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.stage import Gesture, Tween, together
from scenes.vocabulary.stage.motion import eased
from scenes.vocabulary.text import Readout, Source, quote
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.strip import plate_behind

_TURNS = 0.02, 0.25, 0.48, 0.78  # when a map takes the sum's colours, its weight, goes, and lands
_EACH, _INSET, _BESIDE = 0.22, (1.2, 1.1), 0.8  # of the time; of the curve beside the sheet


class Mixing:
    """What the neurons of one layer answer, carried over one neuron's edges, becomes its own map.

    It grows on a sheet where the last map will be, blue weights first. A map is dark half way
    between its ends; of a sum nought is dark, and its colours reach as far as the largest sum.

    `wall`: Its maps up to the layer before are there. `layer`, `row`: Of the neuron. `step`: Whose
    weights it has: `W2`, `b2` and so on.
    """

    def __init__(self, wall: Wall, step: Source, flowed: Source, layer: int, row: int) -> None:
        self.step, self.flowed, self.layer = step, flowed, layer
        self.goal, last = wall.columns[layer][row], wall.columns[-1][0]
        self.ask = partial(wall.ask, len(wall.history) - 1)
        self.sheet = self.goal if self.goal is last else _copy(self.goal, last)
        weights, bias = (step[f"{kind}{layer}"][self.goal.row] for kind in "Wb")
        self.before = sorted(wall.columns[layer - 1], key=lambda one: -weights[one.row])
        self.heard = [flowed[one.key][one.row] for one in self.before]
        terms = [weights[one.row] * a for one, a in zip(self.before, self.heard, strict=True)]
        z = flowed[f"z{layer}"][self.goal.row]
        self.sums = [np.zeros_like(z), *np.cumsum(terms, axis=0), z - bias, z]
        self.most = float(np.abs(self.sums).max()) or 1.0

    def mix(self, *, run_time: float) -> Gesture:
        """Let one map after the other take its weight, slide in and be added."""
        self._show(self.sums[0])
        self.sheet.border.set_stroke(opacity=1.0)
        self.sheet.field.set_opacity(1.0)
        for k, one in enumerate(self.before):
            ghost, at = _copy(one, one), (self.goal.row, one.row)
            number = self._said(f"W{self.layer}", at, "weight")
            slide, moving = self._sliding(k, ghost, number), Group(self.sheet, ghost, number)
            yield (Tween(moving, slide, run_time=run_time, rate_func=linear),)
        if not np.allclose(*self.sums[-3:-1]):  # some are not drawn
            yield (Tween(self.sheet, partial(self._show_between, -3)),)

    def bend(self, *, run_time: float) -> Gesture:
        """Draw where the sum is 0, let the bias move that, and the curve send both sides apart."""
        before, z = self.sums[-2:]
        answers, start = self.flowed[self.goal.key][self.goal.row], self._scaled(z, self.sheet)
        self._show(before, lined=True)
        yield (Create(self.sheet.border, run_time=run_time / 2),)
        bias = self._said(f"b{self.layer}", (self.goal.row, 0), "bias")
        self._stand_over(bias, self.sheet)
        move = Tween(self.sheet, partial(self._show_between, -2, lined=True))
        yield together(move, FadeIn(bias), run_time=run_time)

        def curve(moment: float) -> None:
            self.sheet.show_values(start + (answers - start) * moment, self.flowed)
            self.sheet.field.says = moment == 1.0

        axes, *halves = self._curve(z, answers)
        yield (FadeIn(axes, run_time=0.3),)
        drawn = (Create(half, rate_func=linear) for half in halves)
        yield together(Tween(self.sheet, curve), *drawn, run_time=run_time)
        self.sheet.show(self.flowed, self.ask)
        yield (FadeOut(bias, axes, *halves, run_time=0.4),)

    def settle(self) -> Gesture:
        """Let the sheet go where its neuron's map is."""
        frame, values = self.goal.frame, self.sheet.values
        if self.sheet is not self.goal:
            again = lambda _: self.sheet.show_values(values)  # noqa: E731
            yield (
                self.sheet.move(frame.get_center(), frame.width, frame.width, again, run_time=1),
            )
        self.goal.border.set_stroke(opacity=1.0)
        self.goal.field.set_opacity(1.0)
        self.goal.show(self.flowed, self.ask)

    def _curve(self, z: Array, answers: Array) -> list[Any]:
        """Return axes beside the sheet, and what becomes of each sum: below nought, and above."""
        looks: Any = {"width": _INSET[0], "height": _INSET[1], "x_ticks": (), "y_ticks": ()}
        ends = min(float(answers.min()), 0.0), max(float(answers.max()), 0.0) or 1.0
        plot = Plot((-self.most, self.most), ends, **looks)
        plot.next_to(self.sheet.frame, LEFT, buff=_BESIDE - _INSET[0] / 2).shift(DOWN * 1.2)
        order = np.argsort(z, axis=None)
        xs, ys = z.ravel()[order], answers.ravel()[order]
        parts = [(part, role) for part, role in ((xs < 0, "no"), (xs >= 0, "yes")) if part.any()]
        curves = (Curve(plot, xs[one], ys[one], role=role, head=False) for one, role in parts)
        return [plot.add_to_back(plate_behind(plot, air=0.1)), *curves]

    def _said(self, key: str, at: tuple[int, int], role: str) -> Readout:
        """Return a parameter in print."""
        looks: Any = {"role": role, "size": style.LABEL, "anchor": "center", "signed": True}
        return quote(self.step, key, at, 2, **looks)

    def _stand_over(self, number: Readout, shown: PlaneMap) -> None:
        number.put_anchor(shown.frame.get_top() + UP * 0.2)

    def _sliding(self, k: int, ghost: PlaneMap, number: Readout) -> Any:
        one, term = self.before[k], self.sums[k + 1] - self.sums[k]
        start, end = one.frame.get_center(), self.sheet.frame.get_center()
        sides = one.frame.width, self.sheet.frame.width
        own, bare, times = self.heard[k], *(self._scaled(s, ghost) for s in (self.heard[k], term))

        def show(moment: float) -> None:
            dark, weighed, gone, landed = (float(eased((moment - t) / _EACH)) for t in _TURNS)
            side = sides[0] + (sides[1] - sides[0]) * gone
            ghost.stand(start + (end - start) * gone, side, side)
            ghost.show_values(own + (bare - own) * dark + (times - bare) * weighed)
            ghost.field.set_opacity(1.0 - landed)
            ghost.frame.set_stroke(opacity=1.0 - landed)
            self._stand_over(number, ghost)
            number.set_fill(opacity=weighed * (1.0 - landed))
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
        self.sheet.show_values(self._scaled(z, self.sheet), line=z if lined else None)


def _copy(one: PlaneMap, at: PlaneMap) -> PlaneMap:
    """Return another sheet of a neuron, where a map stands."""
    side, ends = at.frame.width, one.field.ends
    looks: Any = {"width": side, "height": side, "level": one.level, "framed": True}
    copy = PlaneMap(one.plane, one.key, ends, row=one.row, **looks)
    return copy.stand(at.frame.get_center(), side, side)
