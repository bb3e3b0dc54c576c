"""Which runs fit in tables that stand side by side, and why another does not."""

from itertools import pairwise
from typing import Any

from scenes.pictures.vectorization.layer_table import MOST, ROWS
from scenes.vocabulary.layer import ACTIVATIONS, deep

_FEW, _DEEPEST = 3, 4  # inputs, and layers of weights, that fit


def unfit(history: Any) -> str:
    """Return why a run's tables cannot be shown; nothing if they can."""
    run, sizes = history.run, history.run.sizes
    tallest = max(a + 2 * b for a, b in pairwise(sizes))
    uncoded = [g for g in run.activations if g not in ACTIVATIONS or not ACTIVATIONS[g].code]
    if sizes[0] > _FEW:
        return f"up to {_FEW} inputs fit, and it has {sizes[0]}"
    if reason := deep.unfit_for_layers(history, _DEEPEST):
        return reason
    if tallest > ROWS:
        return f"there is room for {ROWS} rows of W, a and z together, and a layer has {tallest}"
    if uncoded:
        return f"no line of code is shown for {uncoded[0]}"
    if sizes[-1] != 1 or ACTIVATIONS[run.activations[-1]].ends != (0, 1):
        return "one answer from 0 to 1 is needed, and it gives another"
    if not 2 <= (m := history[0].targets.shape[1]) <= MOST:
        return f"there is room for two to {MOST} columns, and its first step has {m}"
    return ""
