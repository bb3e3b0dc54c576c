"""The idx format of MNIST: a big-endian header that says the shape, then the bytes themselves."""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.opening import opened

LARGEST = 1 << 28
"""Bytes of data accepted, over five times MNIST's largest file: a header may ask for anything."""

UNSIGNED_BYTE = 0x08
TEXT = 0x20000000
"""What begins with a letter is a larger number than any kind of idx file begins with."""


def read_idx(path: Path, *, dimensions: int) -> Array:
    """The uint8 array of an idx file, plain or gzipped (told by its content, not its name).

    The magic number is 0x0800 + ``dimensions`` (2049 for labels, 2051 for images); every
    size follows as a 32-bit number. Raises ``DamagedData`` unless the file holds exactly what
    its header promises; nothing is allocated before that could be believed.
    """
    with opened(path, "the idx file that is needed") as file:
        return _read(file, path, dimensions)


def _read(file: BinaryIO, path: Path, dimensions: int) -> Array:
    head = file.read(4 + 4 * dimensions)
    if len(head) < 4 + 4 * dimensions:
        raise DamagedData(f"{path} is damaged: it ends within its header.")
    magic, *shape = struct.unpack(f">{1 + dimensions}I", head)
    wanted = (UNSIGNED_BYTE << 8) + dimensions
    if magic != wanted:
        begins = f"the text {head[:4].decode()!r}" if head[:4].isascii() and magic > TEXT else magic
        raise DamagedData(
            f"{path} is not the idx file that is needed: it begins with {begins} "
            f"where {wanted} should stand."
        )
    count = math.prod(shape)
    if not 0 < count <= LARGEST:
        raise DamagedData(
            f"{path} is damaged: its header promises {tuple(shape)} values, "
            f"and 1 to {LARGEST:,} are accepted."
        )
    data = _exactly(file, path, count)
    return np.frombuffer(data, dtype=np.uint8).reshape(shape)


def _exactly(file: BinaryIO, path: Path, count: int) -> bytearray:
    """The ``count`` bytes that are left of the file, read as they come."""
    data = bytearray()
    while block := file.read(min(1 << 20, count + 1 - len(data))):
        data += block
    if len(data) != count:
        held = f"only {len(data):,}" if len(data) < count else "more"
        raise DamagedData(
            f"{path} is damaged: its header promises {count:,} bytes and there are {held}."
        )
    return data
