"""Gradients that were clipped after they came back: all at once, or part by part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.basics.arrays import Array

SAME = 1e-3
"""How far gradients that were clipped may be off a multiple of what came back."""


def is_clipped(raw: Sequence[Sequence[Array]], used: Sequence[Sequence[Array]]) -> bool:
    """Whether ``used``, of each layer its parts, are what came back, ``raw``, but clipped.

    By their length, all together, layer by layer or part by part; or by the size of each number.
    """
    layers = [[np.concatenate([*map(np.ravel, layer)]) for layer in some] for some in (raw, used)]
    parts = [[np.ravel(part) for layer in some for part in layer] for some in (raw, used)]
    was, now = (np.concatenate(each) for each in layers)
    largest = float(np.abs(now).max())
    return (
        _shortened([was], [now])
        or _shortened(*layers)
        or _shortened(*parts)
        or _near(now, np.clip(was, -largest, largest), was)
    )


def _shortened(raw: list[Array], used: list[Array]) -> bool:
    """Whether all are as they were, but that none is longer than the longest of them is now."""
    longest = max(float(np.linalg.norm(each)) for each in used)
    shares = [min(longest / (float(np.linalg.norm(each)) or 1.0), 1.0) for each in raw]
    made = [share * was for share, was in zip(shares, raw, strict=True)]
    return _near(np.concatenate(used), np.concatenate(made), np.concatenate(raw))


def _near(one: Array, other: Array, raw: Array) -> bool:
    return float(np.abs(one - other).max()) <= SAME * float(np.abs(raw).max())
