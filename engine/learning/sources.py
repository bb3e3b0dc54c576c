"""Where a run's data comes from: its dataset's loader, given what the run says of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.basics.arrays import Array
from engine.datasets import LOADERS, Dataset, files, load, loader
from engine.datasets.dataset import names
from engine.run import Run

Fetching = Callable[[str, int, int | None], None]
"""Told (what, bytes so far, bytes in all or None) while a file is downloaded."""
NOT_A_RUNS = ("seed", "data", "download", "progress", "dtype")
"""Keywords of a loader that say how to get the data, not what it is."""


def options_of(data: str) -> tuple[str, ...]:
    """What a run may say of the dataset ``data``; nothing for data that was given."""
    if data not in LOADERS:
        return ()
    accepted = tuple(inspect.signature(loader(data)).parameters)
    seeded = ("data_seed",) if "seed" in accepted else ()
    return tuple(name for name in accepted if name not in NOT_A_RUNS) + seeded


def dataset_of(run: Run, *, fetching: Fetching | None = None, download: bool = True) -> Dataset:
    """The dataset of a run, in the run's dtype; its files are downloaded only if that may be."""
    accepted = inspect.signature(loader(run.data)).parameters
    asked = {{"data_seed": "seed"}.get(key, key): value for key, value in run.options.items()}
    given = {"dtype": run.dtype, "progress": fetching, "download": download}
    asked |= {key: value for key, value in given.items() if key in accepted}
    dataset = load(run.data, **asked)
    return dataset if dataset.dtype == run.dtype else dataset.astype(run.dtype)


def given_to(run: Run, X: Array, Y: Array) -> Dataset:
    """The examples that were given to a run, X (n_0, m) and Y (n_L, m), with the names it has."""
    said = {word: run.options.get(word, ()) for word in ("features", "classes", "image_shape")}
    features, classes, shape = (each if isinstance(each, tuple) else () for each in said.values())
    classes = classes if len(classes) == max(2, len(Y)) else ()
    labels = Y.argmax(axis=0) if len(Y) > 1 else np.rint(Y[0])
    sides = len(shape) == 2 and all(isinstance(side, int) for side in shape)
    return Dataset(
        name=run.data,
        X=X,
        Y=Y,
        feature_names=names(features) if len(features) == len(X) else (),
        class_names=names(classes),
        labels=labels if classes else None,
        image_shape=shape if sides and np.prod(shape) == len(X) else None,
    )


def files_of(run: Run) -> list[list[Path]]:
    """For each file that the run's data is read from where it may be, the first choice first."""
    return files(run.data, run.options) if run.data in LOADERS else []
