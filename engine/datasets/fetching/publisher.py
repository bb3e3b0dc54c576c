"""Quick, Draw! at its publisher: how classes are spelled, four kinds of file, the first drawings.

A class has some hundred thousand drawings. All four formats put one after the other, so that
the first k are the first bytes: for a bitmap exactly 784 a drawing behind the header, for the
others a guess that is doubled until k are complete.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

import numpy as np

from engine.datasets.fetching import addresses
from engine.datasets.fetching.download import DownloadFailed, Progress, fetch_first
from engine.datasets.reading.bitmaps import PIXELS, promised_rows
from engine.datasets.reading.drawings import HEAD
from engine.datasets.reading.errors import DamagedData
from engine.errors import Refused


def class_name(spelled: str) -> str:
    """The class as its publisher spells it: "alarm_clock" and "alarm%20clock" -> "alarm clock".

    Raises ``Refused`` for what could not be a class, such as a path.
    """
    word = " ".join(unquote(spelled).replace("_", " ").split())
    if not re.fullmatch(r"\w[\w .'-]*", word):
        raise Refused(
            f"{spelled!r} is not a class of drawings: words are accepted, with spaces, "
            "underscores or %20 between them."
        )
    return word


def class_names(classes: Sequence[str]) -> tuple[str, ...]:
    """Several of them, from a list or from one string with commas; each once, two at least."""
    given = classes.split(",") if isinstance(classes, str) else classes
    words = tuple(class_name(spelled) for spelled in given)
    if len(words) < 2 or len(set(words)) < len(words):
        raise Refused(f"classes={words}: at least two, each once, are needed.")
    return words


Cut = Callable[[bytes, int | None, int], bytes | None]
"""(data, the whole file's size if known, k) -> a file of the first k drawings, None if more
data is needed for it."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its folder at the publisher, ``places`` in a user's folder, its ending,
    and about how many bytes a drawing takes."""

    folder: str
    places: tuple[str, ...]
    ending: str
    bytes_each: int
    cut: Cut


def fetch_drawings(
    kind: Kind, word: str, target: Path, *, first: int, progress: Progress | None
) -> None:
    """Put the ``first`` drawings of the class ``word`` at ``target``, or ``DownloadFailed``."""
    fetch_first(
        f"{addresses.QUICKDRAW}{kind.folder}/{quote(word)}{kind.ending}",
        target,
        guess=128 + first * kind.bytes_each,
        cut=partial(_first, kind=kind, first=first),
        progress=progress,
    )


def _first(data: bytes, total: int | None, *, kind: Kind, first: int) -> bytes | None:
    return kind.cut(data, total, first)


def _bitmaps(data: bytes, total: int | None, first: int) -> bytes | None:
    file = io.BytesIO(data)
    try:
        rows = promised_rows(file, "what came")
    except DamagedData as error:
        raise DownloadFailed(str(error).rstrip(".")) from error
    start, promised = file.tell(), file.tell() + rows * PIXELS
    if total not in (None, promised):
        raise DownloadFailed(f"its header promises {promised:,} bytes and there are {total:,}")
    count = min(first, rows)
    end = start + count * PIXELS
    if len(data) < end:
        return None
    kept = io.BytesIO()
    np.save(kept, np.frombuffer(data[start:end], dtype=np.uint8).reshape(count, PIXELS))
    return kept.getvalue()


def _lines(data: bytes, total: int | None, first: int) -> bytes | None:
    end = 0
    for _ in range(first):
        end = data.find(b"\n", end) + 1
        if end == 0:
            return data if total == len(data) else None
    return data[:end]


def _records(data: bytes, total: int | None, first: int) -> bytes | None:
    end = 0
    for _ in range(first):
        length = _record_length(data, end)
        if length is None:
            return data if total == len(data) else None
        end += length
    return data[:end]


def _record_length(data: bytes, start: int) -> int | None:
    """The bytes of the ``.bin`` record at ``start``; None if it is not all there."""
    at = start + HEAD.size
    if at > len(data):
        return None
    for _ in range(HEAD.unpack_from(data, start)[-1]):
        at += 2 + 2 * int.from_bytes(data[at : at + 2], "little")
        if at > len(data):
            return None
    return at - start


KINDS = {
    "npy": Kind("numpy_bitmap", ("", "numpy_bitmap/"), ".npy", PIXELS, _bitmaps),
    "ndjson": Kind("simplified", ("ndjson/", "simplified/", ""), ".ndjson", 800, _lines),
    "raw": Kind("raw", ("raw/",), ".ndjson", 6000, _lines),
    "bin": Kind("binary", ("bin/", "binary/", ""), ".bin", 300, _records),
}
"""What ``quickdraw(form=…)`` accepts."""
