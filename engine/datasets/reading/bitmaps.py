"""Reading Quick, Draw!'s bitmaps: a ``.npy`` of 28×28 grey levels, one row for each drawing."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.opening import opened

SIDE = 28
PIXELS = SIDE * SIDE
"""Of a bitmap: 28 rows of 28."""

MOST = 10_000_000
"""Drawings accepted in one file; the largest class published has a third of a million."""

NPY = b"\x93NUMPY"


def read_bitmaps(path: Path, *, first: int | None = None) -> Array:
    """uint8 (k, 784): the ``first`` k bitmaps of a class' ``.npy``, or all it has if fewer.

    Raises ``DamagedData`` unless the file is as long as its header promises.
    """
    with opened(path, "a .npy file of drawings", wanted=NPY) as file:
        rows = promised_rows(file, str(path))
        count = rows if first is None else min(first, rows)
        data = file.read(count * PIXELS)
        size = len(data) + _left(file)
        if size != rows * PIXELS:
            raise DamagedData(
                f"{path} is damaged: its header promises {rows:,} drawings, "
                f"{rows * PIXELS:,} bytes, and {size:,} are there."
            )
        return np.frombuffer(data, dtype=np.uint8).reshape(count, PIXELS)


def _left(file: BinaryIO) -> int:
    """How many bytes follow; of a packed file nobody knows before all are unpacked."""
    here = file.tell()
    if not isinstance(getattr(file, "raw", None), gzip.GzipFile):
        return file.seek(0, io.SEEK_END) - here
    while file.read(1 << 20):
        pass
    return file.tell() - here


def promised_rows(file: BinaryIO, name: str) -> int:
    """How many bitmaps a ``.npy``'s header promises; ``file`` is then at the first of them."""
    try:
        version = np.lib.format.read_magic(file)
        if version != (1, 0):
            raise ValueError(f"its version is {version}")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    except Exception as error:  # the header is Python text, which can be wrong in any way
        raise DamagedData(f"{name} is not a .npy file of drawings: {error}.") from error
    flat = shape[1:] in ((PIXELS,), (SIDE, SIDE))
    if dtype != np.uint8 or fortran or not flat or not 0 < shape[0] <= MOST:
        raise DamagedData(
            f"{name} holds {dtype} of shape {shape}; bitmaps are uint8 of shape "
            f"(drawings, {PIXELS}), row by row."
        )
    return int(shape[0])
