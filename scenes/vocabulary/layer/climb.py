"""The squash: weighted inputs climb from their axis to the curve, and read off a height."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import RIGHT, UP, Dot, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.text import Array, Readout, Source, ellipsis, maths, quote, readout

Along = Callable[[str, float, float], Source]

_WIDTH, _HEIGHT = 4.4, 2.9
_STRIDE, _NEAR = 1.0, 0.5  # of an axis that is to hold all z; that of a curve without an end
_MOST = 5  # dots that can be told apart
# From a dot to its number, which nothing that is drawn strikes through.
_ABOVE, _BESIDE, _OFF, _HAIR = 0.28, 0.14, 0.24, 0.05
_HIGH = 0.94
_TIERS = 0.0, 0.3  # over an axis, where numbers are close
_SAMPLES = 200  # points of a line, on which no number may lie
_APART = 0.1  # the formula from the name of its axis


class Squash(VGroup):
    """An activation's curve over z, and a dot for each neuron that climbs it.

    At each dot stands its z while it is on its axis, and its a once it has been read off, where
    there is room for the number.

    Parameters
    ----------
    source
        One example's working: `z1` and `a1` (n, 1) and so on.
    number
        Which layer, from 1.
    curve
        From an activation's name and the ends of an axis to `z` and `a` along it.
    bend
        The name of its activation.
    rows
        The neurons to show (default: up to five, else the first and the last).
    """

    def __init__(
        self,
        source: Source,
        number: int,
        curve: Along,
        *,
        bend: str = "sigmoid",
        rows: Sequence[int] | None = None,
    ) -> None:
        keys = f"z{number}", f"a{number}"
        self.rows = ellipsis.stated(rows, len(source[keys[0]]), most=_MOST)
        places = [(row, 0) for row in self.rows]
        self.zs, self.activations = (np.array([source[k][p] for p in places]) for k in keys)
        self.plot, self.curve, self.formula = _axes(self.zs, curve, bend)
        self.climbs, self.reads, self.dots = VGroup(), VGroup(), VGroup()
        for _ in self.zs:
            self.climbs.add(Line(color=style.color("weighted"), stroke_width=style.FIRM))
            self.reads.add(Line(color=style.color("activation"), stroke_width=style.FIRM))
            self.dots.add(
                Dot(radius=0.09, stroke_width=style.THIN, stroke_color=style.color("paper"))
            )
        over, beside = self._feet() + UP * _ABOVE, self._sides() + RIGHT * _BESIDE
        # At the top, where the axis has its name, a number stands below its line.
        heights = (self.activations - self.plot.frame.y_range[0]) / np.ptp(self.plot.frame.y_range)
        beside += np.where(heights > _HIGH, -_OFF, _OFF)[:, None] * UP
        sides, tops = self._sides(), self.plot.point(self.zs, self.activations)
        drawn, axis = self.curve.line.points, self.plot.frame.y_axis
        read = np.linspace(sides, tops, _SAMPLES).reshape(-1, 3)
        up = np.linspace(axis.get_start(), axis.get_end(), _SAMPLES)
        ink = np.vstack([drawn, up]), np.vstack([drawn, read])
        self.z_numbers = _numbers(
            source, keys[0], places, "weighted", over, anchor="center", ink=ink[0], tiers=_TIERS
        )
        self.a_numbers = _numbers(
            source, keys[1], places, "activation", beside, anchor="left", ink=ink[1]
        )
        super().__init__(self.plot, self.curve, self.climbs, self.reads, self.dots)
        self.add(self.z_numbers, self.a_numbers, self.formula)
        self.show_climb(0.0)

    def show_climb(self, moment: float) -> Self:
        """Show the dots on their way: 0 on the axis, one half on the curve, 1 read off."""
        up, across = min(2 * moment, 1.0), max(2 * moment - 1.0, 0.0)
        feet, sides = self._feet(), self._sides()
        tops = self.plot.point(self.zs, self.activations)
        parts = zip(self.climbs, self.reads, self.dots, feet, tops, sides, strict=True)
        for climb, read, dot, foot, top, side in parts:
            _stretch(climb, foot, foot + (top - foot) * up)
            _stretch(read, top, top + (side - top) * across)
            dot.move_to(read.get_end() if across else climb.get_end())
            dot.set_fill(style.blend("weighted", "activation", up), opacity=1.0)
        _fade(self.z_numbers, 1.0 - min(10 * up, 1.0))
        _fade(self.a_numbers, max(6 * across - 5.0, 0.0))
        return self

    def _feet(self) -> Array:
        """Return where the dots stand on the axis of z."""
        return self.plot.point(self.zs, np.full_like(self.zs, self.plot.frame.y_range[0]))

    def _sides(self) -> Array:
        """Return where the heights are read off, on the axis of a."""
        left = np.full_like(self.zs, self.plot.frame.x_range[0])
        return self.plot.point(left, self.activations)


def _axes(zs: Array, along: Along, name: str) -> tuple[Plot, Curve, VMobject]:
    """Return the axes that hold all values, the curve on them, and its formula above."""
    bend = ACTIVATIONS[name]
    farthest = float(np.abs(zs).max())
    stride = _NEAR if bend.high is None else _STRIDE
    reach = max(bend.reach, float(np.ceil(farthest / stride)) * stride)
    axis = along(name, -reach, reach)
    xs, ys = axis["z"], axis["a"]
    low = float(ys.min()) if bend.low is None else bend.low
    high = float(ys.max()) if bend.high is None else bend.high
    names = maths("weighted(z)"), maths("activation(a)")
    ends = (low, high) if bend.high is not None else None
    plot = Plot(
        (-reach, reach),
        (low, high),
        width=_WIDTH,
        height=_HEIGHT,
        x_label=names[0],
        y_label=names[1],
        y_ticks=ends,
    )
    curve = Curve(plot, xs, ys, role="ink", head=False)
    written = maths(f"activation(a) = {bend.letter}(weighted(z)) = {bend.formula}", size=style.LINE)
    written.next_to(plot.frame, UP, buff=0.25)
    lack = names[1].get_right()[0] + _APART - written.get_left()[0]
    return plot, curve, written.shift(RIGHT * max(lack, 0.0))


def _numbers(
    source: Source,
    key: str,
    places: Sequence[tuple[int, int]],
    role: str,
    points: Array,
    *,
    anchor: readout.Anchor,
    ink: Array,
    tiers: Sequence[float] = (0.0,),
) -> VGroup:
    """Return a number at each point, or so much higher: none on another, or where there is ink."""
    numbers = VGroup()
    for place, point in zip(places, points, strict=True):
        number = quote(source, key, place, role=role, size=style.SMALL, anchor=anchor)
        number.set_stroke(style.color("paper"), width=style.BROAD, background=True)
        for tier in tiers:
            number.put_anchor(point + UP * tier)
            if _is_clear(number, numbers, ink):
                numbers.add(number)
                break
    return numbers


def _is_clear(number: Readout, others: VGroup, ink: Array) -> bool:
    """Say whether a number stands on no other one, and on no ink."""
    apart = [np.abs(number.get_center() - other.get_center()) for other in others]
    clear = all(gap[0] > number.width + 0.1 or gap[1] > number.height + 0.1 for gap in apart)
    half = np.array([number.width, number.height]) / 2 + _HAIR
    off = np.abs(ink - number.get_center())[:, :2] > half
    return clear and bool(off.any(axis=1).all())


def _fade(numbers: VGroup, share: float) -> None:
    numbers.set_fill(opacity=share)
    for number in numbers:
        number.set_stroke(opacity=share, background=True)


def _stretch(line: VMobject, start: Array, end: Array) -> None:
    """Draw a trail; one of no length is not seen."""
    line.set_points_as_corners([start, end])
    line.set_stroke(opacity=0.7 if np.any(start != end) else 0.0)
