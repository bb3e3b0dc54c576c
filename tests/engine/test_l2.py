"""L2 is a penalty on the weights that is gone down with the cost, with momentum and without."""

from __future__ import annotations

import json

import numpy as np
import pytest

import engine

X, Y = np.array([[1.0, -1.0]]), np.array([[2.0, -2.0]])  # ½(w - 2)² + ½ b²
LAMBDA = 0.5
KEEPS = ("all", "keyframes", "every 5", "log 6")


def one_weight(**how):
    start = engine.Network(([[0.0]],), ([[0.0]],), ("identity",))
    return engine.train(start, X, Y, cost="half_squared", l2=LAMBDA, **how)


@pytest.fixture(params=KEEPS)
def history(request):
    return engine.record(
        "circle", batch=50, epochs=5, momentum=0.9, l2=0.05, metrics=(), keep=request.param
    )


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9, 0.99])
def test_one_weight_ends_where_cost_and_penalty_together_are_least(momentum):
    # ½(w - 2)² + ½ λ w² is least at 2/(1 + λ), however one rolls there.
    end = one_weight(steps=6000, learning_rate=0.1, momentum=momentum).final
    assert end.weights[0][0, 0] == pytest.approx(2 / (1 + LAMBDA), rel=1e-12)
    assert end.biases[0][0, 0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_each_step_is_that_of_pytorchs_sgd_with_weight_decay(momentum):
    history = one_weight(steps=60, learning_rate=0.1, momentum=momentum)
    w = rolled = 0.0
    for step in history:
        assert step["W1"][0, 0] == pytest.approx(w, rel=1e-12)
        slope = (w - 2) + LAMBDA * w  # d_p = grad + weight_decay * param
        rolled = momentum * rolled + slope  # buf = momentum * buf + d_p
        w -= 0.1 * rolled  # param -= lr * buf


def test_the_slope_that_is_gone_down_is_that_of_the_penalized_cost():
    start = engine.record("heart", steps=1, l2=0.3)[0]
    theta, width = start["W2"], 1e-5

    def penalized(moved):
        return engine.train(
            engine.Network(
                (start["W1"], moved, start["W3"]), start.network.biases, ("sigmoid",) * 3
            ),
            start["a0"], start["y"], steps=1, learning_rate=0.1, l2=0.3,
        )[0].penalized_cost  # fmt: skip

    for place in np.ndindex(theta.shape):
        nudge = np.zeros_like(theta)
        nudge[place] = width
        slope = (penalized(theta + nudge) - penalized(theta - nudge)) / (2 * width)
        assert slope == pytest.approx(start["dW2"][place] + 0.3 * theta[place], rel=1e-6)


def test_the_cost_is_recorded_with_and_without_the_penalty(history, tmp_path):
    for each in (history, engine.load(history.save(tmp_path / "kept"))):
        weights = np.array([[np.sum(s[key] ** 2) for key in ("W1", "W2", "W3")] for s in each])
        np.testing.assert_allclose(each.penalties, 0.025 * weights.sum(axis=1), rtol=1e-12)
        np.testing.assert_array_equal(each.penalized_costs, each.costs + each.penalties)
        for t in (0, 7, len(each) - 1):
            step = each[t]
            assert step["penalty"] == step.penalty == each.penalties[t] > 0
            assert step["penalized_cost"] == step.penalized_cost == step.cost + step.penalty
            assert step.cost == each.costs[t]
        np.testing.assert_array_equal(each["penalty"], each.penalties[each.kept])
        np.testing.assert_array_equal(each["penalized_cost"], each.penalized_costs[each.kept])


def test_any_step_is_computed_again_with_its_penalty_bit_for_bit(history):
    whole = engine.record("circle", **{**options(history), "keep": "all"})
    for t in range(0, len(history), 3):
        for key in whole[t].keys:
            assert history[t][key].tobytes() == whole[t][key].tobytes(), (t, key)
    assert history.final.weights[0].tobytes() == whole.final.weights[0].tobytes()


def options(history):
    names = ("batch", "epochs", "momentum", "l2", "metrics")
    return {name: getattr(history.run, name) for name in names}


def test_without_l2_there_is_no_penalty():
    history = engine.record("heart", steps=4)
    np.testing.assert_array_equal(history.penalties, np.zeros(4))
    np.testing.assert_array_equal(history.penalized_costs, history.costs)
    assert history[2].penalty == 0.0
    assert history[2].penalized_cost == history[2].cost
    assert "penalty" not in history[2].keys


@pytest.mark.parametrize(("l2", "version"), [(0.0, 1), (0.1, 2)])
def test_histories_without_a_penalty_stay_of_the_first_format(l2, version, tmp_path):
    folder = engine.record("heart", steps=4, l2=l2).save(tmp_path / "kept")
    assert json.loads((folder / "history.json").read_text())["version"] == version
