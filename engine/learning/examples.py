"""Examples: what there is to learn from, laid out for training."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.basics.arrays import Array, copied, sealed
from engine.basics.unchanging import Values
from engine.datasets.dataset import WHITE, Dataset

PART = 4 * 2**20
"""Bytes of rows that are gone through at once."""


@dataclass(frozen=True, eq=False)
class Examples(Values):
    """What there is to learn from: ``rows`` (m, n_0) sample-major, ``targets`` (n_L, m).

    The rows of many images may be ``stored`` as bytes k, which take an eighth of the room: they
    become the numbers k/255 as they are asked for, in the targets' dtype.
    """

    stored: Array
    targets: Array

    @classmethod
    def of(cls, dataset: Dataset, *, batched: bool = True) -> Examples:
        """A dataset's X and Y, laid out for training; its rows are shared, not copied.

        Bytes stay bytes where they are learned from in batches: of all at once, numbers are made.
        """
        return cls(dataset.rows if batched else dataset.X.T, copied(dataset.Y))

    def __len__(self) -> int:
        return len(self.stored)

    @property
    def in_bytes(self) -> bool:
        """Whether numbers are made as they are asked for."""
        return self.stored.dtype == np.uint8

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of the numbers."""
        return self.targets.dtype if self.in_bytes else self.stored.dtype

    @property
    def rows(self) -> Array:
        """(m, n_0); of bytes all at once, which takes eight times their room."""
        return self.some(slice(None)) if self.in_bytes else self.stored

    def some(self, which: Array | slice) -> Array:
        """(k, n_0) the rows of some examples, by their indices or from one to another."""
        stored = self.stored[which]
        if self.in_bytes:
            stored = np.divide(stored, WHITE, dtype=self.dtype)
        return sealed(stored)

    def copy_to(self, rows: Array, which: Array) -> None:
        """Write the rows of some examples, by their indices, to ``rows`` (k, n_0)."""
        stored = vars(self)["stored"]  # itself: this is asked at every step
        if stored.dtype == np.uint8:
            np.divide(stored[which], WHITE, out=rows, dtype=rows.dtype)
        else:
            stored.take(which, 0, rows, "clip")

    def in_parts(self) -> Iterator[Array]:
        """All rows, a few at a time."""
        each = max(1, PART // (self.stored.shape[1] * self.dtype.itemsize))
        return (self.some(slice(k, k + each)) for k in range(0, len(self), each))

    def equals(self, other: Examples) -> bool:
        """Whether the numbers are the same, however they are stored."""
        if self.stored.shape != other.stored.shape:
            return False
        if self.in_bytes and other.in_bytes:
            same = np.array_equal(self.stored, other.stored)
        else:
            same = all(map(np.array_equal, self.in_parts(), other.in_parts()))
        return same and np.array_equal(self.targets, other.targets)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of all numbers, however they are stored."""
        digest = hashlib.sha256(np.ascontiguousarray(self.targets).data)
        for part in self.in_parts():
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()
