"""Many small things that go from place to place, each in its turn, drawn in one pass."""

from collections.abc import Callable, Iterable
from typing import Any, Self

import numpy as np
from manim import ManimColor, linear

from scenes.film import Pen
from scenes.vocabulary.stage import Tween, motion
from scenes.vocabulary.surface.canvas import Canvas, dip, go_around
from scenes.vocabulary.text.arrays import Array, Points


class Swarm(Canvas):
    """Discs or squares that fly across a part of the stage.

    `corners`: Between them lies all that is seen. `leave`: (k,) when each sets out, a share of the
    time; `flight`: for how long it is under way.
    """

    def __init__(self, corners: Points, leave: Array, flight: float) -> None:
        super().__init__()
        self.corners, self.leave, self.flight = corners, leave, flight

    def gone(self, moment: float) -> Array:
        """Return how far each has gone at a moment, (k, 1)."""
        return motion.eased((moment - self.leave) / self.flight)[:, None]

    def between(self, starts: Array, ends: Array, moment: float) -> Array:
        """Return where all are at a moment, on their way from places to others (k, 2)."""
        return np.asarray(starts + (ends - starts) * self.gone(moment))

    def scatter(
        self, places: Array, sides: Array, kinds: Iterable[tuple[ManimColor, Any]], *, round: bool
    ) -> Self:
        """Draw all at places (k, 2), as wide as `sides` (k,); of each colour those of a choice."""
        halves = sides / 2

        def draw(pen: Pen) -> None:
            for colour, chosen in kinds:
                dip(pen, colour)
                for (x, y), half in zip(
                    places[chosen].tolist(), halves[chosen].tolist(), strict=True
                ):
                    if round:
                        go_around(pen, x, y, half)
                    else:
                        pen.rectangle(x - half, y - half, 2 * half, 2 * half)
                pen.fill()

        return self.redraw(self.corners, draw)

    def go(
        self, show: Callable[[float], Any], *, run_time: float, start: float = 0.0, end: float = 1.0
    ) -> Tween:
        """Return what `show` shows, evenly from one moment to another."""
        way = lambda moment: show(start + (end - start) * moment)  # noqa: E731
        return Tween(self, way, run_time=run_time, rate_func=linear)
