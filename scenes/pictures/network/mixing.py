"""Maps become the next map: each comes times its weight, all are added, and the sum bends."""

from functools import partial
from typing import Any

import numpy as np
from manim import DR, UL, Create, FadeIn, FadeOut, Group, linear

from scenes.pictures.network.wall import Wall, backwards, stand_under
from scenes.vocabulary import plane, style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.stage import Gesture, Tween, motion, together
from scenes.vocabulary.text import Array, Readout, Source, quote, strip

_TURNS, _EACH = (0.0, 0.35, 0.7), 0.3  # when a map takes its weight, goes, and lands; how long each
_INSET, _OFF = (1.7, 1.4), 0.35  # of the curve, in a corner of the sheet


class Mixing:
    """What the neurons of one layer answer, carried over one neuron's edges, becomes its own map.

    It grows on a sheet where the last map will be, blue weights first. A map is dark half way
    between its ends; of what is to be added nought is dark: the maps that are heard take these
    colours, which reach as far as the largest of them, and in the end their own again. Times their
    weights they reach, as all sums do, as far as the largest sum.

    `wall`: Its maps up to the layer before are there. `layer`, `row`: Of the neuron. `step`: Whose
    weights it has: `W2`, `b2` and so on.
    """

    def __init__(self, wall: Wall, step: Source, flowed: Source, layer: int, row: int) -> None:
        self.step, self.flowed, self.layer = step, flowed, layer
        self.goal, last = wall.columns[layer][row], wall.columns[-1][0]
        self.ask = partial(wall.ask, len(wall.history) - 1)
        self.sheet = self.goal if self.goal is last else _laid_over(last, self.goal)
        weights, bias = (step[f"{kind}{layer}"][self.goal.row] for kind in "Wb")
        self.before = sorted(wall.columns[layer - 1], key=lambda one: -weights[one.row])
        self.heard = [flowed[one.key][one.row] for one in self.before]
        terms = [weights[one.row] * a for one, a in zip(self.before, self.heard, strict=True)]
        z = flowed[f"z{layer}"][self.goal.row]
        self.sums = [np.zeros_like(z), *np.cumsum(terms, axis=0), z - bias, z]
        self.unbiased = len(self.sums) - 2
        self.most, self.loudest = (float(np.abs(x).max()) or 1.0 for x in (self.sums, self.heard))

    def recolour(self, *, run_time: float) -> Gesture:
        """Show all that is heard so that nought is dark."""
        yield (Tween(Group(*self.before), self._show_heard, run_time=run_time),)

    def mix(self, *, run_time: float) -> Gesture:
        """Let one map after the other take its weight, slide in and be added."""
        self._show(0, 0.0)
        self.sheet.border.set_stroke(opacity=1.0)
        self.sheet.field.set_opacity(1.0)
        for k, one in enumerate(self.before):
            ghost, at = one.copy(), (self.goal.row, one.row)
            number = self._said(f"W{self.layer}", at, "weight")
            slide, above = self._sliding(k, ghost, number), Group(ghost, number).set_z_index(1)
            moving = Group(self.sheet, above)
            yield (Tween(moving, slide, run_time=run_time, rate_func=linear),)
        if not np.allclose(*self.sums[-3:-1]):  # some are not drawn
            yield (Tween(self.sheet, partial(self._show, self.unbiased - 1)),)

    def bend(self, *, run_time: float) -> Gesture:
        """Draw where the sum is 0, let the bias move that, and the curve send both sides apart."""
        z, answers = self.sums[-1], self.goal.table(self.flowed[self.goal.key])
        move = partial(self._show, self.unbiased, lined=True)
        move(0.0)
        yield (Create(self.sheet.border, run_time=run_time / 2),)
        bias = stand_under(self.sheet, self._said(f"b{self.layer}", (self.goal.row, 0), "bias"))
        yield together(Tween(self.sheet, move), FadeIn(bias), run_time=run_time)
        start = self.sheet.values

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
        """Let the sheet go where its neuron's map is, and what was heard be itself again."""
        frame, values = self.goal.frame, self.sheet.values
        plays = [Tween(Group(*self.before), self._show_heard, run_time=1.0, rate_func=backwards)]
        if self.sheet is not self.goal:
            again = lambda _: self.sheet.show_values(values)  # noqa: E731
            where = frame.get_center(), frame.width, frame.width
            plays += [self.sheet.move(*where, again, run_time=1.0)]
        yield tuple(plays)
        self.goal.border.set_stroke(opacity=1.0)
        self.goal.field.set_opacity(1.0)
        for one in (self.goal, *self.before):
            one.show(self.flowed, self.ask)

    def _show_heard(self, share: float) -> None:
        """Show what is heard, so far on its way to the colours in which nought is dark."""
        for one, own in zip(self.before, self.heard, strict=True):
            one.show_values(own + (_scaled(own, self.loudest, one) - own) * share)

    def _curve(self, z: Array, answers: Array) -> list[Any]:
        """Return axes in a corner of the sheet, and what becomes of sums below nought and above."""
        looks: Any = {"width": _INSET[0], "height": _INSET[1], "x_ticks": (), "y_ticks": ()}
        ends = min(float(answers.min()), 0.0), max(float(answers.max()), 0.0) or 1.0
        plot = Plot((-self.most, self.most), ends, **looks)
        plot.move_to(self.sheet.frame.get_corner(DR) + UL * _OFF, DR)
        order = np.argsort(z, axis=None)
        xs, ys = z.ravel()[order], answers.ravel()[order]
        parts = [(part, role) for part, role in ((xs < 0, "no"), (xs >= 0, "yes")) if part.any()]
        curves = (Curve(plot, xs[one], ys[one], role=role, head=False) for one, role in parts)
        return [plot.add_to_back(strip.plate_behind(plot, air=0.1)), *curves]

    def _said(self, key: str, at: tuple[int, int], role: str) -> Readout:
        """Return a parameter in print."""
        looks: Any = {"role": role, "size": style.LABEL, "anchor": "left", "signed": True}
        return quote(self.step, key, at, 2, **looks)

    def _sliding(self, k: int, ghost: plane.PlaneMap, number: Readout) -> Any:
        one, term = self.before[k], self.sums[k + 1] - self.sums[k]
        start, end = one.frame.get_center(), self.sheet.frame.get_center()
        sides = one.frame.width, self.sheet.frame.width
        bare, times = _scaled(self.heard[k], self.loudest, ghost), _scaled(term, self.most, ghost)

        def show(moment: float) -> None:
            weighed, gone, landed = (float(motion.eased((moment - t) / _EACH)) for t in _TURNS)
            side = sides[0] + (sides[1] - sides[0]) * gone
            ghost.stand(start + (end - start) * gone, side, side)
            ghost.show_values(bare + (times - bare) * weighed)
            ghost.field.set_opacity(1.0 - landed)
            ghost.frame.set_stroke(opacity=1.0 - landed)
            stand_under(ghost, number).set_fill(opacity=weighed * (1.0 - landed))
            self._show(k, landed)

        return show

    def _show(self, k: int, moment: float, *, lined: bool = False) -> None:
        """Show a sum on its way to the next one."""
        z = self.sums[k] + (self.sums[k + 1] - self.sums[k]) * moment
        lined = lined and self.goal.level is not None and self.goal.level[0] != self.goal.key
        values = _scaled(z, self.most, self.sheet)
        self.sheet.show_values(values, line=z if lined else None)


def _scaled(sums: Array, most: float, shown: plane.PlaneMap) -> Array:
    """Return sums as values of a map's own scale: nought is its middle, the most is at an end."""
    low, high = shown.field.ends
    return np.asarray((low + high) / 2 + sums / most * (high - low) / 2)


def _laid_over(below: plane.PlaneMap, one: plane.PlaneMap) -> plane.PlaneMap:
    side = below.frame.width
    return one.copy().stand(below.frame.get_center(), side, side)
