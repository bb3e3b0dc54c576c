"""Opening a data file, packed or plain, and nothing that only has a file's name."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.looks import SEEN, what_it_is

GZIP = b"\x1f\x8b"


@contextmanager
def opened(path: Path, kind: str, *, wanted: bytes = b"") -> Iterator[BinaryIO]:
    """The file, to be read as bytes; one that is gzipped, whatever its name, as what is in it.

    Raises ``DamagedData`` where there is none, it may not be read, it is known to be something
    else than ``kind`` (``wanted`` is how it should begin), or what is packed turns out to be
    damaged. A pipe would keep us waiting, and a device never ends.
    """
    with plainly(path) as file:
        try:
            if not file.peek(2).startswith(GZIP):
                yield _looked_at(file, path, kind, wanted)
                return
            with gzip.open(file) as packed:
                unpacked = io.BufferedReader(cast(io.RawIOBase, packed))
                yield _looked_at(unpacked, path, kind, wanted)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DamagedData(f"{path} is damaged: {error}.") from error


def plainly(path: Path) -> io.BufferedReader:
    """The file as it is, whatever is in it; ``DamagedData`` where there is none to be read."""
    if path.is_dir():
        raise DamagedData(f"{path} is a folder, and a file is needed in its place.")
    if not path.is_file():
        raise DamagedData(f"{path} is not a file that can be read.")
    try:
        return path.open("rb")
    except OSError as error:
        raise DamagedData(f"{path} cannot be read ({error.strerror}).") from error


def _looked_at(file: Any, path: Path, kind: str, wanted: bytes) -> BinaryIO:
    """``file``, buffered, of which nothing is read yet, unless it begins as something else does."""
    said = what_it_is(file.peek(SEEN)[:SEEN], wanted=wanted)
    if said is not None:
        raise DamagedData(f"{path} is not {kind} but {said}.")
    return cast(BinaryIO, file)
