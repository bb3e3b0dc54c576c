"""The gradient, against central differences and against an independent framework."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.working import nudge

PAIRINGS = [("bce", "sigmoid"), ("mse", "sigmoid"), ("mse", "identity")]


def one_step(cost, last, seed):
    """A random network of random shape, and one step on random data."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 6, size=rng.integers(2, 6)).tolist()
    hidden = rng.choice(["sigmoid", "tanh", "relu"], size=len(sizes) - 2).tolist()
    network = engine.Network.random(sizes, rng=rng, activations=[*hidden, last])
    m = int(rng.integers(1, 9))
    X = rng.normal(size=(sizes[0], m))
    Y = rng.integers(0, 2, size=(sizes[-1], m)).astype(float)
    return engine.train(network, X, Y, cost=cost, steps=1, learning_rate=0.1)[0]


@pytest.mark.parametrize(("cost", "last"), PAIRINGS)
@pytest.mark.parametrize("seed", range(6))
def test_backpropagation_agrees_with_central_differences(cost, last, seed):
    step = one_step(cost, last, seed)
    for key in (k for k in step.layout.shapes if k[0] in "Wb" and k != "batch"):
        for place in np.ndindex(step[key].shape):
            up, down = (nudge(step, key, place, epsilon=e).nudged_cost for e in (1e-6, -1e-6))
            assert (up - down) / 2e-6 == pytest.approx(step["d" + key][place], rel=2e-5, abs=2e-8)


@pytest.mark.parametrize(("cost", "last"), PAIRINGS)
@pytest.mark.parametrize("seed", range(6))
def test_backpropagation_agrees_with_torch(cost, last, seed):
    torch = pytest.importorskip("torch", reason="the independent gradient comes from torch")
    step = one_step(cost, last, seed)
    curves = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
    weights, biases = (
        [torch.tensor(a.copy(), requires_grad=True) for a in arrays]
        for arrays in (step.network.weights, step.network.biases)
    )
    a, y = torch.tensor(step["a0"].copy()), torch.tensor(step["y"].copy())
    for W, b, name in zip(weights, biases, step.network.activations, strict=True):
        z = W @ a + b
        a = curves.get(name, lambda z: z)(z)
    if cost == "bce":
        both = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum")
        both = both / y.shape[1]
    else:
        both = torch.nn.functional.mse_loss(a, y)
    both.backward()
    assert step.cost == pytest.approx(float(both), rel=1e-12)
    for ours, theirs in zip(step.gradient.weights, weights, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=1e-12, atol=1e-15)
    for ours, theirs in zip(step.gradient.biases, biases, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=1e-12, atol=1e-15)
