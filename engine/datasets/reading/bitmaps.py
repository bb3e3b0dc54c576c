"""Reading Quick, Draw!'s bitmaps: a ``.npy`` of 28×28 grey levels, one row for each drawing."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.opening import opened

PIXELS = 784
"""Of a bitmap: 28 rows of 28."""


def read_bitmaps(path: Path, *, first: int | None = None) -> Array:
    """uint8 (k, 784): the ``first`` k bitmaps of a class' ``.npy``, or all it has if fewer.

    Raises ``DamagedData`` unless the file is as long as its header promises.
    """
    with opened(path) as file:
        rows = promised_rows(file, str(path))
        size = path.stat().st_size - file.tell()
        if size != rows * PIXELS:
            raise DamagedData(
                f"{path} is damaged: its header promises {rows:,} drawings, "
                f"{rows * PIXELS:,} bytes, and {size:,} are there."
            )
        count = rows if first is None else min(first, rows)
        return np.fromfile(file, dtype=np.uint8, count=count * PIXELS).reshape(count, PIXELS)


def promised_rows(file: BinaryIO, name: str) -> int:
    """How many bitmaps a ``.npy``'s header promises; ``file`` is then at the first of them."""
    try:
        version = np.lib.format.read_magic(file)
        if version != (1, 0):
            raise ValueError(f"its version is {version}")
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    except Exception as error:  # the header is Python text, which can be wrong in any way
        raise DamagedData(f"{name} is not a .npy file of drawings: {error}.") from error
    if dtype != np.uint8 or fortran or len(shape) != 2 or shape[1] != PIXELS or shape[0] < 1:
        raise DamagedData(
            f"{name} holds {dtype} of shape {shape}; bitmaps are uint8 of shape "
            f"(drawings, {PIXELS}), row by row."
        )
    return int(shape[0])
