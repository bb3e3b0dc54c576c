"""A ``.npy`` file, read without trust in what its header claims."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from engine.basics.arrays import Array, sealed
from engine.errors import NotAHistory, brief

SMALL = 64 * 2**20
"""Bytes up to which a recording is read whole when it is opened, to see that it is undamaged."""

MAPPED = 16 * 2**20
"""Bytes up to which a file stays in memory: quicker, and safe from a file that changes."""

LONGEST_HEADER = 2**18
"""Characters of a header that are read: a network of hundreds of layers has that many names."""

LENGTHS = {(1, 0): 2, (2, 0): 4}
"""Version of the format -> bytes in which a header's length is given."""


def read_rows(path: Path, record: np.dtype[np.generic], *, whole: bool = True) -> Array:
    """The rows of a ``.npy`` of ``record``, opened without loading what is large.

    With ``whole`` false, the file may end early, and every row that is complete is read. Raises
    ``NotAHistory`` for a file that is missing, of another dtype, or shorter than its header says.
    """
    shape, fortran, dtype, start = _header_of(path)
    if dtype != record or len(shape) != 1 or fortran or shape[0] < 0:
        raise NotAHistory(f"{path.parent}: {path.name} holds {brief(dtype)}, not what it should.")
    complete = (os.path.getsize(path) - start) // record.itemsize
    if whole and complete != shape[0]:
        raise _short(path)
    count = min(complete, shape[0])
    if count * record.itemsize > MAPPED:
        return np.memmap(path, record, "r", start, (count,)).view(np.ndarray)
    return np.fromfile(path, record, count, offset=start)


def read_array(path: Path, shape: tuple[int, ...], *dtypes: str) -> Array:
    """The array of a ``.npy`` that must be of ``shape`` and of one of the ``dtypes``, read-only.

    Raises ``NotAHistory`` unless it is, and the file is as long as that takes.
    """
    given, fortran, dtype, start = _header_of(path)
    if given != shape or dtype not in [np.dtype(each) for each in dtypes]:
        raise NotAHistory(
            f"{path.parent}: {path.name} holds {brief(dtype)} of shape {brief(given)}, "
            f"and {' or '.join(dtypes)} of shape {shape} is needed."
        )
    count = math.prod(shape)
    if os.path.getsize(path) != start + count * dtype.itemsize:
        raise _short(path)
    array = np.fromfile(path, dtype, count, offset=start)
    return sealed(array.reshape(shape, order="F" if fortran else "C"))


def _header_of(path: Path) -> tuple[tuple[int, ...], bool, np.dtype[np.generic], int]:
    """A ``.npy``'s shape, order and dtype, and where its numbers start."""
    try:
        if not path.is_file():  # a pipe would keep us waiting, a device never ends
            raise ValueError("it is not a file")
        with path.open("rb") as file:
            version = npy.read_magic(file)
            width = LENGTHS[version]
            if int.from_bytes(file.read(width), "little") > LONGEST_HEADER:
                raise ValueError("its header is too long")  # NumPy would make room for it first
            file.seek(-width, os.SEEK_CUR)
            read = npy.read_array_header_1_0 if width == 2 else npy.read_array_header_2_0
            shape, fortran, dtype = read(file, max_header_size=LONGEST_HEADER)
            return shape, fortran, dtype, file.tell()
    except Exception as error:  # a header is Python text, which can be wrong in any way
        raise _short(path) from error


def _short(path: Path) -> NotAHistory:
    return NotAHistory(f"{path.parent} is cut short: {path.name} is missing or not whole.")
