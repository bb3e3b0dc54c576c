"""A sheet: the cost over a plane, and the run's path above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import floats, generator, whole
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.history import History
from engine.landscape.plane import Ground, Plane, flat_index, parameters, places, trajectory
from engine.working.keys import Keyed, two_axes

Axis = tuple[str, tuple[int, int]]
Span = float | Sequence[tuple[float, float]] | None
FINEST = 4096
"""Places along either side of a sheet."""
_THIN = 1e-12  # of the longer direction's variance: what rounding alone makes of a line


@dataclass(frozen=True, eq=False)
class Sheet(Keyed):
    """``costs`` (ny, nx) over ``xs`` (nx,) and ``ys`` (ny,), and the run's path above it.

    K are the history's kept steps (all T in a small run), or those that were asked for, and, last,
    ``final``: ``path`` (K+1, 2) their coordinates, ``path_costs`` (K+1,) the true cost there,
    ``shadow_costs`` (K+1,) the sheet's cost under each, ``off_plane`` (K+1,) how far each is from
    the plane, and ``share`` how much of the path's variance lies within it, 0 to 1: all of it where
    nothing moved. ``sheet[key]`` reads them as well.
    """

    xs: Array
    ys: Array
    costs: Array
    path: Array
    path_costs: Array
    shadow_costs: Array
    off_plane: Array
    share: float
    plane: Plane

    def at(self, points: Array) -> Array:
        """The sheet's cost at coordinates (…, 2), grid or not."""
        return self.plane.costs(points)


@of_its_kind
def sheet(
    history: History,
    step: int = 0,
    axes: Sequence[Axis] = (("W1", (0, 0)), ("W1", (0, 1))),
    *,
    span: Span = None,
    resolution: int = 41,
) -> Sheet:
    """The cost over two named parameters, all others held at ``history[step]``.

    ``span``: half the sheet's width, about the middle of the path; or ((x0, x1), (y0, y1)); by
    default the path and half as much again. In a run in batches the cost is that of all
    training examples, else that of the step.
    """
    return over(history, along(history, step, axes), span=span, resolution=resolution)


@of_its_kind
def along(history: History, step: int, axes: Sequence[Axis]) -> Plane:
    """The plane through ``history[step]`` in which two parameters vary."""
    at = history[whole(step, "step")]
    theta = parameters(at.network)
    directions = np.zeros((theta.size, 2))
    columns = [flat_index(history.run, key, place) for key, place in two_axes(axes)]
    if columns[0] == columns[1]:
        raise Refused(f"axes={axes!r}: a sheet needs two different parameters.")
    directions[columns, [0, 1]] = 1.0
    return Plane(theta, directions, theta[columns], Ground.of(history, at))


@of_its_kind
def principal(history: History, steps: Array | None = None) -> Plane:
    """The plane that the path keeps closest to: its first two principal components.

    Through ``final``, which is (0, 0); ``variance`` says what share of the path's variance each
    direction explains (Li et al. 2018, section 7). The path is that of the kept steps, or of
    ``steps``; a direction points to that side on which it is farther from the end. Raises
    ``Refused`` for a path that spans no plane.
    """
    end = parameters(history.final)
    points = trajectory(history, steps)
    centred = points - points.mean(axis=0)
    # The short side decides: K steps or P parameters, whichever are fewer.
    if len(centred) < centred.shape[1]:
        values, vectors = np.linalg.eigh(centred @ centred.T)
        directions = centred.T @ vectors[:, :-3:-1]
    else:
        values, vectors = np.linalg.eigh(centred.T @ centred)
        directions = vectors[:, :-3:-1]
    if len(points) < 3 or directions.shape[1] < 2 or not values[-2] > _THIN * values[-1]:
        raise Refused("its path spans no plane: it is too short, or straight, or nothing moved.")
    directions = directions / np.linalg.norm(directions, axis=0)
    away = (points - end) @ directions
    directions = directions * np.where(away.max(axis=0) < -away.min(axis=0), -1.0, 1.0)
    variance = values[:-3:-1] / values.sum()
    ground = Ground.of(history, history[-1])
    return Plane(end, directions, np.zeros(2), ground, variance)


@of_its_kind
def at_random(history: History, step: int = -1, *, rng: np.random.Generator) -> Plane:
    """Two random directions through ``history[step]``, filter-normalised.

    Each neuron's row of each direction is as long as the neuron's own weights, and biases stay,
    so that pictures of different networks compare (Li et al. 2018, section 4).
    """
    at, rng = history[whole(step, "step")], generator(rng)
    theta = parameters(at.network)
    directions = np.zeros((theta.size, 2))
    for key, (place, shape) in places(history.run).items():
        if key[0] == "W":
            rows = rng.standard_normal((2, *shape))
            rows *= np.linalg.norm(at[key], axis=1, keepdims=True) / np.linalg.norm(
                rows, axis=2, keepdims=True
            )
            directions[place] = rows.reshape(2, -1).T
    return Plane(theta, directions, np.zeros(2), Ground.of(history, at))


@of_its_kind
def over(
    history: History,
    plane: Plane,
    *,
    span: Span = None,
    resolution: int = 41,
    steps: Array | None = None,
) -> Sheet:
    """The sheet over any plane, with the history's path on it: its kept steps, or ``steps``."""
    points = np.vstack([trajectory(history, steps), parameters(history.final)])
    path = plane.coordinates(points)
    (x0, x1), (y0, y1) = _limits(path, None if span is None else floats(span, "span"))
    resolution = whole(resolution, "resolution")
    if not 2 <= resolution <= FINEST:
        raise Refused(f"resolution {resolution}: 2 to {FINEST} are accepted.")
    xs, ys = np.linspace(x0, x1, resolution), np.linspace(y0, y1, resolution)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    shadows = plane.parameters(path)
    off = np.linalg.norm(points - shadows, axis=1)
    moved = float(points.var(axis=0).sum())
    share = float(shadows.var(axis=0).sum()) / moved if moved else 1.0
    true = plane.ground.costs(points)
    if not history.schedule.batched:
        # The same, with the recording's own last bits.
        true[:-1] = history.costs[history.kept if steps is None else list(steps)]
    return Sheet(xs, ys, plane.costs(grid), path, true, plane.costs(path), off, share, plane)


def _limits(path: Array, span: Array | None) -> Any:
    if span is not None and span.shape == (2, 2):
        return span.tolist()
    if span is not None and span.shape:
        raise Refused(f"span={span.tolist()}: a number is wanted, or ((x0, x1), (y0, y1)).")
    low, high = path.min(axis=0), path.max(axis=0)
    middle = (low + high) / 2
    half = np.full(2, span) if span is not None else np.maximum(0.75 * (high - low), 0.5)
    return list(zip((middle - half).tolist(), (middle + half).tolist(), strict=True))
