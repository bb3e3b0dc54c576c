"""The laws of a recording, for every experiment."""

from __future__ import annotations

import os

import numpy as np
import pytest

import engine
from engine.activations import activation
from engine.experiments import RUNS
from tests.engine.from_files import reads_files

FEW = 12
WRONG_ON_PURPOSE = ("bot_academy",)


def cases():
    """Every run; those that load large files only when slow tests are asked for."""
    for name, run in RUNS.items():
        yield pytest.param(name, marks=[pytest.mark.slow] if reads_files(run.data) else [])


@pytest.fixture(params=cases(), scope="module")
def history(request):
    data = RUNS[request.param].data
    if data in ("digits", "breast_cancer", "diabetes"):
        pytest.importorskip("sklearn", reason=f"{data} comes with scikit-learn")
    if reads_files(data) and "TRAINREEL_DATA" not in os.environ:
        pytest.skip("TRAINREEL_DATA names no folder with MNIST and Quick, Draw!")
    return engine.record(request.param, steps=FEW, metrics=())


def test_each_activation_is_g_of_the_weighted_input_of_the_layer_before(history):
    for step in history:
        flow, network = step.forward, step.network
        for n, (W, b, z, g) in enumerate(
            zip(network.weights, network.biases, flow.zs, network.activations, strict=True)
        ):
            np.testing.assert_allclose(z, W @ flow.activations[n] + b, rtol=1e-11, atol=1e-12)
            np.testing.assert_array_equal(flow.activations[n + 1], activation(g)(z))


def test_the_recorded_gradient_is_the_slope_of_the_cost(history):
    report = engine.gradient_check(history[0], most=8)
    assert report.right is (history.name not in WRONG_ON_PURPOSE), report


def test_each_step_goes_downhill_by_the_learning_rate(history):
    run = history.run
    after = [*(step.network for step in history[1:]), history.final]
    for step, network in zip(history, after, strict=True):
        for n, (W, b) in enumerate(zip(network.weights, network.biases, strict=True), start=1):
            # With momentum the pull of L2 goes through the velocity.
            shrink = 1.0 if run.momentum else 1.0 - step.learning_rate * run.l2
            for key, then, kept in ((f"W{n}", W, shrink), (f"b{n}", b, 1.0)):
                fall = -step.learning_rate * step[f"d{key}"]
                change = step[f"v{key}"] if run.momentum else fall
                np.testing.assert_array_equal(then, step[key] * kept + change)


def test_nothing_recorded_can_be_written_to(history):
    step = history[3]
    arrays = [step[key] for key in step.keys]
    arrays += [history["W1"], history["b1"], history.costs, history.tape.frames]
    arrays += [*history.final.weights, *history.final.biases, history.dataset.X]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_step_and_the_stack_hold_the_same_numbers(history):
    for key in ("W1", "b1") if history.tape.interval else history[0].keys:
        row = history.kept.tolist().index(5) if 5 in history.kept else 0
        np.testing.assert_array_equal(history[key][row], history[int(history.kept[row])][key])


def test_the_same_name_and_seed_give_the_same_bits(history):
    from engine.training import start

    again = start(history.run)
    assert again.tape.frames.tobytes() == history.tape.frames.tobytes()
    assert again.fingerprint == history.fingerprint


def test_another_seed_gives_another_fingerprint():
    one, two = (engine.record("heart", steps=FEW, seed=seed) for seed in (1, 2))
    assert one.fingerprint != two.fingerprint


def test_a_saved_history_loads_equal(history, tmp_path):
    loaded = engine.load(history.save(tmp_path / "kept"))
    assert loaded.tape.frames.tobytes() == history.tape.frames.tobytes()
    assert loaded.fingerprint == history.fingerprint
    assert loaded.run == history.run
    for ours, theirs in zip(history.final.weights, loaded.final.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(loaded[2]["a0"], history[2]["a0"])
    assert loaded.dataset.feature_names == history.dataset.feature_names


def test_a_history_cut_short_is_refused(history, tmp_path):
    folder = history.save(tmp_path / "kept")
    for file in folder.glob("*.npy"):
        whole = file.read_bytes()
        for length in (0, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:length])
            with pytest.raises(engine.NotAHistory):
                engine.load(folder)
        file.write_bytes(whole)
