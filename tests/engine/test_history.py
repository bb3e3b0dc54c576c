"""Reading, saving and refusing a history, and the cache."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

import engine
from engine.storage import cache


@pytest.fixture
def history():
    return engine.record("heart", steps=5)


def test_training_leaves_the_network_it_was_given_alone():
    rng = np.random.default_rng(42)
    network = engine.Network.random((2, 3, 1), rng=rng)
    before = [W.copy() for W in network.weights]
    X, Y = rng.normal(size=(2, 6)), np.ones((1, 6))
    history = engine.train(network, X, Y, cost="bce", steps=9, learning_rate=0.1)
    assert len(history) == 9
    for was, W in zip(before, network.weights, strict=True):
        np.testing.assert_array_equal(was, W)
    assert history.final.predict(X).shape == (1, 6)


def test_a_random_network_is_drawn_weights_first():
    rng = np.random.default_rng(42)
    drawn = engine.Network.random((2, 3, 3, 1), rng=np.random.default_rng(42))
    for W in drawn.weights:
        np.testing.assert_array_equal(W, rng.standard_normal(W.shape))
    for b in drawn.biases:
        np.testing.assert_array_equal(b, rng.standard_normal(b.shape))


def test_steps_are_counted_from_zero_and_from_the_end(history):
    assert [step.index for step in history] == [0, 1, 2, 3, 4]
    assert history[-1].index == 4
    assert [step.index for step in history[1:3]] == [1, 2]
    with pytest.raises(IndexError, match="holds 0 to 4"):
        history[5]


def test_an_unknown_quantity_is_refused(history):
    with pytest.raises(engine.Refused, match="'delta1'"):
        history[0]["dleta1"]
    with pytest.raises(engine.Refused, match="'W3'"):
        history["W9"]


def test_a_recording_is_read_back_from_the_cache(history):
    again = engine.record("heart", steps=5)
    assert cache.place(history.run).is_dir()
    assert again.tape.frames.tobytes() == history.tape.frames.tobytes()
    assert again.fingerprint == history.fingerprint


def test_a_broken_recording_in_the_cache_is_made_again(history):
    frames = cache.place(history.run) / "frames.npy"
    frames.write_bytes(frames.read_bytes()[:100])
    assert engine.record("heart", steps=5).tape.frames.tobytes() == history.tape.frames.tobytes()
    engine.load(cache.place(history.run))


def test_saving_never_replaces_what_is_not_a_history(history, tmp_path):
    (tmp_path / "thesis").write_text("years of work")
    with pytest.raises(engine.Refused, match="not a history"):
        history.save(tmp_path / "thesis")
    assert (tmp_path / "thesis").read_text() == "years of work"


@pytest.mark.parametrize(
    "change", [{"version": 99}, {"format": "other"}, {"steps": 6}, {"run": {}}, {"plan": None}]
)
def test_a_history_of_another_kind_is_refused(history, tmp_path, change):
    folder = history.save(tmp_path / "kept")
    about = json.loads((folder / "history.json").read_text())
    (folder / "history.json").write_text(json.dumps(about | change))
    with pytest.raises(engine.NotAHistory):
        engine.load(folder)


def test_what_is_no_history_at_all_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(engine.NotAHistory):
            engine.load(path)


def test_importing_the_engine_brings_numpy_and_nothing_heavy():
    code = (
        "import sys, time, numpy; t = time.process_time(); import engine; "
        "took = time.process_time() - t; heavy = {'rich', 'sklearn', 'manim', 'torch', 'scipy'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules); print(took)"
    )
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(5)
    )
    assert best < 0.15


def test_a_loaded_history_does_not_take_other_data_for_its_own(history, tmp_path):
    folder = history.save(tmp_path / "kept")
    rows = np.load(folder / "inputs.npy")
    np.save(folder / "inputs.npy", rows + 1.0)
    with pytest.raises(engine.NotAHistory, match="does not hold the numbers that were recorded"):
        engine.load(folder)
    about = json.loads((folder / "history.json").read_text())
    del about["fingerprint"]  # as of a program that writes none
    (folder / "history.json").write_text(json.dumps(about))
    with pytest.raises(engine.Untrue, match="step 0: z1"):
        engine.load(folder)
    loaded = engine.load(folder, unchecked=True)
    np.testing.assert_array_equal(loaded.dataset.X, rows.T + 1.0)
    assert loaded.fingerprint != history.fingerprint


def test_pixels_are_stored_as_bytes_and_come_back_as_the_same_floats(tmp_path):
    rng = np.random.default_rng(0)
    X = rng.integers(0, 256, (4, 9)) / 255.0
    network = engine.Network.random((4, 1), rng=rng)
    Y = (X[:1] > 0.5).astype(float)
    folder = engine.train(network, X, Y, steps=2, learning_rate=1.0).save(tmp_path / "kept")
    assert np.load(folder / "inputs.npy").dtype == np.uint8
    np.testing.assert_array_equal(engine.load(folder)[0]["a0"], X)


def test_the_classes_of_drawings_decide_how_many_outputs_there_are():
    from engine.experiments import run

    assert run("lague_doodles", classes=["cat", "dog"]).sizes == (784, 300, 2)
    assert run("lague_doodles", classes="cat,dog,bird").sizes == (784, 300, 3)
    assert run("heart", sizes=(2, 5, 5, 5, 1)).activations == ("sigmoid",) * 4
    assert run("digits", sizes=(64, 10)).activations == ("softmax",)


def test_a_network_of_many_layers_is_read_back(tmp_path):
    # The names of its quantities take more room than NumPy allows a header by default.
    deep = engine.record("heart", steps=2, sizes=(2, *(3,) * 60, 1))
    assert engine.load(deep.save(tmp_path / "deep")).fingerprint == deep.fingerprint
