"""Judging: the cost of a network that was not trained but asked, "what if?"."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.basics.arrays import Array
from engine.costs import cost as cost_named
from engine.network import Network
from engine.steps import Step


def cost_of(network: Network, X: Array, Y: Array, *, cost: str) -> float:
    """The cost of ``network`` on X (n_0, m) and Y (n_L, m)."""
    flow = network.forward(X)
    with np.errstate(over="ignore", divide="ignore"):
        return cost_named(cost).value(flow.zs[-1], flow.activations[-1], Y)


def cost_with(step: Step, changed: Mapping[str, Array]) -> float:
    """The cost of the step's batch, had W1 … bL been those in ``changed`` where given."""
    depth = range(1, step.layout.depth + 1)
    network = Network(
        tuple(changed.get(f"W{n}", step[f"W{n}"]) for n in depth),
        tuple(changed.get(f"b{n}", step[f"b{n}"]) for n in depth),
        step.run.activations,
    )
    return cost_of(network, step["a0"], step.targets, cost=step.run.cost)
