"""Files of drawings are read as published, and every damaged one is refused by name."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets.reading.bitmaps import read_bitmaps
from engine.datasets.reading.drawings import read_bin, read_ndjson
from engine.datasets.reading.errors import DamagedData

SQUARE = [[0, 255, 255, 0, 0], [0, 0, 255, 255, 0]]


def line(*strokes: Any, **more: Any) -> bytes:
    """One line of ndjson."""
    record = {"word": "cat", "countrycode": "DE", "recognized": True, "key_id": "17",
              "drawing": strokes or [SQUARE], **more}  # fmt: skip
    return json.dumps(record).encode() + b"\n"


def record(*strokes: Any, recognised: int = 1) -> bytes:
    """One record of a ``.bin``."""
    out = struct.pack("<Q2sbIH", 17, b"DE", recognised, 1_490_000_000, len(strokes))
    for x, y in strokes:
        out += struct.pack("<H", len(x)) + bytes(x) + bytes(y)
    return out


def bitmaps(rows: int = 3, columns: int = 784, dtype: type = np.uint8) -> bytes:
    """A ``.npy`` of rows × columns."""
    file = io.BytesIO()
    np.save(file, np.arange(rows * columns).astype(dtype).reshape(rows, columns))
    return file.getvalue()


def read(tmp_path: Path, content: bytes, reader: Callable[..., Any], **options: Any) -> Any:
    path = tmp_path / "file"
    path.write_bytes(content)
    return reader(path, **options)


def test_ndjson_gives_strokes_and_what_the_game_noted(tmp_path: Path) -> None:
    first, second = read(tmp_path, line() + b"\n" + line([[3], [4]], key_id="18"), read_ndjson)
    assert [stroke.tolist() for stroke in first.strokes] == [SQUARE]
    assert (first.word, first.country, first.recognised, first.key) == ("cat", "DE", True, 17)
    assert second.key == 18
    assert len(read(tmp_path, line() * 5, read_ndjson, first=2)) == 2


def test_raw_strokes_with_times_are_simplified(tmp_path: Path) -> None:
    x = [100.5 + 0.5 * i for i in range(400)]
    (drawing,) = read(tmp_path, line([x, [7.25] * 400, list(range(400))]), read_ndjson)
    assert [stroke.tolist() for stroke in drawing.strokes] == [[[0, 255], [0, 0]]]


def test_bin_gives_the_same_strokes(tmp_path: Path) -> None:
    content = record(SQUARE, ([1], [2])) + record(SQUARE, recognised=0)
    first, second = read(tmp_path, content, read_bin, word="cat")
    assert [stroke.tolist() for stroke in first.strokes] == [SQUARE, [[1], [2]]]
    assert (first.word, first.country, first.recognised, first.key) == ("cat", "DE", True, 17)
    assert not second.recognised
    assert len(read(tmp_path, content, read_bin, word="cat", first=1)) == 1


def test_npy_gives_the_first_rows(tmp_path: Path) -> None:
    rows = read(tmp_path, bitmaps(), read_bitmaps, first=2)
    assert rows.shape == (2, 784)
    assert rows[0, :3].tolist() == [0, 1, 2]
    assert read(tmp_path, bitmaps(), read_bitmaps, first=9).shape == (3, 784)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "drawing 1 is damaged"),
        (line() + b"[]\n", "drawing 2 is damaged"),
        (b'{"word": "cat"}\n', "it has no 'drawing'"),
        (line(drawing="[[0],[0]]"), "not a record with a list"),
        (line(drawing=[]), "not all"),
        (line([[1, 2]]), "not all"),
        (line([[1], [2]], [[1], [2], [3]]), "not all"),
        (line([[1, 2], [3]]), "damaged"),
        (line([[], []]), "equally long"),
        (line([[1, float("nan")], [3, 4]]), "equally long"),
        (line([[1, 256], [3, 4]]), "outside 0 to 255"),
        (line([[-1, 2], [3, 4]]), "outside 0 to 255"),
        (line([[0, 1e999], [0, 1], [0, 1]]), "equally long"),
        (line([[0, 1e300], [0, -1e300], [0, 1]]), None),
        (line([[0] * 30_000, [0] * 30_000]), "20,000 are accepted"),
        (line(key_id="many"), "damaged"),
        (b'{"drawing": ' + b"[" * 100_000, "damaged"),
        (b'{"drawing": ' + b"9" * 10_000 + b"}", "damaged"),
    ],
)
def test_damaged_ndjson_is_refused(tmp_path: Path, content: bytes, said: str | None) -> None:
    if said is None:
        assert len(read(tmp_path, content, read_ndjson)) == 1
        return
    with pytest.raises(DamagedData, match=said):
        read(tmp_path, content, read_ndjson)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (record(SQUARE)[:9], "drawing 1 is damaged: the file ends within it"),
        (record(SQUARE) + record(SQUARE)[:-1], "drawing 2 is damaged: a stroke of it is cut off"),
        (record(), "it has 0 strokes"),
        (record(SQUARE, recognised=7), "recognised = 7"),
        (record(([], [])), "has no point"),
        (record(*[([1] * 60_000, [1] * 60_000)] * 3), "20,000 are accepted"),
    ],
)
def test_damaged_bin_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DamagedData, match=said):
        read(tmp_path, content, read_bin, word="cat")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a .npy file"),
        (b"PK\x03\x04", "not a .npy file"),
        (bitmaps()[:-1], "promises 3 drawings, 2,352 bytes, and 2,351 are there"),
        (bitmaps() + b"x", "2,353 are there"),
        (bitmaps(columns=783), "783"),
        (bitmaps(dtype=np.uint16), "uint16"),
        (bitmaps().replace(b"(3, 784)", b"(-3, 784)"), "npy"),
        (bitmaps().replace(b"(3, 784), }", b"(9**99, 784)"), "not a .npy file"),
        (bitmaps().replace(b"False", b"True "), "bitmaps are uint8"),
        (bitmaps().replace(b"'|u1'", b"'|O' "), "object"),
        (bitmaps().replace(b"\x01\x00", b"\x02\x00", 1), "version"),
    ],
)
def test_damaged_npy_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DamagedData, match=said):
        read(tmp_path, content, read_bitmaps)


@pytest.mark.parametrize(
    ("good", "reader", "options"),
    [
        (line() * 3, read_ndjson, {}),
        (line([[5.5, 9.5, 30.5], [1, 8, 2], [0, 1, 2]]) * 3, read_ndjson, {}),
        (record(SQUARE, SQUARE) * 3, read_bin, {"word": "cat"}),
        (bitmaps(2), read_bitmaps, {}),
    ],
    ids=["ndjson", "raw", "bin", "npy"],
)
def test_no_bytes_at_all_surprise_a_reader(
    tmp_path: Path, good: bytes, reader: Callable[..., Any], options: dict[str, str]
) -> None:
    rng = np.random.default_rng(0)
    for trial in range(300):
        content = bytearray(good)
        for at in rng.integers(0, min(len(good), 300), rng.integers(1, 5)):
            content[at] = rng.integers(32, 127) if trial % 2 else rng.integers(256)
        short = bytes(content[: rng.integers(len(content))]) if trial % 3 == 0 else bytes(content)
        with suppress(DamagedData):
            read(tmp_path, short, reader, **options)
