"""Arrays that nobody can write to any more: what is recorded never changes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def readonly(array: Array) -> Array:
    """A view of ``array`` that cannot be written to."""
    return own(array.view())


def own(array: Array) -> Array:
    """``array`` itself, which nobody else holds, made read-only."""
    array.flags.writeable = False
    return array


def copied(values: ArrayLike, dtype: Any = None) -> Array:
    """A read-only copy of ``values``, row by row in memory."""
    return own(np.array(values, dtype=dtype, order="C"))
