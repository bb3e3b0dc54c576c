"""Metrics: how good the answers are, in the numbers that people ask for.

Answers A and truth Y are (n_L, m). A class is the largest of several outputs; of a single one,
it is whether the answer is nearer to the higher or the lower of the two targets in Y.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.errors import unknown


def classes(A: Array, Y: Array) -> tuple[Array, Array]:
    """(m,) the class that was answered, and (m,) the true one."""
    if len(Y) > 1:
        return A.argmax(axis=0), Y.argmax(axis=0)
    # 0 and 1 for a sigmoid, -1 and 1 for tanh: whichever of them Y holds.
    middle = 0.0 if Y.min() < 0 else 0.5
    return (A[0] > middle).astype(np.intp), (Y[0] > middle).astype(np.intp)


def accuracy(A: Array, Y: Array) -> float:
    """The share of right classes, 0 to 1."""
    said, truth = classes(A, Y)
    return float(np.mean(said == truth))


def confusion(A: Array, Y: Array) -> Array:
    """(classes, classes) counts: row the true class, column the one answered."""
    said, truth = classes(A, Y)
    many = max(2, len(Y))
    return np.bincount(truth * many + said, minlength=many * many).reshape(many, many)


def rmse(A: Array, Y: Array) -> float:
    """Root of the mean squared error, in the targets' unit."""
    return float(np.sqrt(np.mean((A - Y) ** 2)))


def mae(A: Array, Y: Array) -> float:
    """Mean absolute error, in the targets' unit."""
    return float(np.mean(np.abs(A - Y)))


def r2(A: Array, Y: Array) -> float:
    """The share of the targets' variance that the answers explain; 0 for always the mean."""
    return float(1.0 - np.sum((A - Y) ** 2) / np.sum((Y - Y.mean(axis=1, keepdims=True)) ** 2))


METRICS: dict[str, Callable[[Array, Array], Any]] = {
    "accuracy": accuracy,
    "confusion": confusion,
    "rmse": rmse,
    "mae": mae,
    "r2": r2,
}


def metric(name: str) -> Callable[[Array, Array], Any]:
    """The metric called ``name``; ``Refused`` with the known ones otherwise."""
    if name not in METRICS:
        raise unknown("metric", name, METRICS)
    return METRICS[name]
