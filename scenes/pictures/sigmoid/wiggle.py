"""A wiggle of z: how much of it, or of an error on its way back, the curve lets a neuron hear."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Dot, SurroundingRectangle, VGroup, VMobject

from scenes.pictures.sigmoid.bent_line import bend_axes
from scenes.pictures.sigmoid.neuron_sums import NeuronSums
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.arrays import Points

_HALF, _FINE = 0.5, 25  # how far z is moved to either side; points of the curve within
_RIM, _LADDER = 0.02, 0.1  # around a name, and how much further off the next place for it is


class Wiggle(VGroup):
    """A curve, a beam up to it as wide as the wiggle, and one from it as high as the answer.

    `axis`: `z` and `a` (k,): the curve. `marks`: Some z that stand on the curve, by the Typst maths
    for their names.
    """

    def __init__(self, axis: Source, marks: Mapping[str, float]) -> None:
        self.axis, self.heights = (np.asarray(axis[key], float) for key in "za")
        self.plot = bend_axes(float(self.axis[-1]))
        self.curve = Curve(self.plot, self.axis, self.heights, role="ink", head=False)
        self.cause, self.effect = (_beam(role) for role in ("weighted", "activation"))
        self.moved, self.answer = (_edge(role) for role in ("weighted", "activation"))
        self.beams = VGroup(self.cause, self.effect, self.moved, self.answer)
        super().__init__(self.plot, self.curve, self.beams)
        self.add(*self._marks(marks))
        self.show_at(0.0)

    def show_at(self, z: float) -> Self:
        """Wiggle around z."""
        self.z = float(z)
        zs = z + _HALF * np.linspace(-1.0, 1.0, _FINE)
        heights = np.interp(zs, self.axis, self.heights)
        on_curve = self.plot.frame.point(zs, heights)
        feet = self.plot.frame.point(zs, np.full(_FINE, self.plot.frame.y_range[0]))
        sides = self.plot.frame.point(np.full(_FINE, self.plot.frame.x_range[0]), heights)
        self.cause.set_points_as_corners(_around(on_curve, feet))
        self.effect.set_points_as_corners(_around(on_curve, sides))
        self.moved.set_points_as_corners(feet[[0, -1]])
        self.answer.set_points_as_corners(sides[[0, -1]])
        return self

    def carry(self, z: float, *, run_time: float) -> Tween:
        """Return the motion of the wiggle from where it is to z."""
        start = self.z
        return Tween(self.beams, lambda t: self.show_at(start + (z - start) * t), run_time=run_time)

    def _marks(self, marks: Mapping[str, float]) -> list[VGroup]:
        """Return a dot for each z and its name, off all dots and other names."""
        zs = np.array(list(marks.values()))
        points = self.plot.frame.point(zs, np.interp(zs, self.axis, self.heights))
        dots = [Dot(point, radius=0.09, color=style.color("weighted")) for point in points]
        taken: list[VMobject] = list(dots)
        for name, point in zip(marks, points, strict=True):
            taken.append(_name_at(point, maths(name, size=style.LINE), taken))
        return [VGroup(*both) for both in zip(dots, taken[len(dots) :], strict=True)]


def _around(there: Points, back: Points) -> Points:
    """Return the outline of what lies between two edges."""
    return np.concatenate([there, back[::-1], there[:1]])


def _beam(role: str) -> VMobject:
    return VMobject(fill_color=style.color(role), fill_opacity=0.28, stroke_width=0)


def _edge(role: str) -> VMobject:
    return VMobject(color=style.color(role), stroke_width=style.BEAM)


class Hearing:
    """The `wiggle` at the left and the `sums` at the right; `order` is from the middle outwards.

    `axis`: `z` and `a` (k,): the curve. `source`: One example's working. `layer`, `rows`: The
    layer, from 1, and the neurons whose z are marked.
    """

    def __init__(self, axis: Source, source: Source, layer: int, rows: Sequence[int]) -> None:
        self.zs = np.asarray(source[f"z{layer}"], float)[list(rows), 0]
        self.order = np.argsort(np.abs(self.zs)).tolist()
        names = [f"weighted(z_{row + 1})" for row in rows]
        self.wiggle = Wiggle(axis, dict(zip(names, self.zs.tolist(), strict=True)))
        self.wiggle.show_at(self.zs[self.order[0]])
        self.sums = NeuronSums.deltas(source, layer, rows).move_to(style.ASIDE)

    def go_out(self, *, run_time: float) -> Gesture:
        """Carry the wiggle from z to z, outwards."""
        for place in self.order[1:]:
            share = run_time / len(self.order[1:])
            yield (self.wiggle.carry(self.zs[place], run_time=share),)

    def hear(self, place: int, *, run_time: float) -> tuple[Animation, ...]:
        """Return the motions of the wiggle to a neuron's z, and of the frame to its line."""
        return self.wiggle.carry(self.zs[place], run_time=run_time), self.sums.point_at(place)


def _name_at(point: Points, name: VMobject, taken: Sequence[VMobject]) -> VGroup:
    """Put a name beside its dot, at the first place where nothing is; on paper, not on a beam."""
    ground = SurroundingRectangle(name, buff=_RIM, stroke_width=0)
    ground.set_fill(style.color("paper"), opacity=1.0)
    whole = VGroup(ground, name)
    for further in range(len(taken)):
        for side in (UP, DOWN):
            away = side * (0.32 + _LADDER * further) - 0.2 * (RIGHT if side is UP else LEFT)
            whole.move_to(point + away)
            if not any(_overlap(whole, other) for other in taken):
                return whole
    return whole


def _overlap(one: VMobject, other: VMobject) -> bool:
    apart = np.abs(one.get_center() - other.get_center()) * 2
    return bool(apart[0] < one.width + other.width and apart[1] < one.height + other.height)
