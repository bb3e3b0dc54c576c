"""Which slice of a run's surface is shown, at which of its steps, and why another run has none."""

from itertools import pairwise
from typing import Any

import numpy as np

from scenes.vocabulary.stage.some_steps import at_hand
from scenes.vocabulary.surface import CostSheet
from scenes.vocabulary.text import Array, ArrayLike, arrays

_DEEPEST = 5  # layers of weights for which there is room
_WHOLE, _SOME = 2000, 400  # steps that are all shown; of more, so many, the first ones nearest
_FINE, _COARSE, _LOOK = 61, 31, 7  # costs along an edge: without corners; at least; to see if any
_MOST = 6e9  # products of a parameter and a number for an example: some ten seconds
_ROOM = 1.4  # so many times as wide as the path


def unfit(history: Any, landscape: Any) -> str:
    """Return why a run has no slice to show; nothing where it has.

    `landscape`: The engine's, which finds the plane and measures the costs on it.
    """
    depth, count = len(history.run.sizes) - 1, parameters(history)
    if depth > _DEEPEST:
        return f"it has {depth} layers of weights; there is room for {_DEEPEST}"
    if count < 3:
        return f"it has {count} parameters, so its surface needs no slice"
    if len(history) < 3 or len(steps := shown_steps(history)) < 3:
        return "three recorded steps are needed for a plane, and it has fewer"
    if _work(history, steps, _COARSE) > _MOST:
        size = f"{count:,} parameters on {len(history.examples):,} examples"
        return f"its slice would take {_COARSE**2} costs of {size}, which is too long"
    try:
        sheet = slice_of(history, landscape, resolution=_LOOK)
    except ValueError as refusal:
        return str(refusal).rstrip(".")
    if not np.isfinite([*sheet.costs.flat, *sheet.path_costs, *sheet.shadow_costs]).all():
        return "on its slice are costs that are no numbers"
    return "" if np.ptp(sheet.costs) > 0 else "its slice is flat: every cost is the same"


def parameters(history: Any) -> int:
    """Return how many weights and biases a run has."""
    return sum((before + 1) * after for before, after in pairwise(history.run.sizes))


def shown_steps(history: Any) -> arrays.Indices:
    """Return the steps (K,) at which a run is shown: all of a short one, none that was left out."""
    last = len(history) - 1
    if len(history.kept) == len(history) <= _WHOLE:
        return np.arange(last + 1)
    return at_hand(history, np.rint(np.expm1(np.linspace(0.0, np.log1p(last), _SOME))))


def slice_of(history: Any, landscape: Any, *, resolution: int | None = None) -> CostSheet:
    """Return the slice that a run's path keeps closest to; its rows are the `shown_steps`."""
    steps = shown_steps(history)
    plane = landscape.principal(history, steps)
    points = [*landscape.trajectory(history, steps), landscape.parameters(history.final)]
    fine = _FINE if _work(history, steps, _FINE) <= _MOST else _COARSE
    size = {"span": span_of(plane.coordinates(np.array(points))), "resolution": resolution or fine}
    return landscape.over(history, plane, steps=steps, **size)


def span_of(path: Array) -> list[tuple[float, float]]:
    """Return the ends of a square about a path (K, 2), on round numbers."""
    low, high = path.min(axis=0), path.max(axis=0)
    side = _ROOM * float((high - low).max())
    places = 1 - int(np.floor(np.log10(side)))
    unit = 10.0**-places
    across = np.ceil(side / unit)
    starts = np.rint((low + high) / 2 / unit - across / 2)
    ends = np.round([starts * unit, (starts + across) * unit], places + 2)
    return [(float(start), float(end)) for start, end in ends.T]


def _work(history: Any, steps: ArrayLike, resolution: int) -> int:
    """Return how many products the costs of a slice take: of its grid, and twice for each step."""
    costs = resolution**2 + 2 * (np.size(steps) + 1)
    return costs * parameters(history) * len(history.examples)
