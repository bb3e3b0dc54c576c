"""Plain values: what NumPy hands over, as Python's own numbers, names and lists."""

from __future__ import annotations

from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """``value`` without NumPy in it: a scalar or 0-d array as a number, an array as a list.

    Lists, tuples and dictionaries are looked into. A narrow float becomes the decimal that it
    prints as, so that ``np.float32(0.1)`` is 0.1 and not 0.10000000149.
    """
    if type(value) in (int, float, bool, str, type(None)):
        return value
    if isinstance(value, np.generic):
        return _number(value)
    if hasattr(value, "__array__") and not isinstance(value, type):
        value = np.asarray(value)
        return plain(value[()]) if value.ndim == 0 else [plain(each) for each in value]
    if isinstance(value, range):
        return list(value)
    if type(value) in (list, tuple):
        return type(value)(map(plain, value))
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    return value


def _number(scalar: np.generic) -> Any:
    if isinstance(scalar, np.floating):
        return float(str(scalar))
    return scalar.item()
