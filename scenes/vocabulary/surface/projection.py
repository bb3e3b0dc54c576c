"""Where a point of three numbers stands on the page, when we walk around the cost sheet."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from scenes.vocabulary.text import Array, ArrayLike, arrays, uncopied

_STRIDES = 80


@dataclass(frozen=True, eq=False)
class View(uncopied.Uncopied):
    """An orthographic look at a box: two parameters wide and deep, one cost high.

    Parameters
    ----------
    xs, ys
        (nx,) and (ny,) grid values of the two parameters, rising.
    costs
        (ny, nx) the sheet's cost over them.
    low, high
        The costs at the bottom and at the top of the box.
    center
        Where the middle of the box stands in the scene.
    width
        The floor's diagonal, which no turn exceeds, in Manim units.
    rise, drop
        How high the box is, and how far below its bottom the floor lies.
    azimuth, elevation
        Where the eye stands, in degrees: at -90 the first parameter runs to the right; an
        elevation of 90 looks straight down on the map.
    cut
        The parameters at which the sheet is cut open: beyond the first and before the second of
        them there is none (default: it is whole).
    """

    xs: Array
    ys: Array
    costs: Array
    low: float
    high: float
    center: Array
    width: float
    rise: float
    drop: float
    azimuth: float
    elevation: float
    cut: tuple[float, float] | None = None

    @property
    def corners(self) -> tuple[Array, Array]:
        """The map's lowest and its highest parameters, (2,) each."""
        return np.array([self.xs[0], self.ys[0]]), np.array([self.xs[-1], self.ys[-1]])

    def place(self, x: ArrayLike, y: ArrayLike, cost: ArrayLike) -> Array:
        """Return the scene points (..., 3) of parameters and costs."""
        height = (np.asarray(cost, dtype=float) - self.low) / (self.high - self.low)
        return self.project(*self.on_floor(x, y), height * self.rise)

    def place_on_floor(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the scene points (..., 3) of parameters on the contour map."""
        return self.project(*self.on_floor(x, y), -self.drop)

    def project(self, right: ArrayLike, back: ArrayLike, up: ArrayLike) -> Array:
        """Return the scene points of places in the box, measured from its bottom's middle."""
        angle, tilt = radians(self.azimuth), radians(self.elevation)
        p, q, z = (np.asarray(part, dtype=float) for part in (right, back, up))
        across = q * cos(angle) - p * sin(angle)
        lifted = z - (self.rise - self.drop) / 2
        above = lifted * cos(tilt) - self.nearness(p, q) * sin(tilt)
        flat = np.zeros((*np.broadcast_shapes(across.shape, above.shape), 3))
        flat[..., 0], flat[..., 1] = across, above
        return np.asarray(flat + self.center)

    def parameters_at(self, points: ArrayLike, cost: ArrayLike) -> Array:
        """Return the parameters (..., 2) of scene points at known costs: `place`, read backwards.

        From straight above the costs do not matter; from the side nothing can be read.
        """
        heart, right, back = self.project([0, 1, 0], [0, 0, 1], 0.0)[:, :2]
        height = (np.asarray(cost, dtype=float) - self.low) / (self.high - self.low)
        lift = self.project(0.0, 0.0, height * self.rise)[..., :2]
        floor = np.linalg.inv(np.column_stack([right - heart, back - heart]))
        shares = (np.asarray(points)[..., :2] - lift) @ floor.T / (self.width / np.sqrt(2)) + 0.5
        ends = np.array([self.xs[[0, -1]], self.ys[[0, -1]]])
        return np.asarray(ends[:, 0] + shares * (ends[:, 1] - ends[:, 0]))

    def nearness(self, right: ArrayLike, back: ArrayLike) -> Array:
        """Return how far towards the eye places on the floor are: what is nearer hides."""
        angle = radians(self.azimuth)
        return np.asarray(np.asarray(right) * cos(angle) + np.asarray(back) * sin(angle))

    def cost_at(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the sheet's cost at parameters, straight between the points of its grid."""
        column, u = _cell(self.xs, x)
        row, v = _cell(self.ys, y)
        lower = self.costs[row, column] * (1 - u) + self.costs[row, column + 1] * u
        upper = self.costs[row + 1, column] * (1 - u) + self.costs[row + 1, column + 1] * u
        return np.asarray(lower * (1 - v) + upper * v)

    def hides_floor(self, x: ArrayLike, y: ArrayLike) -> arrays.Flags:
        """Return where the sheet stands between the eye and the contour map.

        The line of sight from a place on the floor is followed in small strides; where it has
        risen through the sheet before it leaves the box, the place is hidden.
        """
        angle, tilt = radians(self.azimuth), radians(self.elevation)
        reach = (self.rise + self.drop) / max(sin(tilt), 1e-6)
        stride = np.linspace(0.0, reach, _STRIDES)
        p, q = (place[..., None] for place in self.on_floor(x, y))
        p = p + stride * cos(tilt) * cos(angle)
        q = q + stride * cos(tilt) * sin(angle)
        side = self.width / np.sqrt(2)
        inside = (np.abs(p) <= side / 2) & (np.abs(q) <= side / 2)
        x, y = _value(self.xs, p / side), _value(self.ys, q / side)
        if self.cut is not None:
            inside &= (x <= self.cut[0]) | (y >= self.cut[1])
        costs = self.cost_at(x, y)
        sheet = (costs - self.low) / (self.high - self.low) * self.rise
        return np.asarray((inside & (stride * sin(tilt) - self.drop >= sheet)).any(axis=-1))

    def on_floor(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Return parameters as distances from the floor's middle."""
        side = self.width / np.sqrt(2)
        return side * _share(self.xs, x), side * _share(self.ys, y)


def _share(grid: Array, values: ArrayLike) -> Array:
    """Return where values lie in a grid's span, from -1/2 to 1/2."""
    return np.asarray((np.asarray(values, float) - grid[0]) / (grid[-1] - grid[0]) - 0.5)


def _value(grid: Array, shares: Array) -> Array:
    """Return the values that lie at shares (-1/2 to 1/2) of a grid's span, kept inside it."""
    return np.asarray(grid[0] + (np.clip(shares, -0.5, 0.5) + 0.5) * (grid[-1] - grid[0]))


def _cell(grid: Array, values: ArrayLike) -> tuple[arrays.Indices, Array]:
    """Return the grid cell that holds each value, and how far into it the value lies."""
    values = np.asarray(values, dtype=float)
    index = np.clip(np.searchsorted(grid, values) - 1, 0, len(grid) - 2)
    return index, (values - grid[index]) / (grid[index + 1] - grid[index])
