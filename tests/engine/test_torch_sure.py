"""A loop of PyTorch whose answers are all but sure breaks no law: its arithmetic is known."""

import numpy as np
import pytest

from engine.errors import Untrue

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from tests.engine.torch_loops import F, elsewhere  # noqa: E402, F401


def surely(loss_of, *layers, cost, z, labels=None, dtype=torch.float32):
    """A layer that begins with z as large as said, and takes three small steps; its history."""
    X = torch.tensor(np.linspace(-1, 1, 40).reshape(20, 2), dtype=dtype)
    X[:, 1] = X[:, 0]
    Y = (X[:, :1] > 0).to(dtype) if labels is None else labels
    first = nn.Linear(2, 3 if cost == "cce" else 1)
    model = nn.Sequential(first, *layers).to(dtype)
    with torch.no_grad():
        first.weight[:, 0], first.weight[:, 1] = torch.linspace(-z, z, len(first.weight) + 1)[1:], 0
        first.bias[:] = 0
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    with watch(model, optimizer, cost=cost, X=X, Y=Y, name="sure") as tape:
        for _ in range(3):
            optimizer.zero_grad()
            loss = loss_of(model(X), Y)
            loss.backward()
            optimizer.step()
            tape.step(loss)
    return tape.history


def test_an_answer_that_is_all_but_nought_is_off_by_the_rounding_of_its_logarithm():
    labels = torch.tensor([0] * 10 + [2] * 10)
    history = surely(F.nll_loss, nn.LogSoftmax(1), cost="cce", z=90.0, labels=labels)
    a = history[0]["a1"]
    assert a[a > 0].min() < 1e-20


def test_a_softplus_of_a_large_z_has_torchs_slope():
    history = surely(
        F.mse_loss, nn.Softplus(), nn.Linear(1, 1), cost="mse", z=23.0, dtype=torch.float64
    )
    assert history[0]["z1"].max() > 20


def test_a_loss_of_probabilities_is_cut_off_where_torch_does_and_says_so_where_nothing_is_learned():
    history = surely(F.binary_cross_entropy, nn.Sigmoid(), cost="bce", z=60.0)
    assert history[0]["a1"].min() < 1e-13
    with pytest.raises(Untrue, match="is cut off: .* in logits, and take BCEWithLogitsLoss"):
        surely(F.binary_cross_entropy, nn.Sigmoid(), cost="bce", z=-200.0)
    surely(F.binary_cross_entropy_with_logits, cost="bce", z=-200.0)
