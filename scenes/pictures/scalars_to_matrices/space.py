"""What a table does to the plane: two arrows go to its columns, and the flat sheet follows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from scenes.pictures.scalars_to_matrices.plane import Plane
from scenes.vocabulary import style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.stage import conceal
from scenes.vocabulary.stage.posed import Posed
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Points, strokes, words
from scenes.vocabulary.text.strip import sign_role

_HOME, _THERE = style.LEFT_HALF + LEFT * 1.5 + UP * 1.2, style.MIDDLE + RIGHT * 2.0
_UNIT, _LONG = 0.6, np.array([2.5, 4.1, 3.0])  # how far the axes reach
_BESIDE = np.array([0.8, 0.25])  # their names, beyond their ends
_NOUGHT, _LOW, _HIGH = np.zeros((2, 1)), np.array([-1.5, -2.0]), np.array([2.5, 2.0])  # of the grid
_XS, _YS = np.linspace(_LOW, _HIGH, 9).T
# Where its lines begin, and where they end, (2, 18) each: upright ones first.
_GRID = [np.hstack([[_XS, 0 * _XS + y], [0 * _YS + x, _YS]]) for x, y in (_LOW, _HIGH)]


class Space(Posed):
    """The plane of the inputs as a sheet, on its way into the space of three answers.

    `found`: What the table makes of people, as `working.shadows` does. `look`: From where, around
    the first axis and along it. `share`: Of the sheet's way. `ahead` (2,): Of the ways of two
    arrows of length 1. `walked`: Of the steps of a person, along each axis as far as its answer.
    """

    def __init__(self, plane: Plane, found: Any, look: ArrayLike, person: int) -> None:
        self.X, self.person, self.found, self.look = plane.X, person, found, np.asarray(look)
        self.share, self.ahead, self.walked = 0.0, np.zeros(2), 0.0
        whole = VGroup(*(VMobject(stroke_width=pen) for pen in [style.THIN] * 3 + [style.BAR] * 3))
        self.behind, self.before = whole, whole.copy()
        self.names = VGroup(*(words(f"answer {k}", size=style.BODY) for k in (1, 2, 3)))
        self.sheet = VMobject(stroke_width=0, fill_opacity=0.75, color=style.color("panel"))
        self.grid = VMobject(color=style.color("muted"), stroke_width=style.FINE)
        self.arrows = VGroup(*(plane.arrow(way, "activation") for way in np.eye(2)))
        self.dots = plane.dots.copy().set_z_index(0)
        self.mark = frame_around(self.dots[person])
        super().__init__(self.behind, self.sheet, self.grid, self.dots, self.arrows, self.before)
        self.add(self.mark, self.names).draw()
        self.axes = [VGroup(*a) for a in zip(self.names, whole[:3], self.before[:3], strict=True)]
        conceal(*self.axes, self.mark, self.arrows)

    def draw(self) -> None:
        """Draw the sheet as it is (`share` 0), as the table has it (1), or on its way."""
        self.cite(self.found)
        starts, ends = (self._seen(places, self.share) for places in _GRID)
        self.sheet.set_points_as_corners([starts[0], ends[0], ends[8], starts[8]])
        self.grid.set_points(strokes.segments(starts, ends))
        for dot, point in zip(self.dots, self._seen(self.X, self.share), strict=True):
            dot.move_to(point)
        self.mark.move_to(self.dots[self.person])
        for arrow, share, way in zip(self.arrows, self.ahead, np.eye(2), strict=True):
            arrow.put_start_and_end_on(*self._seen(np.column_stack([0 * way, way]), share))
        for name, way in zip(self.names, (camera(*self.look) * _LONG).T, strict=True):
            name.move_to(_THERE + np.append(way + np.sign(way) * _BESIDE, 0.0))
        self._draw_in_depth(camera(*self.look), self.found["WX"][:, self.person])

    def depicted(self) -> Iterator[Depicted]:
        """Yield where on the grid the people are, and how long the person's steps."""
        ways = strokes.lengths(self.grid.points)[:, :2]
        seen = np.column_stack([ways[-1], ways[0]]) / (_HIGH - _LOW)
        if abs(np.linalg.det(seen)) > 1e-2:  # from its edge no places could be read
            centers, origin = [d.get_center() for d in self.dots], self._seen(_NOUGHT, self.share)
            found = np.linalg.solve(seen, (centers - origin)[:, :2].T)
            yield Depicted("X", (slice(None), slice(None)), found, 1e-6)
        if self.walked == 3.0 and self.behind[-1].get_stroke_opacity() == 1.0:
            eye, steps = camera(*self.look), self.behind[3:]
            ways = np.array([(step.points[-1] - step.points[0])[:2] for step in steps])
            found = (ways * eye.T).sum(axis=1) / (eye**2).sum(axis=0) / _UNIT
            yield Depicted("WX", (slice(None), self.person), found, 1e-6)

    def _draw_in_depth(self, eye: Array, answers: Array) -> None:
        """Draw axes and steps whole behind the sheet, and before it what is on our side of it."""
        steps = np.diag(answers * np.clip(self.walked - np.arange(3), 0.0, 1.0))
        gone, far = np.cumsum(steps, axis=1), np.diag(_LONG) / _UNIT
        starts, ends = np.hstack([-far, gone - steps]), np.hstack([far, gone])
        upright = np.cross(*self.found["W"].T)
        upright = upright * np.sign(upright @ np.cross(*eye))  # from the sheet towards us
        low, high = upright @ starts, upright @ ends
        cut = np.clip(low / (low - high + 1e-12), 0.0, 1.0)  # where the sheet is met
        parts = np.where(high > low, [cut, 1 + 0 * cut], [0 * cut, cut]).T
        tints = [style.color(role) for role in (*["weighted"] * 3, *map(sign_role, answers))]
        corners = (_THERE + _flat(places, eye) for places in (starts, ends))
        each = zip(self.behind, self.before, parts, tints, *corners, strict=True)
        for whole, before, part, tint, *places in each:
            whole.set_points_as_corners(places).set_color(tint)
            before.pointwise_become_partial(whole, *part).set_color(tint)

    def _seen(self, places: Array, share: float) -> Points:
        """Return where places (2, k) of the sheet are, once it has gone a share of its way."""
        seen = self.found.seen(camera(*self.look), share)
        return np.asarray(_HOME + (_THERE - _HOME) * share + _flat(places, seen))


def camera(around: float, along: float) -> Array:
    """Return what of three directions is seen to the right and upwards, (2, 3)."""
    c, s, up = np.cos(around), np.sin(around), np.sin(along)
    return np.array([[0.0, c, s], [np.cos(along), -s * up, c * up]])


def edge_on(W: Array, around: float) -> Array:
    """Return from where, along the first axis, the sheet of W is seen from its edge."""
    low, high = (np.linalg.det(camera(around, turn) @ W) for turn in (0.0, np.pi / 2))
    return np.array([around, np.arctan2(-low, high) % np.pi])  # where low · cos + high · sin = 0


def _flat(places: Array, seen: Array) -> Points:
    right, up = seen @ places * _UNIT
    return np.column_stack([right, up, 0 * up])
