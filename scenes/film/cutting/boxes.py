"""Captions are off until a player is told otherwise: FFmpeg switches the first track of texts on.

Films of Apple's kind, mp4 and mov, are boxes in boxes. One of each track says whether it is on, and
another of what kind the track is.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_HEAD = 8  # bytes: how long a box is, and its name
_LONG = 16  # where the length stands behind the name, since it is too great
_ON = 1  # of the flags in the last byte of four
_KIND = 8  # bytes into a `hdlr`, where it says what its track is
_SEEN_AND_HEARD = {b"vide", b"soun"}


def switch_texts_off(film: Path) -> None:
    """Let a player begin with no captions."""
    with film.open("r+b") as file:
        size = film.stat().st_size
        for name, *inside in _boxes(file, 0, size):
            if name == b"moov":
                for track in [span for kind, *span in _boxes(file, *inside) if kind == b"trak"]:
                    _switch_off(file, *track)


def _switch_off(file: BinaryIO, start: int, end: int) -> None:
    parts = {name: span for name, *span in _boxes(file, start, end)}
    media = {name: span for name, *span in _boxes(file, *parts[b"mdia"])}
    file.seek(media[b"hdlr"][0] + _KIND)
    if file.read(4) not in _SEEN_AND_HEARD:
        place = parts[b"tkhd"][0] + 3
        file.seek(place)
        flags = file.read(1)[0]
        file.seek(place)
        file.write(bytes([flags & ~_ON]))


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield each box between two places: its name, and where what is in it begins and ends."""
    while start + _HEAD <= end:
        file.seek(start)
        head = file.read(_LONG)
        size, name, begins = int.from_bytes(head[:4], "big"), head[4:8], start + _HEAD
        if size == 1:
            size, begins = int.from_bytes(head[8:16], "big"), start + _LONG
        yield name, begins, start + size
        start += size
