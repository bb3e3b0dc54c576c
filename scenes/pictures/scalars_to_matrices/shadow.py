"""A row of weights as a direction: everybody's shadow on it, and how one of them adds up."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, VGroup, VMobject

from scenes.pictures.scalars_to_matrices.plane import UNIT, Plane
from scenes.vocabulary import style
from scenes.vocabulary.stage.posed import Posed
from scenes.vocabulary.text import Depicted, Points
from scenes.vocabulary.text.strip import sign_role
from scenes.vocabulary.text.strokes import dashes

_FAR, _TALL, _MARK = 3.35, 2.85, 0.13  # of a line, at most so long and high; half a mark
_BAND = 1.8  # how far a gap is lit to either side of the rail, in the people's own unit
_ARC, _LANE = 3.0, 0.16  # how strips fly, and how wide: one on either side of the rail


class Shadow(Posed):
    """One row as an arrow from the origin, the line along it, and everybody's shadow on that line.

    `reads`: From a step to what its table measures, as `working.shadows` does. `row`: Which.
    `fallen`: How far the shadows are on their way from the people (0) to the line (1).
    """

    def __init__(self, plane: Plane, reads: Callable[[int], Any], row: int) -> None:
        self.plane, self.reads, self.row, self.fallen = plane, reads, row, 1.0
        self.arrow = plane.arrow([1.0, 0.0], "weight")
        self.rail = VMobject(color=style.color("weight"), stroke_width=style.THIN)
        self.border = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.gap = VMobject(stroke_width=0, fill_opacity=0.1, color=style.color("ink"))
        tints = [style.class_color(bool(kind)) for kind in plane.yes]
        self.rays = VGroup(*(VMobject(color=tint, stroke_width=style.EVEN) for tint in tints))
        self.marks = VGroup(*(VMobject(color=tint, stroke_width=style.BEAM) for tint in tints))
        self.cast = VGroup(self.border, self.rays, self.marks)
        super().__init__(self.gap, self.rail, self.cast, self.arrow)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show a recorded step's row."""
        self.found = self.reads(step)
        return self.cite(self.found).show()

    def draw(self) -> None:
        """Draw the row, and the shadows on their way."""
        plane, share, unit = self.plane, self.fallen, self.found["units"][self.row]
        along, across = np.array([*unit, 0.0]), np.array([-unit[1], unit[0], 0.0])
        far, wide = (way * min(_FAR, _TALL / max(abs(way[1]), 1e-9)) for way in (along, across))
        self.rail.set_points_as_corners([plane.middle - far, plane.middle + far])
        self.border.set_points(dashes(plane.middle - wide, plane.middle + wide, length=0.12))
        self.arrow.put_start_and_end_on(plane.middle, plane.at(self.found["W"][self.row]))
        starts = plane.at(plane.X.T)
        feet = plane.middle + UNIT * self.found["shadows"][self.row][:, None] * along
        heads, half = starts + (feet - starts) * share, across * _MARK * min(1.0, 4 * share)
        for ray, mark, start, head in zip(self.rays, self.marks, starts, heads, strict=True):
            ray.set_points_as_corners([start, head])
            mark.set_points_as_corners([head - half, head + half])
        ends = self.found.gap(self.row, plane.yes) if share == 1.0 else None
        low, high = (plane.middle + UNIT * end * along for end in ends or (0.0, 0.0))
        away = across * _BAND * UNIT
        self.gap.set_points_as_corners([low - away, high - away, high + away, low + away])

    def depicted(self) -> Iterator[Depicted]:
        """Yield the row that the arrow says, and the shadows that the marks' places say."""
        way, within = self.arrow.get_vector()[:2] / UNIT, style.PIXEL / UNIT
        yield Depicted("W", (self.row, slice(None)), way, within)
        if self.fallen == 1.0 and self.marks[0].get_stroke_opacity() > 0:
            ends = np.array([mark.get_center() for mark in self.marks]) - self.plane.middle
            found = ends[:, :2] @ way / np.linalg.norm(way) / UNIT
            yield Depicted("shadows", (self.row, slice(None)), found, within)


class Walk(Posed):
    """Two legs to a person, the shadow of each as a signed strip, laid end to end on the rail.

    `walked`: The legs so far. `stretched`: From as long as the shadows (0) to |w| times (1): these
    are the products. `raised`: From the rail (0) to lying `level` (1), with their sum below.
    """

    def __init__(self, shadow: Shadow, person: int, level: Points) -> None:
        self.plane, self.found, self.at = shadow.plane, shadow.found, (shadow.row, person)
        self.unit, self.length = (self.found[key][shadow.row] for key in ("units", "lengths"))
        self.parts, self.level = self.cite(self.found).found["parts"][self.at], level
        self.walked = self.stretched = self.raised = 0.0
        self.legs = VMobject(color=style.color("activation"), stroke_width=style.BROAD)
        self.ray = VMobject(color=style.color("ink"), stroke_width=style.EVEN)
        tints = [style.color(role) for role in (*map(sign_role, self.parts), "weighted")]
        self.strips = VGroup(*(VMobject(color=t, stroke_width=0, fill_opacity=1) for t in tints))
        super().__init__(self.legs, self.ray, self.strips)
        self.draw()

    def draw(self) -> None:
        """Draw the legs so far, and the strips where they are."""
        walked, raised = np.clip([self.walked, self.walked - 1], 0.0, 1.0), self.raised
        x = self.plane.X[:, self.at[1]] * walked
        corners = self.plane.at([[0.0, 0.0], [x[0], 0.0], x, self.unit * (self.unit @ x)])
        self.legs.set_points_as_corners(corners[:3])
        self.ray.set_points_as_corners(corners[2:])
        angle = np.arctan2(self.unit[1], self.unit[0]) * (1 - raised)
        along = RIGHT * np.cos(angle) + UP * np.sin(angle)
        lane = (UP * np.cos(angle) - RIGHT * np.sin(angle)) * _LANE * (1 + raised)
        gone = np.cumsum([0.0, *self.parts * walked])[:, None] * UNIT
        gone = along * gone * (1 + (self.length - 1) * self.stretched)
        ends = gone + self.plane.middle * (1 - raised) + (self.level - gone[-1] / 2) * raised
        ends = ends + UP * _ARC * raised * (1 - raised)  # over the axis' name
        tops, lows = (1.0, 0.0, -1.0), (0.0, -1.0, -1.0 - raised)  # the sum comes as they rise
        each = zip(self.strips, ends[[0, 1, 0]], ends[[1, 2, 2]], tops, lows, strict=True)
        for strip, start, end, top, low in each:
            outline = (start, top), (end, top), (end, low), (start, low)
            strip.set_points_as_corners([place + lane * height for place, height in outline])

    def depicted(self) -> Iterator[Depicted]:
        """Yield what the strips are long: the parts of the shadow, or products and their sum."""
        if self.walked == 2.0 and {self.stretched, self.raised} <= {0.0, 1.0}:
            ways = np.array([(strip.points[3] - strip.points[0])[:2] for strip in self.strips])
            *found, total = ways @ (RIGHT[:2] if self.raised else self.unit) / UNIT
            key = "products" if self.stretched else "parts"
            yield Depicted(key, (*self.at, slice(None)), np.array(found), style.PIXEL / UNIT)
            if self.raised:
                yield Depicted("WX", self.at, total, style.PIXEL / UNIT)
