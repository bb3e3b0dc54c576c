"""Three sets that come with scikit-learn and need no file: digits, breast cancer, diabetes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from engine.datasets.dataset import Dataset, names
from engine.datasets.images import picture_dataset
from engine.datasets.prepare import Seed, split, z_score
from engine.datasets.reading.errors import MissingLibrary


def digits(
    *,
    validation: float | None = 0.2,
    copies: int = 0,
    seed: Seed = 42,
    dtype: DTypeLike = np.float64,
) -> Dataset:
    """X (64, m): 1797 handwritten digits of 8×8 pixels, 0 to 1; Y (10, m) one-hot.

    From the UCI repository (Alpaydin and Kaynak 1998). ``copies`` adds distorted versions of
    the training images. Raises ``MissingLibrary`` without scikit-learn.
    """
    bunch = _bundled("digits", "load_digits")
    return picture_dataset(
        "digits",
        np.asarray(bunch.data).astype(np.uint8),
        np.asarray(bunch.target),
        class_names=names(bunch.target_names),
        image_shape=(8, 8),
        white=16,
        validation=validation,
        copies=copies,
        seed=seed,
        dtype=dtype,
    )


def breast_cancer(*, validation: float | None = 0.2, seed: Seed = 42) -> Dataset:
    """X (30, m): measures of the cell nuclei of 569 tumours, z-scored; Y (1, m): 1 benign.

    From the UCI repository (Wolberg, Street and Mangasarian 1995). ``raw`` is unscaled.
    Raises ``MissingLibrary`` without scikit-learn.
    """
    bunch = _bundled("breast_cancer", "load_breast_cancer")
    labels = np.asarray(bunch.target)
    whole = Dataset(
        name="breast_cancer",
        X=np.asarray(bunch.data, dtype=np.float64).T,
        Y=labels[np.newaxis, :].astype(np.float64),
        feature_names=names(bunch.feature_names),
        class_names=names(bunch.target_names),
        raw=np.asarray(bunch.data).T,
        labels=labels,
    )
    return _scaled(split(whole, validation, seed=seed))


def diabetes(
    *, validation: float | None = 0.2, scaled_target: bool = True, seed: Seed = 42
) -> Dataset:
    """X (10, m): ten measures of 442 patients, z-scored; Y (1, m): the disease a year later.

    From Efron, Hastie, Johnstone and Tibshirani (2004). The progression, 25 to 346 without a
    unit, is z-scored as well unless ``scaled_target`` is false: in tens and hundreds it would
    make the gradients too large for a common learning rate. ``raw`` holds the measures
    unscaled. Raises ``MissingLibrary`` without scikit-learn.
    """
    bunch = _bundled("diabetes", "load_diabetes", scaled=False)
    whole = Dataset(
        name="diabetes",
        X=np.asarray(bunch.data, dtype=np.float64).T,
        Y=np.asarray(bunch.target, dtype=np.float64)[np.newaxis, :],
        feature_names=names(bunch.feature_names),
        raw=np.asarray(bunch.data).T,
    )
    return _scaled(split(whole, validation, seed=seed), target=scaled_target)


def _scaled(data: Dataset, *, target: bool = False) -> Dataset:
    """Everything z-scored by the training examples alone: what is held out stays unseen."""

    def like_training(part: Dataset) -> Dataset:
        Y = z_score(part.Y, like=data.Y) if target else part.Y
        return replace(part, X=z_score(part.X, like=data.X), Y=Y)

    held = None if data.validation is None else like_training(data.validation)
    return replace(like_training(data), validation=held)


def _bundled(name: str, function: str, **options: Any) -> Any:
    """scikit-learn's own copy of a dataset."""
    try:
        from sklearn import datasets as bundled
    except ImportError:
        raise MissingLibrary(
            f"The dataset {name!r} comes with scikit-learn, which is not installed: "
            "pip install trainreel[datasets]"
        ) from None
    return getattr(bundled, function)(**options)
