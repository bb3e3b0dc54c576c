"""Streams: signed numbers that pass their weights side by side, on their way to where all meet."""

import numpy as np
from manim import VGroup

from scenes.vocabulary.network.ribbon import Ribbon, s_curve
from scenes.vocabulary.stage import Tween, motion

_LEVEL = 90  # places along the level part of a way

Place = tuple[float, float]


class Streams(VGroup):
    """Ribbons that start at one x, and come to every further one together."""

    def come(self, start: float | None, end: float | None, *, run_time: float) -> Tween:
        """Return their way from one x to another; None is where each of them starts or ends."""
        starts, ends = self._shares(start, 0.0), self._shares(end, 1.0)

        def show(moment: float) -> None:
            for ribbon, first, last in zip(self, starts, ends, strict=True):
                ribbon.show_front(first + (last - first) * moment)

        return Tween(self, show, run_time=run_time)

    def _shares(self, x: float | None, otherwise: float) -> list[float]:
        return [otherwise if x is None else ribbon.share_at(x) for ribbon in self]


def stream(
    numbers: tuple[float, float],
    start: Place,
    weighed: Place,
    meeting: Place,
    *,
    scale: float,
    of: str,
    at: tuple[int, ...],
) -> Ribbon:
    """Return a ribbon that is level while it is weighed, and then goes to where all meet.

    `numbers`: What it carries before its weight, and after. `weighed`: From which x to which its
    weight makes the one of the other.
    """
    before, after = numbers
    (x, y), (enters, leaves) = start, weighed
    xs = np.linspace(x, leaves, _LEVEL)
    carried = before + (after - before) * motion.eased((xs - enters) / (leaves - enters))
    curve = s_curve((leaves, y), meeting)[1:]
    way = np.vstack([np.stack([xs, np.full_like(xs, y)], axis=1), curve])
    along = np.append(carried, np.full(len(curve), after))
    return Ribbon(way, along, scale=scale, of=of, at=at)
