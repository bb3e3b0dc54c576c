"""A gesture: motions that belong together, played one after the other.

A verb returns one animation. Where one motion has to follow another, a gesture yields them in
turn, each a tuple of animations that run side by side, and `Lecture.perform` plays it. Nothing
of a later motion is made before the earlier one is over.
"""

from collections.abc import Iterable
from itertools import chain

from manim import Animation, Mobject, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage.motion import Tween

Gesture = Iterable[tuple[Animation, ...]]


class Depart(Tween):
    """Keep still while others move, and be gone when they are done."""

    def __init__(self, *things: Mobject, run_time: float = style.QUICK) -> None:
        super().__init__(VGroup(*things), lambda _: None, run_time=run_time, remover=True)


def together(*animations: Animation, run_time: float) -> tuple[Animation, ...]:
    """Return animations that all take the same time."""
    for animation in animations:
        animation.run_time = run_time
    return animations


def at_once(*gestures: Gesture) -> None:
    """Bring gestures to their end without playing them: where a film begins."""
    for gesture in gestures:
        for motions in gesture:
            for motion in motions:
                motion.begin()
                motion.interpolate(1.0)


def at_pace(pace: float, *gestures: Gesture) -> Gesture:
    """Return gestures in so much of their time."""
    for motions in chain(*gestures):
        for motion in motions:
            motion.run_time *= pace
        yield motions
