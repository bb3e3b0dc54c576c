"""Which example a picture has room for, and which of two kinds each example is."""

import numpy as np

from scenes.vocabulary.text.arrays import Array, ArrayLike


def first_inside(table: ArrayLike, limit: float, *, after: int = 0) -> int | None:
    """Return the first example whose every number is at most `limit` in size, if there is one.

    `table`: (n, m), a column for each example. `limit`: How far the picture's axis runs to either
    side. `after`: The example to begin with; those before it come last.
    """
    inside = np.all(np.abs(np.asarray(table)) <= limit, axis=0)
    order = np.roll(np.arange(len(inside)), -after)
    return int(order[np.argmax(inside[order])]) if inside.any() else None


def two_kinds(targets: ArrayLike) -> Array | None:
    """Return which of two kinds, 0 or 1, each example is, (m,); None where there are more.

    `targets`: (outputs, m)
    """
    rows = np.asarray(targets, dtype=float)
    return rows[0] if len(rows) == 1 and set(rows[0]) == {0.0, 1.0} else None


def parted(zs: Array, kinds: Array) -> int:
    """Return of how many rows (n, m) all z of one kind (m,) are beyond all z of the other."""
    one, other = (zs[:, kinds == kind] for kind in (0, 1))
    return int(((one.max(1) < other.min(1)) | (other.max(1) < one.min(1))).sum())
