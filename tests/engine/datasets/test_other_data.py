"""Other data under known names is called by what it is, and other files are read or named."""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
import warnings

import numpy as np
import pytest

import engine
from engine.datasets import load, published
from engine.datasets.reading.errors import DamagedData, MissingData
from engine.errors import OtherData

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
RUN = {"first": 20, "batch": 10, "steps": 3, "sizes": (784, 4, 10), "metrics": ()}


def idx(array):
    return struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


def contents(seed):
    chance = np.random.default_rng(seed)
    for name in NAMES:
        images = "images" in name
        shape = (20, 28, 28) if images else (20,)
        yield name, idx(chance.integers(0, 256 if images else 10, shape, dtype=np.uint8))


def fill(folder, *, seed=0, ending="", rename=str):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents(seed):
        path = folder / (rename(name) + ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data) if ending == ".gz" else data)


@pytest.fixture
def offline(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OtherData)
        yield


def known_as(monkeypatch, one, *, seed=0, packed=False):
    """Let the files of a seed be the published ones of a set."""
    known = {}
    for _, data in contents(seed):
        known[hashlib.md5(gzip.compress(data, mtime=0) if packed else data).hexdigest()] = one
    monkeypatch.setattr(published, "KNOWN", known)


def test_random_pixels_are_not_called_digits_and_that_is_said_once(offline):
    fill(offline / "mnist")
    with pytest.warns(OtherData) as said:
        data = load("mnist", download=False)
    assert data.name == "unknown_images"
    assert data.class_names == tuple(f"class {n}" for n in range(10))
    assert data.validation.class_names == data.class_names
    (warned,) = said
    assert str(warned.message) == (
        f"{offline}/mnist/train-images-idx3-ubyte is not of MNIST, and of no set that is known: "
        "the data is called 'unknown_images', and its classes 'class 0' to 'class 9'."
    )
    assert warned.filename == __file__  # the line that asked for it
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load("mnist", download=False)


@pytest.mark.parametrize(
    ("one", "classes"),
    [
        (published.FASHION, "'T-shirt/top' to 'Ankle boot'"),
        (published.KUZUSHIJI, "'o' to 'wo'"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_another_published_set_is_called_by_its_name(offline, monkeypatch, one, classes, ending):
    known_as(monkeypatch, one)
    fill(offline, ending=ending)
    with pytest.warns(OtherData, match=f"is not of MNIST, but of {one.written}: .*{classes}"):
        data = load("mnist", download=False)
    assert (data.name, data.class_names) == (one.name, one.class_names)


def test_a_set_is_known_by_its_packed_files_too(offline, monkeypatch):
    known_as(monkeypatch, published.KUZUSHIJI, packed=True)
    for name, data in contents(0):
        (offline / f"{name}.gz").write_bytes(gzip.compress(data, mtime=0))
    with pytest.warns(OtherData, match="but of Kuzushiji-MNIST"):
        assert load("mnist", download=False).name == "kmnist"


def test_files_of_two_sets_are_refused(offline, monkeypatch):
    fill(offline)
    both = [hashlib.md5(data).hexdigest() for _, data in contents(0)]
    sets = [published.MNIST, published.MNIST, published.FASHION, published.FASHION]
    monkeypatch.setattr(published, "KNOWN", dict(zip(both, sets, strict=True)))
    with pytest.raises(DamagedData, match=r"train-.* is of MNIST and .*t10k-.* is of Fashion-MN"):
        load("mnist", download=False)


def test_the_published_digits_are_called_digits(real_data):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = load("mnist", data=real_data, first=10, validation=None, dtype="float32")
    assert (data.name, data.class_names) == ("mnist", tuple("0123456789"))


# -- What a recording was trained on is part of its key


def test_files_that_were_swapped_in_their_folder_are_trained_on_anew(offline, quiet):
    fill(offline, seed=1)
    first = engine.record("three_blue", **RUN)
    assert engine.record("three_blue", **RUN).fingerprint == first.fingerprint
    times = {path: path.stat() for path in offline.iterdir()}
    fill(offline, seed=2)
    for path, was in times.items():  # the same sizes, the same times
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    second = engine.record("three_blue", **RUN)
    assert (second["a0"] != first["a0"]).any()
    fill(offline, seed=1)
    assert engine.record("three_blue", **RUN).fingerprint == first.fingerprint


def test_drawings_that_were_swapped_are_trained_on_anew(offline, quiet):
    run = {"steps": 2, "batch": 4, "classes": ("cat", "dog"), "per_class": 10, "sizes": (784, 3, 2)}
    found = []
    for value in (1, 2):
        for word in run["classes"]:
            np.save(offline / f"{word}.npy", np.full((10, 784), value, dtype=np.uint8))
        found.append(engine.record("lague_doodles", metrics=(), copies=0, **run))
    assert (found[0]["a0"] != found[1]["a0"]).any()


def test_a_recording_stays_at_hand_when_its_files_are_gone_and_not_when_others_came(offline, quiet):
    fill(offline, seed=1)
    first = engine.record("three_blue", **RUN)
    for path in offline.iterdir():
        path.unlink()
    assert engine.at_hand("three_blue", **RUN)
    assert engine.record("three_blue", **RUN).fingerprint == first.fingerprint
    (offline / NAMES[0]).write_bytes(b"something else")
    assert not engine.at_hand("three_blue", **RUN)


def test_the_same_files_elsewhere_are_the_same_data(offline, quiet, monkeypatch):
    fill(offline)
    first = engine.record("three_blue", **RUN)
    monkeypatch.setenv("TRAINREEL_DATA", str(offline.rename(offline.with_name("moved"))))
    monkeypatch.setattr("engine.storage.cache.start", lambda *_, **__: pytest.fail("trained"))
    assert engine.record("three_blue", **RUN).fingerprint == first.fingerprint


def test_a_large_file_is_not_read_at_each_start(offline, monkeypatch):
    from engine.storage import contents as noted

    path = offline / "file"
    path.write_bytes(b"x")
    os.utime(path, (1, 1))
    monkeypatch.setattr(noted, "SETTLED", -1.0)
    digest = noted.content([path])
    monkeypatch.setattr(noted.hashlib, "file_digest", lambda *_: pytest.fail("read again"))
    assert noted.content([path]) == digest == hashlib.sha256(b"x").hexdigest()


# -- As others lay the files out


@pytest.mark.parametrize("place", ["", "mnist", "MNIST/raw", "MNIST", "raw"])
@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    "rename",
    [str, lambda name: name.replace("-idx", ".idx"), lambda name: f"{name}/{name}"],
    ids=["dash", "dot", "folder"],
)
def test_files_are_found_as_others_spell_and_lay_them(offline, quiet, place, ending, rename):
    fill(offline / place, ending=ending, rename=rename)
    assert load("mnist", download=False).size == 20


OTHERS = {
    b"<!DOCTYPE html><html>": "but a web page, as a server sends it in place of a file",
    b"\n <HTML><body>": "but a web page",
    b"version https://git-lfs.github.com/spec/v1\n": "but a Git LFS pointer; `git lfs pull` brings",
    b"PK\x03\x04": "but a zip archive; unpack it",
    b"PAR1": "but a Parquet file",
    b"\x89PNG": "but a picture",
    b"%PDF-1.4": "but a PDF",
    bytes(257) + b"ustar": "but a tar archive",
    b"label,pixel0,pixel1": "but a table, as Kaggle has MNIST",
    b"\x80\x04\x95": "but a Python pickle",
    b"MATLAB 5.0 MAT-file": "but a MATLAB file",
}


@pytest.mark.parametrize("head", OTHERS)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", ["mnist", "npy", "ndjson", "bin"])
def test_another_kind_of_file_is_named_for_what_it_is(offline, head, packed, form):
    data = head + b"\n" * 600
    path = offline / (NAMES[0] if form == "mnist" else f"cat.{form}")
    path.write_bytes(gzip.compress(data) if packed else data)
    asked = {} if form == "mnist" else {"form": form, "classes": ("cat", "dog")}
    with pytest.raises(DamagedData, match=f"{path.name} is not .* {OTHERS[head]}"):
        load("quickdraw" if asked else "mnist", download=False, **asked)


@pytest.mark.parametrize("ending", [".crdownload", ".part", ".download"])
def test_an_unfinished_download_is_named(offline, ending):
    (offline / f"{NAMES[0]}.gz{ending}").write_bytes(b"half")
    with pytest.raises(MissingData, match=rf"\.gz\{ending} is an unfinished download"):
        load("mnist", download=False)


def test_a_folder_and_an_archive_in_place_of_a_file_are_named(offline):
    (offline / "archive.zip").write_bytes(b"PK")
    with pytest.raises(MissingData, match=r"archive\.zip is packed: unpack it there"):
        load("mnist", download=False)
    (offline / f"{NAMES[0]}.gz").mkdir()
    with pytest.raises(MissingData, match=rf"{NAMES[0]}\.gz is a folder"):
        load("mnist", download=False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mnist.npz", "MNIST as Keras has it"),
        ("train.csv", "a table, as Kaggle has MNIST"),
        ("test.csv", "a table, as Kaggle has MNIST's images without labels"),
        ("mnist_train.csv", "a table of MNIST"),
        ("mnist_test.csv", "a table of MNIST"),
        ("keras/datasets/Mnist.npz", "MNIST as Keras has it"),
        ("archive/fashion-mnist_train.csv", "a table of MNIST"),
        ("train.csv.gz", "a table, as Kaggle has MNIST"),
        ("MNIST/processed/training.pt", "MNIST as torchvision once had it"),
        ("mnist/train-00000-of-00001.parquet", "a Parquet file"),
    ],
)
def test_mnist_in_another_form_is_named(offline, name, said):
    (offline / name).parent.mkdir(parents=True, exist_ok=True)
    (offline / name).write_bytes(b"label,pixel0")
    with pytest.raises(MissingData, match=f"{name} is {said}, which is not read; the four idx"):
        load("mnist", download=False)


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_the_files_of_another_set_are_named_where_they_are(offline, ending):
    fill(offline / "FashionMNIST" / "raw", ending=ending)
    with pytest.raises(MissingData, match=r"raw.* has its name: to take that one, name .*raw\)"):
        load("mnist", download=False)
    with pytest.warns(OtherData, match="is not of MNIST"):
        assert load("mnist", data=offline / "FashionMNIST" / "raw", download=False).size == 20


def test_what_is_packed_twice_and_what_is_text_is_named(offline):
    (offline / NAMES[0]).write_bytes(gzip.compress(gzip.compress(b"data" * 99)))
    with pytest.raises(DamagedData, match="packed twice; unpack it once"):
        load("mnist", download=False)
    (offline / NAMES[0]).write_bytes(b'{"message": "Not Found, or so it seems"}')
    with pytest.raises(DamagedData, match=r"begins with the text '\{\"me' where 2051 should"):
        load("mnist", download=False)


@pytest.mark.parametrize("name", ["{}.npy", "{}.npy.gz", "full_numpy_bitmap_{}.npy"])
def test_drawings_are_found_packed_and_as_a_browser_saves_them(offline, name):
    for word in ("cat", "alarm%20clock"):
        path = offline / name.format(word)
        data = np.arange(5 * 784).astype(np.uint8).reshape(5, 28, 28)
        with (gzip.open if path.suffix == ".gz" else open)(path, "wb") as file:
            np.save(file, data)
    asked = {"classes": ("cat", "alarm clock"), "per_class": 5, "validation": None}
    assert load("quickdraw", download=False, **asked).size == 10


def test_the_command_line_says_it_in_one_line(offline, capsys):
    from engine.__main__ import main

    fill(offline)
    settings = [f"--set={key}={value}" for key, value in RUN.items()]
    assert main(["train", "three_blue", *settings]) == 0
    said = capsys.readouterr().err
    assert said.startswith(f"engine: {offline}/train-images-idx3-ubyte is not of MNIST, and")
    assert said.count("\n") == 1
