"""Where a cost lay still, where it fell most, how far layers moved; and the runs that show it."""

import numpy as np
import pytest

import engine
from engine import working
from engine.working.progress import _drop, _most, _plateau


def test_the_longest_stretch_is_found_by_trying_all():
    rng = np.random.default_rng(5)
    for _ in range(20):
        cost = np.exp(np.cumsum(rng.normal(size=60)) / 20)
        flat = [
            j - i
            for i in range(60)
            for j in range(i, 60)
            if cost[i : j + 1].max() <= cost[i : j + 1].min() * 1.05
        ]
        first, last = _plateau(np.arange(len(cost)), cost, 0.05)
        assert last - first == max(flat)


def test_the_largest_drop_is_found_by_trying_all():
    cost = np.cumsum(np.random.default_rng(6).normal(size=80)) + 100
    first, last = _drop(np.arange(80), cost, 12)
    assert last - first == 12
    assert cost[first] - cost[last] == max(cost[i] - cost[i + 12] for i in range(68))


def test_over_uneven_steps_a_plateau_is_long_in_steps_and_a_drop_is_no_longer():
    steps = np.array([0, 1, 2, 3, 10, 30, 40, 60])
    cost = np.array([9.0, 9.0, 9.0, 9.0, 6.0, 5.0, 5.0, 2.0])
    assert _plateau(steps, cost, 0.05) == (5, 6)
    assert _drop(steps, cost, 10) == (0, 4)


def test_a_cost_that_never_lies_still_has_no_plateau_and_drops_from_one_step_to_the_next():
    steps, cost = np.arange(6), np.array([32.0, 16.0, 8.0, 4.0, 2.0, 1.0])
    assert _plateau(steps, cost, 0.05) == (0, 0)
    assert _drop(steps, cost, 0) == (0, 1)
    assert _drop(steps[:1], cost[:1], 0) == (0, 0)


def test_most_of_a_fall_is_found_by_trying_all():
    rng = np.random.default_rng(7)
    for _ in range(20):
        cost, steps = np.cumsum(rng.normal(size=30)), np.cumsum(rng.integers(1, 5, 30))
        pairs = [(i, j) for i in range(30) for j in range(i + 1, 30)]
        most = max(cost[i] - cost[j] for i, j in pairs) / 2
        first, last = _most(steps, cost)
        assert cost[first] - cost[last] > most
        apart = [steps[j] - steps[i] for i, j in pairs if cost[i] - cost[j] > most]
        assert steps[last] - steps[first] == min(apart)
    assert _most(np.arange(3), np.array([1.0, 1.0, 2.0])) == (0, 0)


def test_as_it_is_seen_a_plateau_stays_within_a_share_of_the_largest_cost():
    cost = np.array([100.0, 60.0, 30.0, 4.0, 3.0, 1.0])
    assert _plateau(np.arange(6), cost, 0.05) == (0, 0)
    assert _plateau(np.arange(6), cost, 0.05, of=100.0) == (3, 5)
    found = working.progress(engine.record("circle", epochs=200), seen=True)
    first, last = found.plateau
    assert np.ptp(found.cost[first : last + 1]) <= 0.05 * found.cost.max()
    assert last == len(found.steps) - 1


def test_a_run_in_batches_is_told_by_all_its_examples_at_each_epoch():
    history = engine.record("circle", epochs=6)
    found, data = working.progress(history), history.dataset
    assert list(found.steps) == [25 * n for n in range(6)]
    for step, cost in zip(found.steps, found.cost, strict=True):
        answers = working.probe(history[int(step)], data.X)["a3"]
        assert cost == pytest.approx(((answers - data.Y) ** 2).mean() / 2)
    assert list(working.progress(history, steps=[0, 40, 120]).steps) == [0, 40, 120]


def test_a_run_on_all_examples_is_told_by_its_steps():
    history = engine.record("heart", seed=42)
    assert working.progress(history).cost == pytest.approx(history.costs, rel=1e-12)


def test_overall_a_step_on_its_own_batch_is_what_was_recorded():
    for name, overrides in (("heart", {}), ("digits", {"epochs": 1}), ("diabetes", {"steps": 3})):
        step = engine.record(name, **overrides)[2]
        found = working.overall(step, step["a0"], step.targets)
        assert found.cost == pytest.approx(step.cost, rel=1e-12)
        assert found.gradients == pytest.approx(working.doors(step).gradients, rel=1e-9)


def test_pulls_are_what_examples_would_ask_for_alone_and_left_is_what_does_not_cancel():
    history = engine.record("circle", epochs=6)
    X, Y, step = history.dataset.X[:, :40], history.dataset.Y[:, :40], history[90]
    found = working.overall(step, X, Y)
    alone = [working.overall(step, X[:, [k]], Y[:, [k]]).gradients for k in range(40)]
    assert found.pulls == pytest.approx(np.mean(alone, axis=0))
    assert (found.gradients < found.pulls).all()
    assert found.left == pytest.approx(found.gradients / found.pulls)
    assert working.overall(step, X[:, [0]], Y[:, [0]]).left == pytest.approx(np.ones(3))


def test_on_its_plateau_a_spirals_points_pull_as_hard_as_ever_and_cancel():
    history = engine.record("spiral", epochs=1200)
    data, (first, _) = history.dataset, working.progress(history).plateau
    begin = working.overall(history[0], data.X, data.Y)
    flat = working.overall(history[first * 25], data.X, data.Y)
    assert (flat.pulls > 0.85 * begin.pulls).all()
    assert (flat.left < 1 / 50).all()


def test_overall_counts_who_is_wrong_where_there_are_classes():
    history = engine.record("circle", epochs=6)
    data, step = history.dataset, history[149]
    answers = working.probe(step, data.X)["a3"]
    wrong = working.overall(step, data.X, data.Y).wrong
    assert wrong == ((answers > 0) != (data.Y > 0)).sum() > 0
    regression = engine.record("diabetes", steps=1)
    assert working.overall(regression[0], regression[0]["a0"], regression[0].targets).wrong is None


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


def test_a_spiral_lies_still_and_falls_ten_times_as_far_over_as_many_steps():
    found = working.progress(engine.record("spiral", epochs=1200))
    still, fell = found.falls
    assert found.plateau[1] - found.plateau[0] == found.drop[1] - found.drop[0] > 150
    assert fell > 9 * still


def test_on_its_plateau_a_spiral_has_a_sixth_of_the_gradient_that_it_has_in_its_drop():
    history = engine.record("spiral", epochs=1200)
    found, data = working.progress(history), history.dataset
    flat, steep = (
        np.mean(
            [
                working.overall(history[int(t)], data.X, data.Y).gradients[0]
                for t in found.steps[first : last + 1 : 4]
            ]
        )
        for first, last in (found.plateau, found.drop)
    )
    assert steep > 6 * flat


def test_the_smaller_the_batch_the_lower_heart_ends():
    runs = [engine.record("heart", seed=42), _batches(5), _batches(1)]
    assert [len(run) for run in runs] == [1000, 2000, 10_000]
    ends = [working.progress(run).cost[-1] for run in runs]
    assert ends[0] == pytest.approx(0.0998, rel=1e-3)
    assert ends[0] > 3 * ends[1] > 9 * ends[2]


def _batches(size):
    return engine.record("heart", seed=42, steps=None, epochs=1000, batch=size)
