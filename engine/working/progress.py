"""Progress: where a run's cost lay still, where it fell most, and how far each layer has moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.history import History
from engine.steps import Step
from engine.working.keys import Keyed


@dataclass(frozen=True, eq=False)
class Progress(Keyed):
    """``cost`` (E,) at ``steps`` (E,): of a run in batches the mean over each epoch, at its end.

    ``plateau`` and ``drop`` (2,) are places in these arrays, first and last: the longest stretch in
    log time, log(1 + step), over which the cost stays within a share of itself; and the largest
    fall while the steps double.
    """

    steps: Array
    cost: Array
    plateau: tuple[int, int]
    drop: tuple[int, int]


def progress(history: History, *, within: float = 0.05) -> Progress:
    """How a run's cost went, at the scale of epochs; ``within`` is the plateau's share."""
    each = history.schedule.per_epoch if history.schedule.batched else 1
    whole = len(history) // each * each
    cost = np.asarray(history.costs)[:whole].reshape(-1, each).mean(axis=1)
    steps = np.arange(1, len(cost) + 1) * each - 1
    flat = _plateau(np.log1p(steps), cost, within)
    return Progress(sealed(steps), sealed(cost), flat, _drop(steps, cost))


@dataclass(frozen=True, eq=False)
class Moved(Keyed):
    """``moved`` (L,): how far each layer's weights are from their start, by the start's length."""

    moved: Array


def moved(first: Step, now: Step) -> Moved:
    """|W_t - W_0| / |W_0| for W1 … WL, lengths over all of a layer's weights."""
    pairs = zip(first.network.weights, now.network.weights, strict=True)
    shares = [np.linalg.norm(W - start) / np.linalg.norm(start) for start, W in pairs]
    return Moved(sealed(np.array(shares)))


def _plateau(times: Array, cost: Array, within: float) -> tuple[int, int]:
    best, first = (0, 0), 0
    for last in range(len(cost)):
        while cost[first : last + 1].max() > cost[first : last + 1].min() * (1 + within):
            first += 1
        if times[last] - times[first] > times[best[1]] - times[best[0]]:
            best = first, last
    return best


def _drop(steps: Array, cost: Array) -> tuple[int, int]:
    ends = np.searchsorted(steps, 2 * steps, side="right") - 1
    first = int(np.argmax(cost - cost[ends]))
    return first, int(ends[first])
