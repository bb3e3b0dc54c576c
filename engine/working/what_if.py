"""Judging: the cost of a network that was not trained but asked, "what if?"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.costs import cost as cost_named
from engine.errors import Refused
from engine.network import Network
from engine.steps import Step
from engine.working.keys import Keyed


def cost_of(network: Network, X: Array, Y: Array, *, cost: str) -> float:
    """The cost of ``network`` on X (n_0, m) and Y (n_L, m)."""
    flow = network.forward(X)
    with np.errstate(over="ignore", divide="ignore"):
        return cost_named(cost).value(flow.zs[-1], flow.activations[-1], Y)


def cost_with(
    step: Step, changed: Mapping[str, Array], among: Iterable[int] | None = None
) -> float:
    """The cost of the step's batch, had W1 … bL been those in ``changed`` where given.

    Of the examples ``among`` alone it is their share of the mean over the batch.
    """
    depth = range(1, step.layout.depth + 1)
    network = Network(
        tuple(changed.get(f"W{n}", step[f"W{n}"]) for n in depth),
        tuple(changed.get(f"b{n}", step[f"b{n}"]) for n in depth),
        step.run.activations,
    )
    X, Y = step["a0"], step.targets
    if among is None:
        return cost_of(network, X, Y, cost=step.run.cost)
    chosen = list(among)
    mean = cost_of(network, X[:, chosen], Y[:, chosen], cost=step.run.cost)
    return mean * len(chosen) / Y.shape[1]


@dataclass(frozen=True, eq=False)
class Constant(Keyed):
    """``guesses`` (K,), the answers, and ``costs`` (K,), what a step's batch costs under each."""

    guesses: Array
    costs: Array


def constant(step: Step, guesses: npt.ArrayLike) -> Constant:
    """The cost of a step's batch, had a network of one output answered a guess to all of it.

    Guesses lie between 0 and 1, both excluded. Raises ``Refused`` for others, and for more outputs.
    """
    answers = np.asarray(guesses, dtype=float).ravel()
    if step.targets.shape[0] != 1:
        raise Refused(f"the run has {step.targets.shape[0]} outputs; one is accepted.")
    if not ((answers > 0) & (answers < 1)).all():
        raise Refused(f"guesses from {answers.min():g} to {answers.max():g}; 0 to 1 are accepted.")
    shape = len(answers), 1, step.targets.shape[1]
    a = np.broadcast_to(answers[:, None, None], shape)
    costs = cost_named(step.run.cost).many(np.log(a / (1 - a)), a, step.targets)
    return Constant(sealed(answers), sealed(np.asarray(costs, dtype=float)))
