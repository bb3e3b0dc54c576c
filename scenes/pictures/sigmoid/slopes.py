"""The slopes of several activations on one axis: how far each one's door can open."""

from collections.abc import Mapping

import numpy as np
from manim import RIGHT, UP, Create, Dot, FadeIn, VGroup, linear

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.ticks import even_ticks
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, cite, maths, quote, words
from scenes.vocabulary.text.arrays import Array, Points

_ROLES = "slope", "lane_a", "lane_d"
_JUMP = 0.5
_LOW = 0.35  # of its top, down to which a name is beside its curve


class SlopesOfAll(VGroup):
    """g′ over one axis of z, a curve for each activation, with its name.

    `axes`: By an activation's name `z` and `slope` (k,).
    """

    def __init__(self, axes: Mapping[str, Source]) -> None:
        first = next(iter(axes.values()))
        reach = float(np.asarray(first["z"])[-1])
        names = maths("weighted(z)"), maths("slope(g')")
        self.plot = Plot(
            (-reach, reach),
            (0.0, 1.0),
            width=10.4,
            height=4.0,
            x_label=names[0],
            y_label=names[1],
            x_ticks=even_ticks(reach - 1.0),
            y_ticks=(0, 1),
        )
        self.curves, self.names = VGroup(), VGroup()
        self.axes = [[np.asarray(axis[key]) for key in ("z", "slope")] for axis in axes.values()]
        for (name, axis), role in zip(axes.items(), _ROLES, strict=False):
            zs, slopes = np.asarray(axis["z"]), np.asarray(axis["slope"])
            # Where a slope jumps there is no line between its two ends.
            jumps = np.flatnonzero(np.abs(np.diff(slopes)) > _JUMP) + 1
            pieces = zip(np.split(zs, jumps), np.split(slopes, jumps), strict=True)
            curves = (Curve(self.plot, *ends, role=role, head=False) for ends in pieces)
            self.curves.add(cite(VGroup(*curves), axis))
            top = quote(axis, "slope", (int(slopes.argmax()),), 2, size=style.LINE)
            label = VGroup(words(f"{name}, at most", size=style.LINE), top)
            label.arrange(RIGHT, buff=0.14).set_fill(style.color(role))
            self.names.add(label.move_to(self._beside(zs, slopes)))
        super().__init__(self.plot, self.curves, self.names)
        self.move_to(style.MIDDLE)

    def _beside(self, zs: Array, slopes: Array) -> Points:
        """Return a place right of a hill, or over a plateau, where no other curve runs."""
        if slopes[-1] == slopes.max():
            return np.asarray(self.plot.point(zs[-1] * 0.75, slopes[-1]) + UP * 0.3)
        past = int(np.flatnonzero(slopes >= _LOW * slopes.max())[-1])
        return np.asarray(self.plot.point(zs[past], slopes[past]) + UP * 0.35 + RIGHT * 1.7)

    def appear(self) -> Gesture:
        """Draw one after the other."""
        yield (FadeIn(self.plot, run_time=0.5),)
        for curve, name in zip(self.curves, self.names, strict=True):
            yield Create(curve, run_time=2.4), FadeIn(name)

    def sway(self) -> Gesture:
        """Move one z to and fro; on each curve a dot says how far its door is open there."""
        dots = VGroup(*(Dot(radius=0.11, color=style.color(role)) for role in _ROLES))
        reach = self.plot.frame.x_range[1] * 0.8

        def show(moment: float) -> None:
            z = reach * np.sin(2 * np.pi * moment)
            for dot, (zs, slopes) in zip(dots, self.axes, strict=False):
                dot.move_to(self.plot.point(z, np.interp(z, zs, slopes)))

        yield (Tween(dots, show, run_time=4.4, rate_func=linear),)
