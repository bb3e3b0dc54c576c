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
        ("bce", "sigmoid", [[1.5, 1.0]], "0 or 1"),
        ("bce", "sigmoid", [[-1.0, 1.0]], "turns -1 and 1 into them"),
        ("bce", "sigmoid", [[float("nan"), 1.0]], "nan"),
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


@pytest.mark.parametrize("Y", [[[1.0], [1.0]], [[0.5], [0.4]], [[0.0], [0.0]]])
def test_classes_that_do_not_add_up_to_one_are_refused(Y):
    network = engine.Network.random((1, 2), rng=np.random.default_rng(0), activations="softmax")
    with pytest.raises(engine.Refused, match="one-hot"):
        engine.train(network, [[1.0]], Y, cost="cce", steps=1, learning_rate=1.0)


@pytest.mark.parametrize(("last", "cost"), [("sigmoid", "bce"), ("softmax", "cce")])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_soft_targets_are_learned_where_the_cost_allows_them(last, cost, dtype):
    rng = np.random.default_rng(3)
    network = engine.Network.random((3, 4, 3), rng=rng, activations=("tanh", last))
    X, Y = rng.normal(size=(3, 12)), rng.dirichlet((1, 1, 1), 12).T
    words = {"cost": cost, "steps": 400, "learning_rate": 0.5, "dtype": dtype}
    history = engine.train(network, X, Y, **words)
    step = history[0]
    if dtype == "float64":
        assert engine.gradient_check(step).right
    a, y = step[f"a{2}"].astype(float), step["y"].astype(float)
    each = -(y * np.log(a) + (cost == "bce") * (1 - y) * np.log1p(-a)).sum(axis=0)
    wide = 1e-5 if dtype == "float32" else 1e-12
    assert step.cost == pytest.approx(each.mean(), rel=wide)
    np.testing.assert_allclose(engine.working.each(step)["cost"], each, rtol=wide)
    assert history.costs[-1] < history.costs[0]
    # A twelfth example can be learned by heart, down to what its shares themselves leave open.
    least = -(y * np.log(y) + (cost == "bce") * (1 - y) * np.log1p(-y)).sum(axis=0).mean()
    assert least < history.costs[-1]


def test_a_soft_target_of_nought_and_one_is_a_hard_one():
    rng = np.random.default_rng(3)
    z, a = rng.normal(size=(4, 9)), np.full((4, 9), 0.25)
    hard = np.eye(4)[:, rng.integers(4, size=9)]
    soft = hard.copy()
    soft[:, 0] = 0.25
    for name in ("bce", "cce"):
        one = engine.costs.cost(name)
        out, other = np.empty_like(z), np.empty_like(z)
        one.gradient(z, a, hard, out)
        one.gradient(z, a, soft, other)
        np.testing.assert_allclose(out[:, 1:], other[:, 1:], rtol=1e-12, atol=1e-15)
        each = one.each(z, a, hard)[1:], one.each(z, a, soft)[1:]
        np.testing.assert_allclose(*each, rtol=1e-12)
