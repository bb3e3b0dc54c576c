"""Random networks of every pairing, and what torch says of each in float64.

`python -m tests.engine.references`, where torch is installed, writes the table that stands in for
it elsewhere: for each array of each network one number, its product with fixed directions. It is
dealt by name: a network follows from the names of its pairing alone, so that another activation or
cost leaves all that is stored valid.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import engine
from engine.activations import ACTIVATIONS
from engine.costs import COSTS

EACH = 3  # networks of every pairing
TABLE = Path(__file__).with_name("torch_results.npz")
BESIDE = ("sigmoid", "tanh", "relu")  # what later hidden layers may be instead


class Pairing(NamedTuple):
    """Names: the first hidden activation, the last one, and the cost."""

    hidden: str
    last: str
    cost: str


def pairings() -> list[Pairing]:
    """Every pairing that makes sense, by the engine's own tables."""
    return [
        Pairing(hidden, last, cost.name)
        for cost in COSTS.values()
        for last in (ACTIVATIONS if cost.partner is None else (cost.partner,))
        for hidden, g in ACTIVATIONS.items()
        if g.slope
    ]


def case(pairing: Pairing, number: int) -> dict[str, Any]:
    """A network, data and a cost; of Python's own chance, which no version of NumPy changes."""
    chance = random.Random(f"{' '.join(pairing)} {number}")
    hidden, last, cost = pairing
    outputs = chance.randint(2, 5) if last == "softmax" else chance.randint(1, 4)
    depth = chance.randint(2, 4)
    sizes = (*(chance.randint(1, 7) for _ in range(depth)), outputs)
    m, scale = chance.randint(1, 12), chance.choice((0.3, 1.0, 1.5))

    def matrix(rows: int, columns: int, size: float) -> np.ndarray[Any, Any]:
        values = [chance.gauss(0.0, size) for _ in range(rows * columns)]
        return np.array(values).reshape(rows, columns)

    layers = list(zip(sizes[1:], sizes, strict=False))
    labels = np.array([chance.randrange(outputs) for _ in range(m)])
    low = -0.9 if ACTIVATIONS[last].lowest < 0 else 0.1
    shares = np.array([chance.uniform(low, 0.9) for _ in range(outputs * m)]).reshape(outputs, m)
    return {
        # Spread as an initialiser would: where a tanh is within 1e-9 of 1, its slope 1 - a² has
        # few digits left, in torch as in the engine.
        "weights": [matrix(n, before, scale / before**0.5) for n, before in layers],
        "biases": [matrix(n, 1, scale / 2) for n, _ in layers],
        "activations": (hidden, *(chance.choice((hidden, *BESIDE)) for _ in layers[2:]), last),
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


def torch_curves() -> dict[str, Any]:
    """Torch's own activations, by the engine's names: a row each."""
    import torch

    F = torch.nn.functional
    return {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
        # Torch's takes z itself from 20 on, where exp(-20) is left out.
        "softplus": lambda z: F.softplus(z, threshold=1000.0),
        "softmax": lambda z: torch.softmax(z, dim=0),
        "identity": lambda z: z * 1.0,
    }


def torch_costs() -> dict[str, Any]:
    """Torch's own costs of z, a and y (n, m), by the engine's names: a row each."""
    import torch

    F = torch.nn.functional
    summed = {"reduction": "sum"}
    return {
        "mse": lambda z, a, y: F.mse_loss(a, y),
        "half_squared": lambda z, a, y: 0.5 * F.mse_loss(a, y, **summed) / y.shape[1],
        "rmse": lambda z, a, y: F.mse_loss(a, y).sqrt(),
        "mae": lambda z, a, y: F.l1_loss(a, y),
        "huber": lambda z, a, y: F.huber_loss(a, y),
        "bce": lambda z, a, y: F.binary_cross_entropy_with_logits(z, y, **summed) / y.shape[1],
        "cce": lambda z, a, y: F.cross_entropy(z.T, y.T),
    }


def torchs(asked: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """The same, by torch: its own activations and costs, and its own way back."""
    import torch

    curves = torch_curves()
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
    cost = torch_costs()[asked["cost"]](zs[-1], a, y)
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


def stored() -> dict[Pairing, np.ndarray[Any, Any]]:
    """What torch said: for each pairing (EACH, len(KEYS))."""
    with np.load(TABLE) as table:
        names = (Pairing(*str(name).split()) for name in table["pairings"])
        return dict(zip(names, table["results"], strict=True))


if __name__ == "__main__":
    every = pairings()
    found = [[summary(torchs(case(each, k))) for k in range(EACH)] for each in every]
    np.savez_compressed(TABLE, pairings=[" ".join(each) for each in every], results=found)
