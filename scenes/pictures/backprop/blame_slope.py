"""Where a door's opening comes from: a neuron's own curve, and its tangent at its own z."""

from collections.abc import Iterator

import numpy as np
from manim import DOWN, UP, Dot, Line, Transform, VGroup

from scenes.pictures.backprop import blame_case
from scenes.pictures.backprop import blame_plan as at
from scenes.vocabulary import style
from scenes.vocabulary.layer.climb import Along
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, maths

_WIDE, _HIGH, _REACH = 1.95, 1.65, 3.0  # Manim units; of z, at least, either way
_LEFT, _UP = 1.3, 0.28  # from the wall to the middle of the curve, and from the way of the sum
_LONG = 0.8, 1.5  # of z: the tangent, either way
_PIXELS = np.array([[0.0, 0.0, 0.0], [style.PIXEL, style.PIXEL, 0.0]])
_ABOVE = 0.5  # more of z than the neuron's own has room


class SlopeAtZ(VGroup, Depiction):
    """A neuron's curve in its lens, a dot at its own z, and how far the tangent rises along 1 of z.

    `case`: Whose z it is. `y`: Of the lens' middle. `bend`: The name of its activation. `along`:
    From that and the ends of an axis to `z` and `a` along it.
    """

    def __init__(self, case: blame_case.Case, y: float, *, bend: str, along: Along) -> None:
        keys = (f"{key}{case.below}" for key in ("z", "a", "slope"))
        z, a, slope = (float(case.person[key][case.hero, 0]) for key in keys)
        self.case = case
        reach = max(_REACH, float(np.ceil(abs(z) + _ABOVE)))
        axis = along(bend, -reach, reach)
        ends = float(axis["a"].min()), float(axis["a"].max())
        self.plot = Plot((-reach, reach), ends, width=_WIDE, height=_HIGH, x_ticks=(), y_ticks=())
        self.plot.shift(at.place(at.DOOR - _LEFT, y + _UP) - self.plot.get_center())
        self.curve = Curve(self.plot, axis["z"], axis["a"], role="ink", head=False)
        touch, foot = self._at(z, a), self._at(z, ends[0])
        self.stem = Line(foot, touch, color=style.color("weighted"), stroke_width=style.FIRM)
        self.dot = Dot(touch, radius=0.08, color=style.color("activation"))
        self.label = maths("weighted(z)", size=style.BODY).next_to(foot, DOWN, buff=0.1)
        self.tangent = Tangent(self.plot.frame, f"slope{case.below}", (case.hero, 0), role="ink")
        within = np.array([a - ends[0], ends[1] - a]) / max(abs(slope), 1e-9)
        self.tangent.touch(z, a, slope, within.clip(*_LONG)).cite(case.person)
        corners = self._at([z - 1, z - 1], [a - slope, a])
        self.rise = Line(*corners, color=style.color("slope"), stroke_width=style.BEAM)
        self.run = Line(corners[1], touch, color=style.color("weighted"), stroke_width=style.FIRM)
        self.one = maths("weighted(1)", size=style.BODY).next_to(self.run, UP, buff=0.12)
        self.steep = VGroup(self.tangent, self.run, self.rise, self.one)
        super().__init__(self.plot, self.curve, self.stem, self.steep, self.dot, self.label)
        self.cite(case.person)
        conceal(self)

    def appear(self) -> Gesture:
        """Draw the curve, find the neuron's place on it, and lay the tangent there."""
        yield (Reveal(self.plot, self.curve),)
        yield (Reveal(self.label, self.stem, self.dot, lag=0.5),)
        yield (Reveal(self.steep),)

    def become_gap(self, low: Array, high: Array, *, run_time: float) -> Transform:
        """Return the way of the tangent's rise to the ends of the door's gap."""
        return Transform(self.rise, Line(low, high).match_style(self.rise), run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield z and a, as the dot says them."""
        (z, right), (a, up) = self.plot.frame.numbers(self.dot.get_center() + _PIXELS)
        place, below = (self.case.hero, 0), self.case.below
        yield Depicted(f"z{below}", place, float(z), float(right - z))
        yield Depicted(f"a{below}", place, float(a), float(up - a))

    def _at(self, z: ArrayLike, a: ArrayLike) -> Array:
        return np.asarray(self.plot.point(z, a))
