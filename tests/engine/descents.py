"""Random networks going down by every optimizer, and where torch's own goes with each, in float64.

`python -m tests.engine.descents`, where torch is installed, writes the table that stands in for it
elsewhere: for each network, of its parameters after each step, their product with fixed directions.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.optimizers import OPTIMIZERS, UNSTATED
from tests.engine.references import torch_costs, torch_curves

EACH, STEPS = 8, 200  # networks of every optimizer, and how far each goes
TABLE = Path(__file__).with_name("torch_descents.npz")
NAMES = tuple(name for name in OPTIMIZERS if name != UNSTATED)
PAIRS = (("sigmoid", "bce"), ("softmax", "cce"), ("identity", "mse"), ("tanh", "half_squared"))


def case(name: str, number: int) -> dict[str, Any]:
    """A network, data, and words of `engine.train`; of Python's own chance."""
    chance = random.Random(f"{name} {number}")
    last, cost = PAIRS[number % len(PAIRS)]
    depth = chance.randint(1, 3)
    sizes = (*(chance.randint(2, 6) for _ in range(depth)), chance.randint(2, 4))
    m = chance.randint(4, 12)

    def matrix(rows: int, columns: int, size: float) -> np.ndarray[Any, Any]:
        values = [chance.gauss(0.0, size) for _ in range(rows * columns)]
        return np.array(values).reshape(rows, columns)

    layers = list(zip(sizes[1:], sizes, strict=False))
    weights = [matrix(n, before, 1.0 / before**0.5) for n, before in layers]
    biases = [matrix(n, 1, 0.5) for n, _ in layers]
    hidden = [chance.choice(("sigmoid", "tanh", "softplus", "relu")) for _ in layers[1:]]
    X = matrix(sizes[0], m, 1.0)
    labels = [chance.randrange(sizes[-1]) for _ in range(m)]
    Y = np.eye(sizes[-1])[:, labels] if cost in ("bce", "cce") else np.tanh(X[:1] - X[1:2])
    if number >= len(PAIRS):  # soft targets, where the cost allows them
        Y = 0.9 * Y + 0.1 / sizes[-1]
    words = {"optimizer": name, "cost": cost, "learning_rate": chance.uniform(0.05, 0.3)}
    words |= _how(name, number, chance)
    network = engine.Network(weights, biases, (*hidden, last))
    return {"network": network, "X": X, "Y": np.resize(Y, (sizes[-1], m)), "words": words}


def _how(name: str, number: int, chance: random.Random) -> dict[str, Any]:
    """What else is said: an optimizer's own words, L2, a schedule, what is frozen."""
    how: dict[str, Any] = {"l2": chance.choice((0.0, 0.01, 0.1))}
    if name in ("momentum", "nesterov"):
        how["momentum"] = chance.choice((0.5, 0.9))
    if name in ("rmsprop", "adam"):
        # Where a slope is next to nothing RMSProp divides it by as little, and any rounding grows:
        # two that are both right part there. So it neither arrives nor is held by a strong L2.
        how["learning_rate"] = chance.uniform(0.0005, 0.002) * (1 if name == "rmsprop" else 10)
        how["epsilon"] = chance.choice((1e-8, 1e-6))
    if name == "rmsprop":
        how["l2"] /= 100
        how["rho"] = chance.choice((0.98, 0.99))
    if name == "adam":
        how["betas"] = chance.choice(((0.9, 0.999), (0.8, 0.99)))
    # A velocity that has α inside is torch's while α stays.
    if "momentum" not in how:
        how |= chance.choice((
            {}, {"decay": 0.02}, {"schedule": "step", "period": 60, "factor": 0.5},
            {"schedule": "cosine", "period": 150},
        ))  # fmt: skip
    if number % 3 == 2:
        how["frozen"] = chance.choice(("biases", "W1", "b1"))
    return how


def ours(asked: dict[str, Any]) -> np.ndarray[Any, Any]:
    """(STEPS, P) the engine's parameters after each step."""
    history = engine.train(asked["network"], asked["X"], asked["Y"], steps=STEPS, **asked["words"])
    networks = [*(step.network for step in history[1:]), history.final]
    return np.array([flat((*each.weights, *each.biases)) for each in networks])


def flat(arrays: Any) -> np.ndarray[Any, Any]:
    """The arrays one after the other, row by row."""
    return np.concatenate([np.ravel(array) for array in arrays])


def torchs(asked: dict[str, Any]) -> np.ndarray[Any, Any]:
    """The same, by torch's own optimizer and scheduler."""
    import torch

    torch.set_num_threads(1)  # at these sizes more of them only wait for each other
    network, words = asked["network"], asked["words"]
    frozen = words.get("frozen", "")
    Ws = [torch.tensor(W.copy(), requires_grad=f"W{n}" != frozen)
          for n, W in enumerate(network.weights, 1)]  # fmt: skip
    bs = [torch.tensor(b.copy(), requires_grad=frozen not in ("biases", f"b{n}"))
          for n, b in enumerate(network.biases, 1)]  # fmt: skip
    learned = [each for each in (*Ws, *bs) if each.requires_grad]
    groups = [{"params": [W for W in Ws if W.requires_grad], "weight_decay": words["l2"]},
              {"params": [b for b in bs if b.requires_grad]}]  # fmt: skip
    groups = [group for group in groups if group["params"]]
    going = torch_optimizers(groups, words)
    falling = torch_schedule(going, words)
    X, y, found = torch.tensor(asked["X"]), torch.tensor(asked["Y"]), []
    for _ in range(STEPS if learned else 0):
        going.zero_grad()
        a = X
        for W, b, g in zip(Ws, bs, network.activations, strict=True):
            z = W @ a + b
            a = torch_curves()[g](z)
        torch_costs()[words["cost"]](z, a, y).backward()
        going.step()
        falling.step()
        found.append(flat([each.detach().numpy().copy() for each in (*Ws, *bs)]))
    return np.array(found)


def torch_optimizers(groups: list[dict[str, Any]], words: dict[str, Any]) -> Any:
    """Torch's own, by the engine's name and words."""
    from torch import optim

    lr = words["learning_rate"]
    return {
        "gradient_descent": lambda: optim.SGD(groups, lr),
        "momentum": lambda: optim.SGD(groups, lr, momentum=words["momentum"]),
        "nesterov": lambda: optim.SGD(groups, lr, momentum=words["momentum"], nesterov=True),
        "rmsprop": lambda: optim.RMSprop(groups, lr, alpha=words["rho"], eps=words["epsilon"]),
        "adam": lambda: optim.Adam(groups, lr, betas=words["betas"], eps=words["epsilon"]),
    }[words["optimizer"]]()


def torch_schedule(going: Any, words: dict[str, Any]) -> Any:
    """Torch's own, by the engine's name and words; a full batch is an epoch."""
    from torch.optim import lr_scheduler

    if words.get("schedule") == "step":
        return lr_scheduler.StepLR(going, words["period"], words["factor"])
    if words.get("schedule") == "cosine":
        return lr_scheduler.CosineAnnealingLR(going, words["period"])
    return lr_scheduler.LambdaLR(going, lambda t: 1 / (1 + words.get("decay", 0.0) * t))


def summary(parameters: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """(STEPS,) one number for each step, in which every parameter has its share."""
    return np.asarray(parameters @ (1.0 + np.cos(np.arange(parameters.shape[1]))))


def stored() -> dict[tuple[str, int], np.ndarray[Any, Any]]:
    """What torch said: (optimizer, number) -> (STEPS,)."""
    with np.load(TABLE) as table:
        return {(name, k): table[name][k] for name in table.files for k in range(EACH)}


if __name__ == "__main__":
    every = {name: [summary(torchs(case(name, k))) for k in range(EACH)] for name in NAMES}
    np.savez_compressed(TABLE, **every)
