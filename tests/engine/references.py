"""Five hundred random networks, and what torch says of each in float64.

`python -m tests.engine.references`, where torch is installed, writes the table that stands in for
it elsewhere: for each array of each network one number, its product with fixed directions.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.activations import ACTIVATIONS
from engine.costs import COSTS

COUNT = 500
TABLE = Path(__file__).with_name("torch_results.npz")
HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
ENDS = [(last, cost.name) for cost in COSTS.values() for last in ACTIVATIONS
        if cost.partner in (None, last)]  # fmt: skip


def case(number: int) -> dict[str, Any]:
    """A network, data and a cost; of Python's own chance, which no version of NumPy changes."""
    chance = random.Random(number)
    last, cost = ENDS[number % len(ENDS)]
    outputs = chance.randint(2, 5) if last == "softmax" else chance.randint(1, 4)
    depth = chance.randint(1, 4)
    sizes = (*(chance.randint(1, 7) for _ in range(depth)), outputs)
    m, scale = chance.randint(1, 12), chance.choice((0.3, 1.0, 1.5))

    def matrix(rows: int, columns: int, size: float) -> np.ndarray[Any, Any]:
        values = [chance.gauss(0.0, size) for _ in range(rows * columns)]
        return np.array(values).reshape(rows, columns)

    layers = list(zip(sizes[1:], sizes, strict=False))
    labels = np.array([chance.randrange(outputs) for _ in range(m)])
    low = -0.9 if last in ("tanh", "identity", "leaky_relu") else 0.1
    shares = np.array([chance.uniform(low, 0.9) for _ in range(outputs * m)]).reshape(outputs, m)
    return {
        # Spread as an initialiser would: where a tanh is within 1e-9 of 1, its slope 1 - a² has
        # few digits left, in torch as in the engine.
        "weights": [matrix(n, before, scale / before**0.5) for n, before in layers],
        "biases": [matrix(n, 1, scale / 2) for n, _ in layers],
        "activations": (*(chance.choice(HIDDEN) for _ in layers[1:]), last),
        "X": matrix(sizes[0], m, 1.0),
        "Y": np.eye(outputs)[:, labels] if cost in ("bce", "cce") else shares,
        "cost": cost,
    }


def ours(asked: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Every quantity of the engine's first step."""
    network = engine.Network(asked["weights"], asked["biases"], asked["activations"])
    step = engine.train(
        network, asked["X"], asked["Y"], cost=asked["cost"], steps=1, learning_rate=0.1
    )[0]
    return {key: step[key] for key in step.keys if key[0] in "zadc" and key not in ("a0", "count")}


def torchs(asked: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """The same, by torch: its own activations and costs, and its own way back."""
    import torch

    F = torch.nn.functional
    curves = {
        "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
        "leaky_relu": lambda z: F.leaky_relu(z, 0.01), "identity": lambda z: z * 1.0,
        "softmax": lambda z: torch.softmax(z, dim=0),
    }  # fmt: skip
    Ws, bs = (
        [torch.tensor(a, requires_grad=True) for a in asked[k]] for k in ("weights", "biases")
    )
    a, y = torch.tensor(asked["X"]), torch.tensor(asked["Y"])
    zs, answers = [], []
    for W, b, name in zip(Ws, bs, asked["activations"], strict=True):
        z = W @ a + b
        z.retain_grad()
        a = curves[name](z)
        zs.append(z)
        answers.append(a)
    m = y.shape[1]
    cost = {
        "mse": lambda: F.mse_loss(a, y), "rmse": lambda: F.mse_loss(a, y).sqrt(),
        "half_squared": lambda: 0.5 * ((a - y) ** 2).sum() / m, "mae": lambda: F.l1_loss(a, y),
        "bce": lambda: F.binary_cross_entropy_with_logits(z, y, reduction="sum") / m,
        "cce": lambda: F.cross_entropy(z.T, y.argmax(dim=0)),
    }[asked["cost"]]()  # fmt: skip
    cost.backward()
    found = {"cost": cost}
    for n in range(1, len(Ws) + 1):
        found |= {f"z{n}": zs[n - 1], f"a{n}": answers[n - 1], f"delta{n}": zs[n - 1].grad}
        found |= {f"dW{n}": Ws[n - 1].grad, f"db{n}": bs[n - 1].grad}
    return {key: value.detach().numpy() for key, value in found.items()}


KEYS = ("cost", *(f"{name}{n}" for n in range(1, 5) for name in ("z", "a", "delta", "dW", "db")))


def summary(found: dict[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """One number for each array, in which every entry has its share; nan where there is none."""
    return np.array([_projected(found[key]) if key in found else np.nan for key in KEYS])


def _projected(array: np.ndarray[Any, Any]) -> float:
    flat = np.ravel(array)
    return float(flat @ (1.0 + np.cos(np.arange(flat.size))))


if __name__ == "__main__":
    table = np.stack([summary(torchs(case(number))) for number in range(COUNT)])
    np.savez_compressed(TABLE, results=table)
