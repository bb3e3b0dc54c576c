"""A loop of PyTorch that has a mistake is found out, with the place of its worst entry."""

import pytest

import engine
from engine.errors import Untrue

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from tests.engine.torch_loops import elsewhere, loop, moons  # noqa: E402, F401


class RowSums(torch.autograd.Function):
    """z = a Wᵀ + b, whose bias hears the row sums of dW: a mistake that trains."""

    @staticmethod
    def forward(ctx, a, W, b):
        ctx.save_for_backward(a, W)
        return a @ W.T + b

    @staticmethod
    def backward(ctx, δ):
        a, W = ctx.saved_tensors
        return δ @ W, δ.T @ a, (δ.T @ a).sum(1)


class Mistaken(nn.Linear):
    def forward(self, a):
        return RowSums.apply(a, self.weight, self.bias)


def test_a_gradient_bug_is_found_with_its_place():
    X, Y = moons()
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), Mistaken(3, 2), nn.Tanh(), nn.Linear(2, 1))
    with pytest.raises(Untrue, match="db2.*sum of δ2's row.*Most likely it is the sum of dW's row"):
        loop(model, X, Y)
    history = loop(model, X, Y, unchecked=True)
    assert history.unchecked
    assert engine.load("loop").unchecked


def test_other_mistakes_of_a_loop_are_named():
    X, Y = moons()

    def model():
        return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))

    with pytest.raises(Untrue, match="step 1.*the step before was not set to zero"):
        loop(model(), X, Y, zero=False)
    with pytest.raises(Untrue, match="is 65536 times what it should be"):
        loop(model(), X, Y, times=65536.0)
    with pytest.raises(Untrue, match="step 0: delta2"):
        loop(model(), X, Y, cost="mse")
    made = model()

    def spoil():
        made[0].weight.grad[1, 1] += 0.1

    with pytest.raises(Untrue, match=r"step 0: dW1\[1, 1\]"):
        loop(made, X, Y, spoil=spoil)


def test_a_loss_that_is_a_mean_over_outputs_too_says_so():
    X, Y = moons()
    with pytest.raises(Untrue, match="step 0: cost is .* the mean over its 2 outputs as well"):
        take_a_step(nn.Sequential(nn.Linear(2, 2)), X, torch.cat([Y, 1 - Y], dim=1))


def take_a_step(model, X, Y):
    """One that hands its own loss over."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watch(model, optimizer, cost="bce", X=X, Y=Y, name="loop") as tape:
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), Y)
        loss.backward()
        optimizer.step()
        tape.step(loss)
