"""The laws of a recording, for every experiment."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.activations import activation
from engine.working import nudge

FEW = 12
SMALL = ("heart", "heart_raw", "xor", "neuron")


@pytest.fixture(params=SMALL)
def history(request):
    return engine.record(request.param, steps=FEW)


def test_each_activation_is_g_of_the_weighted_input_of_the_layer_before(history):
    for step in history:
        flow, network = step.forward, step.network
        for n, (W, b, z, g) in enumerate(
            zip(network.weights, network.biases, flow.zs, network.activations, strict=True)
        ):
            np.testing.assert_allclose(z, W @ flow.activations[n] + b, rtol=1e-13, atol=1e-13)
            np.testing.assert_array_equal(flow.activations[n + 1], activation(g)(z))


def test_the_recorded_gradient_is_the_slope_of_the_cost(history):
    step = history[0]
    for key in (k for k in step.layout.shapes if k[0] in "Wb" and k != "batch"):
        for place in np.ndindex(step[key].shape):
            up, down = (nudge(step, key, place, epsilon=e) for e in (1e-5, -1e-5))
            slope = (up.nudged_cost - down.nudged_cost) / 2e-5
            assert slope == pytest.approx(step["d" + key][place], rel=1e-5, abs=1e-9)


def test_each_step_goes_downhill_by_the_learning_rate(history):
    after = [*(step.network for step in history[1:]), history.final]
    for step, network in zip(history, after, strict=True):
        for n in range(len(network.weights)):
            was, gradient = step.network, step.gradient
            np.testing.assert_array_equal(
                network.weights[n], was.weights[n] - step.learning_rate * gradient.weights[n]
            )
            np.testing.assert_array_equal(
                network.biases[n], was.biases[n] - step.learning_rate * gradient.biases[n]
            )


def test_nothing_recorded_can_be_written_to(history):
    step = history[3]
    arrays = [step[key] for key in step.keys]
    arrays += [history["W1"], history["a0"], history.costs, history.tape.frames]
    arrays += [*history.final.weights, *history.final.biases, history.dataset.X]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_step_and_the_stack_hold_the_same_numbers(history):
    for key in history[0].keys:
        np.testing.assert_array_equal(history[key][5], history[5][key])


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


@pytest.mark.parametrize("part", ["frames", "inputs", "targets", "final"])
def test_a_history_cut_short_is_refused(history, tmp_path, part):
    folder = history.save(tmp_path / "kept")
    whole = (folder / f"{part}.npy").read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        (folder / f"{part}.npy").write_bytes(whole[:length])
        with pytest.raises(engine.NotAHistory):
            engine.load(folder)
