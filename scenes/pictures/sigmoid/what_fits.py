"""Which runs have a sigmoid to show, in which layer and for whom; and which kinds there are."""

from typing import Any

import numpy as np

from scenes.vocabulary.text import Array, ArrayLike, ellipsis

_PERSON = 1  # whom we follow, if there are several: the second
_MOST = 5  # neurons whose z can be told apart
_FURTHEST = 12.0  # how far the z axis runs at most


def shown_of(history: Any) -> tuple[int, tuple[int, ...], Any]:
    """Return the first layer of sigmoids, its rows that are shown, and an example inside the axis.

    The run has a layer of sigmoids; None stands for an example that there is not.
    """
    layer = history.run.activations.index("sigmoid") + 1
    rows = ellipsis.shortened(history.run.sizes[layer], _MOST)
    zs = history[0][f"z{layer}"][list(rows)]
    return layer, rows, first_inside(zs, _FURTHEST, after=_PERSON)


def unfit(history: Any) -> str:
    """Return why a run has no sigmoid to show; nothing where it has."""
    used = dict.fromkeys(history.run.activations)
    if "sigmoid" not in used:
        return f"it has no sigmoid, only {', '.join(used)}"
    if not len(history):
        return "one recorded step is needed, and it has none"
    layer, _, chosen = shown_of(history)
    if chosen is None:
        return f"it has every z{layer} beyond {_FURTHEST:g}, where the curve is flat"
    return ""


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
    """Return in how many rows (n, m) nought lies between the z of two kinds (m,)."""
    above = (zs > 0) == (kinds == 1)
    return int((above.all(axis=1) | ~above.any(axis=1)).sum())
