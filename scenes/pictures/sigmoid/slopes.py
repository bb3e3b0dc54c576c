"""Several activations, and their slopes below on the same axis: how far each one's door opens."""

from collections.abc import Mapping

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, Create, Dot, FadeIn, VGroup, linear

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Curve, Plot, ticks
from scenes.vocabulary.text import Array, Points, Source, cite, maths, quote, words

_ROLES = "slope", "ink", "weight"
_KEYS = "a", "slope"
_JUMP, _TOP = 0.5, 1.0  # a slope that leaps; an activation is drawn so far up
_LOW = 0.35  # of its top, down to which a name is beside its curve


class SlopesOfAll(VGroup):
    """g over one axis of z, and g′ below it: two curves for each activation, and its name.

    `axes`: By an activation's name `z`, `a` and `slope` (k,).
    """

    def __init__(self, axes: Mapping[str, Source]) -> None:
        self.axes = [
            {key: np.asarray(axis[key]) for key in ("z", *_KEYS)} for axis in axes.values()
        ]
        self.reach = float(self.axes[0]["z"][-1])
        self.plots = VGroup(
            self._plot(-_TOP, "activation(g)", 1.9), self._plot(0, "slope(g')", 2.1)
        )
        self.plots.arrange(DOWN, buff=0.35)
        above, below = (plot.frame.x_axis.get_x() for plot in self.plots)
        self.plots[1].shift(RIGHT * (above - below))
        self.curves, self.names = VGroup(), VGroup()
        for (name, source), axis, role in zip(axes.items(), self.axes, _ROLES, strict=False):
            both = VGroup(*(self._curves(axis, key, role) for key in _KEYS))
            self.curves.add(cite(both, source))
            top = quote(source, "slope", (int(axis["slope"].argmax()),), 2, size=style.LINE)
            label = VGroup(words(f"{name}, at most", size=style.LINE), top)
            label.arrange(RIGHT, buff=0.14).set_fill(style.color(role))
            self.names.add(label.move_to(self._beside(axis["z"], axis["slope"])))
        super().__init__(self.plots, self.curves, self.names)
        self.move_to(style.MIDDLE)

    def _plot(self, low: float, name: str, height: float) -> Plot:
        """Return axes of z, and of what is between `low` and 1."""
        return Plot(
            (-self.reach, self.reach),
            (low, _TOP),
            width=10.4,
            height=height,
            x_label=maths("weighted(z)"),
            y_label=maths(name),
            x_ticks=ticks.even_ticks(self.reach - 1.0) if low == 0 else (),
            y_ticks=sorted({low, 0, 1}),
        )

    def _curves(self, axis: Mapping[str, Array], key: str, role: str) -> VGroup:
        """Return a curve in as many pieces as it has: where it jumps there is no line."""
        zs, heights = (axis[one][axis[key] <= _TOP] for one in ("z", key))
        jumps = np.flatnonzero(np.abs(np.diff(heights)) > _JUMP) + 1
        pieces = zip(np.split(zs, jumps), np.split(heights, jumps), strict=True)
        plot = self.plots[_KEYS.index(key)]
        return VGroup(*(Curve(plot, *ends, role=role, head=False) for ends in pieces))

    def _beside(self, zs: Array, slopes: Array) -> Points:
        """Return a place right of a hill, or over a plateau, where no other curve runs."""
        point = self.plots[1].point
        if slopes[-1] == slopes.max():
            return np.asarray(point(zs[-1] * 0.75, slopes[-1]) + UP * 0.3)
        past = int(np.flatnonzero(slopes >= _LOW * slopes.max())[-1])
        return np.asarray(point(zs[past], slopes[past]) + UP * 0.3 + RIGHT * 1.7)

    def appear(self, place: int) -> list[tuple[Animation, ...]]:
        """Return how one of the activations is drawn, and then how steep it is."""
        above, below = self.curves[place]
        steep = Create(below, run_time=2.0), FadeIn(self.names[place])
        return [(Create(above, run_time=1.4),), steep]

    def sway(self) -> stage.Gesture:
        """Move one z to and fro; on each curve a dot says how far its door is open there."""
        dots = VGroup(*(Dot(radius=0.11, color=style.color(role)) for role in _ROLES))

        def show(moment: float) -> None:
            z = self.reach * 0.6 * np.sin(2.5 * np.pi * moment)
            for dot, axis in zip(dots, self.axes, strict=False):
                near = int(np.abs(axis["z"] - z).argmin())
                dot.move_to(self.plots[1].point(axis["z"][near], axis["slope"][near]))

        yield (stage.Tween(dots, show, run_time=5.0, rate_func=linear),)
