"""Loops of PyTorch as somebody writes them, on two inputs, for the tests of what is recorded."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.adapters.torch import watch

F = nn.functional
RNG = np.random.default_rng(4)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(3)
    torch.set_num_threads(1)


def moons(dtype=torch.float32, m=60):
    X = torch.tensor(RNG.normal(size=(m, 2)), dtype=dtype)
    return X, (X[:, :1] * X[:, 1:] > 0).to(dtype)


def one(*layers):
    return nn.Sequential(nn.Linear(2, 4), *layers, nn.Linear(4, 1))


def loop(model, X, Y, *, cost="bce", steps=4, spoil=lambda: None, zero=True, times=1.0, **more):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watch(model, optimizer, cost=cost, X=X, Y=Y, name="loop", **more) as tape:
        for _ in range(steps):
            if zero:
                optimizer.zero_grad()
            (nn.functional.binary_cross_entropy_with_logits(model(X), Y) * times).backward()
            spoil()
            optimizer.step()
            tape.step()
    return tape.history
