"""The cost sheet: quads painted from the far corner to the near one, lit, with a thin mesh."""

from collections.abc import Iterator

import cairo
import numpy as np

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.surface.canvas import dip, trace
from scenes.vocabulary.surface.projection import View
from scenes.vocabulary.surface.shades import Shades
from scenes.vocabulary.text import Array, Points, arrays, uncopied

_MESH, _MESH_OPACITY, _MESH_EVERY = 0.011, 0.42, 3
_LIGHT = np.array([-0.45, -0.35, 0.82])
_UNDERLAP = 0.12  # a quad reaches so far under the nearer ones: no seam of background shows


class Quads(uncopied.Uncopied):
    """The cost over two parameters as a lit, meshed sheet.

    Parameters
    ----------
    view
        Whose costs it shows.
    shades
        The colours of its costs.
    """

    def __init__(self, view: View, shades: Shades) -> None:
        self._colors = _lit_colors(view, shades)

    def draw(self, pen: Pen, view: View, only: arrays.Flags | None = None) -> None:
        """Paint the rows of quads from the far end to the near end, mesh and all.

        `only` (ny - 1, nx - 1) says which quads there are; the others are left out.
        """
        there = np.ones(self._colors.shape[:2], dtype=bool) if only is None else only
        points = view.place(view.xs, view.ys[:, None], view.costs)
        points, colors, there = _far_first(view, points, self._colors, there)
        pen.set_line_join(cairo.LINE_JOIN_BEVEL)
        faces = _faces(points)
        looks = np.dstack([_quads(points), colors[..., ::-1], _rims(faces)])
        for band in _bands(faces[1:-1, 1:-1], there):
            _fill(pen, looks[band][there[band]])
            ruled = band.start % _MESH_EVERY == 0
            _rule(pen, points[band.start : band.stop + 1], there[band.start], ruled=ruled)
        if only is None:
            trace(pen, points[-1])
            pen.stroke()


def _far_first(
    view: View, points: Points, colors: Array, there: arrays.Flags
) -> tuple[Points, Array, arrays.Flags]:
    """Turn a grid so that rows, and the places in a row, run from far to near.

    Rows run across the line of sight as nearly as they can, so that few hide a part of themselves.
    """
    steps = view.nearness(1.0, 0.0), view.nearness(0.0, 1.0)
    if abs(steps[0]) > abs(steps[1]):
        points, colors = points.swapaxes(0, 1), colors.swapaxes(0, 1)
        there = there.T
        steps = steps[::-1]
    along, down = (slice(None, None, 1 if step >= 0 else -1) for step in steps)
    return points[down, along], colors[down, along], there[down, along]


def _quads(points: Points) -> Array:
    """Return the corners (rows, columns, 8) of quads that reach under their nearer neighbours."""
    a, b, c, d = (
        points[rows, columns, :2]
        for rows, columns in (
            (slice(None, -1), slice(None, -1)),
            (slice(None, -1), slice(1, None)),
            (slice(1, None), slice(1, None)),
            (slice(1, None), slice(None, -1)),
        )
    )
    along, down = (b - a) * _UNDERLAP, (d - a) * _UNDERLAP
    along[:, -1], down[-1] = 0.0, 0.0
    return np.concatenate([a, b + along, c + along + down, d + down], axis=-1)


def _faces(points: Points) -> arrays.Flags:
    """Say which quads (rows + 2, columns + 2) turn one side to the eye; the outer ones are new."""
    along, down = points[:-1, 1:] - points[:-1, :-1], points[1:, :-1] - points[:-1, :-1]
    return np.pad(along[..., 0] * down[..., 1] > along[..., 1] * down[..., 0], 1, mode="edge")


def _rims(faces: arrays.Flags) -> arrays.Flags:
    """Say which quads (rows, columns) something else than the sheet may be seen beside."""
    here, beside = faces[1:-1, 1:-1], (faces[2:, 1:-1], faces[1:-1, 2:], faces[1:-1, :-2])
    rims = np.any([here != other for other in (faces[:-2, 1:-1], *beside)], axis=0)
    rims[[0, -1]], rims[:, [0, -1]] = True, True
    return rims


def _bands(faces: arrays.Flags, there: arrays.Flags) -> Iterator[slice]:
    """Yield the rows that can be drawn at once: none of their quads hides another's mesh."""
    for start in range(0, len(faces), _MESH_EVERY):
        side, seen = (part[start : start + _MESH_EVERY] for part in (faces, there))
        alike = (side == side[0, 0]).all() and (seen == seen[0]).all()
        step = len(seen) if alike else 1
        for row in range(start, start + len(seen), step):
            if there[row].any():
                yield slice(row, row + step)


def _fill(pen: Pen, looks: Array) -> None:
    """Fill quads, each of them a row of corners, blue, green, red (see `dip`), and whether a rim.

    Between two quads no edge is seen: only rims are smoothed, which takes twice the time.
    """
    smoothed = None
    # By columns: a list for each quad would be many to clear away.
    for ax, ay, bx, by, cx, cy, dx, dy, blue, green, red, rim in zip(
        *looks.T.tolist(), strict=True
    ):
        if rim != smoothed:
            pen.set_antialias(cairo.ANTIALIAS_DEFAULT if rim else cairo.ANTIALIAS_NONE)
            smoothed = rim
        pen.move_to(ax, ay)
        pen.line_to(bx, by)
        pen.line_to(cx, cy)
        pen.line_to(dx, dy)
        pen.set_source_rgb(blue, green, red)
        pen.fill()


def _rule(pen: Pen, lines: Points, there: arrays.Flags, *, ruled: bool) -> None:
    """Draw the mesh on a band's quads that are there: its far line and the lines across."""
    columns = np.flatnonzero(there)
    if ruled:
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
            trace(pen, lines[0, run[0] : run[-1] + 2])
    for column in columns[columns % _MESH_EVERY == 0]:
        trace(pen, lines[:, column])
    dip(pen, "paper", _MESH_OPACITY)
    pen.set_line_width(_MESH)
    pen.set_antialias(cairo.ANTIALIAS_FAST)  # on thin lines nobody sees the difference
    pen.stroke()
    pen.set_antialias(cairo.ANTIALIAS_DEFAULT)


def _lit_colors(view: View, shades: Shades) -> Array:
    """Return each quad's colour (ny - 1, nx - 1, 3): its cost's, lit from a fixed side."""
    costs = view.costs
    middle = (costs[:-1, :-1] + costs[1:, :-1] + costs[:-1, 1:] + costs[1:, 1:]) / 4
    share = np.clip(shades.share(middle), 0.0, 1.0)[..., None]
    low, high = style.color("low").to_rgb(), style.color("high").to_rgb()
    side = view.width / np.sqrt(2)
    height = costs / (view.high - view.low) * view.rise
    slope = np.stack([np.gradient(height, axis=0), np.gradient(height, axis=1)], axis=-1)
    slope *= (np.array(costs.shape) - 1) / side
    normal = np.concatenate([-slope[..., ::-1], np.ones((*costs.shape, 1))], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    light = (normal @ (_LIGHT / np.linalg.norm(_LIGHT)))[:-1, :-1, None]
    return np.asarray(np.clip((low + (high - low) * share) * (0.80 + 0.32 * light), 0.0, 1.0))
