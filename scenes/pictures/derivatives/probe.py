"""Two slopes make one arrow; a probe that turns around the place finds none that rises faster."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import RIGHT, UP, Create, Dot, FadeIn, Line, VGroup, VMobject, linear, rotate_vector

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.surface.arrow import shaft_and_tip
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import dashes

_LONG, _HEAD, _AXIS = 2.7, 0.26, 2.35  # Manim units of ∇C, of an arrow's head, of half an axis
_ROLES, _NAMES = ("weight", "bias"), ("w", "b")


class FlatArrow(VGroup):
    """An arrow on the page from one point to another."""

    def __init__(self, role: str) -> None:
        ink = style.color(role)
        self.shaft = VMobject(color=ink, stroke_width=style.BEAM)
        self.head = VMobject(color=ink, stroke_width=0, fill_opacity=1.0)
        super().__init__(self.shaft, self.head)

    def reach(self, start: Array, end: Array) -> Self:
        """Point from one place to another."""
        line = start + (end - start) * np.linspace(0.0, 1.0, 40)[:, None]
        shaft, head = shaft_and_tip(line, min(_HEAD, float(np.linalg.norm(end - start))))
        self.shaft.set_points_as_corners(shaft[[0, -1]])
        self.head.set_points_as_corners(head)
        self.tip = end
        return self


class TurningProbe(VGroup, Depiction):
    """The plane of two parameters seen from above: both slopes, ∇C, and a probe that turns.

    `turned`: `angles` and `slopes` (k,), and the `gradient` (2,).
    """

    def __init__(self, turned: Source) -> None:
        self.turned = turned
        self.gradient = np.asarray(turned["gradient"])
        self.angles, self.slopes = (np.asarray(turned[key]) for key in ("angles", "slopes"))
        self.unit = _LONG / float(np.linalg.norm(self.gradient))
        self.centre = np.asarray(style.MIDDLE, dtype=float)
        self.axes, self.letters = VGroup(), VGroup()
        for k, way in enumerate((RIGHT, UP)):
            ends = self.centre - way * _AXIS, self.centre + way * _AXIS
            line = Line(*ends, color=style.color("muted"), stroke_width=style.THIN)
            self.axes.add(line)
            letter = maths(f"{_ROLES[k]}({_NAMES[k]})", size=style.TITLE)
            self.letters.add(letter.next_to(self.centre + way * _AXIS, way, buff=0.12))
        self.parts = [FlatArrow(role) for role in _ROLES]
        self.sides = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.whole = FlatArrow("slope")
        here = self.centre, self.centre + RIGHT * 1e-3
        self.ray = Line(*here, stroke_width=style.THIN, color=style.color("ink"))
        self.trace = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        self.dot = Dot(self.centre, radius=0.1, color=style.color("ink"))
        super().__init__(self.axes, self.letters, self.trace, self.ray, self.sides, *self.parts)
        self.add(self.whole, self.dot)
        self.cite(turned)

    def appear(self) -> Gesture:
        """Draw the place, and one slope along each axis."""
        yield (FadeIn(self.axes, self.letters, self.dot, run_time=0.4),)
        for k, part in enumerate(self.parts):
            way = np.eye(3)[k] * self.gradient[k] * self.unit
            yield (self._grow(part, way, run_time=1.2),)

    def join(self) -> Gesture:
        """Let the two be the sides of one arrow."""
        tips = [part.tip for part in self.parts]
        corner = self._end(self.gradient)
        strokes = np.concatenate([dashes(tip, corner, length=0.05) for tip in tips])
        self.sides.set_points(strokes)
        yield (Create(self.sides, run_time=0.8),)
        yield (self._grow(self.whole, np.append(self.gradient, 0.0) * self.unit, run_time=1.4),)

    def turn(self, *, run_time: float) -> Tween:
        """Return the probe's way around the place; it leaves a line where the cost rises."""
        return Tween(self, self.show_turn, run_time=run_time, rate_func=linear)

    def show_turn(self, moment: float) -> Self:
        """Let the probe have turned so far, 0 to 1."""
        last = round(moment * (len(self.angles) - 1))
        seen = np.flatnonzero(self.slopes[: last + 1] > 0)
        ways = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=1)
        here = ways * np.maximum(self.slopes, 0.0)[:, None]
        points = np.array([self._end(place) for place in here[seen]])
        self.drawn = seen
        self.trace.set_points_as_corners(
            points if len(points) > 1 else np.repeat([self.centre], 2, 0)
        )
        reach = ways[last] * _LONG / self.unit * 0.9
        self.ray.put_start_and_end_on(self.centre, self._end(reach))
        return self

    def flip(self, *, run_time: float) -> Tween:
        """Return how the arrow turns round: minus the gradient, the way down."""
        way = np.append(self.gradient, 0.0) * self.unit

        def show(moment: float) -> None:
            spun = rotate_vector(way, np.pi * moment)
            self.whole.reach(self.centre, self.centre + spun)

        return Tween(self.whole, show, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slopes that both arrows' tips say, and those on the probe's line."""
        within = PIXEL / self.unit
        for k, part in enumerate(self.parts):
            if len(part.head.points):
                long = float((part.tip - self.centre)[k] / self.unit)
                yield Depicted("gradient", (k,), long, within)
        if len(self.trace.points) and len(self.drawn) > 1:
            corners = np.vstack([self.trace.points[:1], self.trace.points[3::4]])
            found = np.linalg.norm(corners - self.centre, axis=1) / self.unit
            yield Depicted("slopes", (self.drawn,), found, within)

    def _grow(self, arrow: FlatArrow, way: Array, *, run_time: float) -> Tween:
        return Tween(
            arrow,
            lambda t: arrow.reach(self.centre, self.centre + way * max(t, 1e-3)),
            run_time=run_time,
        )

    def _end(self, place: Array) -> Array:
        return np.asarray(self.centre + np.append(place, 0.0) * self.unit)
