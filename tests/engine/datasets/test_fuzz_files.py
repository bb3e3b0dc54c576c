"""A data file, from wherever it comes, holds what its name says, or is refused in one sentence."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import random
import struct

import numpy as np
import pytest

from engine.datasets import load
from engine.datasets.reading.bitmaps import read_bitmaps
from engine.datasets.reading.drawings import read_bin, read_ndjson
from engine.datasets.reading.idx import read_idx
from engine.datasets.reading.raster import rasterise
from engine.errors import Refused
from tests.engine.fuzzing import answer, mutated
from tests.proof import proved

# What is made up here is not MNIST, and is said not to be.
pytestmark = pytest.mark.filterwarnings("ignore::engine.errors.OtherData")

CHANCE = np.random.default_rng(0)
IMAGES = CHANCE.integers(0, 256, (12, 28, 28), dtype=np.uint8)
LABELS = CHANCE.integers(0, 10, 12).astype(np.uint8)


def idx(array):
    return struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


def npy(array, **more):
    buffer = io.BytesIO()
    np.save(buffer, array, **more)
    return buffer.getvalue()


def line(number, *, raw=False):
    chance = random.Random(number)
    drawing = []
    for points in (2, 7, 4):
        stroke = [[chance.randrange(256) for _ in range(points)] for _ in "xy"]
        drawing.append([*stroke, list(range(points))] if raw else stroke)
    record = {"word": "cat", "countrycode": "CH", "timestamp": "2017-03-01", "recognized": True}
    return json.dumps(record | {"key_id": str(number), "drawing": drawing}).encode() + b"\n"


def record_of(number):
    chance = random.Random(number)
    data = struct.pack("<Q2sbIH", number, b"CH", 1, 0, 3)
    for points in (2, 7, 4):
        data += struct.pack("<H", points) + chance.randbytes(2 * points)
    return data


FILES = {
    "images": (idx(IMAGES), lambda path: read_idx(path, dimensions=3)),
    "labels": (idx(LABELS), lambda path: read_idx(path, dimensions=1)),
    "packed": (gzip.compress(idx(IMAGES)), lambda path: read_idx(path, dimensions=3)),
    "npy": (npy(IMAGES.reshape(12, 784)), lambda path: read_bitmaps(path)),
    "ndjson": (b"".join(map(line, range(6))), lambda path: drawn(read_ndjson(path))),
    "raw": (
        b"".join(line(number, raw=True) for number in range(6)),
        lambda path: drawn(read_ndjson(path)),
    ),
    "bin": (b"".join(map(record_of, range(8))), lambda path: drawn(read_bin(path, word="cat"))),
}


def drawn(drawings):
    """Strokes are read to be rasterised."""
    return [rasterise(drawing.strokes) for drawing in drawings[:3]]


def read(kind, data, place):
    """What the reader of a kind says of these bytes."""
    path = place / kind
    path.write_bytes(data)
    return answer(lambda: FILES[kind][1](path), place)


def fuzz(place, kinds, *, times, seed):
    chance, refused = random.Random(seed), 0
    for turn in range(times):
        kind = kinds[turn % len(kinds)]
        refused += isinstance(read(kind, mutated(FILES[kind][0], chance), place), Refused)
    assert refused > times / 10  # the others harmed a pixel, which nobody can know
    proved("fuzz: data files", times)


def test_the_files_themselves_are_read(tmp_path):
    for kind, (data, _) in FILES.items():
        assert not isinstance(read(kind, data, tmp_path), Refused), kind


def test_spoiled_files_are_read_or_refused(tmp_path):
    fuzz(tmp_path, tuple(FILES), times=700, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_ten_times_as_many_spoiled_files_are_read_or_refused(tmp_path, seed):
    fuzz(tmp_path, tuple(FILES), times=800, seed=seed)


@pytest.mark.parametrize("kind", FILES)
def test_a_file_cut_at_any_hundredth_is_refused_unless_whole_drawings_are_left(tmp_path, kind):
    data = FILES[kind][0]
    for percent in range(100):
        found = read(kind, data[: len(data) * percent // 100], tmp_path)
        assert isinstance(found, Refused) or kind in ("ndjson", "raw", "bin")
    proved("fuzz: data files", 100)


class Bomb:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_what_could_be_executed_or_never_ends_is_refused(tmp_path):
    trap = tmp_path / "sprung"
    hostile = [
        pickle.dumps(Bomb(trap)),
        npy(np.array([Bomb(trap)], dtype=object), allow_pickle=True),
        gzip.compress(bytes(2**24)),  # a thousandth of what comes out of it
        gzip.compress(idx(IMAGES))[:-4] + b"\xff\xff\xff\xff",
        struct.pack(">4I", 0x803, 2**32 - 1, 2**32 - 1, 2**32 - 1),
        b"\x93NUMPY\x01\x00\xff\xff{'descr': '|u1', 'shape': (1000000000000, 784)}",
        b"\x93NUMPY\x02\x00\xff\xff\xff\xff{}",
        b"[" * 100_000 + b"\n",
        b'{"drawing": ' + b"[" * 50_000 + b"\n",
        b"x" * 2**23,
        line(1)[:-3] + b', "drawing": [[[1e308, -1e308], [0, 1], [0, 1]]]}\n',
        struct.pack("<Q2sbIH", 1, b"CH", 1, 0, 65535) + b"\xff" * 70_000,
    ]
    for kind in FILES:
        for data in hostile:
            assert isinstance(read(kind, data, tmp_path), Refused), (kind, data[:60])
    assert not trap.exists()
    proved("fuzz: data files", len(hostile) * len(FILES))


@pytest.mark.parametrize("kind", FILES)
def test_pipes_folders_and_devices_are_not_waited_for(tmp_path, kind):
    path = tmp_path / kind
    makers = [os.mkdir, lambda at: os.symlink("/dev/zero", at), lambda at: os.symlink(at, at)]
    makers += [os.mkfifo] if hasattr(os, "mkfifo") else []
    for make in makers:
        make(path)
        assert isinstance(answer(lambda: FILES[kind][1](path), tmp_path), Refused)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    proved("fuzz: data files", len(makers))


ENDINGS = {"npy": "npy", "ndjson": "ndjson", "bin": "bin"}


def whole_sets(data, place, chance):
    """MNIST of spoiled files, and drawings of them, asked for as a run does."""
    names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
    spoiled = chance.randrange(2)
    for at, (name, array) in enumerate(zip(names, (IMAGES, LABELS), strict=True)):
        (place / name).write_bytes(mutated(idx(array), chance) if at == spoiled else idx(array))
    answer(lambda: load("mnist", validation=None, data=place, download=False), place)
    form = chance.choice(sorted(ENDINGS))
    for word in ("cat", "dog"):
        text = FILES[form][0].replace(b"cat", word.encode())
        (place / f"{word}.{ENDINGS[form]}").write_bytes(mutated(text, chance))
    ask = {"classes": ("cat", "dog"), "per_class": 3, "form": form, "validation": None}
    answer(lambda: load("quickdraw", data=place, download=False, **ask), place)


def test_sets_of_spoiled_files_are_loaded_or_refused(tmp_path):
    chance = random.Random(4)
    for _ in range(60):
        whole_sets(IMAGES, tmp_path, chance)
    proved("fuzz: data files", 120)
