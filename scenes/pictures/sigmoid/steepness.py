"""How steep a curve is: a tangent glides along it, its slope a bar that grows and shrinks."""

from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.ticks import even_ticks
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.strokes import dashes

_HALF = 1.25  # of the tangent, in Manim units
_UPPER, _LOWER, _GAP = 2.35, 1.45, 1.0  # the heights of the two panels, and the air between
_WIDTH = 6.6


class Steepness(VGroup):
    """A sigmoid above, its slope below over the same z, and a tangent that both follow.

    `axis`: `z`, `a` and `slope` (k,): the curve.
    """

    def __init__(self, axis: Source) -> None:
        self.axis, self.heights, self.slopes = (
            np.asarray(axis[key], float) for key in ("z", "a", "slope")
        )
        ends = float(self.axis[0]), float(self.axis[-1])
        self.upper = Plot(
            ends,
            (0.0, 1.0),
            width=_WIDTH,
            height=_UPPER,
            y_label=maths("activation(a) = sigma(weighted(z))", size=style.LINE),
            x_ticks=(),  # the numbers of z stand below, where no line runs through them
            y_ticks=(0, 1),
        )
        self.peak = float(self.slopes.max())
        self.lower = Plot(
            ends,
            (0.0, self.peak),
            width=_WIDTH,
            height=_LOWER,
            x_label=maths("weighted(z)"),
            x_ticks=even_ticks(ends[1]),
            y_ticks=(0,),
        )
        self.lower.shift(DOWN * ((_UPPER + _LOWER) / 2 + _GAP))
        self.curve = Curve(self.upper, self.axis, self.heights, role="ink", head=False)
        self.trace = Curve(self.lower, self.axis, self.slopes, role="slope", head=False, width=3)
        self.trace.show_until(0)
        self.bar = VMobject(color=style.color("slope"), stroke_width=style.BAR)
        self.link = VMobject(color=style.color("hairline"), stroke_width=style.THIN)
        self.tangent = Line(LEFT, RIGHT, color=style.color("slope"), stroke_width=style.HEAVY)
        self.dot = Dot(radius=0.11, color=style.color("activation"))
        self.quarter = self._peak_line()
        self.letter = maths("slope(sigma')").next_to(self.lower.frame.y_axis, LEFT, buff=0.22)
        self.upper[-1].align_to(self.upper.frame, LEFT).shift(RIGHT * 0.15)
        super().__init__(self.upper, self.lower, self.letter, self.link, self.quarter, self.curve)
        self.add(self.trace, self.bar, self.tangent, self.dot)
        self.show_at(ends[0])

    def show_at(self, z: float) -> Self:
        """Lay the tangent on the curve at z; the bell is drawn as far as it has come."""
        self.z = float(z)
        a, slope = (float(np.interp(z, self.axis, some)) for some in (self.heights, self.slopes))
        here, ahead = self.upper.point(z, a), self.upper.point(z + 1.0, a + slope)
        along = (ahead - here) / np.linalg.norm(ahead - here)
        left, right = (self.upper.point(end, 0.0)[0] for end in self.axis[[0, -1]])
        # Cut off where the axes end, so that it never runs through their numbers.
        back = min(_HALF, (here[0] - left) / along[0])
        on = min(_HALF, (right - here[0]) / along[0])
        self.tangent.put_start_and_end_on(here - along * back, here + along * on)
        self.dot.move_to(here)
        foot, top = self.lower.point(z, 0.0), self.lower.point(z, slope)
        self.bar.set_points_as_corners([foot, top])
        self.link.set_points_as_corners([here, top])
        reached = int(np.searchsorted(self.axis, z))
        self.trace.show_until(max(self.trace.index, reached))
        return self

    def glide(self, z: float, *, run_time: float) -> Tween:
        """Return the motion of the tangent from where it lies to z."""
        start = self.z
        return Tween(self, lambda t: self.show_at(start + (z - start) * t), run_time=run_time)

    def _peak_line(self) -> VGroup:
        """Return a dashed line as high as the bell will be, and what that is."""
        low, high = self.lower.frame.x_range
        ends = self.lower.point(low, self.peak), self.lower.point(high, self.peak)
        line = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        line.set_points(dashes(*ends, length=0.09))
        name = maths("1 \\/ 4", size=style.SMALL).next_to(ends[0], LEFT, buff=0.16)
        return VGroup(line, name)
