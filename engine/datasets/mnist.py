"""MNIST: seventy thousand digits written by hand (LeCun, Cortes and Burges 1998)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from engine.basics.arrays import Array
from engine.datasets.dataset import Dataset
from engine.datasets.fetching import addresses
from engine.datasets.fetching.download import Progress, fetch
from engine.datasets.fetching.files import candidates, data_folder, download_folder, fetched, find
from engine.datasets.images import picture_dataset
from engine.datasets.prepare import Seed, whole_number
from engine.datasets.published import Published, one_set, set_of
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.idx import read_idx
from engine.errors import Refused, unknown

PARTS = {"train": ("train",), "test": ("t10k",), "all": ("train", "t10k")}
"""Which files hold the examples: 60,000, 10,000, or both in that order."""

PLACES = ("mnist/", "", "MNIST/raw/", "MNIST/", "raw/")
"""Where in a folder the files may be: as we and as torchvision lay them out."""


def mnist(
    *,
    examples: str = "train",
    first: int | None = None,
    validation: float | str | None = "test",
    copies: int = 0,
    data: str | Path | None = None,
    download: bool = True,
    progress: Progress | None = None,
    seed: Seed = 42,
    dtype: DTypeLike = np.float64,
) -> Dataset:
    """X (784, m): the pixels of each 28×28 image, 0 to 1, row by row; Y (10, m) one-hot.

    ``examples``: "train" (60,000), "test" (10,000) or "all" (both); of them the ``first``.
    They stay in the files' order. ``validation``: "test" holds out the 10,000 test images; a
    fraction or a count holds out that many of the examples, after shuffling all; None holds
    out none. ``copies`` adds distorted versions of the training images.

    Files of another set are called by what they are, and what they are not is said once.
    The four idx files, plain or ``.gz``, are looked for in ``data`` or TRAINREEL_DATA (there
    or in its folder mnist), then in the user's cache, and else downloaded (11.6 MB) unless
    ``download`` is false. Raises ``MissingData`` or ``DamagedData``.
    """
    if examples not in PARTS:
        raise unknown("part of MNIST", examples, PARTS)
    get = partial(_part, data=data, download=download, progress=progress)
    wanted = PARTS[examples] if validation != "test" else ("train", "t10k")
    if isinstance(validation, str) and (validation != "test" or examples != "train"):
        raise Refused(
            f'validation={validation!r} with examples={examples!r}: "test" (with the '
            "training examples), a fraction, a count or None is accepted."
        )
    halves: dict[str, tuple[Array, Array]] = {}
    found: dict[Path, Published] = {}
    for part in wanted:
        halves[part] = get(part, found)
    pixels, labels = _joined([halves[part] for part in PARTS[examples]], first)
    what = one_set(found)
    tested = isinstance(validation, str)
    return picture_dataset(
        what.name,
        pixels,
        labels,
        class_names=what.class_names,
        image_shape=(28, 28),
        validation=None if isinstance(validation, str) else validation,
        held_out=halves["t10k"] if tested else None,
        copies=copies,
        seed=seed,
        dtype=dtype,
    )


def _joined(parts: list[tuple[Array, Array]], first: int | None) -> tuple[Array, Array]:
    """The parts one after the other, or the first examples of them."""
    pixels, labels = parts[0]
    if len(parts) > 1:
        pixels = np.concatenate([each for each, _ in parts])
        labels = np.concatenate([each for _, each in parts])
    if first is not None and whole_number("first", first, least=1) > labels.size:
        raise Refused(f"first={first}: these examples of MNIST number 1 to {labels.size:,}.")
    return pixels[:first], labels[:first]


def _part(
    part: str,
    found: dict[Path, Published],
    *,
    data: str | Path | None,
    download: bool,
    progress: Progress | None,
) -> tuple[Array, Array]:
    """The pixels (m, 784) and labels (m,) of one of the two halves that were published.

    Which set each file is of is noted in ``found``.
    """
    get = partial(_file, data=data, download=download, progress=progress)
    images = get(f"{part}-images-idx3-ubyte")
    pixels = read_idx(images, dimensions=3)  # before more is looked for, or even downloaded
    labels = get(f"{part}-labels-idx1-ubyte")
    digits = read_idx(labels, dimensions=1)
    if pixels.shape[1:] != (28, 28) or len(pixels) != len(digits) or digits.max() > 9:
        raise DamagedData(
            f"{images} holds {len(pixels):,} images of {pixels.shape[1:]} pixels and {labels} "
            f"{len(digits):,} labels up to {digits.max()}: they are not a part of MNIST."
        )
    found |= {images: set_of(pixels, images), labels: set_of(digits, labels)}
    return pixels.reshape(len(pixels), -1), digits.astype(np.intp)


def _file(name: str, *, data: str | Path | None, download: bool, progress: Progress | None) -> Path:
    """One of the four files: where it was found, or where it was put."""
    for folder in (data_folder(data), download_folder()):
        found = find(_names(name), folder)
        if found is not None:
            return found
    size, md5 = addresses.MNIST_FILES[name]
    address = f"{addresses.MNIST}{name}.gz"

    def get(target: Path) -> None:
        fetch(address, target, size=size, md5=md5, progress=progress)

    target = download_folder() / "mnist" / f"{name}.gz"
    return fetched(target, get, data=data, download=download, names=_names(name))


def _names(name: str) -> list[str]:
    """Where in a folder one of the four files may be, as its publishers and others spell it."""
    dotted = name.replace("-idx", ".idx")
    return [
        f"{place}{spelled}{ending}"
        for place in PLACES
        for spelled in (name, dotted, f"{name}/{name}", f"{dotted}/{dotted}")
        for ending in (".gz", "")
    ]


def files(options: Mapping[str, Any]) -> list[list[Path]]:
    """For each file that ``mnist`` reads the places where it may be, the first choice first."""
    return [candidates(_names(name), options.get("data")) for name in addresses.MNIST_FILES]
