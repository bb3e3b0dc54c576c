"""Batches, epochs, momentum, decay, L2, early stop and metrics do what they say."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working

DATA = {"epochs": 3, "batch": 32}  # 250 examples: the eighth batch of an epoch has 26


@pytest.fixture(scope="module")
def history():
    return engine.record("circle", keep="all", momentum=0.9, l2=0.1, decay=0.5, **DATA)


def test_every_epoch_visits_every_example_once_in_an_order_of_its_own(history):
    epochs = [np.concatenate([s.batch for s in history[e * 8 : e * 8 + 8]]) for e in range(3)]
    for seen in epochs:
        np.testing.assert_array_equal(np.sort(seen), np.arange(250))
    assert (epochs[0] != epochs[1]).any()


def test_the_last_shorter_batch_is_recorded_as_such_or_dropped(history):
    assert [step.batch.size for step in history[:9]] == [32] * 7 + [26, 32]
    assert history[7]["a3"].shape == (1, 26)
    assert history[7].forward.activations[0].shape == (2, 26)
    with pytest.raises(engine.Refused, match="last batch"):
        history["a1"]
    dropped = engine.record("circle", drop_last=True, **DATA)
    assert len(dropped) == 3 * 7
    assert dropped["a1"].shape == (21, 4, 32)


def test_unshuffled_examples_come_in_order():
    history = engine.record("circle", shuffle=False, **DATA)
    np.testing.assert_array_equal(history[1].batch, np.arange(32, 64))
    np.testing.assert_array_equal(history[8].batch, np.arange(32))


def test_a_step_holds_its_own_batch(history):
    step = history[10]
    np.testing.assert_array_equal(step["a0"], history.dataset.X[:, step.batch])
    np.testing.assert_array_equal(step.targets, history.dataset.Y[:, step.batch])


def test_the_learning_rate_decays_by_epoch(history):
    rates = [step.learning_rate for step in history]
    assert rates[::8] == pytest.approx([0.03, 0.03 / 1.5, 0.03 / 2])


def test_momentum_and_l2_move_the_parameters_as_written(history):
    velocity = np.zeros((4, 2))
    for t, step in enumerate(history[:-1]):
        slope = step["dW1"] + 0.1 * step["W1"]  # the penalty's goes through the velocity
        velocity = 0.9 * velocity - step.learning_rate * slope
        np.testing.assert_allclose(step["vW1"], velocity, rtol=1e-12)
        np.testing.assert_array_equal(history[t + 1]["W1"], step["W1"] + step["vW1"])
        moved = step["b1"] + step["vb1"]
        np.testing.assert_array_equal(history[t + 1]["b1"], moved)


@pytest.mark.parametrize(("key", "place"), [("W1", (2, 1)), ("b2", (1, 0))])
def test_the_working_of_an_update_knows_momentum_and_l2(history, key, place):
    for t in (0, 5, 7, 8):
        made = working.update(history[t], key, place)
        assert made.after == history[t + 1][key][place]


def test_metrics_are_kept_by_epoch():
    history = engine.record("gauss", epochs=5, metrics=("accuracy", "running_accuracy"))
    assert set(history.metrics) == {
        "cost", "running_accuracy", "accuracy", "validation_cost", "validation_accuracy",
    }  # fmt: skip
    assert all(values.shape == (5,) for values in history.metrics.values())
    said = history.final.predict(history.dataset.validation.X) > 0
    right = np.mean(said == (history.dataset.validation.Y > 0))
    assert history.metrics["validation_accuracy"][-1] == right
    assert history.metrics["cost"][0] == pytest.approx(history.costs[:25].mean())


def test_a_metric_can_be_asked_of_every_kept_step():
    history = engine.record("heart", steps=40)
    accuracy = history.measure("accuracy")
    assert accuracy.shape == (40,)
    assert accuracy[7] == np.mean((history[7]["a3"] > 0.5) == history[7].targets)


def test_the_confusion_matrix_counts_true_classes_by_row():
    history = engine.record("gauss", epochs=3, metrics=("accuracy", "confusion"))
    counts = history.metrics["validation_confusion"]
    assert counts.shape == (3, 2, 2)
    np.testing.assert_array_equal(
        counts[-1].sum(axis=1), np.bincount(history.dataset.validation.labels)
    )
    share = np.trace(counts[-1]) / counts[-1].sum()
    assert share == history.metrics["validation_accuracy"][-1]
    assert history.measure("confusion").shape == (75, 2, 2)


@pytest.mark.parametrize(("name", "expected"), [("rmse", 5**0.5), ("mae", 2.0), ("r2", 22 / 32)])
def test_the_metrics_of_regression(name, expected):
    A, Y = np.array([[1.0, 5.0]]), np.array([[0.0, 8.0]])
    assert engine.metrics.metric(name)(A, Y) == pytest.approx(expected)


def test_training_stops_when_the_cost_hardly_falls():
    history = engine.record("xor", least_decrease=1e-5)
    assert 10 < len(history) < 5000
    falls = -np.diff(history.costs)
    assert falls[-1] < 1e-5
    assert (falls[:-1] >= 1e-5).all()


def test_float32_is_float32_throughout():
    history = engine.record("heart", dtype="float32", steps=30)
    step = history[3]
    assert {step[key].dtype for key in ("W1", "z2", "delta3", "a0", "y", "dW1")} == {
        np.dtype("float32")
    }
    assert history.costs[-1] == pytest.approx(engine.record("heart", steps=30).costs[-1], rel=1e-5)
    np.testing.assert_array_equal(history[4]["W1"], step["W1"] - np.float32(0.1) * step["dW1"])


def test_zeros_never_tell_their_neurons_apart():
    history = engine.record("heart", weights="zeros", biases="zeros", steps=50)
    W = history.final.weights[1]
    np.testing.assert_array_equal(W, W[[0, 0, 0]])


def test_steps_and_epochs_replace_each_other():
    assert len(engine.record("circle", steps=13)) == 13
    with pytest.raises(engine.Refused, match="exactly one"):
        engine.record("circle", steps=3, epochs=2)


def test_ones_own_data_can_be_trained_in_batches():
    rng = np.random.default_rng(0)
    network = engine.Network.random((2, 3, 1), rng=rng)
    X = rng.normal(size=(2, 50))
    Y = (X[:1] > 0).astype(float)
    history = engine.train(network, X, Y, epochs=2, batch=20, learning_rate=0.5, seed=3)
    assert [step.batch.size for step in history] == [20, 20, 10] * 2


@pytest.mark.parametrize("start", [((2.0, -2.0), 0.0675), ((1.5, -1.0), 0.0514)])
def test_two_starts_end_in_two_valleys(start):
    begin, cost = start
    history = engine.record("valleys", start=begin)
    assert history[0]["W1"][0, 0] == begin[0]
    assert history.costs[-1] == pytest.approx(cost, abs=1e-3)


def test_a_line_crawls_learns_zigzags_and_diverges_by_its_learning_rate():
    crawl, good, zigzag, wild = (
        engine.record("line", learning_rate=rate).costs for rate in (0.02, 0.2, 0.38, 0.42)
    )
    assert good[20] < crawl[20]
    assert good[-1] < zigzag[20]
    assert wild[-1] > wild[0] > good[-1]
    weights = engine.record("line", learning_rate=0.38)["W1"][:, 0, 0]
    assert (np.diff(np.sign(np.diff(weights[:10]))) != 0).all()
