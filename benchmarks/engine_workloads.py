"""The engine's four workloads: data, first network and batches, the same for everyone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import engine
from engine.basics.arrays import Array
from engine.run import Run


@dataclass(frozen=True, eq=False)
class Workload:
    """A run of ``steps`` on X (n_0, N) and Y (n_L, N); ``batches`` (steps, m), or None for all."""

    name: str
    title: str
    run: Run
    X: Array
    Y: Array
    network: engine.Network
    batches: Array | None

    @property
    def steps(self) -> int:
        """Steps in a round."""
        return int(self.run.steps or 0)


SHAPES = {
    "A": ((2, 3, 3, 1), ("sigmoid",) * 3, "bce", 10, None, 600),
    "B": ((64, 32, 10), ("sigmoid", "softmax"), "cce", 1797, 32, 400),
    "C": ((784, 16, 16, 10), ("sigmoid",) * 3, "half_squared", 10_000, 32, 200),
    "D": ((784, 128, 64, 10), ("relu", "relu", "softmax"), "cce", 10_000, 64, 80),
}


def workload(name: str) -> Workload:
    """Workload A, B, C or D."""
    sizes, activations, cost, N, batch, steps = SHAPES[name]
    rng = np.random.default_rng(0)
    X = rng.random((N, sizes[0])).T
    labels = rng.integers(0, max(2, sizes[-1]), N)
    Y = np.eye(sizes[-1])[labels].T if sizes[-1] > 1 else labels[None].astype(float)
    weights = "scaled" if sizes[0] > 2 else "normal"
    network = engine.Network.random(sizes, rng=rng, activations=activations, weights=weights)
    order = None
    if batch:
        order = np.stack([rng.permutation(N)[:batch] for _ in range(steps)])
    title = f"{'-'.join(map(str, sizes))}, {'batch ' + str(batch) if batch else 'all ' + str(N)}"
    run = Run(
        name=name, sizes=sizes, activations=activations, cost=cost, data="given",
        learning_rate=0.1, steps=steps, batch=batch, budget=2**32,
    )  # fmt: skip
    return Workload(name, title, run, X, np.ascontiguousarray(Y), network, order)
