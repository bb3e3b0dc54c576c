"""TensorFlow Playground's four classification problems, point for point by its own formulas.

Daniel Smilkov and Shan Carter's Playground (its ``dataset.ts``) draws 500 points and keeps
half of them for testing. A point is positive (blue, +1) or negative (orange, -1), as its tanh
output expects. ``noise`` is 0 to 0.5: the slider's percentage over a hundred. Only the stream of
random numbers differs: it comes from a NumPy generator.
"""

from __future__ import annotations

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.dataset import Dataset
from engine.datasets.prepare import Seed, generator, split, whole_number
from engine.errors import Refused

RADIUS = 5.0
"""Half the width of the square that the points of circle, xor and spiral fill."""

MOST = 1_000_000
"""Points that are drawn at most."""


def circle(
    *, points: int = 500, noise: float = 0.0, validation: float | None = 0.5, seed: Seed = 42
) -> Dataset:
    """X (2, m): half the points within 2.5 of the middle (+1), half from 3.5 to 5 away (-1).

    Noise moves a point by up to 5·noise each way before it is labelled, not where it is drawn.
    """
    rng = _checked(points, noise, seed)
    half = points // 2
    radius = np.concatenate([rng.uniform(0, 0.5, half), rng.uniform(0.7, 1, half)]) * RADIUS
    angle = rng.uniform(0, 2 * np.pi, points)
    X = radius * np.stack([np.sin(angle), np.cos(angle)])
    seen = X + noise * rng.uniform(-RADIUS, RADIUS, X.shape)
    return _dataset("circle", X, np.hypot(*seen) < RADIUS / 2, validation, rng)


def xor_cloud(
    *, points: int = 500, noise: float = 0.0, validation: float | None = 0.5, seed: Seed = 42
) -> Dataset:
    """X (2, m) uniform over a square, pushed 0.3 away from the axes; +1 where x y ≥ 0.

    Noise moves a point by up to 5·noise each way before it is labelled, not where it is drawn.
    """
    rng = _checked(points, noise, seed)
    X = rng.uniform(-RADIUS, RADIUS, (2, points))
    X += np.where(X > 0, 0.3, -0.3)
    seen = X + noise * rng.uniform(-RADIUS, RADIUS, X.shape)
    return _dataset("xor_cloud", X, seen[0] * seen[1] >= 0, validation, rng)


def gauss(
    *, points: int = 500, noise: float = 0.0, validation: float | None = 0.5, seed: Seed = 42
) -> Dataset:
    """X (2, m): two round clouds, +1 about (2, 2) and -1 about (-2, -2).

    Their variance grows with the noise, from 0.5 at none to 4 at 0.5.
    """
    rng = _checked(points, noise, seed)
    positive = np.arange(points) < points // 2
    centre = np.where(positive, 2.0, -2.0)
    X = rng.normal(centre, np.sqrt(0.5 + 7.0 * noise), (2, points))
    return _dataset("gauss", X, positive, validation, rng)


def spiral(
    *, points: int = 500, noise: float = 0.0, validation: float | None = 0.5, seed: Seed = 42
) -> Dataset:
    """X (2, m): two arms of 1¾ turns, half a turn apart, the radius growing from 0 to 5.

    Noise moves a point by up to ``noise`` each way, where it is drawn.
    """
    rng = _checked(points, noise, seed)
    positive = np.arange(points) < points // 2
    along = np.tile(np.arange(points // 2) / (points // 2), 2)
    angle = 1.75 * along * 2 * np.pi + np.where(positive, 0.0, np.pi)
    X = RADIUS * along * np.stack([np.sin(angle), np.cos(angle)])
    X += noise * rng.uniform(-1, 1, X.shape)
    return _dataset("spiral", X, positive, validation, rng)


def _checked(points: int, noise: float, seed: Seed) -> np.random.Generator:
    if whole_number("points", points, least=4) % 2 or points > MOST:
        raise Refused(f"points={points}: an even number up to {MOST:,} is needed.")
    if not 0 <= noise <= 0.5:
        raise Refused(f"noise={noise}: Playground's noise runs from 0 to 0.5.")
    return generator(seed)


def _dataset(
    name: str, X: Array, positive: Array, validation: float | None, rng: np.random.Generator
) -> Dataset:
    # Shuffled before the split, as Playground does: else one class alone would be held out.
    order = rng.permutation(positive.size)
    labels = positive[order].astype(np.intp)
    whole = Dataset(
        name=name,
        X=X[:, order],
        Y=np.where(labels, 1.0, -1.0)[np.newaxis, :],
        feature_names=("x₁", "x₂"),
        class_names=("orange", "blue"),
        labels=labels,
    )
    return split(whole, validation)
