"""Quick, Draw!: what people drew in twenty seconds for a game (Google, CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from engine.basics.arrays import Array
from engine.datasets.dataset import Dataset
from engine.datasets.fetching.download import Progress
from engine.datasets.fetching.files import candidates, data_folder, download_folder, fetched, find
from engine.datasets.fetching.publisher import KINDS, Kind, class_name, class_names, fetch_drawings
from engine.datasets.images import picture_dataset
from engine.datasets.prepare import Seed, whole_number
from engine.datasets.reading.bitmaps import read_bitmaps
from engine.datasets.reading.drawings import read_bin, read_ndjson
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.raster import rasterise
from engine.datasets.reading.strokes import Drawing
from engine.errors import Refused, unknown

TEN = (
    "airplane",
    "alarm clock",
    "banana",
    "bird",
    "book",
    "cat",
    "dog",
    "flower",
    "house",
    "rainbow",
)
SAME = 0.01
"""Share of a bitmap's ink, squared, by which the same drawing may differ, rasterised by another."""


def quickdraw(
    *,
    classes: Sequence[str] = TEN,
    per_class: int = 3999,
    form: str = "npy",
    validation: float | None = 0.2,
    copies: int = 0,
    data: str | Path | None = None,
    download: bool = True,
    progress: Progress | None = None,
    seed: Seed = 42,
    dtype: DTypeLike = np.float64,
) -> Dataset:
    """X (784, m): the pixels of each 28×28 drawing, 0 to 1, row by row; Y one-hot.

    The first ``per_class`` drawings of each of the ``classes``, those included that the game
    did not recognise; a class is spelled with spaces, underscores or ``%20``. A fraction or
    a count of them is held out as ``validation`` after shuffling; with None they stand class
    after class. ``copies`` adds distorted versions of the training drawings.

    ``form``: "npy" reads the publisher's bitmaps; "ndjson", "raw" (simplified here) and "bin"
    hold strokes, which are rasterised as the bitmaps were. The files are looked for in
    ``data`` or TRAINREEL_DATA (there or in its folder quickdraw), then in the user's cache, and
    else downloaded, only as much as is needed, unless ``download`` is false. Raises
    ``MissingData`` or ``DamagedData``.
    """
    words = class_names(classes)
    if form not in KINDS:
        raise unknown("form of Quick, Draw! files", form, KINDS)
    whole_number("per_class", per_class, least=1)
    get = partial(
        _pixels, form=form, first=per_class, data=data, download=download, progress=progress
    )
    return picture_dataset(
        "quickdraw",
        np.concatenate([get(word) for word in words]),
        np.repeat(np.arange(len(words)), per_class),
        class_names=words,
        image_shape=(28, 28),
        validation=validation,
        copies=copies,
        seed=seed,
        dtype=dtype,
    )


def _pixels(
    word: str,
    *,
    form: str,
    first: int,
    data: str | Path | None,
    download: bool,
    progress: Progress | None,
) -> Array:
    """uint8 (first, 784): the bitmaps of a class, from the first place that has them."""
    kind = KINDS[form]
    found = find(_names(kind, word), data_folder(data))
    if found is None:
        found = download_folder() / "quickdraw" / kind.folder / f"{word}{kind.ending}"
        if not _holds(found, form, word, first):
            get = partial(fetch_drawings, kind, word, first=first, progress=progress)
            names = _names(kind, word)
            fetched(found, get, data=data, download=download, names=names)
    drawings = _read(found, form, word, first)
    if len(drawings) < first:
        raise Refused(
            f"{found} holds {len(drawings):,} drawings and per_class={first:,} were asked for."
        )
    if isinstance(drawings, list):
        return np.stack([rasterise(drawing.strokes) for drawing in drawings])
    return drawings


def _names(kind: Kind, word: str) -> list[str]:
    """Where in a user's folder the file of a class may be, in any spelling."""
    return [
        f"{folder}{place}{prefix}{word.replace(' ', space)}{kind.ending}{packed}"
        for folder in ("quickdraw/", "")
        for place in kind.places
        for prefix in ("", f"full_{kind.folder}_")  # as a browser saves it
        for space in (" ", "_", "%20")
        for packed in ("", ".gz")
    ]


def files(options: Mapping[str, Any]) -> list[list[Path]]:
    """For each file that ``quickdraw`` reads where it may be, the first choice first."""
    kind = KINDS.get(options.get("form", "npy"))
    if kind is None:
        return []
    own, data = f"quickdraw/{kind.folder}/", options.get("data")
    return [
        candidates([*_names(kind, word), f"{own}{word}{kind.ending}"], data)
        for word in class_names(options.get("classes", TEN))
    ]


def sketches(
    drawings: Dataset, *, data: str | Path | None = None, most: int = 50
) -> dict[int, Drawing]:
    """Those of some bitmaps whose strokes are on this machine too: column of X -> drawing.

    The first ``most`` lines of each class's .ndjson are rasterised and looked for among the class's
    bitmaps, by their pixels. The files are looked for in ``data`` or TRAINREEL_DATA, then in the
    user's cache; nothing is downloaded. Raises ``DamagedData`` for a file that cannot be right.
    """
    found: dict[int, Drawing] = {}
    for number, word in enumerate(drawings.class_names):
        columns = np.flatnonzero(drawings.Y[number] == 1)
        rows = drawings.X.T[columns]
        for drawing in _strokes(word, data=data, most=most) if len(columns) else ():
            place = _like(rasterise(drawing.strokes), rows)
            if place is not None:
                found[int(columns[place])] = drawing
    return found


def _strokes(word: str, *, data: str | Path | None, most: int) -> list[Drawing]:
    """The ``most`` first drawings of a class's .ndjson that is here, or none."""
    kind = KINDS["ndjson"]
    path = find(_names(kind, word), data_folder(data))
    kept = download_folder() / "quickdraw" / kind.folder / f"{word}{kind.ending}"
    if path is None and kept.is_file():
        path = kept
    drawings = [] if path is None else _read(path, "ndjson", word, most)
    return drawings if isinstance(drawings, list) else []


def _like(bitmap: Array, others: Array) -> int | None:
    """Which of ``others`` (m, 784) is the drawing of a ``bitmap`` (784,), if any is."""
    ink = bitmap / 255
    apart = ((others - ink) ** 2).sum(axis=1) / max(float((ink**2).sum()), 1e-9)
    nearest = int(apart.argmin())
    return nearest if apart[nearest] < SAME else None


def _holds(path: Path, form: str, word: str, first: int) -> bool:
    """Whether the cache has enough drawings of this class; a damaged file is fetched again."""
    try:
        return path.is_file() and len(_read(path, form, word, first)) >= first
    except DamagedData:
        return False


def _read(path: Path, form: str, word: str, first: int) -> Array | list[Drawing]:
    """The ``first`` drawings of a file, as bitmaps or as strokes."""
    if form == "npy":
        return read_bitmaps(path, first=first)
    if form == "bin":
        return read_bin(path, word=word, first=first)
    drawings = read_ndjson(path, first=first)
    for number, drawing in enumerate(drawings, start=1):
        if class_name(drawing.word) != word:
            raise DamagedData(
                f"{path} should hold drawings of the class {word!r}; number {number} is of "
                f"{drawing.word!r}."
            )
    return drawings
