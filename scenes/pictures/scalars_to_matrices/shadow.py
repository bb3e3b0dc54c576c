"""A row of weights as a direction: everybody's shadow on it, and how one of them adds up."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, VGroup, VMobject

from scenes.pictures.scalars_to_matrices.plane import UNIT, Plane
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Depicted, Depiction, Points
from scenes.vocabulary.text.strip import sign_role
from scenes.vocabulary.text.strokes import dashes, segments

_FAR, _TALL, _MARK = 3.35, 2.85, 0.13  # of a line, at most so long and high; half a mark
_BAND = 1.8  # how far a gap is lit to either side of the rail, in the people's own unit
_LANE, _FIRST = 0.2, -0.12  # a strip's width, and how far beside the rail the first one lies


class Shadow(VGroup, Depiction):
    """One row as an arrow from the origin, the line along it, and everybody's shadow on that line.

    `reads`: From a step to what its table measures, as `working.shadows` does. `row`: Which.
    """

    def __init__(self, plane: Plane, reads: Callable[[int], Any], row: int) -> None:
        self.plane, self.reads, self.row, self.fallen = plane, reads, row, 1.0
        self.arrow = plane.arrow([1.0, 0.0], "weight")
        self.rail = VMobject(color=style.color("weight"), stroke_width=style.THIN)
        self.border = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.gap = VMobject(stroke_width=0, color=style.color("ink"))
        tints = [style.class_color(kind) for kind in (False, True)]
        self.rays = VGroup(*(VMobject(color=tint, stroke_width=style.EVEN) for tint in tints))
        self.marks = VGroup(*(VMobject(color=tint, stroke_width=style.BEAM) for tint in tints))
        self.cast = VGroup(self.border, self.rays, self.marks)
        super().__init__(self.gap, self.rail, self.cast, self.arrow)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show a recorded step's row."""
        self.found = self.reads(step)
        return self.cite(self.found).show_fall(self.fallen)

    def show_fall(self, share: float) -> Self:
        """Show the shadows on their way from the people (0) to the line (1)."""
        self.fallen, plane = share, self.plane
        unit = self.found["units"][self.row]
        along, across = np.array([*unit, 0.0]), np.array([-unit[1], unit[0], 0.0])
        far, wide = (way * min(_FAR, _TALL / max(abs(way[1]), 1e-9)) for way in (along, across))
        self.rail.set_points_as_corners([plane.middle - far, plane.middle + far])
        self.border.set_points(dashes(plane.middle - wide, plane.middle + wide, length=0.12))
        self.arrow.put_start_and_end_on(plane.middle, plane.at(self.found["W"][self.row]))
        starts = plane.at(plane.X.T)
        feet = plane.middle + UNIT * self.found["shadows"][self.row][:, None] * along
        heads, half = starts + (feet - starts) * share, across * _MARK * min(1.0, 4 * share)
        for kind, (ray, mark) in enumerate(zip(self.rays, self.marks, strict=True)):
            mine = plane.yes == kind
            ray.set_points(segments(starts[mine], heads[mine]))
            mark.set_points(segments(heads[mine] - half, heads[mine] + half))
        ends = self.found.gap(self.row, plane.yes) if share == 1.0 else None
        low, high = (plane.middle + UNIT * end * along for end in ends or (0.0, 0.0))
        away = across * _BAND * UNIT
        self.gap.set_points_as_corners([low - away, high - away, high + away, low + away])
        self.gap.set_fill(opacity=0.1 if ends else 0.0)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the row that the arrow says, and the shadows that the marks' places say."""
        way, within = self.arrow.get_vector()[:2] / UNIT, style.PIXEL / UNIT
        yield Depicted("W", (self.row, slice(None)), way, within)
        if self.fallen == 1.0 and self.marks[0].get_stroke_opacity() > 0:
            order = np.concatenate([np.flatnonzero(self.plane.yes == kind) for kind in (0, 1)])
            ends = np.concatenate([(m.points[::4] + m.points[3::4]) / 2 for m in self.marks])
            found = (ends - self.plane.middle)[:, :2] @ way / np.linalg.norm(way) / UNIT
            yield Depicted("shadows", (self.row, order), found, within)


class Walk(VGroup, Depiction):
    """Two legs to a person, the shadow of each as a signed strip, laid end to end on the rail.

    `level`: Where the strips go to lie level, stretched by |w|: there they are the products.
    """

    def __init__(self, shadow: Shadow, person: int, level: Points) -> None:
        self.plane, self.found, self.at = shadow.plane, shadow.found, (shadow.row, person)
        self.cite(self.found)
        self.unit, self.length = (self.found[key][shadow.row] for key in ("units", "lengths"))
        self.parts = self.found["parts"][self.at]
        self.level = level - RIGHT * self.parts.sum() * UNIT * self.length / 2
        self.legs = VMobject(color=style.color("activation"), stroke_width=style.BROAD)
        thin = {"color": style.color("ink"), "stroke_width": style.EVEN}
        self.ray, self.end = VMobject(**thin), VMobject(**thin)
        tints = [style.color(sign_role(part)) for part in self.parts]
        self.strips = VGroup(*(VMobject(color=t, stroke_width=0, fill_opacity=1) for t in tints))
        super().__init__(self.legs, self.strips, self.ray, self.end)
        self.show_walk(0.0)

    def show_walk(self, legs: float) -> Self:
        """Show the way so far: 1 is the first leg done, 2 both."""
        self.walked = np.clip([legs, legs - 1], 0.0, 1.0)
        x = self.plane.X[:, self.at[1]] * self.walked
        corners = self.plane.at([[0.0, 0.0], [x[0], 0.0], x, self.unit * (self.unit @ x)])
        self.legs.set_points_as_corners(corners[:3])
        self.ray.set_points_as_corners(corners[2:])
        return self.show_raised(0.0)

    def show_raised(self, share: float) -> Self:
        """Show the strips on the rail (0), or on their way to stand level, |w| times as long."""
        self.raised = share
        angle = np.arctan2(self.unit[1], self.unit[0]) * (1 - share)
        along = RIGHT * np.cos(angle) + UP * np.sin(angle)
        across = (UP * np.cos(angle) - RIGHT * np.sin(angle)) * (1 + share)
        start = self.plane.middle + (self.level - self.plane.middle) * share
        gone = np.cumsum([0.0, *(self.parts * self.walked)])[:, None]
        ends = start + along * gone * UNIT * (1 + (self.length - 1) * share)
        edges = [across * (_FIRST - _LANE * lane) for lane in range(len(ends))]
        for k, strip in enumerate(self.strips):
            (left, right), (top, low) = ends[k : k + 2], edges[k : k + 2]
            strip.set_points_as_corners([left + top, right + top, right + low, left + low])
        ends = ends[[0, -1]]  # nought, and the sum
        self.end.set_points(segments(ends - edges[0] / 2, ends + edges[-1]))
        return self

    def walk(self, *, run_time: float) -> Gesture:
        """Go both legs, one after the other."""
        yield (Tween(self, self.show_walk, run_time=run_time / 2),)
        yield (Tween(self, lambda moment: self.show_walk(1 + moment), run_time=run_time / 2),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield what the strips are long: the parts of the shadow, or the products."""
        key = {0.0: "parts", 1.0: "products"}.get(self.raised)
        if self.walked.all() and key:
            unit = RIGHT[:2] if self.raised else self.unit
            ways = np.array([(strip.points[3] - strip.points[0])[:2] for strip in self.strips])
            yield Depicted(key, (*self.at, slice(None)), ways @ unit / UNIT, style.PIXEL / UNIT)
