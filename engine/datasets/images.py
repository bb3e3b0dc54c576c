"""From pixels to examples: grey levels become numbers from 0 to 1, classes become columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from engine.basics.arrays import Array, sealed
from engine.datasets.augment import with_copies
from engine.datasets.dataset import WHITE, Dataset
from engine.datasets.prepare import Seed, count_of, generator, one_hot


def picture_dataset(
    name: str,
    pixels: Array,
    labels: Array,
    *,
    class_names: tuple[str, ...],
    image_shape: tuple[int, int],
    white: int = WHITE,
    validation: float | None = None,
    held_out: tuple[Array, Array] | None = None,
    copies: int = 0,
    seed: Seed = 42,
    dtype: DTypeLike = np.float64,
) -> Dataset:
    """X (pixels, m) = ``pixels`` (m, rows·columns) over ``white``; Y one-hot; ``raw`` the pixels.

    Shuffled and split where a ``validation`` is asked for, as they stand otherwise, beside the
    pixels and labels that are ``held_out``; then ``copies`` distorted versions of the training
    images are added.
    """
    rng = generator(seed)
    held = count_of(validation, len(labels))

    def examples(pixels: Array, labels: Array, validation: Dataset | None = None) -> Dataset:
        pixels, in_bytes = sealed(pixels), white == WHITE
        X = pixels if in_bytes else sealed(np.divide(pixels, white, dtype=np.dtype(dtype)))
        return Dataset(
            name=name,
            X=X.T,
            Y=one_hot(labels, classes=len(class_names), dtype=dtype),
            validation=validation,
            class_names=class_names,
            image_shape=image_shape,
            raw=pixels.T,
            labels=labels,
            in_bytes=in_bytes,
        )

    if held:
        order = rng.permutation(len(labels))
        train, rest = order[:-held], order[-held:]
        held_out = pixels[rest], labels[rest]
        pixels, labels = pixels[train], labels[train]
    training = examples(pixels, labels, examples(*held_out) if held_out else None)
    return with_copies(training, copies, seed=rng)
