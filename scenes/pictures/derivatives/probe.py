"""Two slopes make one arrow; a probe that turns around the place finds none that rises faster."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, DR, LEFT, UP, UR, Create, FadeIn, VGroup, VMobject, linear

from scenes.vocabulary import style, surface, text
from scenes.vocabulary.stage import Flight, Gesture, Tween
from scenes.vocabulary.text import Array, ArrayLike, Points, maths, quote
from scenes.vocabulary.text.strip import plate_behind
from scenes.vocabulary.text.strokes import dashes, segments

_LONG, _DIGITS = 1.15, 3  # units of the map: how long ∇C is; decimals of a slope
_PARTS = ("weight", LEFT), ("bias", UR)  # the slopes' colours, and where their numbers stand
_LINES = ("muted", style.EVEN), ("ink", style.BOLD), ("slope", style.HEAVY), ("ink", style.HEAVY)
_TOLD = style.ASIDE + DOWN * 1.6


class TurningProbe(VGroup, text.Depiction):
    """On a map of two parameters both slopes at a place, ∇C, and a probe that turns around it.

    `turned`: `angles` and `slopes` (k,), and the `gradient` (2,), whose way is the middle one of
    the angles. `at` (2,): The place.
    """

    def __init__(self, turned: text.Source, ground: surface.Ground, at: ArrayLike) -> None:
        self.turned, self.view, self.at = turned, ground.view, np.array(at, dtype=float)
        self.gradient, self.slopes = (np.asarray(turned[key]) for key in ("gradient", "slopes"))
        self.ways = np.stack([np.cos(turned["angles"]), np.sin(turned["angles"])], axis=1)
        self.unit = _LONG / float(np.linalg.norm(self.gradient))
        roles = *(role for role, _ in _PARTS), "slope", "ink"
        arrows = (surface.StepArrow(self.at, self.at, role=role).withdraw() for role in roles)
        *self.parts, self.whole, self.back = map(ground.carry, arrows)
        self.sides, self.ray, self.rise, self.fall = lines = [
            VMobject(color=style.color(role), stroke_width=pen) for role, pen in _LINES
        ]
        number = quote(turned, "slopes", (0,), _DIGITS, size=style.RESULT)
        told = text.words("slope this way:", size=style.LINE), number
        self.told = text.Strip(*told).move_to(_TOLD)
        super().__init__(*lines, self.told)
        self.cite(turned).rising = self.falling = np.zeros(0, dtype=int)

    def point(self, labels: Sequence[text.Strip]) -> Gesture:
        """Let both slopes become arrows, and draw the one whose sides they are."""
        ways = np.diag(self.gradient)
        for k, (way, label, (role, side)) in enumerate(zip(ways, labels, _PARTS, strict=True)):
            number = quote(self.turned, "gradient", (k,), _DIGITS, role=role, size=style.LINE)
            tag = self._tag(number, way, side)
            coming = Flight(label[-1].copy(), number, run_time=1.4, remover=True)
            yield coming, self._grow(self.parts[k], way)
            yield (FadeIn(tag, run_time=0.3),)
        strokes = [dashes(tip, self._end(self.gradient), length=0.05) for tip in self._end(ways)]
        yield (Create(self.sides.set_points(np.concatenate(strokes)), run_time=0.8),)
        yield (self._grow(self.whole, self.gradient),)
        yield (
            FadeIn(self._tag(maths("gradient cost(C)", size=style.CLAIM), self.gradient, 3 * UP)),
        )

    def point_back(self) -> Gesture:
        """Draw the way down: as far, the other way."""
        yield (self._grow(self.back, -self.gradient),)
        yield (FadeIn(self._tag(maths("-gradient cost(C)", size=style.CLAIM), -self.gradient, DR)),)

    def turn(self, first: float, last: float, *, run_time: float) -> Tween:
        """Return the probe's way around the place; it marks, and says, how fast the cost rises."""
        way = last - first
        show = lambda moment: self.show_turn(first + way * moment)  # noqa: E731
        return Tween(self, show, run_time=run_time, rate_func=linear)

    def show_turn(self, moment: float) -> Self:
        """Let the probe have turned so far, 0 to 1."""
        last = round(moment * (len(self.ways) - 1))
        ends = self._end(self.ways * np.abs(self.slopes)[:, None])
        self.rising = np.flatnonzero(self.slopes[:last] > 0)
        self.falling = np.flatnonzero(self.slopes[:last] <= 0)[::2]  # it is dashed
        for line, told in ((self.rise, self.rising), (self.fall, self.falling)):
            line.set_points(segments(ends[told], ends[told + 1]))
        self.ray.set_points_as_corners([self._end(np.zeros(2)), ends[last]])
        self.told[1].show_value(float(self.slopes[last])).at = (last,)
        return self

    def depicted(self) -> Iterator[text.Depicted]:
        """Yield the slopes that both arrows' tips say, and those at the probe's marks."""
        centre, one = self._end([[0.0, 0.0], [1.0, 0.0]])
        unit = float(np.linalg.norm(one - centre))
        for k, part in enumerate(self.parts):
            if len(part.head.points):
                long = float((part.head.points[0] - centre)[k] / unit)
                yield text.Depicted("gradient", (k,), long, style.PIXEL / unit)
        for line, told, sign in ((self.rise, self.rising, 1), (self.fall, self.falling, -1)):
            if len(told):
                found = np.linalg.norm(line.points[::4] - centre, axis=1) / unit
                yield text.Depicted("slopes", (told,), found * sign, style.PIXEL / unit)

    def _grow(self, arrow: surface.StepArrow, way: Array) -> Tween:
        end = self.at + way * self.unit
        return Tween(arrow, lambda share: arrow.reach(self.at, end, share=share), run_time=1.4)

    def _tag(self, thing: VMobject, way: Array, side: Points) -> VGroup:
        """Return a thing beyond the tip of an arrow, on a plate."""
        return VGroup(plate_behind(thing.next_to(self._end(way), side, buff=0.15), air=0.09), thing)

    def _end(self, slopes: ArrayLike) -> Points:
        """Return where an arrow ends that is as long as slopes (..., 2) along the axes."""
        x, y = np.moveaxis(self.at + np.asarray(slopes) * self.unit, -1, 0)
        return self.view.place(x, y, self.view.low)
