"""From pixels to examples: grey levels become numbers from 0 to 1, classes become columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import DTypeLike

from engine.basics.arrays import Array, sealed
from engine.datasets.augment import with_copies
from engine.datasets.dataset import Dataset
from engine.datasets.prepare import Seed, count_of, generator, one_hot


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
    rng = generator(seed)
    held = count_of(validation, len(labels))
    # The bytes are shuffled and parted before they become numbers, eight times their size.
    order = rng.permutation(len(labels)) if held else np.arange(len(labels))

    def examples(which: Array) -> Dataset:
        chosen = pixels[which]
        return Dataset(
            name=name,
            X=sealed(np.divide(chosen, white, dtype=np.dtype(dtype))).T,
            Y=one_hot(labels[which], classes=len(class_names), dtype=dtype),
            class_names=class_names,
            image_shape=image_shape,
            raw=sealed(chosen).T,
            labels=sealed(labels[which]),
        )

    kept = len(labels) - held
    training = replace(examples(order[:kept]), validation=examples(order[kept:]) if held else None)
    return with_copies(training, copies, seed=rng)
