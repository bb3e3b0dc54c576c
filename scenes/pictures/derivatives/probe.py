"""Two slopes make one arrow; a probe that turns around the place finds none that rises faster."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, UP, Create, FadeIn, VGroup, VMobject, linear

from scenes.vocabulary import style, surface
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points, Source, maths
from scenes.vocabulary.text.strip import plate_behind
from scenes.vocabulary.text.strokes import dashes, segments

_LONG = 1.05  # units of the map: how long ∇C is
_ROLES = "weight", "bias"


class TurningProbe(VGroup, Depiction):
    """On a map of two parameters both slopes at a place, ∇C, and a probe that turns around it.

    `turned`: `angles` and `slopes` (k,), and the `gradient` (2,). `at` (2,): The place.
    """

    def __init__(self, turned: Source, ground: surface.Ground, at: ArrayLike) -> None:
        self.turned, self.view, self.at = turned, ground.view, np.array(at, dtype=float)
        self.gradient = np.asarray(turned["gradient"])
        self.angles, self.slopes = (np.asarray(turned[key]) for key in ("angles", "slopes"))
        self.unit = _LONG / float(np.linalg.norm(self.gradient))
        roles = *_ROLES, "slope", "ink"
        arrows = (surface.StepArrow(self.at, self.at, role=role).withdraw() for role in roles)
        *self.parts, self.whole, self.back = map(ground.carry, arrows)
        self.sides = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.ray = VMobject(stroke_width=style.FINE, color=style.color("ink"))
        self.rise = VMobject(color=style.color("slope"), stroke_width=style.BOLD)
        self.fall = VMobject(color=style.color("ink"), stroke_width=style.BOLD)
        super().__init__(self.rise, self.fall, self.ray, self.sides)
        self.cite(turned).rising = self.falling = np.zeros(0, dtype=int)

    def point(self) -> Gesture:
        """Draw one slope along each axis, and the arrow whose sides they are."""
        ways = np.diag(self.gradient)
        for part, way in zip(self.parts, ways, strict=True):
            yield (self._grow(part, way, run_time=1.2),)
        strokes = [dashes(tip, self._end(self.gradient), length=0.05) for tip in self._end(ways)]
        yield (Create(self.sides.set_points(np.concatenate(strokes)), run_time=0.8),)
        yield (self._grow(self.whole, self.gradient, run_time=1.4),)
        yield (self._name("gradient cost(C)", self.gradient, UP),)

    def point_back(self) -> Gesture:
        """Draw the way down: as far, the other way."""
        yield (self._grow(self.back, -self.gradient, run_time=1.6),)
        yield (self._name("-gradient cost(C)", -self.gradient, DOWN),)

    def turn(self, *, run_time: float) -> Tween:
        """Return the probe's way around the place; it marks how fast the cost rises, or falls."""
        return Tween(self, self.show_turn, run_time=run_time, rate_func=linear)

    def show_turn(self, moment: float) -> Self:
        """Let the probe have turned so far, 0 to 1."""
        last = round(moment * (len(self.angles) - 1))
        ways = np.stack([np.cos(self.angles), np.sin(self.angles)], axis=1)
        ends = self._end(ways * np.abs(self.slopes)[:, None])
        self.rising = np.flatnonzero(self.slopes[:last] > 0)
        self.falling = np.flatnonzero(self.slopes[:last] <= 0)[::2]  # it is dashed
        for line, told in ((self.rise, self.rising), (self.fall, self.falling)):
            line.set_points(segments(ends[told], ends[told + 1]))
        reach = ways[last] * np.linalg.norm(self.gradient)
        self.ray.set_points_as_corners(self._end([[0.0, 0.0], reach]))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slopes that both arrows' tips say, and those at the probe's marks."""
        centre, one = self._end([[0.0, 0.0], [1.0, 0.0]])
        unit = float(np.linalg.norm(one - centre))
        for k, part in enumerate(self.parts):
            if len(part.head.points):
                long = float((part.head.points[0] - centre)[k] / unit)
                yield Depicted("gradient", (k,), long, style.PIXEL / unit)
        for line, told, sign in ((self.rise, self.rising, 1), (self.fall, self.falling, -1)):
            if len(told):
                found = np.linalg.norm(line.points[::4] - centre, axis=1) / unit
                yield Depicted("slopes", (told,), found * sign, style.PIXEL / unit)

    def _grow(self, arrow: surface.StepArrow, way: Array, *, run_time: float) -> Tween:
        end = self.at + way * self.unit
        show = lambda share: arrow.reach(self.at, end, share=share)  # noqa: E731
        return Tween(arrow, show, run_time=run_time)

    def _name(self, source: str, way: Array, side: Points) -> FadeIn:
        name = maths(source, size=style.CLAIM).next_to(self._end(way), side, buff=0.45)
        return FadeIn(VGroup(plate_behind(name, air=0.09), name), run_time=style.QUICK)

    def _end(self, slopes: ArrayLike) -> Points:
        """Return where an arrow ends that is as long as slopes (..., 2) along the axes."""
        x, y = np.moveaxis(self.at + np.asarray(slopes) * self.unit, -1, 0)
        return self.view.place(x, y, self.view.low)
