"""How steep the sigmoid is: a stick of length 1, cut at the curve, spans its slope; and a door."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import (
    DR,
    LEFT,
    RIGHT,
    UL,
    Create,
    DashedVMobject,
    Dot,
    FadeIn,
    Rectangle,
    VGroup,
    VMobject,
)

from scenes.pictures.sigmoid.bent_line import BentLine, bend_axes
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve
from scenes.vocabulary.stage import Flight, Gesture, Tween
from scenes.vocabulary.text import Source, Strip, fewest_decimals, maths, quote
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import segments

_STRIPES, _FILLED = 36, 0.75
_DOOR, _WALL, _OUT = (3.0, 4.75), 0.2, 6.55  # where a nudge comes from, to, and goes


class Stick(VGroup, Depiction):
    """A sigmoid, and on it a stick of length 1 in two parts: a stands, 1 - a is tipped over.

    The rectangle between the two has the slope σ′ = a(1 - a) as its area; lengths are in the
    stick's own unit. Beside it a door is open as far as σ′ says, in the same unit.

    `axis`: `z`, `a` and `slope` (k,): the curve.
    """

    def __init__(self, axis: Source) -> None:
        self.axis, self.heights, self.slopes = (np.asarray(axis[k]) for k in ("z", "a", "slope"))
        self.plot = bend_axes(float(self.axis[-1]))
        self.curve = Curve(self.plot, self.axis, self.heights, role="ink", head=False)
        self.area = Rectangle(stroke_width=0, fill_opacity=_FILLED, fill_color=style.color("slope"))
        self.below = VMobject(color=style.color("activation"), stroke_width=style.BEAM)
        self.above = VMobject(color=style.color("ink"), stroke_width=style.BEAM)
        self.dot = Dot(radius=0.11, color=style.color("activation"))
        self.door = Door(self.unit)
        super().__init__(self.plot, self.curve, self.area, self.below, self.above, self.dot)
        self.add(self.door)
        shift = style.STAGE_LEFT + LEFT * 0.9 - self.plot.frame.get_center()
        for part in (self.plot, self.curve):
            part.shift(shift)
        self.door.stand_on_floor(float(self._at(0.0, 0.0)[1]))
        self.number = quote(axis, "slope", (0,), 3, role="slope", size=style.LINE)
        self.now = Strip("slope(sigma') =", self.number, size=style.LINE)
        self.now.move_to(self.plot.frame.get_corner(UL) + DR * 0.12, UL)
        self.add(self.now)
        self.told: tuple[str, tuple[int, int]] | None = None
        self.show_at(0.0, tipped=0.0)

    @property
    def unit(self) -> float:
        """Manim units for 1: how long the stick is."""
        return float(self.plot.frame.y_axis.get_length())

    def show_at(self, z: float, *, tipped: float = 1.0) -> Self:
        """Cut the stick at a z of the curve, its upper part tipped over so far, 0 to 1."""
        self.z, self.told = float(z), None
        a, slope = (float(np.interp(z, self.axis, some)) for some in (self.heights, self.slopes))
        near = int(np.abs(self.axis - z).argmin())
        self.number.show_value(float(self.slopes[near])).at = (near,)
        self.now.set_fill(opacity=float(tipped == 1.0))
        foot, cut = self._at(z, 0.0), self._at(z, a)
        turn = np.pi / 2 * (1 - tipped)
        end = cut + self.unit * (1 - a) * np.array([np.cos(turn), np.sin(turn), 0.0])
        self.below.set_points_as_corners([foot, cut])
        self.above.set_points_as_corners([cut, end])
        self.dot.move_to(cut)
        wide = self.unit * (1 - a)
        self.area.set_points_as_corners([foot, foot + RIGHT * wide, cut + RIGHT * wide, cut, foot])
        self.area.set_fill(opacity=_FILLED * float(tipped == 1.0))
        self.door.show_slope(slope)
        return self

    def rest_at(self, source: Source, layer: int, row: int) -> Self:
        """Say that it rests at a neuron's recorded z."""
        self.show_at(float(source[f"z{layer}"][row, 0]))
        self.told = f"{layer}", (row, 0)
        self.now.set_fill(opacity=0.0)  # its line of arithmetic says the same
        self.cite(source)
        return self

    def appear(self, bent: BentLine) -> Gesture:
        """Take over the curve that a line was bent into, and stand the stick on its axis."""
        upright = VGroup(self.plot.frame.y_axis, self.plot.y_ticks, self.plot[-1])
        ways = (bent.upright, upright), (bent.line, self.curve.line)
        yield tuple(Flight(*way, arc=0.0, run_time=1.2, remover=True) for way in ways)
        taken = Tween(VGroup(upright, self.curve), lambda _: None, run_time=2.6)
        ground = VGroup(self.plot.frame.x_axis, self.plot.x_ticks, self.plot[-2])
        yield taken, FadeIn(ground, self.dot), Create(VGroup(self.below, self.above))

    def tip(self) -> Gesture:
        """Tip the upper part over, and fill what the two span."""
        z = self.z
        tipping = VGroup(self.area, self.below, self.above, self.dot, self.now)
        yield (Tween(tipping, lambda t: self.show_at(z, tipped=t), run_time=3.6),)

    def slide(self, z: float, *, run_time: float) -> Tween:
        """Return the stick's way along the curve, from where it stands."""
        start = self.z
        return Tween(self, lambda t: self.show_at(start + (z - start) * t), run_time=run_time)

    def square(self) -> VGroup:
        """Return the outline of the area as it is, and what it is at the middle: a quarter."""
        outline = DashedVMobject(
            Rectangle(width=self.area.width, height=self.area.height, color=style.color("ink"))
        )
        name = maths("slope(1 \\/ 4)", size=style.LINE)
        outline.move_to(self.area).set_stroke(width=style.EVEN)
        return VGroup(outline, name.next_to(outline, RIGHT, buff=0.25))

    def depicted(self) -> Iterator[Depicted]:
        """Yield a and σ′ of the neuron at whose z it rests: a length, an area, and an opening."""
        if self.told:
            layer, at = self.told
            tall = self._tall()
            wide = self.area.width / self.unit
            yield Depicted(f"a{layer}", at, tall, PIXEL / self.unit)
            yield Depicted(f"slope{layer}", at, tall * wide, PIXEL / self.unit)
            yield Depicted(f"slope{layer}", at, self.door.gap / self.unit, PIXEL / self.unit)

    def _tall(self) -> float:
        return float(np.linalg.norm(self.below.points[-1] - self.below.points[0]) / self.unit)

    def _at(self, z: float, a: float) -> Array:
        return np.asarray(self.plot.frame.point(z, a))


class Door(VGroup):
    """A wall with a gap at its foot as high as a slope; of a nudge's stripes those below pass."""

    def __init__(self, unit: float) -> None:
        self.unit, self.floor = unit, -unit / 2
        looks = {"stroke_width": style.FINE}
        self.coming = VMobject(color=style.blend("paper", "weighted", 0.75), **looks)
        self.through = VMobject(color=style.color("weighted"), stroke_width=style.EVEN)
        self.gone = VMobject(color=style.color("activation"), stroke_width=style.EVEN)
        self.wall = Rectangle(width=_WALL, height=unit, stroke_width=0, fill_opacity=1.0)
        self.wall.set_fill(style.blend("paper", "ink", 0.5))
        self.names = VGroup(
            maths('weighted("a nudge of" z)', size=style.BODY),
            maths('activation("what" a "feels")', size=style.BODY),
        )
        super().__init__(self.coming, self.through, self.gone, self.wall, self.names)

    def stand_on_floor(self, y: float) -> Self:
        """Let its gap begin at a height."""
        self.floor = y
        for name, ends in zip(self.names, (_DOOR, (_DOOR[1], _OUT)), strict=True):
            name.move_to([sum(ends) / 2, y + self.unit + 0.3, 0.0])
        return self

    def show_slope(self, slope: float) -> Self:
        """Open it as far as a slope says."""
        self.gap = slope * self.unit
        ys = self.floor + (np.arange(_STRIPES) + 0.5) / _STRIPES * self.unit
        low = ys < self.floor + self.gap
        for line, (left, right), chosen in (
            (self.coming, _DOOR, ~low),
            (self.through, _DOOR, low),
            (self.gone, (_DOOR[1] + _WALL, _OUT), low),
        ):
            rows = np.stack([0 * ys, ys, 0 * ys], axis=1)[chosen]
            line.set_points(segments(rows + RIGHT * left, rows + RIGHT * right))
        tall = self.unit - self.gap
        self.wall.stretch_to_fit_height(tall)
        self.wall.move_to([_DOOR[1] + _WALL / 2, self.floor + self.gap + tall / 2, 0.0])
        return self


def slope_line(source: Source, layer: int, row: int) -> Strip:
    """Return σ′ = a (1 - a) with a neuron's numbers, on one line."""
    key, at = f"a{layer}", (row, 0)
    digits = fewest_decimals([source[key][at]], lambda a: a * (1 - a), result_decimals=3)
    looks = {"role": "activation", "size": style.BODY}
    one, two = (quote(source, key, at, digits, **looks) for _ in range(2))
    slope = quote(source, f"slope{layer}", at, 3, role="slope", size=style.BODY)
    parts = "slope(sigma') =", one, "dot paren.l 1 -", two, "paren.r =", slope
    return Strip(*parts, size=style.BODY)
