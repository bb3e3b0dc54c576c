"""Examples: what there is to learn from, laid out for training."""

from __future__ import annotations

from dataclasses import dataclass

from engine.basics.arrays import Array, copied
from engine.basics.unchanging import Values
from engine.datasets import Dataset


@dataclass(frozen=True, eq=False)
class Examples(Values):
    """What there is to learn from: ``rows`` (m, n_0) sample-major, ``targets`` (n_L, m)."""

    rows: Array
    targets: Array

    @classmethod
    def of(cls, dataset: Dataset) -> Examples:
        """A dataset's X and Y, laid out for training; its rows are shared, not copied."""
        return cls(dataset.X.T, copied(dataset.Y))

    def __len__(self) -> int:
        return len(self.rows)
