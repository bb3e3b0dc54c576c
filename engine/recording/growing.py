"""Rows: an array that grows by one row at a time, in memory or at the end of a ``.npy`` file."""

from __future__ import annotations

import os
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from engine.basics.arrays import Array
from engine.recording.npy import read_rows


class MemoryRows:
    """Rows in memory, each of the dtype ``record``, with room for ``capacity`` of them.

    They are given, and copied, as flat vectors of ``numbers``, which is quicker.
    """

    def __init__(self, capacity: int, record: np.dtype[np.void], *, numbers: str) -> None:
        self.array = np.empty(capacity, record)
        width = record.itemsize // np.dtype(numbers).itemsize
        self._flat = self.array.view(numbers).reshape(capacity, width)
        self.count = 0

    def append(self, row: Array) -> None:
        """Add the flat numbers of one row."""
        self._flat[self.count] = row
        self.count += 1

    def put(self, start: int, rows: Array) -> None:
        """Write ``rows`` (k, width) from row ``start`` on; doing it twice does no harm."""
        self._flat[start : start + len(rows)] = rows
        self.count = start + len(rows)

    def flush(self) -> None:
        """Nothing to do: memory holds what it was given."""

    def close(self) -> Array:
        """The rows that were appended."""
        return self.array[: self.count]


class FileRows:
    """Rows appended to a plain ``.npy``, whose header is put right when it is closed.

    Until then the header claims ``capacity`` rows, so that no reader takes a file that was cut
    short for a whole one; how many rows it does hold follows from its size. The file of a recording
    that was given up is closed in silence, with what found no room in it.
    """

    def __init__(self, path: Path, capacity: int, record: np.dtype[np.generic]) -> None:
        self.path, self.record = path, record
        self._file = path.open("w+b")
        weakref.finalize(self, _let_go, self._file)
        self._header(capacity)
        self._start = self._file.tell()

    def append(self, row: Array) -> None:
        """Add the flat numbers of one row."""
        self._file.write(row.data)

    def put(self, start: int, rows: Array) -> None:
        """Write ``rows`` (k, width) from row ``start`` on; doing it twice does no harm."""
        self._file.seek(self._start + start * self.record.itemsize)
        self._file.write(rows.data)

    def flush(self) -> None:
        """Hand what was appended to the operating system, where a crash cannot reach it."""
        self._file.flush()

    def close(self) -> Array:
        """Put the header right; the rows that were appended."""
        if not self._file.closed:
            # Counted here and not along the way: Ctrl-C may come between writing and counting.
            count = (self._file.seek(0, os.SEEK_END) - self._start) // self.record.itemsize
            self._file.truncate(self._start + count * self.record.itemsize)
            self._file.seek(0)
            self._header(count)
            self._file.close()
        return read_rows(self.path, self.record)

    def _header(self, count: int) -> None:
        descr = npy.dtype_to_descr(self.record)
        header = {"descr": descr, "fortran_order": False, "shape": (count,)}
        npy.write_array_header_2_0(self._file, header)


def _let_go(file: IO[bytes]) -> None:
    """Close a file; that the disk is full was said when it was written to."""
    with suppress(OSError):
        file.close()
