"""MNIST is read from idx files as they were published, and from nothing else."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets import load
from engine.datasets.fetching import addresses
from engine.datasets.reading.errors import DamagedData, MissingData
from engine.datasets.reading.idx import LARGEST, read_idx
from engine.errors import Refused

# What is made up here is not MNIST, and is said not to be.
pytestmark = pytest.mark.filterwarnings("ignore::engine.errors.OtherData")

COUNTS = {"train": 12, "t10k": 5}


def idx(*shape: int, values: bytes | None = None, magic: int | None = None) -> bytes:
    """An idx file of ``shape``, filled with 0, 1, 2 … unless ``values`` are given."""
    body = bytes(i % 10 for i in range(int(np.prod(shape)))) if values is None else values
    head = 0x0800 + len(shape) if magic is None else magic
    return struct.pack(f">{1 + len(shape)}I", head, *shape) + body


def small_mnist() -> dict[str, bytes]:
    """The four files, plain, of a very small MNIST."""
    files = {}
    for part, count in COUNTS.items():
        files[f"{part}-images-idx3-ubyte"] = idx(count, 28, 28)
        files[f"{part}-labels-idx1-ubyte"] = idx(count)
    return files


@pytest.fixture(params=["plain", "gz", "plain without a folder"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of the small MNIST, as users have it."""
    place = tmp_path if "without" in request.param else tmp_path / "mnist"
    place.mkdir(exist_ok=True)
    for name, content in small_mnist().items():
        if request.param == "gz":
            (place / f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            (place / name).write_bytes(content)
    return tmp_path


def test_pixels_become_columns_from_zero_to_one_and_labels_one_hot(folder: Path) -> None:
    data = load("mnist", data=folder)
    assert (data.X.shape, data.Y.shape) == ((784, 12), (10, 12))
    assert data.validation is not None
    assert data.validation.size == 5
    assert data.image_shape == (28, 28)
    assert data.raw is not None
    assert data.raw.dtype == np.uint8
    assert np.array_equal(data.X, data.raw / 255)
    assert data.X[:3, 0].tolist() == [0, 1 / 255, 2 / 255]
    assert data.labels is not None
    assert np.array_equal(data.Y.argmax(axis=0), data.labels)
    assert load("mnist", data=folder, dtype="float32").X.dtype == np.float32


def test_the_runs_find_their_parts_of_it(folder: Path) -> None:
    def sizes(**options: Any) -> tuple[int, int]:
        data = load("mnist", data=folder, **options)
        return data.size, 0 if data.validation is None else data.validation.size

    assert sizes(first=10) == (10, 5)
    assert sizes(first=10, validation=2) == (8, 2)
    assert sizes(examples="all", validation=0.2) == (14, 3)
    assert sizes(examples="test", validation=None) == (5, 0)
    assert sizes(copies=2) == (36, 5)


@pytest.mark.parametrize(
    "options",
    [{"first": 13}, {"first": 0}, {"examples": "tset"}, {"validation": "dev"}, {"examples": "all"}],
)
def test_parts_that_do_not_exist_are_refused(folder: Path, options: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"test|number 1 to 12|first=0"):
        load("mnist", data=folder, **options)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ends within its header"),
        (idx(3)[:7], "ends within its header"),
        (idx(3, magic=2051), "begins with 2051 where 2049"),
        (struct.pack("<2I", 2049, 3) + b"abc", "where 2049 should stand"),
        (idx(3)[:-1], "promises 3 bytes and there are only 2"),
        (idx(3) + b"x", "promises 3 bytes and there are more"),
        (struct.pack(">2I", 2049, 0), "promises"),
        (struct.pack(">2I", 2049, 2**32 - 1), "promises"),
        (gzip.compress(idx(3), mtime=0)[:-9], "damaged"),
        (gzip.compress(idx(3), mtime=0)[:-8] + bytes(8), "damaged"),
        (b"\x1f\x8bnonsense", "damaged"),
        (gzip.compress(struct.pack(">2I", 2049, LARGEST) + bytes(10), mtime=0), "only 10"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "labels"
    path.write_bytes(content)
    with pytest.raises(DamagedData, match=said):
        read_idx(path, dimensions=1)


def test_a_hostile_size_is_refused_before_anything_is_allocated(tmp_path: Path) -> None:
    path = tmp_path / "images"
    path.write_bytes(struct.pack(">4I", 2051, 2**31, 2**31, 2**31))
    with pytest.raises(DamagedData, match="accepted"):
        read_idx(path, dimensions=3)


def test_no_bytes_at_all_surprise_the_reader(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    good = {True: gzip.compress(idx(4, 28, 28), mtime=0), False: idx(4, 28, 28)}
    path = tmp_path / "images"
    refused = 0
    for trial in range(300):
        content = bytearray(good[trial % 2 == 0])
        for at in rng.integers(0, 40, rng.integers(1, 4)):
            content[at] = rng.integers(256)
        path.write_bytes(content[: rng.integers(1, len(content) + 1)] if trial % 3 else content)
        try:
            assert read_idx(path, dimensions=3).size <= LARGEST
        except DamagedData:
            refused += 1
    assert refused > 200


def test_images_and_labels_that_do_not_match_are_refused(folder: Path) -> None:
    place = folder / "mnist" if (folder / "mnist").is_dir() else folder
    (place / "train-labels-idx1-ubyte").write_bytes(idx(11))
    (place / "train-labels-idx1-ubyte.gz").write_bytes(idx(11))
    with pytest.raises(DamagedData, match="11 labels"):
        load("mnist", data=folder)


@pytest.fixture
def served(server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A server of the small MNIST, whose sizes and sums are taken for the published ones."""
    published = {}
    for name, content in small_mnist().items():
        packed = gzip.compress(content, mtime=0)
        server.files[f"/mnist/{name}.gz"] = packed
        published[name] = (len(packed), hashlib.md5(packed).hexdigest())
    monkeypatch.setattr(addresses, "MNIST_FILES", published)
    return server


def test_without_a_folder_the_four_files_are_downloaded_once(served: Any, cache: Path) -> None:
    seen: set[str] = set()
    first = load("mnist", progress=lambda name, done, total: seen.add(name))
    assert len(served.asked) == 4
    assert seen == {path.name for path in (cache / "mnist").iterdir()}
    assert load("mnist", download=False).fingerprint == first.fingerprint
    assert len(served.asked) == 4


def test_files_missing_from_the_folder_are_downloaded(
    served: Any, cache: Path, folder: Path
) -> None:
    shutil.rmtree(folder / "mnist", ignore_errors=True)
    for left in folder.glob("t10k-*"):
        left.unlink()
    assert load("mnist", data=folder).size == 12
    assert served.asked


@pytest.mark.parametrize("manner", ["404", "stalls", "spoils"])
def test_without_files_or_network_one_sentence_says_how_to_get_them(
    served: Any, cache: Path, manner: str
) -> None:
    served.manners = [manner] * 9
    with pytest.raises(MissingData) as caught:
        load("mnist")
    said = str(caught.value)
    assert "train-images-idx3-ubyte.gz is not in" in said
    assert "put it into mnist/ of a folder that --data or TRAINREEL_DATA names" in said
    assert "\n" not in said
    assert isinstance(caught.value, FileNotFoundError)


def test_a_cache_that_cannot_be_written_is_named(served: Any, cache: Path) -> None:
    cache.parent.write_text("a file where the cache should be")
    with pytest.raises(MissingData, match="could not be kept there"):
        load("mnist")


def test_a_folder_that_is_none_is_refused(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MissingData, match=r"data=.*nowhere is not a folder"):
        load("mnist", data=tmp_path / "nowhere")
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path / "nothing"))
    with pytest.raises(MissingData, match=r"TRAINREEL_DATA=.*nothing is not a folder"):
        load("mnist")


def test_the_published_files_are_read(real_data: Path) -> None:
    data = load("mnist", data=real_data, examples="test", validation=None, dtype="float32")
    assert data.labels is not None
    assert data.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(data.labels).tolist() == [980, 1135, 1032, 1010, 982,
                                                 892, 958, 1028, 974, 1009]  # fmt: skip
    for name, (size, md5) in addresses.MNIST_FILES.items():
        content = (real_data / "mnist" / f"{name}.gz").read_bytes()
        assert (len(content), hashlib.md5(content).hexdigest()) == (size, md5)
