"""The landscape: the cost as a surface over two directions, and where a run's path lies on it.

A network has more parameters than a picture has axes, so a sheet is a slice: two directions
through one point of the run, all else held. The path leaves that plane; how far, and what the
sheet says under each step beside the true cost, is part of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.activations import Array, activation
from engine.costs import cost as cost_named
from engine.errors import Refused, unknown
from engine.history import History
from engine.network import Network
from engine.steps import Step

Axis = tuple[str, tuple[int, int]]
BUDGET = 4_000_000
"""Numbers in the largest intermediate array of one batch of networks (32 MB)."""


@dataclass(frozen=True, eq=False)
class Plane:
    """Two directions (P, 2) in parameter space through ``origin`` (P,).

    ``coordinates`` of a point are the two parameters themselves when the axes are parameters
    (``offset`` is then their value at the origin), and else distances from the origin.
    """

    origin: Array
    directions: Array
    offset: Array
    step: Step

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
        return costs(self.step, self.parameters(at.reshape(-1, 2))).reshape(at.shape[:-1])


@dataclass(frozen=True, eq=False)
class Sheet:
    """``costs`` (ny, nx) over ``xs`` (nx,) and ``ys`` (ny,), and the run's path above it.

    ``path`` (T+1, 2), ``path_costs`` (T+1,) the true cost there (the last is ``final``'s),
    ``shadow_costs`` (T+1,) the sheet's cost under each point, ``off_plane`` (T+1,) how far the
    point is from the plane, in parameter space. ``at(points)`` gives the sheet's cost anywhere.
    """

    xs: Array
    ys: Array
    costs: Array
    path: Array
    path_costs: Array
    shadow_costs: Array
    off_plane: Array
    plane: Plane

    def at(self, points: Array) -> Array:
        """The sheet's cost at coordinates (…, 2), grid or not."""
        return self.plane.costs(points)


def sheet(
    history: History,
    step: int = 0,
    axes: Sequence[Axis] = (("W1", (0, 0)), ("W1", (0, 1))),
    *,
    span: float | Sequence[tuple[float, float]] | None = None,
    resolution: int = 41,
) -> Sheet:
    """The cost over two named parameters, all others held at ``history[step]``.

    ``span``: half the sheet's width, about the path; or ((x0, x1), (y0, y1)); by default the
    path and half as much again. The cost is that of the step's batch.
    """
    return over(history, along(history[step], axes), span=span, resolution=resolution)


def along(step: Step, axes: Sequence[Axis]) -> Plane:
    """The plane through ``step`` in which two parameters vary."""
    theta = parameters(step.network)
    directions = np.zeros((theta.size, 2))
    columns = [flat_index(step, key, place) for key, place in axes]
    if len(set(columns)) != 2:
        raise Refused(f"axes={axes!r}: a sheet needs two different parameters.")
    directions[columns, [0, 1]] = 1.0
    return Plane(theta, directions, theta[columns], step)


def over(
    history: History,
    plane: Plane,
    *,
    span: float | Sequence[tuple[float, float]] | None = None,
    resolution: int = 41,
) -> Sheet:
    """The sheet over any plane, with the history's path on it."""
    points = np.vstack([trajectory(history), parameters(history.final)])
    path = plane.coordinates(points)
    (x0, x1), (y0, y1) = _limits(path, span)
    xs, ys = np.linspace(x0, x1, resolution), np.linspace(y0, y1, resolution)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    off = np.linalg.norm(points - plane.parameters(path), axis=1)
    true = np.append(history.costs, costs(history[-1], points[-1:]))
    return Sheet(xs, ys, plane.costs(grid), path, true, plane.costs(path), off, plane)


def costs(step: Step, thetas: Array) -> Array:
    """(K, P) parameters -> (K,) costs of the step's batch, many networks at once."""
    widest = max(step.layout.sizes) * step.targets.shape[1]
    size = max(1, BUDGET // widest)
    chunks = [_costs(step, thetas[i : i + size]) for i in range(0, len(thetas), size)]
    return np.concatenate(chunks)


def _costs(step: Step, thetas: Array) -> Array:
    layout, cost = step.layout, cost_named(step.run.cost)
    start, a = layout.parameters.start, step["a0"][None]
    z = a
    with np.errstate(over="ignore"):
        for n, name in enumerate(step.run.activations, start=1):
            W, b = (_stacked(thetas, step, f"{kind}{n}", start) for kind in "Wb")
            z = np.matmul(W, a) + b
            a = activation(name)(z.transpose(1, 0, 2)).transpose(1, 0, 2)
        return cost.many(z, a, step.targets)


def _stacked(thetas: Array, step: Step, key: str, start: int) -> Array:
    place = step.layout.places[key]
    part = thetas[:, place.start - start : place.stop - start]
    return part.reshape(len(thetas), *step.layout.shapes[key])


def trajectory(history: History) -> Array:
    """(K, P): the parameters of every kept step, W1 … WL then b1 … bL, each row by row."""
    depth = range(1, history.layout.depth + 1)
    keys = [f"{kind}{n}" for kind in "Wb" for n in depth]
    return np.hstack([history[key].reshape(len(history.kept), -1) for key in keys])


def parameters(network: Network) -> Array:
    """(P,): one network's parameters in that order."""
    return np.concatenate([array.ravel() for array in (*network.weights, *network.biases)])


def flat_index(step: Step, key: str, place: tuple[int, int]) -> int:
    """Where a named parameter stands in that order."""
    layout = step.layout
    known = [key for key in layout.shapes if key[0] in "Wb" and key != "batch"]
    if key not in known:
        raise unknown("parameter", key, known)
    start: int = layout.places[key].start - layout.parameters.start
    return start + int(np.ravel_multi_index(place, layout.shapes[key]))


def _limits(
    path: Array, span: float | Sequence[tuple[float, float]] | None
) -> Sequence[tuple[float, float]]:
    if span is not None and not isinstance(span, (int, float)):
        return span
    low, high = path.min(axis=0), path.max(axis=0)
    middle = (low + high) / 2
    half = np.full(2, span) if span is not None else np.maximum(0.75 * (high - low), 0.5)
    return list(zip((middle - half).tolist(), (middle + half).tolist(), strict=True))
