"""Runs that nobody chose: of any shape, start, cost, data and length that the engine can make."""

from typing import Any

import numpy as np

import engine
from engine.activations import ACTIVATIONS, activation
from engine.costs import COSTS, cost
from engine.optimizers import OPTIMIZERS, UNSTATED

WIDEST, DEEPEST, MOST, LONGEST = 120, 5, 300, 400
CURVES = [name for name in ACTIVATIONS if name != "softmax"]
STARTS = "zeros", "normal", "scaled"
SPREADS = 1.0, 1.0, 60.0  # of the inputs: scaled, or as somebody measured them


def any_run(seed: int) -> engine.History:
    """Return the run that a seed draws; a rate at which its cost is lost is made smaller."""
    rng = np.random.default_rng(seed)
    looks = _looks(rng)
    sizes, activations, start = (looks.pop(name) for name in ("sizes", "activations", "start"))
    network = engine.Network.random(
        sizes, rng=rng, activations=activations, weights=start, biases=start
    )
    X, Y = _data(rng, network, looks)
    looks |= _how(np.random.default_rng((seed, 1)))
    rate = looks.pop("learning_rate")
    while True:
        try:
            return engine.train(network, X, Y, learning_rate=rate, **looks)
        except engine.Diverged:
            rate /= 100


def said(history: engine.History) -> str:
    """Return what a run is, so that a failing test says what it failed on."""
    run = history.run
    shape = "-".join(map(str, run.sizes)), "/".join(run.activations), run.cost
    m = history.dataset.X.shape[1]
    how = f"{run.optimizer}{' with L2' if run.l2 else ''}{', some frozen' if run.frozen else ''}"
    return f"{' '.join(shape)}, {m} examples by {run.batch or m}, {len(history)} steps by {how}"


def _looks(rng: np.random.Generator) -> dict[str, Any]:
    depth = int(rng.integers(1, DEEPEST + 1))
    sizes = [_up_to(rng, WIDEST) for _ in range(depth + 1)]
    judge = str(rng.choice(list(COSTS)))
    last = cost(judge).partner or str(rng.choice(CURVES))
    if rng.random() < 0.5:
        sizes[-1] = 1  # most of what people train answers with one number
    if last == "softmax":
        sizes[-1] = max(2, sizes[-1])
    hidden = [str(rng.choice(CURVES)) for _ in range(depth - 1)]
    return {
        "sizes": tuple(sizes),
        "activations": (*hidden, last),
        "start": str(rng.choice(STARTS)),
        "cost": judge,
        "steps": 1 + _up_to(rng, LONGEST - 1),
        "learning_rate": float(10 ** rng.uniform(-3, 0)),
    }


def _how(rng: np.random.Generator) -> dict[str, Any]:
    """Draw an optimizer, L2 and what is frozen, of a chance of their own."""
    name = str(rng.choice([name for name in OPTIMIZERS if name != UNSTATED]))
    how: dict[str, Any] = {"optimizer": name, "l2": float(rng.choice([0.0, 0.0, 0.01]))}
    if name in ("momentum", "nesterov"):
        how["momentum"] = 0.9
    return how | {"frozen": "biases"} if rng.random() < 0.1 else how


def _data(
    rng: np.random.Generator, network: engine.Network, looks: dict[str, Any]
) -> tuple[Any, Any]:
    m, outputs = _up_to(rng, MOST), network.sizes[-1]
    looks["batch"] = None if rng.random() < 0.6 else int(rng.integers(1, m + 1))
    X = rng.normal(size=(network.sizes[0], m)) * rng.choice(SPREADS)
    if looks["cost"] == "cce":
        return X, np.eye(outputs)[:, rng.integers(outputs, size=m)]
    if looks["cost"] == "bce" or rng.random() < 0.5:
        return X, rng.integers(2, size=(outputs, m)) * 1.0
    return X, activation(network.activations[-1])(rng.normal(size=(outputs, m)))


def _up_to(rng: np.random.Generator, most: int) -> int:
    """Draw a count from 1 to `most`: as often below the root of it as above."""
    return int(np.exp(rng.uniform(0, np.log(most + 1))))
