"""Many upright rectangles as one outline, by their edges; and their edges, read back."""

import numpy as np

from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.strokes import segments


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


def edges_of(points: Points) -> Array:
    """Return left, bottom, right and top (k, 4) of rectangles that `boxes` drew."""
    corners = points.reshape(-1, 16, 3)[:, :, :2]
    return np.hstack([corners.min(axis=1), corners.max(axis=1)])
