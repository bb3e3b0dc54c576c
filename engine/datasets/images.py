"""From pixels to examples: grey levels become numbers from 0 to 1, classes become columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from engine.datasets.augment import with_copies
from engine.datasets.dataset import Array, Dataset, own
from engine.datasets.prepare import Seed, one_hot, split


def picture_dataset(
    name: str,
    pixels: Array,
    labels: Array,
    *,
    class_names: tuple[str, ...],
    image_shape: tuple[int, int],
    white: int = 255,
    validation: float | None = None,
    copies: int = 0,
    seed: Seed = 42,
    dtype: DTypeLike = np.float64,
) -> Dataset:
    """X (pixels, m) = ``pixels`` (m, rows·columns) over ``white``; Y one-hot; ``raw`` the pixels.

    Shuffled and split where a ``validation`` is asked for, as they stand otherwise; then
    ``copies`` distorted versions of the training images are added.
    """
    rng = np.random.default_rng(seed)
    whole = Dataset(
        name=name,
        X=own(np.divide(pixels, white, dtype=np.dtype(dtype))).T,
        Y=one_hot(labels, classes=len(class_names), dtype=dtype),
        class_names=class_names,
        image_shape=image_shape,
        raw=own(pixels).T,
        labels=labels,
    )
    return with_copies(split(whole, validation, seed=rng), copies, seed=rng)
