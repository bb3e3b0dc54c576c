"""A plane through parameter space, and the cost of every network that lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.given import indices, place_in
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Values
from engine.costs import cost as cost_named
from engine.errors import among, unknown
from engine.history import History
from engine.network import Network
from engine.run import Run
from engine.steps import Step

BUDGET = 4_000_000
"""Numbers in the largest intermediate array of one batch of networks (32 MB)."""


@dataclass(frozen=True, eq=False)
class Ground(Values):
    """What the cost is measured on: a run's formulas, X (n_0, m) and Y (n_L, m)."""

    run: Run
    X: Array
    Y: Array

    @classmethod
    def of(cls, history: History, step: Step) -> Ground:
        """The step's batch, which is everything there is; in a run in batches, all examples."""
        if history.schedule.batched:
            return cls(history.run, history.examples.rows.T, history.examples.targets)
        return cls(history.run, step["a0"], step.targets)

    def costs(self, thetas: Array) -> Array:
        """(K, P) parameters -> (K,) costs, many networks at once."""
        widest = max(self.run.sizes) * self.Y.shape[1]
        size = max(1, BUDGET // widest)
        parts = [self._costs(thetas[i : i + size]) for i in range(0, len(thetas), size)]
        return np.concatenate(parts)

    def _costs(self, thetas: Array) -> Array:
        z = a = self.X[None]
        with np.errstate(over="ignore"):
            for n, name in enumerate(self.run.activations, start=1):
                W, b = stacked(thetas, self.run, f"W{n}"), stacked(thetas, self.run, f"b{n}")
                z = np.matmul(W, a) + b
                a = activation(name)(z.transpose(1, 0, 2)).transpose(1, 0, 2)
            return cost_named(self.run.cost).many(z, a, self.Y)


@dataclass(frozen=True, eq=False)
class Plane(Values):
    """Two directions (P, 2) in parameter space through ``origin`` (P,).

    Where the directions are two parameters, coordinates are their values (``offset`` (2,) is
    then their value at the origin); else they are lengths along the directions, from the
    origin. ``variance`` (2,) is the share of the path's variance that each direction explains,
    where that was asked.
    """

    origin: Array
    directions: Array
    offset: Array
    ground: Ground
    variance: Array | None = None

    def coordinates(self, points: Array) -> Array:
        """(K, P) parameters -> (K, 2), by orthogonal projection on the plane."""
        flat, *_ = np.linalg.lstsq(self.directions, (points - self.origin).T, rcond=None)
        return np.asarray(flat.T + self.offset)

    def parameters(self, at: Array) -> Array:
        """(K, 2) coordinates -> (K, P) parameters on the plane."""
        return np.asarray(self.origin + (np.asarray(at) - self.offset) @ self.directions.T)

    def costs(self, at: Array) -> Array:
        """The cost at coordinates (…, 2) of the plane, shaped (…,)."""
        at = np.asarray(at, dtype=float)
        flat = self.ground.costs(self.parameters(at.reshape(-1, 2)))
        return flat.reshape(at.shape[:-1])


@of_its_kind
def places(run: Run) -> dict[str, tuple[slice, tuple[int, int]]]:
    """Key -> its slice of a parameter vector, and its shape: W1 … WL, then b1 … bL."""
    layers = list(enumerate(pairwise(run.sizes), start=1))
    shapes = {f"W{n}": (after, before) for n, (before, after) in layers}
    shapes |= {f"b{n}": (after, 1) for n, (_, after) in layers}
    found, start = {}, 0
    for key, shape in shapes.items():
        found[key] = (slice(start, start + prod(shape)), shape)
        start += prod(shape)
    return found


def stacked(thetas: Array, run: Run, key: str) -> Array:
    """(K, P) parameters -> the (K, n, n_prev) matrices at ``key``."""
    place, shape = places(run)[key]
    return thetas[:, place].reshape(len(thetas), *shape)


@of_its_kind
def flat_index(run: Run, key: str, place: tuple[int, int]) -> int:
    """Where the parameter at ``place`` of ``key`` stands in a parameter vector."""
    known = places(run)
    if not among(key, known):
        raise unknown("parameter", key, known)
    part, shape = known[key]
    return int(part.start) + int(np.ravel_multi_index(place_in(shape, place, key), shape))


@of_its_kind
def parameters(network: Network) -> Array:
    """(P,): a network's parameters, W1 … WL then b1 … bL, each row by row."""
    return np.concatenate([array.ravel() for array in (*network.weights, *network.biases)])


@of_its_kind
def trajectory(history: History, steps: Array | None = None) -> Array:
    """(K, P): the parameters of every kept step, in that order, or of the steps that are given."""
    if steps is not None:
        chosen = indices(steps, len(history), "steps")
        return np.array([parameters(history[step].network) for step in chosen])
    stacks = [history[key].reshape(len(history.kept), -1) for key in places(history.run)]
    return np.hstack(stacks)
