"""A door, open as far as a slope says; and doors in a row, at each of which a band narrows."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.network.ribbon import area, outline_between
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, motion
from scenes.vocabulary.text import Array, Depicted, Depiction, Readout, Source, maths, quote, words
from scenes.vocabulary.text.strokes import dashes, segments

_HIGH, _LEFT, _RIGHT = 3.3, -5.7, 5.5  # of the highest band, and the middles of both ends
_SHARE, _DOOR, _WALL = 0.34, 0.5, 0.16  # of a layer's pitch: its flat part; where its door is
_LEAST, _MIDDLE = 0.3, 0.35
_RIMS, _LOW = (UP * _HIGH / 2, DOWN * _HIGH / 2), _MIDDLE - _HIGH / 2
_SUDDEN = 6.0  # how fast a door leaves whose stream is cut off
_SEEN = 0.05  # Manim units: a band that is less high says nothing that could be read
_STRIPES, _THICK = 36, 0.2  # of a nudge; of a door's wall
_COMING, _GONE = (3.4, 5.0), 6.55  # where a nudge comes from, to, and goes


class Door(VGroup):
    """A wall with a gap at its foot as high as a slope; of a nudge's stripes those below pass."""

    def __init__(self, unit: float) -> None:
        self.unit, self.floor = unit, -unit / 2
        looks = {"stroke_width": style.FINE}
        self.coming = VMobject(color=style.blend("paper", "weighted", 0.75), **looks)
        self.through = VMobject(color=style.color("weighted"), stroke_width=style.EVEN)
        self.gone = VMobject(color=style.color("activation"), stroke_width=style.EVEN)
        self.wall = Rectangle(width=_THICK, height=unit, stroke_width=0, fill_opacity=1.0)
        self.wall.set_fill(style.blend("paper", "ink", 0.5))
        self.names = VGroup(
            maths('weighted("a nudge of" z)', size=style.BODY),
            maths('activation("what" a "feels")', size=style.BODY),
        )
        super().__init__(self.coming, self.through, self.gone, self.wall, self.names)

    def stand_on_floor(self, y: float) -> Self:
        """Let its gap begin at a height."""
        self.floor = y
        self.names[0].stand_on(y + self.unit + 0.22).set_x(sum(_COMING) / 2)
        self.names[1].stand_on(y - 0.45).align_to(style.RIGHT_SIDE, RIGHT)
        return self

    def show_slope(self, slope: float) -> Self:
        """Open it as far as a slope says."""
        self.gap = slope * self.unit
        ys = self.floor + (np.arange(_STRIPES) + 0.5) / _STRIPES * self.unit
        low = ys < self.floor + self.gap
        for line, (left, right), chosen in (
            (self.coming, _COMING, ~low),
            (self.through, _COMING, low),
            (self.gone, (_COMING[1] + _THICK, _GONE), low),
        ):
            rows = np.stack([0 * ys, ys, 0 * ys], axis=1)[chosen]
            line.set_points(segments(rows + RIGHT * left, rows + RIGHT * right))
        tall = self.unit - self.gap
        self.wall.stretch_to_fit_height(tall)
        self.wall.move_to([_COMING[1] + _THICK / 2, self.floor + self.gap + tall / 2, 0.0])
        return self


class DoorsInARow(VGroup, Depiction):
    """What is left of a gradient in each layer, from the last at the right to the first.

    Heights are linear; `show_times` magnifies all of them, and what is then too high is cut off at
    the height of the largest.

    `source`: `gradients` (L,) and `openings` (L - 1,).
    """

    def __init__(self, source: Source) -> None:
        self.gradients, self.openings = (np.asarray(source[k]) for k in ("gradients", "openings"))
        count = len(self.gradients)
        self.xs = np.linspace(_LEFT, _RIGHT, count)
        self.pitch = float(self.xs[1] - self.xs[0])
        self.doors_at = self.xs[:-1] + self.pitch * _DOOR
        self.scale_of_height = _HIGH / float(self.gradients.max())
        self.band = area("positive").set_fill(style.color("slope"))
        wall = Rectangle(width=2 * _WALL, height=1.0, stroke_width=0, fill_opacity=1.0)
        wall.set_fill(style.blend("paper", "ink", 0.5))
        self.walls = VGroup(*(wall.copy() for _ in range(2 * (count - 1))))
        # Where what is too high is cut off, and where each door stands, seen or not.
        self.torn = VMobject(color=style.color("paper"), stroke_width=style.BROAD)
        self.jambs = VMobject(color=style.color("hairline"), stroke_width=style.EVEN)
        middles = self.doors_at[:, None] * RIGHT + UP * _MIDDLE
        self.jambs.set_points(segments(middles + _RIMS[0], middles + _RIMS[1]))
        self.labels = VGroup()
        for n, x in enumerate(self.xs):
            label = words(f"layer {n + 1}", size=style.SMALL, role="muted")
            self.labels.add(label.move_to([x, _LOW - 0.4, 0.0]))
        digits = np.ceil(-np.log10(self.gradients)).astype(int) + 1
        self.numbers = _row(source, "gradients", self.xs, _LOW - 0.8, digits)
        self.numbers.set_fill(style.color("slope"))
        self.shares = _row(source, "openings", self.doors_at, _LOW + _HIGH + 0.3, [3] * count)
        self.times = Readout(1, 0, of="axis", size=style.RESULT, anchor="left")
        self.factor = VGroup(maths("times", size=style.RESULT), self.times).arrange(buff=0.12)
        self.factor.next_to(self.shares, UP, buff=0.2).align_to(self.labels, LEFT)
        self.row = words("how far a weight moves the cost, on average", size=style.SMALL)
        self.row.next_to(self.numbers, DOWN, buff=0.16).align_to(self.labels, LEFT)
        self.row.set_fill(style.color("slope"))
        name = words("from the cost, backwards", size=style.SMALL, role="muted")
        arrow = Arrow(RIGHT, LEFT, color=style.color("muted")).set_stroke(width=style.FIRM)
        way = VGroup(arrow, name).arrange(buff=0.2).next_to(self.shares, UP, buff=0.22)
        super().__init__(self.jambs, self.band, self.torn, self.walls, self.labels, self.numbers)
        self.add(self.shares, self.factor, self.row, way.align_to(_RIGHT * RIGHT, RIGHT))
        self.cite(source)
        self.front, self.factor_now = 1.0, 1.0
        self.show_times(1.0)

    def show_front(self, moment: float) -> Self:
        """Let the band come so far from the right, 0 to 1."""
        self.front = moment
        return self.show_times(self.factor_now)

    def show_times(self, factor: float) -> Self:
        """Magnify all heights so many times."""
        self.factor_now = factor
        xs, heights = self._profile(factor)
        end = xs[0] + (xs[-1] - xs[0]) * self.front
        here, height = xs > end, np.interp(-end, -xs, heights)
        half = np.minimum(np.append(heights[here], height), _HIGH) / 2
        ends = np.append(xs[here], end)
        self.band.points = outline_between(ends, _MIDDLE + half, _MIDDLE - half)
        cut = np.append(xs[heights > _HIGH + style.PIXEL], xs[0]).min() * RIGHT + UP * _MIDDLE
        rims = (dashes(cut + rim, xs[0] * RIGHT + UP * _MIDDLE + rim, length=0.1) for rim in _RIMS)
        self.torn.set_points(np.concatenate([*rims]))
        for n in range(len(self.openings)):
            self._show_wall(n, factor)
        self.times.show_value(float(f"{factor:.0f}"))
        return self

    def appear(self) -> Gesture:
        """Let the band pour in from the right, door by door; then its numbers."""
        conceal(self.numbers, self.shares, self.factor, self.row)
        self.show_front(0.0)
        yield (Tween(self, self.show_front, run_time=6.0),)
        yield (Reveal(self.row, *reversed(self.numbers), lag=0.6, run_time=2.4),)
        yield (Reveal(*reversed(self.shares), lag=0.6, run_time=1.8),)

    def magnify(self, factor: float, *, run_time: float) -> Gesture:
        """Come nearer, or back again, by as much again in every moment."""
        start, times = self.factor_now, factor / self.factor_now
        yield (Reveal(self.factor, run_time=0.4),)
        yield (Tween(self, lambda t: self.show_times(start * times**t), run_time=run_time),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the gradients whose bands can be read: high enough, and not cut off."""
        unit = self.scale_of_height * self.factor_now
        tall = self.gradients * unit
        seen = np.flatnonzero((tall > _SEEN) & (tall < _HIGH - style.PIXEL))
        if len(seen) and self.front == 1.0:
            upper = self.band.points[: len(self.band.points) // 2 : 4]
            half = np.interp(-self.xs[seen], -upper[:, 0], upper[:, 1]) - _MIDDLE
            yield Depicted("gradients", (seen,), 2 * half / unit, style.PIXEL / unit)

    def _profile(self, factor: float) -> tuple[Array, Array]:
        """Return the band's heights (k,) from the right end to the left one."""
        tall = self.gradients * self.scale_of_height * factor
        flat = self.pitch * _SHARE
        xs, heights = [self.xs[-1] + flat + 0.35], [tall[-1]]
        for n in range(len(tall) - 1, 0, -1):
            through = self.openings[n - 1] * tall[n]
            at = self.doors_at[n - 1]
            xs += [self.xs[n] - flat / 2, at + _WALL, at + _WALL, at - _WALL]
            heights += [tall[n], tall[n], through, through]
            blend = np.linspace(0, 1, 12)
            xs += list(at - _WALL + (self.xs[n - 1] + flat / 2 - at + _WALL) * blend)
            heights += list(through + (tall[n - 1] - through) * motion.eased(blend))
        xs.append(self.xs[0] - flat - 0.2)
        heights.append(tall[0])
        return np.array(xs), np.array(heights)

    def _show_wall(self, n: int, factor: float) -> None:
        """Stand the wall of a layer's door on both sides of what it lets through."""
        arriving = float(self.gradients[n + 1]) * self.scale_of_height * factor
        gap = min(self.openings[n] * arriving, _HIGH - 2 * style.PIXEL)
        reach = min(max(arriving, gap + _LEAST), _HIGH)
        for side, wall in zip((1, -1), self.walls[2 * n : 2 * n + 2], strict=True):
            tall = max((reach - gap) / 2, style.PIXEL)
            # A door of which nothing can be seen yet would look shut, and one whose stream is cut
            # off would look too open.
            seen = min(gap / (2 * style.PIXEL) - 1, 1 + _SUDDEN * (1 - arriving / _HIGH))
            wall.set_opacity(float(np.clip(seen, 0.0, 1.0)))
            wall.stretch_to_fit_height(tall)
            wall.move_to([self.doors_at[n], _MIDDLE + side * (gap / 2 + tall / 2), 0.0])


def _row(source: Source, key: str, xs: Array, y: float, digits: Sequence[int]) -> VGroup:
    """Return a source's numbers under a key, side by side."""
    looks: Any = {"size": style.SMALL, "anchor": "center"}
    places = enumerate(zip(xs, digits, strict=False))
    numbers = (quote(source, key, (n,), d, **looks).put_anchor([x, y, 0]) for n, (x, d) in places)
    return VGroup(*numbers)
