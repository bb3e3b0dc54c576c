"""Reading the strokes of Quick, Draw!'s files: .ndjson, simplified or raw, and .bin.

What cannot be right is refused as ``DamagedData``, with the file and the drawing's number; no
size that a file merely claims is allocated.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.errors import DamagedData
from engine.datasets.reading.opening import opened
from engine.datasets.reading.strokes import Drawing, simplified

MOST_POINTS = 20_000
"""Accepted in one drawing; the published ones have some hundreds, the raw ones a few thousand."""

LONGEST_LINE = 1 << 22
"""Characters accepted in one line of ndjson."""


def read_ndjson(path: Path, *, first: int | None = None) -> list[Drawing]:
    """The ``first`` drawings of an ``.ndjson``, or all it has if fewer; raw ones simplified.

    A stroke of two lists (x, y) is a simplified one, of three (x, y, t) a raw one.
    """
    found: list[Drawing] = []
    with opened(path, "an .ndjson of drawings") as file:
        while first is None or len(found) < first:
            line = file.readline(LONGEST_LINE)
            if not line.strip():
                if not line:
                    break
                continue
            try:
                found.append(_from_json(line))
            except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
                raise DamagedData(
                    f"{path}: drawing {len(found) + 1} is damaged: {_said(error)}."
                ) from error
    return found


def _from_json(line: bytes) -> Drawing:
    record: Any = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record["drawing"], list):
        raise ValueError("it is not a record with a list called 'drawing'")
    lists = {len(stroke) for stroke in record["drawing"]}
    if lists not in ({2}, {3}):
        raise ValueError("its strokes are not all [x, y] or all [x, y, t]")
    strokes = tuple(_stroke(stroke[:2]) for stroke in record["drawing"])
    _few(sum(stroke.shape[1] for stroke in strokes))
    return Drawing(
        strokes=_bounded(simplified(strokes) if lists == {3} else strokes),
        word=str(record["word"]),
        recognised=bool(record["recognized"]),
        country=str(record["countrycode"]),
        key=int(record["key_id"]),
    )


def _stroke(lists: list[list[float]]) -> Array:
    stroke = np.array(lists, dtype=np.float64)
    if stroke.ndim != 2 or stroke.shape[1] == 0 or not np.isfinite(stroke).all():
        raise ValueError("a stroke is not two equally long lists of numbers")
    return stroke


def _few(points: int) -> None:
    if points > MOST_POINTS:
        raise ValueError(f"it has {points:,} points or more, and {MOST_POINTS:,} are accepted")


def _bounded(strokes: tuple[Array, ...]) -> tuple[Array, ...]:
    if any(stroke.min() < 0 or stroke.max() > 255 for stroke in strokes):
        raise ValueError("a point of it is outside 0 to 255")
    return strokes


def _said(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)


def read_bin(path: Path, *, word: str, first: int | None = None) -> list[Drawing]:
    """The ``first`` drawings of a class' ``.bin``, or all it has if fewer.

    The file does not say the class, so ``word`` does. A record is little-endian: key (uint64),
    country (2 letters), recognised (int8), time (uint32), strokes (uint16), and for each
    stroke its points (uint16), then a byte for each x, then for each y.
    """
    found: list[Drawing] = []
    with opened(path, "a .bin of drawings") as file:
        while first is None or len(found) < first:
            head = file.read(HEAD.size)
            if not head:
                break
            try:
                found.append(_from_record(file, head, word))
            except (ValueError, struct.error) as error:
                raise DamagedData(
                    f"{path}: drawing {len(found) + 1} is damaged: {error}."
                ) from error
    return found


HEAD = struct.Struct("<Q2sbIH")


def _from_record(file: BinaryIO, head: bytes, word: str) -> Drawing:
    if len(head) < HEAD.size:
        raise ValueError("the file ends within it")
    key, country, recognised, _, count = HEAD.unpack(head)
    strokes: list[Array] = []
    points = 0
    for _ in range(count):
        strokes.append(_from_bytes(file))
        points += strokes[-1].shape[1]
        _few(points)
    if not strokes or recognised not in (0, 1):
        raise ValueError(f"it has {count} strokes and says recognised = {recognised}")
    return Drawing(tuple(strokes), word, bool(recognised), country.decode("latin-1"), key)


def _from_bytes(file: BinaryIO) -> Array:
    points = int.from_bytes(file.read(2), "little")
    data = np.frombuffer(file.read(2 * points), dtype=np.uint8)
    if data.size < 2 * points or points == 0:
        raise ValueError("a stroke of it is cut off or has no point")
    return data.reshape(2, points).astype(np.float64)
