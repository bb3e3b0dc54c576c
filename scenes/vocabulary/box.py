"""The box around a cost surface: which way the parameters run, and how high the cost is."""

from typing import Self

import numpy as np
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.formula import Formula
from scenes.vocabulary.readout import Readout
from scenes.vocabulary.strokes import segments
from scenes.vocabulary.ticks import round_ticks
from scenes.vocabulary.typeset import Points
from scenes.vocabulary.view import View

__all__ = ["Box"]

_TICK, _AIR = 0.09, 0.10
_SIDES = ("width", "height")
_FADE = 0.14  # an axis fades while it turns through the line of sight and changes its edge


class Axis(VGroup):
    """One edge of the box with a few round values and a name, all standing clear of the edge."""

    def __init__(self, ticks: list[float], decimals: int, label: Formula | None, role: str) -> None:
        self.values, self.share = ticks, 1.0
        self.rule = VMobject(color=style.color("muted"), stroke_width=2)
        self.numbers = VGroup(
            *(
                Readout(value, decimals, of="axis", size=style.SMALL, role=role, anchor="center")
                for value in ticks
            )
        )
        self.label = label or VGroup()
        super().__init__(self.rule, self.numbers, self.label)
        self.room = np.array(
            [
                max((getattr(number, side) for number in self.numbers), default=0.0)
                for side in _SIDES
            ]
        )

    def run(self, ends: Points, places: Points, out: Points, *, name_at: Points) -> None:
        """Lay the edge and its ticks; `out` points away from the box."""
        starts = np.vstack([ends[:1], places])
        stops = np.vstack([ends[1:], places + out * _TICK])
        self.rule.set_points(segments(starts, stops))
        for number, place in zip(self.numbers, places, strict=True):
            _stand_clear(number, place + out * _TICK, out)
        if len(self.label):
            _stand_clear(self.label, name_at, out)

    def show_share(self, share: float) -> None:
        """Let so much of the axis be seen, 0 to 1."""
        # Only a change is passed on: an axis that a lecture has hidden stays hidden.
        if share != self.share:
            self.share = share
            self.rule.set_stroke(opacity=share)
            self.numbers.set_fill(opacity=share)
            self.label.set_fill(opacity=share)


class Box(VGroup):
    """The axes of a surface: the two parameters along the floor's near edges, the cost upright."""

    def __init__(
        self,
        view: View,
        labels: tuple[Formula, Formula, Formula] | None,
        decimals: tuple[int, int, int],
    ) -> None:
        names = labels or (None, None, None)
        ticks = [
            round_ticks(view.xs[0], view.xs[-1], most=4, margin=0.08),
            round_ticks(view.ys[0], view.ys[-1], most=4, margin=0.08),
            round_ticks(view.low, view.high, most=4),
        ]
        self.axes = [
            Axis(values, digits, name, role)
            for values, digits, name, role in zip(
                ticks, decimals, names, ("muted", "muted", "cost"), strict=True
            )
        ]
        super().__init__(*self.axes)
        self.show_from(view)

    def show_from(self, view: View) -> Self:
        """Lay the axes along the edges that this view sees in front and at the left."""
        xs, ys = view.xs[[0, -1]], view.ys[[0, -1]]
        near_x, near_y = view.nearness(1.0, 0.0), view.nearness(0.0, 1.0)
        front_y, front_x = float(ys[int(near_y > 0)]), float(xs[int(near_x > 0)])
        for axis, across, x, y in (
            (self.axes[0], near_y, (xs, self.axes[0].values), front_y),
            (self.axes[1], near_x, front_x, (ys, self.axes[1].values)),
        ):
            ends = view.place_on_floor(*(p[0] if isinstance(p, tuple) else p for p in (x, y)))
            places = view.place_on_floor(*(p[1] if isinstance(p, tuple) else p for p in (x, y)))
            self._lay_on_floor(axis, view, ends, places)
            axis.show_share(min(abs(float(across)) / _FADE, 1.0))
        self._raise_cost_axis(view)
        return self

    def _lay_on_floor(self, axis: Axis, view: View, ends: Points, places: Points) -> None:
        along = ends[1] - ends[0]
        out = np.array([-along[1], along[0], 0.0]) / (np.linalg.norm(along) or 1.0)
        middle, heart = ends.mean(axis=0), view.project(0.0, 0.0, -view.drop)
        out = out if out @ (middle - heart) >= 0 else -out
        clear = _TICK + _AIR + float(np.abs(out[:2]) @ axis.room)
        axis.run(ends, places, out, name_at=middle + out * clear)

    def _raise_cost_axis(self, view: View) -> None:
        """Stand the cost axis on the corner that is farthest to the left."""
        axis = self.axes[2]
        x, y = view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]]
        across = view.place_on_floor(x, y)[:, 0]
        corner = int(np.argmin(across))
        rivals = np.sort(across)[:2]
        at = x[corner], y[corner]
        foot, top = view.place_on_floor(*at), view.place(*at, view.high)
        out = np.array([-1.0, 0.0, 0.0])
        places = view.place(*at, np.array(axis.values))
        axis.run(np.array([foot, top]), places, out, name_at=top)
        if len(axis.label):
            axis.label.next_to(top, np.array([0.0, 1.0, 0.0]), buff=2 * _AIR)
        flat = min(float(np.cos(np.radians(view.elevation))) / _FADE, 1.0)
        axis.show_share(min((rivals[1] - rivals[0]) / (_FADE * view.width / 2), 1.0) * flat)


def _stand_clear(type_: VGroup, edge: Points, out: Points) -> None:
    """Move type until it stands beside an edge, in the direction `out`, with some air."""
    reach = (abs(out[0]) * type_.width + abs(out[1]) * type_.height) / 2
    type_.move_to(edge + out * (reach + _AIR))
