"""A recording that was cut short is whole up to a step, or refused: never silently wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import engine
from engine.experiments import run
from engine.training import start

TRAIN = """
import sys
from pathlib import Path
from engine.experiments import run
from engine.training import start
folder = Path(sys.argv[1]); folder.mkdir()
start(run("xor", steps=2_000_000, budget=2**40, keep=sys.argv[2]), folder=folder)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("keep", ["all", "keyframes", "every 50"])
@pytest.mark.parametrize("after", [0.02, 0.3])
def test_what_was_complete_when_the_process_was_killed_is_readable(tmp_path, keep, after):
    folder = tmp_path / "killed"
    training = subprocess.Popen([sys.executable, "-c", TRAIN, str(folder), keep])
    grown = folder / ("frames.npy" if keep == "all" else "costs.npy")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (grown.exists() and grown.stat().st_size > 20_000):
        time.sleep(0.01)
    time.sleep(after)
    training.send_signal(signal.SIGKILL)
    training.wait()
    history = engine.load(folder)
    assert not history.complete
    truth = start(run("xor", steps=len(history)))
    np.testing.assert_array_equal(history.costs, truth.costs)
    for t in (0, len(history) // 2, len(history) - 1):
        assert history[t]._vector.tobytes() == truth[t]._vector.tobytes()
    for ours, theirs in zip(history.final.weights, truth.final.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("keep", ["all", "keyframes", "every 4"])
def test_every_file_cut_anywhere_is_refused(tmp_path, keep):
    folder = engine.record("circle", epochs=1, keep=keep).save(tmp_path / "kept")
    for file in sorted(folder.glob("*.npy")):
        whole = file.read_bytes()
        for length in (0, 50, len(whole) // 3, len(whole) - 1):
            file.write_bytes(whole[:length])
            with pytest.raises(engine.NotAHistory):
                engine.load(folder)
        file.write_bytes(whole)
    assert engine.load(folder).complete


def test_ctrl_c_keeps_what_was_recorded(tmp_path):
    def stop(step, steps, cost):
        if step >= 30:
            raise KeyboardInterrupt

    with pytest.raises(engine.Interrupted) as stopped:
        start(run("heart", steps=100), watch=stop)
    history = stopped.value.history
    truth = engine.record("heart", steps=100)
    assert len(history) == 31
    assert not history.complete
    np.testing.assert_array_equal(history.costs, truth.costs[:31])
    loaded = engine.load(history.save(tmp_path / "stopped"))
    assert not loaded.complete
    np.testing.assert_array_equal(loaded.final.weights[0], truth[31]["W1"])


def test_two_processes_recording_the_same_run_do_not_harm_each_other(tmp_path):
    code = "import engine; print(engine.record('heart', steps=3000).fingerprint)"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            env=os.environ | {"TRAINREEL_CACHE": str(tmp_path), "PYTHONHASHSEED": str(seed)},
        )
        for seed in (1, 2)
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1] != b""
    assert len(list((tmp_path / "histories").iterdir())) == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")
@pytest.mark.parametrize("keep", ["all", "keyframes", "every 7"])
@pytest.mark.parametrize("after", [0.031, 0.047, 0.083, 0.113])
def test_ctrl_c_at_any_moment_leaves_whole_steps_only(tmp_path, keep, after):
    folder = tmp_path / "stopped"
    folder.mkdir()
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, after)
    try:
        with pytest.raises(KeyboardInterrupt) as stopped:
            start(run("xor", steps=100_000, keep=keep, budget=2**40), folder=folder)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    kept = getattr(stopped.value, "history", ())
    if not len(kept):
        pytest.skip("stopped before the first step was whole")
    history, truth = engine.load(folder), start(run("xor", steps=len(kept)))
    np.testing.assert_array_equal(history.costs, truth.costs)
    assert history[-1]._vector.tobytes() == truth[-1]._vector.tobytes()
    np.testing.assert_array_equal(history.final.weights[0], truth.final.weights[0])
