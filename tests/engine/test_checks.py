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
