"""Every array of what PyTorch trained is PyTorch's, and a film of it can be made or is refused."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from tests.proof import proved

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from tests.engine.torch_witness import Witness  # noqa: E402

F = nn.functional
PLANS = ({}, {"keep": "log 20", "steps": 60}, {"keep": "every 7"})


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(3)
    torch.set_num_threads(1)


def flowers():
    """Iris, 4-8-3 softmax: SGD with momentum and weight decay, in batches of a ragged epoch."""
    data = pytest.importorskip("sklearn.datasets").load_iris()
    X = torch.tensor((data.data - data.data.mean(0)) / data.data.std(0)).float()
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    words = {"features": data.feature_names, "classes": data.target_names.tolist(), "cost": "cce"}
    sgd = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
    return model, sgd, None, F.cross_entropy, X, torch.tensor(data.target), 40, words


def digits():
    """Handwritten digits, 64-32-10: Adam with a scheduler and clipped gradients."""
    data = pytest.importorskip("sklearn.datasets").load_digits()
    X, Y = torch.tensor(data.images[:600] / 16).float(), torch.tensor(data.target[:600])
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    adam = torch.optim.Adam(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(adam, 60)
    return model, adam, scheduler, F.cross_entropy, X, Y, 64, {"cost": "cce"}


def regression():
    """A curve over two inputs, in float64, by AdamW."""
    X = torch.tensor(np.random.default_rng(0).normal(size=(80, 2)))
    model = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)).double()
    adam = torch.optim.AdamW(model.parameters(), lr=0.02)
    return model, adam, None, F.mse_loss, X, X[:, :1] ** 2 - X[:, 1:], None, {"cost": "mse"}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.get("keep", "all"))
@pytest.mark.parametrize("training", [flowers, digits, regression])
def test_every_array_is_torchs(training, plan):
    model, optimizer, scheduler, loss_of, X, Y, batch, words = training()
    witness = Witness(model, loss_of)
    with watch(model, optimizer, X=X, Y=Y, name="run", **words, **plan) as tape:
        for t in range(60):
            per = -(-len(X) // (batch or len(X)))
            if t % per == 0:
                order = torch.randperm(len(X)) if batch else torch.arange(len(X))
            rows = order.split(batch or len(X))[t % per]
            witness.look(X[rows], Y[rows])
            optimizer.zero_grad()
            loss = loss_of(model(X[rows]), Y[rows])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 0.5 if training is digits else 1e9)
            optimizer.step()
            witness.after()
            tape.step(loss)
            if scheduler is not None:
                scheduler.step()
    history = engine.load("run")
    assert history.fingerprint == tape.history.fingerprint
    apart = witness.differences(history)
    assert {*apart} == {"cost", "W", "b", "dW", "db", "uW", "ub", "z", "a", "delta"}
    ε = float(np.finfo(history.run.dtype).eps)
    farthest = max(apart.pop("a"), apart.pop("cost")) / ε  # of a softmax that is in the loss
    assert farthest < 4
    assert not any(apart.values()), apart
    np.testing.assert_allclose(
        history.costs, [each["cost"] for each in witness.steps[: len(history)]], rtol=2 * ε
    )
    proved("laws: torch arrays", witness.arrays(history), f"farthest {farthest:.1f} roundings")
