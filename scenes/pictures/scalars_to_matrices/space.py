"""What a table does to the plane: it turns and stretches it in space, and leaves it flat."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, VGroup, VMobject

from scenes.pictures.scalars_to_matrices.plane import Plane
from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween, conceal
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points, strokes
from scenes.vocabulary.text.strip import sign_role

NEAR, FAR, _LONG, _ASIDE = 1.3, 0.58, 2.9, RIGHT * 1.3 + DOWN * 0.35
_LOW, _HIGH = np.array([-1.5, -2.0]), np.array([2.5, 2.0])  # the corners of the grid


class Space(VGroup, Depiction):
    """The plane of the inputs as a sheet with a grid, on its way into the space of three answers.

    `found`: What the table makes of the people, as `working.shadows` does. `look`: From where
    space is seen, as two angles: around its first axis, and along it.
    """

    def __init__(self, plane: Plane, found: Any, look: ArrayLike, person: int) -> None:
        self.X, self.person, self.middle = plane.X, person, style.MIDDLE + _ASIDE
        self.share, self.look, self.unit = 0.0, np.asarray(look, float), NEAR
        self.axes = VGroup(*(VMobject(stroke_width=style.THIN) for _ in range(3)))
        self.axes.set_stroke(style.color("weighted")).set_z_index(-1)
        self.sheet = VMobject(stroke_width=0, fill_opacity=0.9, color=style.color("panel"))
        self.grid = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.steps = VGroup(*(VMobject(stroke_width=style.BAR) for _ in range(3)))
        self.dots = plane.dots.copy()
        super().__init__(self.axes, self.sheet, self.grid, self.steps, self.dots)
        conceal(self.show(found=found).axes, self.steps)

    def show(self, **state: Any) -> Self:
        """Show the sheet as it is (`share` 0) or as the `found` table has it (1)."""
        self.__dict__.update(state)
        eye = camera(*self.look)
        seen = self.cite(self.found).found.seen(eye, self.share)
        starts, ends = (self._flat(seen @ places) for places in _grid())
        self.sheet.set_points_as_corners([starts[0], ends[0], ends[8], starts[8]])
        self.grid.set_points(strokes.segments(starts, ends))
        for dot, point in zip(self.dots, self._flat(seen @ self.X), strict=True):
            dot.move_to(point)
        for axis, way in zip(self.axes, eye.T, strict=True):
            axis.set_points_as_corners(self._flat(np.outer(way, [-_LONG, _LONG]) / self.unit))
        answers = self.found["WX"][:, self.person]
        ends = self._flat(np.cumsum(np.column_stack([np.zeros(2), eye * answers]), axis=1))
        for k, (step, answer) in enumerate(zip(self.steps, answers, strict=True)):
            step.set_points_as_corners(ends[k : k + 2]).set_color(style.color(sign_role(answer)))
        return self

    def moving(self, *, run_time: float, **ends: Any) -> Tween:
        """Return the way to another share, look or unit."""
        ways = {key: (getattr(self, key), end - getattr(self, key)) for key, end in ends.items()}

        def show(moment: float) -> None:
            self.show(**{key: start + way * moment for key, (start, way) in ways.items()})

        return Tween(self, show, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield where on the grid the people are."""
        ways = strokes.lengths(self.grid.points)[:, :2]
        seen = np.column_stack([ways[-1], ways[0]]) / (_HIGH - _LOW)
        if abs(np.linalg.det(seen)) > 1e-2:  # from its edge no places could be read
            centers = np.array([dot.get_center() for dot in self.dots])
            found = np.linalg.solve(seen, (centers - self.middle)[:, :2].T)
            yield Depicted("X", (slice(None), slice(None)), found, 1e-6)
        if self.share == 1.0 and self.steps[0].get_stroke_opacity() == 1.0:
            eye = camera(*self.look)
            ways = np.array([(step.points[-1] - step.points[0])[:2] for step in self.steps])
            found = (ways * eye.T).sum(axis=1) / (eye**2).sum(axis=0) / self.unit
            yield Depicted("WX", (slice(None), self.person), found, 1e-6)

    def _flat(self, places: Array) -> Points:
        flat = np.column_stack([places.T, np.zeros(places.shape[1])])
        return np.asarray(self.middle + flat * self.unit)


def camera(around: float, along: float) -> Array:
    """Return what of three directions is seen to the right and upwards, (2, 3)."""
    c, s, up = np.cos(around), np.sin(around), np.sin(along)
    return np.array([[0.0, c, s], [np.cos(along), -s * up, c * up]])


def edge_on(W: Array, around: float) -> Array:
    """Return from where, along the first axis, the sheet of W is seen from its edge."""
    low, high = (np.linalg.det(camera(around, turn) @ W) for turn in (0.0, np.pi / 2))
    return np.array([around, np.arctan2(-low, high) % np.pi])  # where low · cos + high · sin = 0


def _grid() -> tuple[Array, Array]:
    """Return where the lines of the grid begin and end, (2, k) each: upright ones first."""
    xs, ys = np.linspace(_LOW, _HIGH, 9).T
    left, low, right, high = np.repeat([[*_LOW, *_HIGH]], 9, axis=0).T
    return np.array([[*xs, *left], [*low, *ys]]), np.array([[*xs, *right], [*high, *ys]])
