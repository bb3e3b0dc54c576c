"""Progress: where a run's cost lay still and where it fell most, over all that there is to learn;
what gradient all of it together leaves at a step; and how far each layer has moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.basics.given import indices, number, numbers
from engine.basics.kinds import of_its_kind
from engine.costs import cost as cost_named
from engine.errors import Refused
from engine.history import History
from engine.learning.examples import Examples
from engine.learning.framed_network import sweep
from engine.learning.pairings import refuse_shapes
from engine.metrics import Classes
from engine.steps import Step
from engine.working.keys import Keyed
from engine.working.what_if import cost_of


@dataclass(frozen=True, eq=False)
class Progress(Keyed):
    """``cost`` (E,) over all that a run learns from, at ``steps`` (E,).

    ``plateau`` and ``drop`` (2,) are places in these arrays, first and last: the longest stretch
    over which the cost stays within a share of itself, and the largest fall over as many steps;
    where steps are not evenly apart, over no more. ``falls`` (2,) says how far the cost fell over
    either. Where the cost never stays, a plateau is one step, and a drop the largest fall from one
    of the steps to the next.

    As they are ``seen`` on an axis that begins at 0, a plateau is the longest stretch within a
    share of the largest cost, and a drop the shortest one over which most of the fall happens, the
    largest from any of the steps to a later one; where there is none, it is one step.
    """

    steps: Array
    cost: Array
    plateau: tuple[int, int]
    drop: tuple[int, int]
    falls: Array


@of_its_kind
def progress(
    history: History,
    *,
    within: float = 0.05,
    steps: npt.ArrayLike | None = None,
    seen: bool = False,
) -> Progress:
    """How a run's cost went, or how it is ``seen`` to go; ``within`` is the plateau's share.

    It is asked at rising ``steps`` (default: the first of each epoch; each, where a step takes all
    examples).
    """
    each = history.schedule.per_epoch if history.schedule.batched else 1
    if steps is not None:
        steps = indices(steps, len(history), "steps")
    steps, within = np.array(steps or range(0, len(history), each)), number(within, "within")
    if not within >= 0 or (np.diff(steps) <= 0).any():
        raise Refused("a plateau's share within is 0 or more, and the steps rise.")
    X, Y, name = history.dataset.X, history.dataset.Y, history.run.cost
    if history.schedule.batched:
        cost = np.array([cost_of(history[int(t)].network, X, Y, cost=name) for t in steps])
    else:
        cost = history.costs[steps]
    if seen:
        flat, drop = _plateau(steps, cost, within, of=cost.max()), _most(steps, cost)
    else:
        flat = _plateau(steps, cost, within)
        drop = _drop(steps, cost, steps[flat[1]] - steps[flat[0]])
    falls = np.array([cost[first] - cost[last] for first, last in (flat, drop)])
    return Progress(sealed(steps), sealed(cost), flat, drop, sealed(falls))


@dataclass(frozen=True, eq=False)
class Overall(Keyed):
    """A network on many examples: their ``cost``, and how many of them it gets ``wrong``.

    ``gradients`` (L,) are means of |∂C/∂W|, layer by layer, of that cost. ``pulls`` (L,) are the
    same with each example's part of it counted by its size alone, and ``left`` (L,) is the share
    of it that examples which pull against each other leave. ``wrong`` is None where the targets
    are no classes.
    """

    cost: float
    wrong: int | None
    gradients: Array
    pulls: Array

    @property
    def left(self) -> Array:
        with np.errstate(invalid="ignore"):
            return self.gradients / self.pulls


@of_its_kind
def overall(step: Step, X: Array, Y: Array) -> Overall:
    """The network of a step on X (n_0, m) and Y (n_L, m), whatever the step's own batch was.

    Beside it, ``doors`` has the gradients of the batch alone.
    """
    X, Y = numbers(X, "X"), numbers(Y, "Y")
    refuse_shapes(step.run.sizes, X, Y)
    examples = Examples(np.ascontiguousarray(X.T), Y)
    framed = sweep(step.network, cost_named(step.run.cost), examples)
    gradients = np.array([np.abs(layer.dW).mean() for layer in framed.layers])
    # Of one example it is δ aᵀ, whose mean size is the product of theirs.
    pulls = np.array([_sizes(layer.delta) @ _sizes(layer.A_prev) for layer in framed.layers])
    answers = framed.layers[-1].A
    try:
        said, truth = Classes.of(Y, step.run.activations[-1]).told(answers, Y)
    except Refused:
        wrong = None
    else:
        wrong = int(np.count_nonzero(said != truth))
    return Overall(float(framed.frame["cost"]), wrong, sealed(gradients), sealed(pulls))


def _sizes(of_neurons: Array) -> Array:
    return np.asarray(np.abs(of_neurons).mean(axis=0))


@dataclass(frozen=True, eq=False)
class Moved(Keyed):
    """``moved`` (L,): how far each layer's weights are from their start, by the start's length.

    Of a layer that starts at zeros it is no number.
    """

    moved: Array


@of_its_kind
def moved(first: Step, now: Step) -> Moved:
    """|W_t - W_0| / |W_0| for W1 … WL, lengths over all of a layer's weights."""
    pairs = zip(first.network.weights, now.network.weights, strict=True)
    away, long = np.array([(np.linalg.norm(W - W0), np.linalg.norm(W0)) for W0, W in pairs]).T
    with np.errstate(divide="ignore", invalid="ignore"):
        return Moved(sealed(away / long))


def _plateau(steps: Array, cost: Array, within: float, of: float | None = None) -> tuple[int, int]:
    best, first = (0, 0), 0
    for last in range(len(cost)):
        while np.ptp(stretch := cost[first : last + 1]) > within * (of or stretch.min()):
            first += 1
        if steps[last] - steps[first] > steps[best[1]] - steps[best[0]]:
            best = first, last
    return best


def _drop(steps: Array, cost: Array, apart: int) -> tuple[int, int]:
    apart = apart or int(np.diff(steps).max(initial=0))
    starts = np.flatnonzero(steps + apart <= steps[-1])
    ends = np.searchsorted(steps, steps[starts] + apart, side="right") - 1
    most = int(np.argmax(cost[starts] - cost[ends]))
    return int(starts[most]), int(ends[most])


def _most(steps: Array, cost: Array) -> tuple[int, int]:
    most = float((np.maximum.accumulate(cost) - cost).max())  # from any to a later one
    found: list[tuple[float, float, tuple[int, int]]] = []
    for end in range(1, len(cost)):
        # One row at a time: a table of all pairs of a long run would be too large.
        starts = np.flatnonzero(cost[:end] - cost[end] > most / 2)
        if len(starts):
            start = int(starts[-1])
            found.append((steps[end] - steps[start], cost[end] - cost[start], (start, end)))
    return min(found)[2] if found else (0, 0)
