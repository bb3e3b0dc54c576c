"""The lines of a first layer on a map: where a neuron stands at zero, and how sharply."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from manim import VGroup, VMobject, linear

from scenes.pictures.training.asked import asked
from scenes.vocabulary import style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.stage.motion import in_turn
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.provenance import Depicted, Depiction
from scenes.vocabulary.text.strokes import dashes

_PEN = style.FIRM  # of a line across which z grows by one in a unit of the plane
_EXACT = 0.02
_LAG = 0.5


class Creases(VGroup, Depiction):
    """A line for each neuron of the first layer, the sharper the thicker, on a decision map.

    `creases`: From a recorded step of a `run` to `units` and `feet` (2, n), and `sharpness` (n,).
    """

    def __init__(self, plane: DecisionMap, run: Any, creases: Callable[..., Source]) -> None:
        self.map, self.plane, self.ask = plane, plane.plane, asked(creases, run)
        count = len(self.ask(0)["sharpness"])
        super().__init__(*(VMobject(color=style.color("weighted")) for _ in range(count)))
        plane.lay_on(self)

    def show_step(self, step: int) -> Self:
        """Show the lines of a step."""
        source = self.ask(step)
        self.cite(source)
        for n, sharp in enumerate(source["sharpness"]):
            ends = self._ends(source["feet"][:, n], source["units"][:, n]) if sharp else []
            self[n].points = np.zeros((0, 3))
            if len(ends):
                self[n].set_points_as_corners(ends).set_stroke(width=_PEN * sharp)
        return self

    def appear(self, *, run_time: float) -> Tween:
        """Draw them from end to end, one after the other."""
        whole = [line.points.copy() for line in self]

        def show(moment: float) -> None:
            for line, points, share in zip(
                self, whole, in_turn(moment, len(self), lag=_LAG), strict=True
            ):
                line.points = points[:1] + (points - points[:1]) * share

        return Tween(self.map, show, run_time=run_time, rate_func=linear)

    def straight(self, normal: Array, offset: float) -> VMobject:
        """Return another line of the plane, normal · x + offset = 0, in dashes."""
        ends = self._ends(-offset * normal, normal)
        line = VMobject(color=style.color("ink"), stroke_width=style.BOLD)
        return line.set_points(dashes(*ends, length=0.14))

    def depicted(self) -> Iterator[Depicted]:
        """Yield where the lines lie, and how sharp they are."""
        seen = [n for n, line in enumerate(self) if len(line.points) and line.get_stroke_opacity()]
        if not seen:
            return
        sharp = np.array([self[n].get_stroke_width() / _PEN for n in seen])
        yield Depicted("sharpness", (seen,), sharp, 1e-6)
        feet = np.array([self._foot(self[n]) for n in seen])
        for axis in (0, 1):
            yield Depicted("feet", (axis, seen), feet[:, axis], _EXACT)

    def _ends(self, foot: Array, normal: Array) -> list[Points]:
        """Return where a line through a place (2,) meets the plane's sides: two points, or none."""
        way = np.array([-normal[1], normal[0]])
        with np.errstate(divide="ignore"):
            sides = (np.stack([self.plane.low, self.plane.high]) - foot) / way
        enter, leave = np.sort(sides, axis=0)[0].max(), np.sort(sides, axis=0)[1].min()
        if not enter < leave:
            return []
        return [self.map.point(foot + share * way) for share in (enter, leave)]

    def _foot(self, line: VMobject) -> Array:
        """Return the point next to the origin of a line as it is drawn."""
        corner, far = self.map.field.points[2], self.map.field.points[1]
        share = (np.stack([line.get_start(), line.get_end()]) - corner)[:, :2] / (far - corner)[:2]
        start, end = self.plane.low + share * (self.plane.high - self.plane.low)
        way = (end - start) / np.linalg.norm(end - start)
        return np.asarray(start - (start @ way) * way)
