"""The gradient check finds the mistakes worth teaching, and says where they are."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.experiments import run
from engine.training import start


def first_step(name, **fields):
    return start(run(name, steps=1, metrics=(), **fields))[0]


def test_a_right_gradient_passes():
    report = engine.gradient_check(first_step("heart"))
    assert report.right
    assert report.checked == 25
    assert "is right" in str(report)


def test_the_articles_hidden_biases_are_found():
    report = engine.gradient_check(first_step("heart", gradient="article_bias"))
    assert report.wrong_keys == ("b1", "b2")
    assert report.worst.key in ("b1", "b2")
    assert report.worst.backprop != pytest.approx(report.worst.difference, rel=0.01)


def test_one_scalar_for_all_biases_is_found_and_the_output_biases_never_move():
    rng = np.random.default_rng(1)
    X, Y = rng.normal(size=(2, 9)), np.eye(2)[:, rng.integers(0, 2, 9)]
    network = engine.Network.random((2, 4, 2), rng=rng, activations=("relu", "softmax"))
    history = engine.train(
        network, X, Y, cost="cce", steps=5, learning_rate=0.5, gradient="scalar_bias"
    )
    assert engine.gradient_check(history[0]).wrong_keys == ("b1", "b2")
    np.testing.assert_allclose(history.final.biases[1], network.biases[1], atol=1e-15)


@pytest.mark.parametrize("gradient", ["no_slope", "bot_academy"])
def test_the_slope_left_out_at_the_output_is_found(gradient):
    report = engine.gradient_check(first_step("xor", cost="mse", gradient=gradient))
    assert report.wrong_keys == ("W1", "W2", "b1", "b2")


def test_float32_is_refused():
    with pytest.raises(engine.Refused, match="float32"):
        engine.gradient_check(first_step("heart", dtype="float32"))


def kinked(activation="relu", cost="mse", weights="zeros", gradient="right", **arrays):
    """The first step of a network that stands at a kink, or where `arrays` put it."""
    rng = np.random.default_rng(0)
    network = engine.Network.random(
        (2, 4, 3, 1), rng=rng, activations=(activation, activation, "identity"),
        weights=weights, biases="zeros",
    )  # fmt: skip
    X, Y = rng.integers(-2, 3, (2, 12)).astype(float), rng.integers(0, 2, (1, 12)).astype(float)
    words = {"cost": cost, "gradient": gradient, "steps": 1, "learning_rate": 0.1}
    return engine.train(network, arrays.get("X", X), arrays.get("Y", Y), **words)[0]


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
@pytest.mark.parametrize("cost", ["mse", "mae", "half_squared", "rmse"])
@pytest.mark.parametrize("weights", ["zeros", "he", "tenth"])
def test_a_right_gradient_at_a_kink_is_right(activation, cost, weights):
    """Integers and biases of zero: many a z is 0, where ReLU has its corner."""
    report = engine.gradient_check(kinked(activation, cost, weights))
    assert report.right, report
    assert report.kinks == 0 or "stand at a kink" in str(report)


def test_what_stands_at_a_kink_is_counted_and_compared_on_its_side():
    X, Y = np.array([[0.0, 1.0, -1.0], [0.0, 2.0, 1.0]]), np.zeros((1, 3))
    report = engine.gradient_check(kinked(weights="he", X=X, Y=Y))
    assert report.right
    assert report.kinks > 0
    assert engine.gradient_check(first_step("heart")).kinks == 0
    assert "kink" not in str(engine.gradient_check(first_step("heart")))


def test_one_nudge_from_a_kink_is_at_it():
    near = np.array([[1e-7, -1e-7, 3.0, -2.0], [0.0, 0.0, 1.0, 1.0]])
    step = kinked(weights="tenth", X=near, Y=np.zeros((1, 4)))
    assert engine.gradient_check(step).right
    assert engine.gradient_check(step).kinks > 0


@pytest.mark.parametrize("cost", ["mse", "mae", "rmse"])
@pytest.mark.parametrize("weights", ["he", "tenth"])
@pytest.mark.parametrize("gradient", ["article_bias", "scalar_bias"])
def test_a_wrong_gradient_at_a_kink_is_wrong_all_the_same(cost, weights, gradient):
    step = kinked(cost=cost, weights=weights, gradient=gradient)
    wrong = engine.gradient_check(step).wrong_keys
    right = kinked(cost=cost, weights=weights)
    same = {n for n in (1, 2, 3) if np.allclose(step[f"db{n}"], right[f"db{n}"], rtol=1e-9)}
    assert set(wrong) == {f"b{n}" for n in {1, 2, 3} - same}


@pytest.mark.parametrize("cost", ["mse", "rmse", "mae", "half_squared"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_answers_that_are_all_but_perfect_have_a_right_gradient(cost, activation):
    """There a difference is mostly its own curvature, and its rounding."""
    rng = np.random.default_rng(3)
    network = engine.Network.random(
        (2, 4, 1), rng=rng, activations=(activation, "identity"), weights="he"
    )
    X = rng.normal(size=(2, 12))
    for off in (0.0, 1e-9, 1e-7):
        Y = network.predict(X) + off * rng.normal(size=(1, 12))
        step = engine.train(network, X, Y, cost=cost, steps=1, learning_rate=0.1)[0]
        assert engine.gradient_check(step).right, engine.gradient_check(step)
