"""Where a cost lay still, where it fell most, how far layers moved; and the runs that show it."""

import numpy as np
import pytest

import engine
from engine import working
from engine.working.progress import _drop, _plateau


def test_the_longest_stretch_is_found_by_trying_all():
    rng = np.random.default_rng(5)
    for _ in range(20):
        cost = np.exp(np.cumsum(rng.normal(size=60)) / 20)
        times = np.log1p(np.arange(60) * 25 + 24)
        flat = [
            (times[j] - times[i], i, j)
            for i in range(60)
            for j in range(i, 60)
            if cost[i : j + 1].max() <= cost[i : j + 1].min() * 1.05
        ]
        first, last = _plateau(times, cost, 0.05)
        assert times[last] - times[first] == pytest.approx(max(flat)[0])


def test_the_largest_drop_is_found_by_trying_all():
    rng = np.random.default_rng(6)
    steps = np.arange(1, 81) * 25 - 1
    cost = np.cumsum(rng.normal(size=80)) + 100
    falls = [
        (cost[i] - cost[j], i, j)
        for i in range(80)
        for j in range(i, 80)
        if j == np.flatnonzero(steps <= 2 * steps[i])[-1]
    ]
    first, last = _drop(steps, cost)
    assert cost[first] - cost[last] == max(falls)[0]


def test_a_run_in_batches_is_told_by_its_epochs():
    history = engine.record("circle", epochs=6)
    found = working.progress(history)
    assert found.cost == pytest.approx(history.metrics["cost"])
    assert list(found.steps) == [25 * n - 1 for n in range(1, 7)]
    whole = working.progress(engine.record("heart", seed=42))
    assert len(whole.cost) == 1000


def test_a_layer_has_moved_by_the_length_of_its_change():
    history = engine.record("heart", seed=42)
    found = working.moved(history[0], history[700])
    change = history[700]["W2"] - history[0]["W2"]
    expected = np.sqrt((change**2).sum() / (history[0]["W2"] ** 2).sum())
    assert found.moved[1] == pytest.approx(expected)
    assert working.moved(history[0], history[0]).moved == pytest.approx([0, 0, 0])


def test_twins_stay_alike_to_the_last_bit_and_learn_two_thirds():
    history = engine.record("twins")
    for step in (1, 100, len(history) - 1):
        W1, W2 = history[step]["W1"], history[step]["W2"]
        assert np.ptp(W1, axis=0).max() == 0
        assert np.ptp(W2) == 0
    assert history.metrics["accuracy"][-1] == pytest.approx(0.668, abs=0.03)


def test_from_zeros_nothing_moves():
    history = engine.record("heart", weights="zeros", biases="zeros")
    assert history.costs == pytest.approx(np.log(2))
    assert np.all(history["W1"] == 0)
    assert np.all(history["W3"] == 0)


def test_the_smaller_the_batch_the_lower_heart_ends():
    runs = [engine.record("heart", seed=42), _batches(5), _batches(1)]
    assert [len(run) for run in runs] == [1000, 2000, 10_000]
    ends = [working.progress(run).cost[-1] for run in runs]
    assert ends[0] == pytest.approx(0.0998, rel=1e-3)
    assert ends[0] > 3 * ends[1] > 9 * ends[2]


def _batches(size):
    return engine.record("heart", seed=42, steps=None, epochs=1000, batch=size)
