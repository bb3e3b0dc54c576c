"""Where a data file is: in the folder that was named, else in the user's cache, else fetched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

from engine.basics.paths import cache_folder, named
from engine.datasets.fetching.download import DownloadFailed
from engine.datasets.reading.errors import MissingData


def data_folder(data: str | Path | None) -> Path | None:
    """The folder named by ``data`` or else by TRAINREEL_DATA; None if neither names one.

    Raises ``MissingData`` if what they name is not a folder.
    """
    given = str(data) if data is not None else os.environ.get("TRAINREEL_DATA", "")
    if not given:
        return None
    folder = named(given)
    if not folder.is_dir():
        said = "data=" if data is not None else "TRAINREEL_DATA="
        raise MissingData(
            f"{said}{given} is not a folder; name the one that holds mnist/ and "
            "quickdraw/, or none to download what is needed."
        )
    return folder


def download_folder() -> Path:
    """Where downloads are kept: ``data`` in TRAINREEL_CACHE or in the user's cache folder."""
    return cache_folder() / "data"


def candidates(names: Sequence[str], data: str | Path | None) -> list[Path]:
    """Where a file of one of ``names`` would be taken from, the first choice first."""
    given = str(data) if data is not None else os.environ.get("TRAINREEL_DATA", "")
    folders = [named(given)] if given else []
    return [folder / name for folder in (*folders, download_folder()) for name in names]


def find(names: Sequence[str], folder: Path | None) -> Path | None:
    """The first of ``names`` (paths in the folder) that is a file there."""
    if folder is None:
        return None
    return next((folder / name for name in names if (folder / name).is_file()), None)


def fetched(
    target: Path,
    fetch: Callable[[Path], None],
    *,
    data: str | Path | None,
    download: bool,
    names: Sequence[str] = (),
) -> Path:
    """``target`` in the cache, after ``fetch`` has put it there; ``names`` were looked for.

    Raises ``MissingData`` when it may or can not: one sentence on what is missing and how to
    get it.
    """
    folder = data_folder(data)
    instead = _instead(folder, names or [target.name])
    where = f"in {folder} nor in {download_folder()}" if folder else f"in {download_folder()}"
    missing = f"{target.name} is {'neither' if folder else 'not'} {where}{instead}"
    place = target.parent.relative_to(download_folder()).as_posix()
    advice = f"put it into {place}/ of a folder that --data or TRAINREEL_DATA names"
    if not download:
        raise MissingData(f"{missing}, and downloading is off: {advice}.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fetch(target)
    except DownloadFailed as error:
        raise MissingData(f"{missing}, and {error}; {advice}, or try again.") from error
    except OSError as error:
        raise MissingData(
            f"{missing}, and could not be kept there ({error.strerror}); {advice}."
        ) from error
    return target


UNFINISHED = (".crdownload", ".part", ".download", ".partial", ".opdownload")
"""What browsers and their like add to a name until all of the file is there."""

PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".rar")

IDX = "which is not read; the four idx files are needed"
NAMED = (
    ("*mnist*.npz", f"MNIST as Keras has it, {IDX}"),
    ("train.csv*", f"a table, as Kaggle has MNIST, {IDX}"),
    ("test.csv*", f"a table, as Kaggle has MNIST's images without labels, {IDX}"),
    ("*mnist*.csv*", f"a table of MNIST, {IDX}"),
    ("*mnist*.arff*", f"a table of MNIST, {IDX}"),
    ("*mnist*.mat", f"MNIST as MATLAB has it, {IDX}"),
    ("*mnist*.pkl*", f"MNIST pickled, {IDX}"),
    ("training.pt", f"MNIST as torchvision once had it, {IDX}"),
    ("*.parquet", f"a Parquet file, {IDX}"),
    ("*mnist*.tfrecord*", f"MNIST as TensorFlow has it, {IDX}"),
)
"""MNIST in other forms, by its name in small letters, and what is said of each."""

DEEP, MANY = 2, 1_000
"""How many folders down, and among how many files, what else there is is looked for."""


def _instead(folder: Path | None, names: Sequence[str]) -> str:
    """What a user's folder has in place of a file, as the rest of a clause; empty if nothing."""
    if folder is None:
        return ""
    for name in names:
        if (folder / name).is_dir():
            return f" ({folder / name} is a folder)"
        for ending in UNFINISHED:
            if (folder / f"{name}{ending}").exists():
                return f" ({folder / name}{ending} is an unfinished download)"
    places = {(folder / name).parent for name in names}
    wanted = {Path(name).name for name in names}
    known = NAMED if any("-idx" in name for name in wanted) else ()
    for path in islice(_below(folder, DEEP), MANY):
        name = path.name.lower()
        for pattern, said in known:
            if fnmatchcase(name, pattern) and not name.endswith(PACKED):
                return f" ({path} is {said})"
        if path.name in wanted:
            return f" ({path} has its name: to take that one, name {path.parent})"
        if path.parent in places and name.endswith(PACKED):
            return f" ({path} is packed: unpack it there)"
    return ""


def _below(folder: Path, deep: int) -> Iterator[Path]:
    """The files in a folder, and then those in its folders, so many down."""
    with suppress(OSError):
        inside = sorted(folder.iterdir())
        yield from (path for path in inside if path.is_file())
        for path in inside if deep else ():
            if path.is_dir():
                yield from _below(path, deep - 1)
