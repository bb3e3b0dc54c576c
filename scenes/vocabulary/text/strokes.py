"""Many strokes, or many upright boxes, as one object: what a frame costs is objects."""

from collections.abc import Sequence

import numpy as np

from scenes.vocabulary.text.arrays import Array, ArrayLike, Points


def segments(starts: Points, ends: Points) -> Points:
    """Return the curves (4k, 3) of k strokes, for `VMobject.set_points`."""
    shares = np.array([0.0, 1.0, 2.0, 3.0])[:, None] / 3
    return np.asarray(starts[:, None] + (ends - starts)[:, None] * shares).reshape(-1, 3)


def lengths(points: Points) -> Array:
    """Return the vectors (k, 3) from the start to the end of each stroke: the way back."""
    return np.asarray(points[3::4] - points[::4])


def dashes(start: Points, end: Points, *, length: float) -> Points:
    """Return the curves of a dashed line: dashes and gaps of one length, a dash at either end."""
    count = max(int(np.linalg.norm(end - start) / length), 1) | 1
    marks = start + (end - start) * np.linspace(0.0, 1.0, count + 1)[:, None]
    return segments(marks[0::2], marks[1::2])


def boxes(edges: Array) -> Points:
    """Return the curves of rectangles, by left, bottom, right and top (k, 4)."""
    left, bottom, right, top = np.asarray(edges, dtype=float).reshape(-1, 4).T
    flat = np.zeros_like(left)
    ring = np.stack(
        [
            np.column_stack([x, y, flat])
            for x, y in ((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom))
        ],
        axis=1,
    )
    return segments(ring[:, :-1].reshape(-1, 3), ring[:, 1:].reshape(-1, 3))


def lying(x: ArrayLike, ys: Array, lengths: Array, thick: float) -> Array:
    """Return the edges (k, 4) of bars that begin at an x and lie to the right, around some ys."""
    starts = np.broadcast_to(x, ys.shape)
    return np.column_stack([starts, ys - thick / 2, starts + lengths, ys + thick / 2])


def edges_of(points: Points) -> Array:
    """Return left, bottom, right and top (k, 4) of rectangles that `boxes` drew."""
    corners = points.reshape(-1, 16, 3)[:, :, :2]
    return np.hstack([corners.min(axis=1), corners.max(axis=1)])


def polylines(lines: Sequence[Array]) -> Points:
    """Return the curves of lines through places (2, k)."""
    corners = [np.column_stack([line.T, np.zeros(line.shape[1])]) for line in lines]
    return np.vstack([np.zeros((0, 3)), *(segments(line[:-1], line[1:]) for line in corners)])


def around(middles: Array, shape: Array) -> Points:
    """Return the curves of a shape, straight strokes (s, 2, 2), around each place (2, k)."""
    ends = middles.T[:, None, None] + shape
    corners = np.concatenate([ends, np.zeros((*ends.shape[:-1], 1))], axis=-1).reshape(-1, 2, 3)
    return segments(corners[:, 0], corners[:, 1])


def middles_of(points: Points, shape: Array) -> Array:
    """Return the places (2, k) that `around` drew a shape around, whose own middle is 0."""
    return np.asarray(points.reshape(-1, 4 * len(shape), 3).mean(axis=1)[:, :2].T)


def inside(ends: Array, middle: Points, sizes: tuple[float, float]) -> Array:
    """Return the part of a line (2, 2), a place in each column, that is inside a rectangle."""
    start, way, share = ends[:, 0], ends[:, 1] - ends[:, 0], [0.0, 1.0]
    for k, size in enumerate(sizes):
        if way[k]:
            near, far = sorted((middle[k] + e * size / 2 - start[k]) / way[k] for e in (-1, 1))
            share = [max(share[0], near), min(share[1], far)]
    return np.stack([start + way * s for s in share], axis=1)
