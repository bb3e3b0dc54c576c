"""The box around a cost surface: which way the parameters run, and how high the cost is."""

from typing import Self

import numpy as np
from manim import LEFT, UP, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot.ticks import round_ticks
from scenes.vocabulary.surface.projection import View
from scenes.vocabulary.text import Formula, Points, Readout, strokes
from scenes.vocabulary.text.digits import decimals_of

_TICK, _AIR = 0.09, 0.10
_ROOM = 0.85  # Manim units from tick to tick, at least, on an edge that is seen square on
_FADE = 0.07  # an axis fades while it turns through the line of sight and changes its edge


class Axis(VGroup):
    """One edge of the box with a few round values and a name, all standing clear of the edge."""

    def __init__(
        self, ticks: list[float], decimals: int | None, name: Formula | None, role: str
    ) -> None:
        self.values, self.shares = ticks, (1.0, 1.0)
        digits = decimals_of(ticks) if decimals is None else decimals
        self.rule = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        self.numbers = VGroup(
            *(
                Readout(value, digits, of="axis", size=style.SMALL, role=role, anchor="center")
                for value in ticks
            )
        )
        self.label = name or VGroup()
        super().__init__(self.rule, self.numbers, self.label)
        sizes = [[number.width, number.height] for number in self.numbers]
        self.largest = np.max(sizes, axis=0, initial=0.0)
        self.turn_down(1.0)  # so that one that faded and came back is as one that never did

    def run(self, ends: Points, places: Points, out: Points, *, name_at: Points) -> None:
        """Lay the edge and its ticks; `out` points away from the box."""
        starts = np.vstack([ends[:1], places])
        stops = np.vstack([ends[1:], places + out * _TICK])
        self.rule.set_points(strokes.segments(starts, stops))
        for number, place in zip(self.numbers, places, strict=True):
            _stand_clear(number, place + out * _TICK, out)
        if len(self.label):
            _stand_clear(self.label, name_at, out)

    def show_share(self, share: float, places: Points) -> None:
        """Let so much of the axis be seen, 0 to 1; and its numbers only where they do not touch."""
        apart = np.inf
        if len(places) > 1:
            apart = float(np.max(np.abs(places[1] - places[0])[:2] / (self.largest * 1.05)))
        shares = share, share * float(np.clip((apart - 1.0) / _FADE, 0.0, 1.0))
        # Only a change is passed on: an axis that a lecture has hidden stays hidden.
        if shares != self.shares:
            self.shares = shares
            self.turn_down(1.0)

    def turn_down(self, light: float) -> None:
        """Leave so much of what can be seen of the axis, 0 to 1."""
        edge, numbers = (share * light for share in self.shares)
        self.rule.set_stroke(opacity=edge)
        self.label.set_fill(opacity=edge)
        self.numbers.set_fill(opacity=numbers)


class Box(VGroup):
    """The axes of a surface: the two parameters along the floor's near edges, the cost upright."""

    def __init__(
        self,
        view: View,
        labels: tuple[Formula, Formula, Formula] | None,
        decimals: tuple[int, int, int] | None,
    ) -> None:
        names, digits = labels or (None, None, None), decimals or (None, None, None)
        across = int(np.clip(view.width / np.sqrt(2) / _ROOM, 2, 4))
        up = int(np.clip(view.rise / _ROOM * 1.5, 2, 4))
        ticks = (
            round_ticks(view.xs[0], view.xs[-1], most=across, margin=0.08),
            round_ticks(view.ys[0], view.ys[-1], most=across, margin=0.08),
            round_ticks(view.low, view.high, most=up),
        )
        roles = "muted", "muted", "cost"
        self.axes = [Axis(*parts) for parts in zip(ticks, digits, names, roles, strict=True)]
        super().__init__(*self.axes)
        self.show_from(view)

    def turn_down(self, light: float) -> None:
        """Leave so much of what can be seen of the axes, 0 to 1."""
        for axis in self.axes:
            axis.turn_down(light)

    def show_from(self, view: View) -> Self:
        """Lay the axes along the edges that this view sees in front and at the left."""
        first, second, cost = self.axes
        xs, ys = view.xs[[0, -1]], view.ys[[0, -1]]
        near_x, near_y = view.nearness(1.0, 0.0), view.nearness(0.0, 1.0)
        x, y = xs[int(near_x > 0)], ys[int(near_y > 0)]
        along = view.place_on_floor(xs, y), view.place_on_floor(first.values, y)
        _lay_on_floor(first, view, *along, share=min(abs(float(near_y)) / _FADE, 1.0))
        along = view.place_on_floor(x, ys), view.place_on_floor(x, second.values)
        _lay_on_floor(second, view, *along, share=min(abs(float(near_x)) / _FADE, 1.0))
        _raise(cost, view)
        return self


def _lay_on_floor(axis: Axis, view: View, ends: Points, places: Points, *, share: float) -> None:
    """Lay an axis along one edge of the floor, its type on the side that is away from the map."""
    along = ends[1] - ends[0]
    out = np.array([-along[1], along[0], 0.0]) / (np.linalg.norm(along) or 1.0)
    middle, heart = ends.mean(axis=0), view.project(0.0, 0.0, -view.drop)
    out = out if out @ (middle - heart) >= 0 else -out
    clear = _TICK + _AIR + float(np.abs(out[:2]) @ axis.largest)
    axis.run(ends, places, out, name_at=middle + out * clear)
    axis.show_share(share, places)


def _raise(axis: Axis, view: View) -> None:
    """Stand the cost axis on the corner of the floor that is farthest to the left."""
    x, y = view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]]
    across = view.place_on_floor(x, y)[:, 0]
    corner = int(np.argmin(across))
    foot = view.place_on_floor(x[corner], y[corner])
    top = view.place(x[corner], y[corner], view.high)
    places = view.place(x[corner], y[corner], np.array(axis.values))
    axis.run(np.array([foot, top]), places, LEFT, name_at=top)
    if len(axis.label):
        axis.label.next_to(top, UP, buff=2 * _AIR)
    leftmost, rival = np.sort(across)[:2]
    steep = float(np.cos(np.radians(view.elevation))) / _FADE
    axis.show_share(min((rival - leftmost) / (_FADE * view.width / 2), steep, 1.0), places)


def _stand_clear(type_: VGroup, edge: Points, out: Points) -> None:
    """Move type until it stands beside an edge, in the direction `out`, with some air."""
    reach = (abs(out[0]) * type_.width + abs(out[1]) * type_.height) / 2
    type_.move_to(edge + out * (reach + _AIR))
