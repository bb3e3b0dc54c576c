"""How steep the sigmoid is: a stick of length 1, cut at the curve, spans its slope; and a door."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import (
    DL,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Create,
    DashedVMobject,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    Rectangle,
    VGroup,
    VMobject,
)

from scenes.pictures.sigmoid import bent_line, doors
from scenes.vocabulary import stage, style
from scenes.vocabulary.text import Depicted, Depiction, Source, Strip, fewest_decimals, maths, quote
from scenes.vocabulary.text.arrays import Array, ArrayLike
from scenes.vocabulary.text.digits import seen_decimals

_KEYS = "z", "a", "slope"
_FILLED = 0.75
_CAPTION, _LONG = 0.12, 1.4  # Manim units from a side to its name; of 1 of z, either way


class Stick(VGroup, Depiction):
    """On a sigmoid's curve a stick of length 1 in two parts: a stands, 1 - a is tipped over.

    The rectangle between the two has the slope σ′ = a(1 - a) as its area; lengths are in the
    stick's own unit. As far does the tangent rise along 1 of z, and a door stand open beside it.

    `axis`: `z`, `a` and `slope` (k,): the curve, at whose points the stick can stand. The
    curve itself, and the axis of a, stand there already.
    """

    def __init__(self, axis: Source) -> None:
        self.axis, _, self.slopes = self._curve = [np.asarray(axis[k]) for k in _KEYS]
        plot = bent_line.bend_axes(float(self.axis[-1]))
        self.frame = plot.frame
        self.ground = VGroup(self.frame.x_axis, plot.x_ticks, plot[-2])
        self.area = Rectangle(stroke_width=0, fill_opacity=_FILLED, fill_color=style.color("slope"))
        self.below = VMobject(color=style.color("activation"), stroke_width=style.BEAM)
        self.above = VMobject(color=style.color("ink"), stroke_width=style.BEAM)
        self.dot = Dot(radius=0.11, color=style.color("activation"))
        self.sides = VGroup(maths("activation(a)"), maths("1 - activation(a)"))
        self.sides.set_stroke(style.color("paper"), width=style.BROAD, background=True)
        self.tangent = Tangent()
        self.door = doors.Door(self.unit)
        super().__init__(self.ground, self.area, self.below, self.above, self.sides, self.tangent)
        self.door.stand_on_floor(float(self._at(0.0, 0.0)[1]))
        self.number = quote(axis, "slope", (0,), 3, role="slope", size=style.LABEL)
        formula = "slope(sigma') = activation(a) thin (1 - activation(a)) ="
        self.now = Strip(formula, self.number, size=style.LABEL).move_to(style.MIDDLE + UP)
        self.add(self.dot, self.door, self.now.align_to(style.RIGHT_SIDE, RIGHT))
        self.told: tuple[str, tuple[int, int]] | None = None
        self.show_at(0.0, tipped=0.0)

    @property
    def unit(self) -> float:
        """Manim units for 1: how long the stick is."""
        return float(self.frame.y_axis.get_length())

    def show_at(self, z: float, *, tipped: float = 1.0) -> Self:
        """Cut the stick at a z of the curve, its upper part tipped over so far, 0 to 1."""
        near = int(np.abs(self.axis - z).argmin())
        self.number.show_value(float(self.slopes[near])).at = (near,)
        return self._stand(*(float(some[near]) for some in self._curve), tipped=tipped)

    def _stand(self, z: float, a: float, slope: float, *, tipped: float = 1.0) -> Self:
        self.z, self.told = z, None
        self.now.set_fill(opacity=float(tipped == 1.0))
        foot, cut = self._at(z, 0.0), self._at(z, a)
        turn, wide = np.pi / 2 * (1 - tipped), self.unit * (1 - a)
        along, across = ([np.cos(t), np.sin(t), 0.0] for t in (turn, turn + np.pi / 2))
        end = cut + wide * np.array(along)
        self.below.set_points_as_corners([foot, cut])
        self.above.set_points_as_corners([cut, end])
        self.dot.move_to(cut)
        beside = _CAPTION + self._one * (self._one < self.sides[0].width + 2 * _CAPTION)
        sides = (foot, cut, np.array(LEFT), beside), (cut, end, np.array(across), _CAPTION)
        for name, (one, other, out, air) in zip(self.sides, sides, strict=True):
            half = np.abs(out) @ [name.width, name.height, 0.0] / 2
            name.move_to((one + other) / 2 + out * (half + air))
            long = float(np.linalg.norm(other - one)) - name.width
            name.set_opacity(float(np.clip(3 * long - 1, 0.0, 1.0)))
        self.area.set_points_as_corners([foot, foot + RIGHT * wide, cut + RIGHT * wide, cut, foot])
        self.area.set_fill(opacity=_FILLED * float(tipped == 1.0))
        self.tangent.show_at(cut, self._at(z + 1, a) - cut, slope * self.unit)
        self.door.show_slope(slope)
        return self

    def rest_at(self, source: Source, layer: int, row: int) -> Strip:
        """Say that it rests at a neuron's recorded z, and return its line of arithmetic."""
        at = row, 0
        self._stand(*(float(source[f"{key}{layer}"][at]) for key in ("z", "a", "slope")))
        self.told = f"{layer}", at
        self.now.move_to(self.frame.get_corner(UL) + DR * 0.12, UL)  # it makes room for the door
        VGroup(self.now, self.sides).set_opacity(0.0)  # the line says the same
        self.cite(source)
        line, one = slope_line(source, layer, row).move_to(self.now, UL), self.tangent.one
        curve = self._at(self.axis, self._curve[1])
        met = curve[curve[:, 1] > line.get_bottom()[1] - _CAPTION, 0]
        if len(met) and met[0] < line.get_right()[0] + _CAPTION:  # over the curve there is room
            line.next_to(self.frame.get_corner(UL) + RIGHT * _CAPTION, UR, buff=0)
        if one.get_left()[0] < line.get_right()[0] and one.get_top()[1] > line.get_bottom()[1]:
            one.set_fill(opacity=0.0)
        return line

    def appear(self) -> stage.Gesture:
        """Draw the axis of z, stand the whole stick on it, and cut it at the curve."""
        ends = self._at(self.z, 0.0), self._at(self.z, 1.0)
        whole = Line(*ends, color=style.color("ink"), stroke_width=style.BEAM)
        yield FadeIn(self.ground), Create(whole, run_time=1.6)
        yield FadeIn(self.below, self.above, self.dot, self.sides), FadeOut(whole)

    def tip(self) -> stage.Gesture:
        """Tip the upper part over, and fill what the two span."""
        z = self.z
        tipping = VGroup(self.area, self.below, self.above, self.sides, self.dot, self.now)
        yield (stage.Tween(tipping, lambda t: self.show_at(z, tipped=t), run_time=3.6),)

    def slide(self, z: float, *, run_time: float) -> stage.Tween:
        """Return the stick's way along the curve, from where it stands."""
        self.tangent.one.set_fill(opacity=1.0)
        start, way = self.z, z - self.z
        # At no end of its way a point of the curve that lies outside of it.
        step = 0.98 * np.sign(way) * (self.axis[1] - self.axis[0])
        return stage.Tween(
            self, lambda t: self.show_at(start + way * t + step * (0.5 - t)), run_time=run_time
        )

    def square(self) -> VGroup:
        """Return the outline of the area as it is in the middle, its name, a quarter, and of what.

        That is the square of the whole stick, whatever the marks on the axis of z say.
        """
        corner, name = self.area.get_corner(DL), maths("slope(1 \\/ 4)", size=style.LINE)
        outline, whole = (
            VMobject(color=style.color(role), stroke_width=style.EVEN).set_points_as_corners(
                corner + side * np.array([UP, UP + RIGHT, RIGHT])
            )
            for side, role in ((self.area.width, "ink"), (self.unit, "muted"))
        )
        name.next_to(outline.get_corner(UR), UR, buff=0.08)
        return VGroup(DashedVMobject(outline), name, DashedVMobject(whole, num_dashes=30))

    def depicted(self) -> Iterator[Depicted]:
        """Yield a and σ′ of the neuron at whose z it rests: a length, an area, and an opening."""
        if self.told:
            layer, at = self.told
            tall = self._tall()
            wide = self.area.width / self.unit
            yield Depicted(f"a{layer}", at, tall, style.PIXEL / self.unit)
            yield Depicted(f"slope{layer}", at, tall * wide, style.PIXEL / self.unit)
            for rise in (self.door.gap, self.tangent.rise.height):
                yield Depicted(f"slope{layer}", at, rise / self.unit, style.PIXEL / self.unit)

    def _tall(self) -> float:
        return float(np.linalg.norm(self.below.points[-1] - self.below.points[0]) / self.unit)

    @property
    def _one(self) -> float:
        """Manim units for 1 of z: how far to the left the tangent's rise stands."""
        return float(self._at(1.0, 0.0)[0] - self._at(0.0, 0.0)[0])

    def _at(self, z: ArrayLike, a: ArrayLike) -> Array:
        return np.asarray(self.frame.point(z, a))


class Tangent(VGroup):
    """A curve's tangent, and left of where it touches how far it rises along 1 of z."""

    def __init__(self) -> None:
        pens = ("ink", style.EVEN), ("weighted", style.FIRM), ("slope", style.BEAM)
        lines = [VMobject(color=style.color(role), stroke_width=pen) for role, pen in pens]
        self.line, self.run, self.rise = lines
        self.one = maths("weighted(1)", size=style.LABEL)
        super().__init__(*lines, self.one)

    def show_at(self, touch: Array, one: Array, rise: float) -> Self:
        """Touch at a point; `one` is the way along 1 of z, and `rise` how far it goes up there."""
        start, way = touch - one, one + UP * rise
        self.line.set_points_as_corners([touch - _LONG * way, touch + _LONG * way])
        self.run.set_points_as_corners([start, touch])
        self.rise.set_points_as_corners([start - UP * rise, start])
        self.one.next_to(self.run, UP, buff=0.12)
        return self


def slope_line(source: Source, layer: int, row: int) -> Strip:
    """Return σ′ = a (1 - a) with a neuron's numbers, on one line."""
    key, at = f"a{layer}", (row, 0)
    of_slope = seen_decimals(source[f"slope{layer}"][at])
    digits = fewest_decimals([source[key][at]], lambda a: a * (1 - a), result_decimals=of_slope)
    looks = {"role": "activation", "size": style.BODY}
    one, two = (quote(source, key, at, digits, **looks) for _ in range(2))
    slope = quote(source, f"slope{layer}", at, of_slope, role="slope", size=style.BODY)
    parts = "slope(sigma') =", one, "dot paren.l 1 -", two, "paren.r =", slope
    return Strip(*parts, size=style.BODY, gap=0.09)
