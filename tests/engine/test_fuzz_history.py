"""A saved history, from wherever it comes, is what was recorded, or it is refused."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

import engine
from tests.engine.fuzzing import answer, flipped, mutated
from tests.proof import proved

# Every layout of a folder: all frames, keyframes in batches with velocity, a narrowed frame, bytes
# for pixels, a recording that was stopped; small, so that a thousand of them take a second.
RUNS = {
    "whole": {"name": "heart", "steps": 6},
    "keyframes": {"name": "circle", "steps": 40, "keep": "keyframes", "momentum": 0.5},
    "some": {"name": "heart", "steps": 8, "keep": "every 3", "keep_quantities": ("W1", "cost")},
    "people": {"name": "heart", "steps": 5, "keep": "all", "keep_examples": (0, 3)},
    "narrow": {"name": "heart", "steps": 4, "dtype": "float32"},
    "adam": {"name": "heart", "steps": 5, "optimizer": "adam", "l2": 0.1, "frozen": "b1"},
    "judged": {"name": "gauss", "steps": 25, "metrics": ("accuracy", "confusion")},
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A folder of saved histories, one of each kind."""
    place = tmp_path_factory.mktemp("saved")
    for kind, fields in RUNS.items():
        engine.record(**fields).save(place / kind)
    (place / "killed").mkdir()
    for file in (place / "whole").iterdir():
        shutil.copy(file, place / "killed")
    about = json.loads((place / "killed" / "history.json").read_text())
    about |= {"complete": False}
    (place / "killed" / "final.npy").unlink()
    del about["steps"], about["fingerprint"]
    (place / "killed" / "history.json").write_text(json.dumps(about))
    return place


def read_all(folder):
    """Open a history and read everything of it, as a lecture would."""
    history = engine.load(folder)
    for step in history:
        for key in step.keys:
            step[key].tobytes()
    for key in ("W1", "cost"):
        history[key].tobytes()
    repr(history), history.final.weights, history.metrics, history.fingerprint
    return history


def bits(history):
    """What a history says, bit for bit."""
    return [step["cost"].tobytes() + step["W1"].tobytes() for step in history]


class Bench:
    """A folder in which one file of a history is spoiled at a time."""

    def __init__(self, saved: Path, place: Path) -> None:
        self.saved, self.place, self.count = saved, place, 0
        self.truth = {kind.name: bits(engine.load(kind)) for kind in saved.iterdir()}
        for kind in saved.iterdir():
            shutil.copytree(kind, place / kind.name)

    def opens(self, kind: str) -> bool:
        """Read the spoiled history; whether it was accepted, and then it is the recorded one."""
        self.count += 1
        found = answer(lambda: read_all(self.place / kind), self.place)
        if isinstance(found, engine.Refused):
            return False
        # Of what a killed process left nobody knows what should be there, only how much.
        if kind != "killed":
            assert bits(found) == self.truth[kind][: len(found)]
            assert len(found) == len(self.truth[kind])
        return True

    def with_bytes(self, kind: str, name: str, data: bytes) -> bool:
        """Read it with these bytes in one file, and put the right ones back."""
        file = self.place / kind / name
        file.write_bytes(data)
        try:
            return self.opens(kind)
        finally:
            file.write_bytes((self.saved / kind / name).read_bytes())


@pytest.fixture
def bench(saved, tmp_path):
    return Bench(saved, tmp_path)


def files_of(saved):
    return [(kind.name, file.name) for kind in sorted(saved.iterdir()) for file in kind.iterdir()]


def fuzz(bench, *, times, seed):
    """Spoil a random file of a random history, so many times."""
    chance, files = random.Random(seed), sorted(files_of(bench.saved))
    for _ in range(times):
        kind, name = chance.choice(files)
        data = (bench.saved / kind / name).read_bytes()
        bench.with_bytes(kind, name, mutated(data, chance))


def test_spoiled_files_are_refused_or_do_no_harm(bench):
    fuzz(bench, times=700, seed=1)
    proved("fuzz: saved histories", bench.count)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_ten_times_as_many_spoiled_files_do_no_harm(bench, seed):
    fuzz(bench, times=800, seed=seed)
    proved("fuzz: saved histories", bench.count)


def cut_everywhere(bench, kinds):
    for kind, name in files_of(bench.saved):
        if kind in kinds:
            data = (bench.saved / kind / name).read_bytes()
            for percent in range(100):
                whole = bench.with_bytes(kind, name, data[: len(data) * percent // 100])
                assert not whole or kind == "killed"
    proved("fuzz: saved histories", bench.count)


def test_a_file_cut_at_any_hundredth_is_refused(bench):
    cut_everywhere(bench, ("whole",))


@pytest.mark.slow
def test_each_file_of_each_history_cut_at_any_hundredth_is_refused(bench):
    cut_everywhere(bench, RUNS)


def test_a_flipped_bit_in_a_number_is_always_found(bench):
    chance = random.Random(3)
    for kind in RUNS:
        for file in (bench.saved / kind).glob("*.npy"):
            data = file.read_bytes()
            for _ in range(6):
                at = chance.randrange(len(data) // 2, len(data))
                spoiled = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
                assert not bench.with_bytes(kind, file.name, spoiled), (kind, file.name, at)
    proved("fuzz: saved histories", bench.count)


DTYPES = ("<f4", ">f8", "<f2", "<i8", "<u1", "<c16", "|b1", "<U3", "|S8", "<M8[s]", "|V8")


def npy_of(array):
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def test_other_dtypes_and_shapes_are_refused(bench):
    for kind in RUNS:
        for name in ("inputs.npy", "targets.npy", "final.npy"):
            array = np.load(bench.saved / kind / name)
            others = [np.zeros(array.shape, dtype) for dtype in DTYPES if array.dtype != dtype]
            others += [array[..., :-1], array[..., None], array.ravel()[:0], array.ravel()[0]]
            for other in others:
                if other.dtype == np.uint8 and name == "inputs.npy":
                    continue  # which would be pixels
                assert not bench.with_bytes(kind, name, npy_of(other)), (kind, name, other.dtype)
    proved("fuzz: saved histories", bench.count)


@pytest.mark.parametrize(
    "shape",
    ["(10**18,)", "(1000000000000,)", "(-5,)", "(1000000, 1000000, 1000000)", "()", "(True,)",
     "((((((1,),),),),),)", "(" * 500 + "1" + ")" * 500, "'many'", "[6]", "None", "(6.0,)"],
)  # fmt: skip
def test_a_size_that_is_only_claimed_is_never_allocated(bench, shape):
    for name in ("frames.npy", "inputs.npy", "targets.npy", "final.npy"):
        descr = np.lib.format.dtype_to_descr(np.load(bench.saved / "whole" / name).dtype)
        text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
        head = b"\x93NUMPY\x02\x00" + len(text).to_bytes(4, "little") + text
        assert not bench.with_bytes("whole", name, head + bytes(4000)), name
    proved("fuzz: saved histories", bench.count)


class Bomb:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_no_pickle_and_no_archive_is_ever_unpacked(bench, tmp_path):
    trap = tmp_path / "sprung"
    objects = io.BytesIO()
    np.save(objects, np.array([Bomb(trap)], dtype=object), allow_pickle=True)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../escaped.npy", objects.getvalue())
        packed.writestr("inputs.npy", objects.getvalue())
    traps = [objects.getvalue(), pickle.dumps(Bomb(trap)), archive.getvalue()]
    for kind, name in files_of(bench.saved):
        for data in traps:
            assert not bench.with_bytes(kind, name, data), (kind, name)
    assert not trap.exists()
    proved("fuzz: saved histories", bench.count)


def test_links_pipes_folders_and_devices_are_not_waited_for(bench):
    makers = [os.mkdir, lambda path: os.symlink("/dev/zero", path), lambda path: None]
    makers += [lambda path: os.symlink(path, path), lambda path: os.symlink("..", path)]
    makers += [os.mkfifo] if hasattr(os, "mkfifo") else []
    for kind, name in files_of(bench.saved):
        for make in makers:
            file = bench.place / kind / name
            file.unlink()
            make(file)
            assert not bench.opens(kind), (kind, name)
            file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink(True)
            shutil.copy(bench.saved / kind / name, file)
    proved("fuzz: saved histories", bench.count)


STRANGE = (
    None, True, False, 0, 1, -1, 10**30, 1.5, float("nan"), float("inf"), "", "x", "a\nb",
    "x" * 9999, [], [0], [[]], [1, 0], [-1], [10**12], ["a"], [None], {}, {"a": 1}, {"": []},
    [1.5], "../..",
)  # fmt: skip


def places_in(value, path=()):
    """The path of every value in nested JSON."""
    yield path
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value[:3]) if isinstance(value, list) else inner
    for key, each in inner:
        yield from places_in(each, (*path, key))


def with_value(about, path, value):
    """The same JSON with another value at one path."""
    if not path:
        return value
    other = about.copy()
    other[path[0]] = with_value(about[path[0]], path[1:], value)
    return other


@pytest.mark.parametrize("kind", ["whole", "keyframes", "killed"])
def test_json_of_every_wrong_kind_is_refused_or_harmless(bench, kind):
    about = json.loads((bench.saved / kind / "history.json").read_text())
    chance = random.Random(5)
    for path in places_in(about):
        for value in chance.sample(STRANGE, 8):
            text = json.dumps(with_value(about, path, value)).encode()
            bench.with_bytes(kind, "history.json", text)
    proved("fuzz: saved histories", bench.count)


def test_json_without_end_is_refused(bench):
    for text in (
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'"' + b"x" * 10**6,
        b"\xff\xfe{}",
        b"9" * 10**5,
    ):
        assert not bench.with_bytes("whole", "history.json", text)
    proved("fuzz: saved histories", bench.count)


def test_the_fuzzer_would_find_a_fault(bench):
    # A reader that trusts what it reads: the watch must see it.
    def careless():
        raise KeyError("W1")

    with pytest.raises(KeyError):
        answer(careless)
    with pytest.raises(AssertionError, match="open of"):
        answer(lambda: (bench.place.parent / "elsewhere.txt").open("a").close(), bench.place)
    assert flipped(b"abc", random.Random(0)) != b"abc"
