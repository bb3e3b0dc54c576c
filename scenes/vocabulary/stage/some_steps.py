"""A run at some of its steps: those that it kept, or as many as there is time for."""

from collections.abc import Callable
from typing import Any

import numpy as np

from scenes.vocabulary.text import ArrayLike, arrays

Pace = Callable[[float, int, int], int]  # from a moment, and the first and the last step, to a step


def at_hand(history: Any, steps: ArrayLike) -> arrays.Indices:
    """Return those of some steps that a run kept, or else the last before them; each once."""
    return np.unique([history.at_hand(step) for step in np.asarray(steps, int).tolist()])


def row_of(places: ArrayLike, place: float) -> int:
    """Return the row of the last of some places, which rise, that is not beyond another."""
    return int(np.searchsorted(places, place, "right")) - 1


def among(steps: arrays.Indices, pace: Pace) -> Pace:
    """Return a pace at which there are some steps alone: at each moment the last until then."""
    return lambda moment, first, last: int(steps[row_of(steps, pace(moment, first, last))])
