"""Arrays that nobody can write to any more: what is recorded never changes."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


class _Seal:
    """Memory that NumPy gives no writable view of, whoever asks: neither an array nor a buffer."""

    __slots__ = ("__array_interface__", "_array")

    def __init__(self, array: Array) -> None:
        place, _ = array.__array_interface__["data"]
        self._array = array  # whose memory lives as long as this does
        self.__array_interface__ = {**array.__array_interface__, "data": (place, True)}


def sealed(array: Array) -> Array:
    """``array`` as nobody can write to it, now or ever; nobody else may hold what is given here.

    A flag would not do: whoever holds an array that owns its memory can set it back.
    """
    return array if is_sealed(array) else np.asarray(_Seal(array))


def is_sealed(array: Array) -> bool:
    """Whether ``array`` is, or is a view of, what ``sealed`` gave back."""
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    return isinstance(base, _Seal)


def let_go(array: Array) -> None:
    """Give back the memory of what was read of a mapped file: asked for again, it is read again.

    Until then it would count as the process' own. Of any other array nothing is given back.
    """
    base: Any = array
    while isinstance(base, np.ndarray | _Seal):
        base = base.base if isinstance(base, np.ndarray) else base._array
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        base.madvise(mmap.MADV_DONTNEED)


def copied(values: ArrayLike, dtype: Any = None) -> Array:
    """A sealed copy of ``values``, row by row in memory."""
    return sealed(np.array(values, dtype=dtype, order="C"))


def frozen(array: Array, dtype: Any = None) -> Array:
    """``array``'s own memory if it is sealed (and of ``dtype``, if that is given), else a copy.

    An array that only is read-only may be somebody's who can still write to it another way.
    """
    if is_sealed(array) and dtype in (None, array.dtype):
        return array.view()  # whoever holds the array itself could give it another shape
    return sealed(np.array(array, dtype=dtype))
