"""Getting data ready: scale every feature alike, turn classes into columns, hold examples out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from engine.basics.arrays import Array, sealed
from engine.basics.given import numbers
from engine.basics.guesses import by_name
from engine.basics.plain import plain
from engine.datasets.dataset import Dataset
from engine.errors import Refused, brief

Seed = int | np.random.Generator
"""Where chance comes from: a run's own Generator, or the number that seeds a new one."""


def generator(seed: Seed) -> np.random.Generator:
    """The generator itself, or a new one; ``Refused`` for what cannot seed one."""
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(whole_number("seed", seed, least=0))


def whole_number(name: str, given: object, *, least: int) -> int:
    """``given`` if it is a whole number from ``least`` up; ``Refused``, with its name, if not."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
        raise Refused(f"{name}={brief(given)}: a whole number from {least} up is needed.")
    return int(given)


@by_name
def z_score(X: ArrayLike, *, like: ArrayLike | None = None) -> Array:
    """Each feature of X (n, m) less its mean, over its standard deviation (ddof 0).

    Mean and deviation are those of ``like`` (n, k) where given: held-out examples are scaled
    as the training examples were. A feature that never varies becomes 0.
    """
    given = _table(X, "X")
    known = given if like is None else _table(like, "like")
    deviation = known.std(axis=1, keepdims=True)
    scaled: Array = (given - known.mean(axis=1, keepdims=True)) / np.where(
        deviation > 0, deviation, 1.0
    )
    return scaled


@by_name
def one_hot(
    labels: ArrayLike, *, classes: int | None = None, dtype: DTypeLike = np.float64
) -> Array:
    """Y (classes, m): in each example's column a 1 in the row of its class, else 0.

    ``labels`` (m,) are whole numbers from 0; without ``classes`` the largest is the last class.
    Raises ``Refused`` for a label outside 0 … classes - 1.
    """
    chosen = np.asarray(labels)
    if chosen.dtype.kind in "UO":
        raise Refused(
            "Labels are whole numbers, and these are names: np.unique(labels, "
            "return_inverse=True) gives the names, and the number of each label."
        )
    if chosen.dtype.kind not in "iub" or chosen.ndim != 1:
        tries = ["np.ravel(labels)"] * (chosen.ndim > 1 and chosen.size in chosen.shape)
        wholes = chosen.dtype.kind == "f" and bool((np.rint(chosen) == chosen).all())
        tries += ["labels.astype(int)"] * wholes
        raise Refused(
            f"Labels are whole numbers in one row; these are {chosen.dtype} of shape "
            f"{chosen.shape}{f': try {tries[0]}' if tries else ''}."
        )
    if classes is None:
        classes = int(chosen.max(initial=0)) + 1
    classes = whole_number("classes", classes, least=1)
    if chosen.size and not (chosen.min() >= 0 and chosen.max() < classes):
        raise Refused(
            f"Labels of {classes} classes run from 0 to {classes - 1}; these run "
            f"from {chosen.min()} to {chosen.max()}."
        )
    rows = np.zeros((chosen.size, classes), dtype=dtype)
    rows[np.arange(chosen.size), chosen] = 1
    return sealed(rows).T


def _table(X: ArrayLike, what: str) -> Array:
    table = numbers(X, what).astype(np.float64)
    if table.ndim != 2:
        raise Refused(f"{what} has shape {table.shape}; a table (features, examples) is wanted.")
    return table


def split(data: Dataset, validation: float | None, *, seed: Seed | None = None) -> Dataset:
    """``data`` with some examples moved to its ``validation``.

    ``validation`` is a fraction (0.2) or a count (1000); None or 0 holds nothing out. With a
    ``seed`` the examples are shuffled first, otherwise the last ones are held out. Raises
    ``Refused`` when nothing would be left to train on.
    """
    held = count_of(plain(validation), data.size)
    if held == 0:
        return replace(data, validation=None)
    order = np.arange(data.size)
    if seed is not None:
        order = generator(seed).permutation(data.size)
    kept = data.size - held
    return replace(data.take(order[:kept]), validation=data.take(order[kept:]))


def count_of(validation: float | None, m: int) -> int:
    """How many of m examples a fraction in (0, 1) or a count asks to hold out."""
    if validation is None:
        return 0
    held = round(validation * m) if 0 < validation < 1 else validation
    wanted = not isinstance(validation, bool) and held == held // 1
    if not (wanted and 0 <= held < m and bool(held) == bool(validation)):
        raise Refused(
            f"validation={brief(validation)} of {m} examples: a fraction or a whole number that "
            f"holds out at least one and leaves at least one is accepted, or None."
        )
    return int(held)
