"""What a run answers everywhere, the lines that its first layer draws there, and three starts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Group, VGroup, VMobject, linear

from scenes.vocabulary import stage, style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.text import Array, Depicted, Depiction, Points, Source, strokes, words

_PEN = style.FIRM  # of a line across which z grows by one in a unit of the plane
_EXACT = 0.02
_LAG = 0.5
_WIDE, _HIGH, _PITCH = 4.2, 4.3, 4.5  # of one of three maps


def asked(what: Callable[..., Any], run: Any, **given: Any) -> Callable[..., Any]:
    """Return what says of a step's number, and inputs if any, what `what` says of the step."""
    return lambda step, *inputs: what(run[step], *inputs, **given)


def map_of(
    history: Any,
    probe: Callable[..., Source],
    place: Points,
    width: float,
    height: float,
    *,
    fine: float = 1.0,
    classes: Sequence[str] = (),
    features: Sequence[str] = (),
) -> DecisionMap:
    """Return the map of a run that answers with its lowest target, or its highest, at a place.

    `probe`: From a recorded step and inputs (2, k) to what flowed. `features`: As they are named
    beside it.
    """
    data, key = history.dataset, f"a{len(history.run.sizes) - 1}"
    found = DecisionMap(
        *(data.X, data.X, data.Y[0], asked(probe, history)),
        key=key,
        width=width,
        height=height,
        ends=(float(data.Y.min()), float(data.Y.max())),
        classes=classes,
        features=features,
        fine=fine,
    )
    return found.stand(place, width, height)


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

    def appear(self, *, run_time: float) -> stage.Tween:
        """Draw them from end to end, one after the other."""
        whole = [line.points.copy() for line in self]

        def show(moment: float) -> None:
            for line, points, share in zip(
                self, whole, stage.motion.in_turn(moment, len(self), lag=_LAG), strict=True
            ):
                line.points = points[:1] + (points - points[:1]) * share

        return stage.Tween(self.map, show, run_time=run_time, rate_func=linear)

    def straight(self, normal: Array, offset: float) -> VMobject:
        """Return another line of the plane, normal · x + offset = 0, in dashes."""
        ends = self._ends(-offset * normal, normal)
        line = VMobject(color=style.color("ink"), stroke_width=style.BOLD)
        return line.set_points(strokes.dashes(*ends, length=0.14))

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


class ThreeStarts(Group):
    """A decision map for each, with the lines that its first layer draws.

    `runs`: By their names. `probe`: From a recorded step and inputs (2, k) to what flowed.
    `creases`: From a recorded step to the first layer's lines.
    """

    def __init__(
        self, runs: Mapping[str, Any], probe: Callable[..., Source], creases: Callable[..., Source]
    ) -> None:
        self.names = VGroup()
        self.maps: list[DecisionMap] = []
        for k, (name, run) in enumerate(runs.items()):
            place = style.MIDDLE + DOWN * 0.2 + (k - (len(runs) - 1) / 2) * _PITCH * RIGHT
            plane = map_of(run, probe, place, _WIDE, _HIGH)
            self.maps.append(plane)
            Creases(plane, run, creases)
            plane.show_step(0)
            self.names.add(words(name, size=style.RESULT).next_to(plane.field, UP, buff=0.15))
        super().__init__(*self.maps, self.names)
