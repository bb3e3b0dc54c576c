"""Long runs do not drift: a step computed again has the bits of the step that was recorded."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

import engine
from engine.experiments import RUNS
from tests.proof import proved

FINGERPRINTS = """
import sys, engine
for name in sys.argv[1:]:
    steps = {"steps": 60} if engine.RUNS[name].batch is None else {"epochs": 2}
    print(engine.record(name, **steps).fingerprint)
"""
NO_FILES = [name for name, each in RUNS.items() if each.data not in ("mnist", "quickdraw")]


def recomputed(name, count, **fields):
    """Compare `count` steps of a run that keeps keyframes alone with the costs it recorded."""
    history = engine.record(name, keep="keyframes", **fields)
    assert not len(history.tape.kept)
    chance = np.random.default_rng(0)
    steps = {0, len(history) - 1, *chance.integers(0, len(history), count - 2).tolist()}
    for t in sorted(steps):
        assert history[t].cost == history.costs[t], t
    proved("mathematics: long runs", len(steps), f"the longest of {len(history):,} steps")
    return history


def test_steps_of_a_long_run_have_the_costs_that_were_recorded():
    recomputed("circle", 200, epochs=400)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("xor", {"steps": 100_000}),
        ("heart", {"steps": 100_000, "momentum": 0.9, "learning_rate": 0.01}),
        ("spiral", {"epochs": 4_000}),
    ],
)
def test_a_hundred_thousand_steps_do_not_drift(name, fields):
    history = recomputed(name, 1_000, **fields)
    assert len(history) >= 100_000
    every = engine.record(name, **fields, keep="all", budget=2**34)
    np.testing.assert_array_equal(history.costs, every.costs)
    for t in np.linspace(0, len(history) - 1, 50).astype(int).tolist():
        assert history[t]._vector.tobytes() == every[t]._vector.tobytes()
    for mine, theirs in zip(history.final.weights, every.final.weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_step_that_comes_out_otherwise_is_refused(tmp_path):
    folder = engine.record("gauss", epochs=4, keep="keyframes").save(tmp_path / "kept")
    about = (folder / "history.json").read_text()
    (folder / "history.json").write_text(about.replace('"fingerprint"', '"another"'))
    costs = bytearray((folder / "costs.npy").read_bytes())
    costs[-8 * 50 :] = (np.frombuffer(costs[-8 * 50 :], "<f8") * 1.001).tobytes()
    (folder / "costs.npy").write_bytes(costs)
    with pytest.raises(engine.Untrue, match="step 50: cost"):
        engine.load(folder)
    history = engine.load(folder, unchecked=True)
    assert history[3].cost == history.costs[3]
    with pytest.raises(engine.NotAHistory, match="cannot be computed again here"):
        history[len(history) - 1]


def elsewhere(names, place, seed):
    """The fingerprints of runs recorded in a process of its own, with one BLAS thread."""
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | one | {"TRAINREEL_CACHE": str(place), "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", FINGERPRINTS, *names]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_another_process_records_the_same_bits(tmp_path):
    pytest.importorskip("sklearn", reason="three of the sets come with scikit-learn")
    first, second = (elsewhere(NO_FILES, tmp_path / str(n), n) for n in (1, 2))
    assert first == second
    assert len(set(first)) == len(NO_FILES)
    proved("the same bits again", len(NO_FILES))


def test_images_that_stay_bytes_are_the_numbers_that_were_trained_on(tmp_path, monkeypatch):
    rng = np.random.default_rng(0)
    X, Y = rng.integers(0, 256, (30, 50)) / 255.0, np.eye(3)[rng.integers(0, 3, 50)].T
    network = engine.Network.random((30, 4, 3), rng=rng)
    looks = {"cost": "mse", "learning_rate": 0.1, "batch": 8, "keep": "keyframes"}
    trained = engine.train(network, X, Y, **looks, epochs=3)
    trained.save(tmp_path / "run")
    monkeypatch.setattr("engine.storage.loading.SMALL", 0)
    history = engine.load(tmp_path / "run", unchecked=True)
    assert history.examples.in_bytes
    assert history.examples.equals(trained.examples)
    assert history.examples.fingerprint == trained.examples.fingerprint
    assert history.fingerprint == trained.fingerprint
    np.testing.assert_array_equal(history.dataset.X, X)
    for t in (0, 7, len(history) - 1):
        for key in ("a0", "y", "W1", "delta1"):
            np.testing.assert_array_equal(history[t][key], trained[t][key])
    again = history.save(tmp_path / "again")
    assert (again / "inputs.npy").read_bytes() == (tmp_path / "run/inputs.npy").read_bytes()


def test_a_large_recording_is_read_from_its_file_and_let_go_of(tmp_path, monkeypatch):
    heart = engine.record("heart", steps=200)
    heart.save(tmp_path / "run")
    monkeypatch.setattr("engine.recording.npy.MAPPED", 0)
    mapped = engine.load(tmp_path / "run")
    assert mapped.fingerprint == heart.fingerprint
    steps = [mapped[t] for t in (0, 90, 199)]
    for step in steps:
        np.testing.assert_array_equal(step["W2"], heart[step.index]["W2"])


def test_what_is_held_out_is_the_datasets_own():
    digits = engine.record("digits", epochs=1)
    assert digits.held_out.fingerprint == digits.dataset.validation.fingerprint
    assert engine.record("heart", steps=2).held_out is None
