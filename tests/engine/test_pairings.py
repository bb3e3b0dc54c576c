"""Every sensible pairing works, against torch where it is installed; senseless ones are refused."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from tests.engine.references import pairings, torch_costs, torch_curves


def one_step(hidden, last, cost, seed=0):
    rng = np.random.default_rng(seed)
    network = engine.Network.random((3, 4, 2), rng=rng, activations=(hidden, last))
    labels = rng.integers(0, 2, 7)
    return engine.train(
        network, rng.normal(size=(3, 7)), np.eye(2)[:, labels], cost=cost, steps=1,
        learning_rate=0.1,
    )[0]  # fmt: skip


@pytest.mark.parametrize(("hidden", "last", "cost"), pairings())
def test_the_gradient_of_every_pairing_is_right(hidden, last, cost):
    report = engine.gradient_check(one_step(hidden, last, cost))
    assert report.right, report


@pytest.mark.parametrize(("hidden", "last", "cost"), pairings())
def test_the_gradient_of_every_pairing_agrees_with_torch(hidden, last, cost):
    torch = pytest.importorskip("torch", reason="the independent gradient comes from torch")
    step = one_step(hidden, last, cost)
    curves = torch_curves()
    weights, biases = (
        [torch.tensor(a.copy(), requires_grad=True) for a in arrays]
        for arrays in (step.network.weights, step.network.biases)
    )
    a, y = torch.tensor(step["a0"].copy()), torch.tensor(step["y"].copy())
    for W, b, name in zip(weights, biases, (hidden, last), strict=True):
        z = W @ a + b
        a = curves[name](z)
    theirs = torch_costs()[cost](z, a, y)
    theirs.backward()
    assert step.cost == pytest.approx(theirs.item(), rel=1e-11)
    for n, (W, b) in enumerate(zip(weights, biases, strict=True), start=1):
        np.testing.assert_allclose(step[f"dW{n}"], W.grad, rtol=1e-11, atol=1e-15)
        np.testing.assert_allclose(step[f"db{n}"], b.grad, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"activations": ("sigmoid", "sigmoid", "tanh")}, "'sigmoid'"),
        ({"cost": "cce"}, "'softmax'"),
        ({"cost": "bce", "activations": ("relu", "relu", "softmax")}, "always 1"),
        ({"activations": ("softmax", "sigmoid", "sigmoid")}, "only the last layer"),
        ({"activations": ("sigmod",)}, "did you mean 'sigmoid'"),
        ({"cost": "bec"}, "did you mean 'bce'"),
        ({"dtype": "float16"}, "float64"),
        ({"momentum": 1.5}, "below 1"),
        ({"learning_rate": float("nan")}, "above zero"),
        ({"batch": 0}, "above zero"),
        ({"batch": 11}, "only 10 examples"),
        ({"gradient": "lefft"}, "Known"),
        ({"metrics": ("accuracy",)}, "measure"),
        ({"seed": True}, "whole number"),
        ({"start": (1.0, 2.0)}, "25 parameters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(fields, reason):
    with pytest.raises(engine.Refused, match=reason):
        engine.record("heart", **fields)


@pytest.mark.parametrize(
    ("cost", "last", "Y", "reason"),
    [
        ("bce", "sigmoid", [[0.5, 1.0]], "0 or 1"),
        ("mse", "sigmoid", [[2.0, 1.0]], "never reach"),
        ("mse", "relu", [[-1.0, 1.0]], "never reach"),
        ("mae", "identity", [["cat", "dog"]], "one_hot"),
        ("mse", "identity", [[1.0, 2.0], [3.0, 4.0]], r"Y \(1, m\)"),
    ],
)
def test_targets_that_do_not_suit_are_refused(cost, last, Y, reason):
    network = engine.Network.random((1, 1), rng=np.random.default_rng(0), activations=last)
    with pytest.raises(engine.Refused, match=reason):
        engine.train(network, [[1.0, 2.0]], Y, cost=cost, steps=1, learning_rate=1.0)


def test_classes_that_are_not_one_hot_are_refused():
    network = engine.Network.random((1, 2), rng=np.random.default_rng(0), activations="softmax")
    with pytest.raises(engine.Refused, match="one-hot"):
        engine.train(network, [[1.0]], [[1.0], [1.0]], cost="cce", steps=1, learning_rate=1.0)
