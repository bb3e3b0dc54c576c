"""Where there is no room for a recording, one sentence says so, and what was there stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

import engine
from tests.engine.fuzzing import assert_is_a_sentence
from tests.proof import proved

LIMITED = (
    "import resource, sys; from engine.__main__ import main; room = int(sys.argv.pop(1)); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)); sys.exit(main())"
)
WITHOUT_ROOM = {
    # Any Python tells of a file which could not be closed, as 3.13 always does.
    "PYTHONDEVMODE": "1",
    # Some keep half of a module's bytecode, and trip over it ever after.
    "PYTHONDONTWRITEBYTECODE": "1",
}


def train(cache, *more, limit=None):
    command = [sys.executable, "-m", "engine"]
    if limit is not None:
        command = [sys.executable, "-c", LIMITED, str(limit)]
    return subprocess.run(
        [*command, "train", "heart", "--set", "steps=2000", *more],
        env=os.environ | {"TRAINREEL_CACHE": str(cache)} | WITHOUT_ROOM,
        capture_output=True,
        text=True,
    )


def assert_refused(done, *places):
    assert done.returncode == 2, done.stderr
    assert_is_a_sentence(done.stderr.removesuffix("\n"))
    assert "engine: " in done.stderr
    for place in places:
        assert not list(place.rglob(".*-*"))
    proved("full disk", 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("room", [100, 100_000])
def test_a_recording_without_room_is_refused_in_a_sentence(tmp_path, room):
    pytest.importorskip("rich", reason="the command line prints with rich")
    done = train(tmp_path, limit=room)
    assert_refused(done, tmp_path)
    assert "cannot be kept in" in done.stderr
    assert list((tmp_path / "histories").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a file's size")
def test_a_saved_history_is_not_lost_when_there_is_no_room_for_its_successor(tmp_path):
    pytest.importorskip("rich", reason="the command line prints with rich")
    saved = engine.record("heart", steps=20).save(tmp_path / "kept")
    before = engine.load(saved).fingerprint
    assert train(tmp_path / "cache").returncode == 0
    done = train(tmp_path / "cache", "--save", str(saved), limit=100_000)
    assert_refused(done, tmp_path)
    assert f"The history of 'heart' cannot be kept in {tmp_path} (File too large)" in done.stderr
    assert engine.load(saved).fingerprint == before


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 kB; skipped where none can be mounted."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk needs root")
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(tmp_path)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_on_a_full_disk_what_was_recorded_before_stays(small_disk, monkeypatch):
    pytest.importorskip("rich", reason="the command line prints with rich")
    monkeypatch.setenv("TRAINREEL_CACHE", str(small_disk))
    first = engine.record("heart", steps=20)
    saved = first.save(small_disk / "kept")
    assert_refused(train(small_disk), small_disk)
    assert engine.load(saved).fingerprint == first.fingerprint
    assert engine.record("heart", steps=20).fingerprint == first.fingerprint
