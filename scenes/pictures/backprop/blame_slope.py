"""Where a door's opening comes from: a neuron's own curve, and its tangent at its own z."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import DOWN, LEFT, UP, Dot, Line, Transform, VGroup

from scenes.pictures.backprop import blame_case
from scenes.pictures.backprop import blame_plan as at
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS
from scenes.vocabulary.layer.climb import Along
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Strip, maths, quote

_WIDE, _HIGH, _REACH = 1.75, 1.62, 5.0  # Manim units; of z, at least, either way
_LEFT = 1.22  # from the wall to the middle of the curve
_AIR = 0.1
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
        look = ACTIVATIONS[bend]
        ends = look.ends or (float(axis["a"].min()), float(axis["a"].max()))
        ticks: dict[str, Any] = {"x_ticks": (), "y_ticks": look.ends or ()}
        self.plot = Plot((-reach, reach), ends, width=_WIDE, height=_HIGH, **ticks)
        self.plot.shift(at.place(at.DOOR - _LEFT, y) - self.plot.get_center())
        self.curve = Curve(self.plot, axis["z"], axis["a"], role="ink", head=False)
        touch, foot = self._at(z, a), self._at(z, ends[0])
        self.stem = Line(foot, touch, color=style.color("weighted"), stroke_width=style.FIRM)
        self.dot = Dot(touch, radius=0.08, color=style.color("activation"))
        self.label = self._named("z", "weighted").next_to(foot, DOWN, buff=_AIR)
        half, wall = self.label.width / 2, at.DOOR - at.WALL / 2 - _AIR
        left = self.plot.frame.get_left()[0]  # beyond it the lens ends
        self.label.set_x(np.clip(self.label.get_x(), left + half, wall - half))
        self.answer = self._named("a", "activation", blame_case.digits_of(case, bend).a)
        axis_end = self.plot.frame.y_axis.get_end()
        self.answer.next_to(axis_end, UP, buff=_AIR).align_to(axis_end, LEFT)
        self.tangent = Tangent(self.plot.frame, f"slope{case.below}", (case.hero, 0), role="ink")
        within = np.array([a - ends[0], ends[1] - a]) / max(abs(slope), 1e-9)
        self.tangent.touch(z, a, slope, within.clip(*_LONG)).cite(case.person)
        corners = self._at([z - 1, z - 1], [a - slope, a])
        self.rise = Line(*corners, color=style.color("slope"), stroke_width=style.BEAM)
        self.run = Line(corners[1], touch, color=style.color("weighted"), stroke_width=style.FIRM)
        self.one = maths("weighted(1)", size=style.BODY).next_to(self.run, UP, buff=0.12)
        self.steep = VGroup(self.tangent, self.run, self.rise, self.one)
        super().__init__(self.plot, self.curve, self.stem, self.steep, self.dot, self.label)
        self.add(self.answer)
        self.cite(case.person)
        conceal(self)

    def appear(self) -> Gesture:
        """Draw the curve, find the neuron's place on it, and lay the tangent there."""
        yield (Reveal(self.plot, self.curve, run_time=1.2),)
        yield (Reveal(self.label, self.stem, self.dot, self.answer, lag=0.5, run_time=1.2),)
        yield (Reveal(*self.steep, lag=0.5, run_time=1.2),)

    def become_gap(self, low: Array, high: Array, *, run_time: float) -> Transform:
        """Return the way of the tangent's rise to the ends of the door's gap."""
        return Transform(self.rise, Line(low, high).match_style(self.rise), run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield z and a, as the dot says them."""
        (z, right), (a, up) = self.plot.frame.numbers(self.dot.get_center() + _PIXELS)
        place, below = (self.case.hero, 0), self.case.below
        yield Depicted(f"z{below}", place, float(z), float(right - z))
        yield Depicted(f"a{below}", place, float(a), float(up - a))

    def _named(self, letter: str, role: str, decimals: int = 2) -> Strip:
        """Write one of the neuron's numbers with its letter."""
        key, place = f"{letter}{self.case.below}", (self.case.hero, 0)
        number = quote(self.case.person, key, place, decimals, role=role, size=style.SMALL)
        return Strip(f"{role}({letter}) =", number, size=style.SMALL)

    def _at(self, z: ArrayLike, a: ArrayLike) -> Array:
        return np.asarray(self.plot.point(z, a))
