"""Verbs: each returns an animation, and only a lecture plays it."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from manim import Animation, Group, Mobject, Scene, VMobject, linear, smooth

from scenes.vocabulary import style
from scenes.vocabulary.stage.some_steps import Pace
from scenes.vocabulary.text.arrays import Array, ArrayLike


class Tween(Animation):
    """Show a noun at every moment between 0 and 1, as a pure function of that moment.

    Manim's own animations copy what they move, deeply, at every start. This one copies nothing,
    and since the picture depends on the moment alone, a cached run shows the same frames.

    Parameters
    ----------
    mobject
        What moves.
    show
        Called with the eased moment, 0 to 1; redraws the mobject.
    """

    def __init__(
        self,
        mobject: Mobject,
        show: Callable[[float], Any],
        *,
        run_time: float = style.NORMAL,
        rate_func: Callable[[float], float] = smooth,
        remover: bool = False,
    ) -> None:
        self.show = show
        super().__init__(mobject, run_time=run_time, rate_func=rate_func, remover=remover)

    def create_starting_mobject(self) -> Mobject:
        """Return the mobject itself: there is no start to remember."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the moment that the clock of the animation says."""
        self.show(self.rate_func(alpha))


class Reveal(Tween):
    """Bring back what `conceal` hid, one thing after the other where `lag` is above 0."""

    def __init__(self, *things: VMobject, lag: float = 0.0, run_time: float = style.QUICK) -> None:
        self.things = [
            [member for member in thing.get_family() if _is_concealed(member)] for thing in things
        ]
        self.lag = lag
        super().__init__(Group(*things), self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        shares = in_turn(moment, len(self.things), lag=self.lag)
        for family, share in zip(self.things, shares, strict=True):
            for member in family:
                fill, stroke = member.opacities_when_shown
                member.set_fill(opacity=fill * share, family=False)
                member.set_stroke(opacity=stroke * share, family=False)


class Vanish(Tween):
    """Fade things away."""

    def __init__(self, *things: VMobject, run_time: float = style.QUICK) -> None:
        self.opacities = [
            (thing, thing.get_fill_opacity(), thing.get_stroke_opacity()) for thing in things
        ]
        super().__init__(Group(*things), self._show, run_time=run_time, remover=True)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Take the things off the stage, ready to come back as they were."""
        super().clean_up_from_scene(scene)
        self._show(0.0)

    def _show(self, moment: float) -> None:
        for thing, fill, stroke in self.opacities:
            thing.set_fill(opacity=fill * (1 - moment), family=False)
            thing.set_stroke(opacity=stroke * (1 - moment), family=False)


class Flight(Tween):
    """Carry a thing along a gentle arc to where another stands."""

    def __init__(
        self,
        thing: VMobject,
        target: VMobject,
        *,
        arc: float = 0.2,
        run_time: float = style.NORMAL,
        remover: bool = False,
    ) -> None:
        self.family = [member for member in thing.get_family() if member.has_points()]
        self.starts = [member.points.copy() for member in self.family]
        self.home = thing.get_center()
        self.journey = target.get_center() - self.home
        self.arc = arc
        super().__init__(thing, self._show, run_time=run_time, remover=remover)

    def _show(self, moment: float) -> None:
        lift = np.array([-self.journey[1], self.journey[0], 0.0]) * self.arc * moment * (1 - moment)
        place = self.home + self.journey * moment + lift
        for member, start in zip(self.family, self.starts, strict=True):
            member.set_points(start - self.home + place)


class Replay(Tween):
    """Run a lecture's panels through recorded steps; every frame is a step that happened.

    Parameters
    ----------
    panels
        What is redrawn.
    show_step
        Called with a step's index; redraws every panel.
    steps
        The first and the last step.
    pace
        Turns a moment (0 to 1) and the two steps into a step's index.
    """

    def __init__(
        self,
        panels: Mobject,
        show_step: Callable[[int], Any],
        *,
        steps: tuple[int, int],
        pace: Pace,
        run_time: float,
    ) -> None:
        self.show_step, self.steps, self.pace = show_step, steps, pace
        super().__init__(panels, self._show, run_time=run_time, rate_func=linear)

    def _show(self, moment: float) -> None:
        self.show_step(self.pace(moment, *self.steps))


def in_turn(moment: float, count: int, *, lag: float) -> list[float]:
    """Return how far each of several is at a moment, where each sets out `lag` after the last."""
    length = 1.0 + lag * (count - 1)
    return [float(np.clip(moment * length - lag * place, 0.0, 1.0)) for place in range(count)]


def eased(shares: ArrayLike) -> Array:
    """Return shares of a way as it is gone with a gentle start and end: 0 to 1, level at both."""
    t = np.clip(shares, 0.0, 1.0)
    return np.asarray(t**2 * (3 - 2 * t))


def log_pace(moment: float, first: int, last: int) -> int:
    """Return the step at a moment when log(1 + step) grows evenly: early steps slow, late fast.

    Where the last step comes before the first, the run is wound back.
    """
    start, end = np.log1p(first), np.log1p(last)
    step = np.rint(np.expm1(start + (end - start) * moment))
    return int(np.clip(step, min(first, last), max(first, last)))


def even_pace(moment: float, first: int, last: int) -> int:
    """Return the step at a moment when steps grow evenly."""
    return round(first + (last - first) * moment)


def conceal(*things: VMobject) -> None:
    """Hide things where they stand, for `Reveal` to bring back as they were."""
    for member in _members(things):
        if not _is_concealed(member):
            member.opacities_when_shown = (member.get_fill_opacity(), member.get_stroke_opacity())
        member.set_fill(opacity=0.0, family=False)
        member.set_stroke(opacity=0.0, family=False)


def _is_concealed(member: VMobject) -> bool:
    """Say whether `conceal` hid it, and nothing has shown it since."""
    hidden = member.get_fill_opacity() == 0 and member.get_stroke_opacity() == 0
    return hidden and hasattr(member, "opacities_when_shown")


def _members(things: Iterable[VMobject]) -> list[VMobject]:
    return [member for thing in things for member in thing.get_family() if member.has_points()]
