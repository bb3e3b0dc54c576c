"""Recordings whose process is killed at any moment, or that have company, are whole or gone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import engine
from engine.experiments import run
from engine.storage import cache
from engine.training import start
from tests.proof import proved

RECORD = "import engine; engine.record('xor', steps={steps}, keep={keep!r}, budget=2**32)"
STEPS = 4_000
KEEPS = ("all", "keyframes", "every 50")


def recording(keep, place, steps=STEPS, **more):
    """A process that records a run into a cache of its own."""
    environment = os.environ | {"TRAINREEL_CACHE": str(place), "OPENBLAS_NUM_THREADS": "1"}
    code = RECORD.format(steps=steps, keep=keep)
    return subprocess.Popen([sys.executable, "-c", code], env=environment, **more)


def is_the_beginning_of(history, truth):
    """Whether a history is the first steps of another, bit for bit."""
    np.testing.assert_array_equal(history.costs, truth.costs[: len(history)])
    for t in {0, len(history) // 2, len(history) - 1}:
        assert history[t]._vector.tobytes() == truth[t]._vector.tobytes()


def kill_often(place, monkeypatch, *, times, seed):
    """Kill so many recordings at a random moment, and look at what each leaves."""
    chance, killed, whole = random.Random(seed), 0, 0
    truth = start(run("xor", steps=STEPS, keep="all", budget=2**32))
    began = time.monotonic()
    assert recording("all", place / "first").wait() == 0
    seconds = time.monotonic() - began
    for turn in range(times):
        keep, folder = KEEPS[turn % 3], place / str(turn)
        process = recording(keep, folder)
        time.sleep(chance.uniform(0.2, 1.0) * seconds)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        monkeypatch.setenv("TRAINREEL_CACHE", str(folder))
        asked = run("xor", steps=STEPS, keep=keep, budget=2**32)
        for left in (folder / "histories").glob("*"):
            try:
                history = engine.load(left)
            except engine.NotAHistory:
                assert left != cache.place(asked)  # in its place it is whole or not there
                continue
            whole += 1
            assert history.complete is (len(history) == STEPS) or left.name.startswith(".")
            is_the_beginning_of(history, truth)
        if turn % 5 == 0:
            is_the_beginning_of(engine.record("xor", steps=STEPS, keep=keep, budget=2**32), truth)
    return killed, whole


kills = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


@kills
def test_a_killed_recording_is_whole_up_to_a_step_or_refused(tmp_path, monkeypatch):
    killed, _ = kill_often(tmp_path, monkeypatch, times=6, seed=1)
    assert killed
    proved("kill: recordings", killed)


@kills
@pytest.mark.slow
def test_a_hundred_killed_recordings_are_whole_up_to_a_step_or_refused(tmp_path, monkeypatch):
    killed, whole = kill_often(tmp_path, monkeypatch, times=160, seed=2)
    assert killed >= 100
    assert whole >= 20
    proved("kill: recordings", killed)


def together(place, keep, count):
    processes = [recording(keep, place, steps=1500) for _ in range(count)]
    assert [process.wait() for process in processes] == [0] * count
    (only,) = (place / "histories").iterdir()
    is_the_beginning_of(engine.load(only), start(run("xor", steps=1500)))
    proved("two at once", 1)


@pytest.mark.parametrize("keep", KEEPS)
def test_two_recordings_of_one_run_at_once_leave_one_whole(tmp_path, keep):
    together(tmp_path, keep, 2)


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 4, 6])
def test_many_recordings_of_one_run_at_once_leave_one_whole(tmp_path, count):
    together(tmp_path, "keyframes", count)


def test_a_recording_that_is_removed_while_it_is_read_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))
    first = engine.record("xor", steps=50)
    (cache.place(first.run) / "targets.npy").unlink()
    again = engine.record("xor", steps=50)
    assert again.fingerprint == first.fingerprint == engine.load(cache.place(first.run)).fingerprint


SAVE = """
import sys, engine
for turn in range(30):
    engine.record("heart", steps=5, seed=turn % 2).save(sys.argv[1])
"""


def test_saves_to_one_place_at_once_leave_one_whole(tmp_path):
    place = tmp_path / "kept"
    command = [sys.executable, "-c", SAVE, str(place)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert len(engine.load(place)) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    proved("two at once", 1)


def test_a_history_that_another_process_is_replacing_is_not_taken_for_something_else(
    tmp_path, monkeypatch
):
    old, new = (engine.record("heart", steps=n) for n in (5, 6))
    place = old.save(tmp_path / "kept")
    other = new.save(tmp_path / "other")
    is_file = type(place).is_file

    def at_the_wrong_moment(self):
        if self != place / "history.json" or not other.exists():
            return is_file(self)
        place.rename(tmp_path / "aside")
        found = is_file(self)
        other.rename(place)
        return found

    monkeypatch.setattr(type(place), "is_file", at_the_wrong_moment)
    assert engine.load(old.save(place)).fingerprint == old.fingerprint
    assert not other.exists()


def test_a_save_that_cannot_take_its_place_leaves_what_stood_there(tmp_path, monkeypatch):
    place = engine.record("heart", steps=5).save(tmp_path / "kept")
    before = engine.load(place).fingerprint
    move = type(place).rename

    def refuse(self, target):
        if target == place and not (self / "marked").exists():
            raise OSError("no")
        return move(self, target)

    (place / "marked").touch()  # so that what stood there may be put back
    monkeypatch.setattr(type(place), "rename", refuse)
    with pytest.raises(engine.Refused, match=r"'heart' cannot be kept in .* \(no\)"):
        engine.record("heart", steps=6).save(place)
    assert engine.load(place).fingerprint == before
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_what_a_killed_recording_left_is_swept_away_and_a_long_one_that_lives_is_not(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))
    for name in (".dead-00", ".alive-11"):
        left = tmp_path / "histories" / name
        left.mkdir(parents=True)
        (left / "costs.npy").touch()
        os.utime(left / "costs.npy", (0, 0) if name == ".dead-00" else None)
        os.utime(left, (0, 0))
    engine.record("heart", steps=3)
    hidden = [path.name for path in (tmp_path / "histories").glob(".*")]
    assert hidden == [".alive-11"]
