"""What a run measures at the end of each epoch, and whether that ends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.costs import cost as cost_named
from engine.datasets import Dataset
from engine.errors import Refused
from engine.learning.schedule import Schedule
from engine.learning.stepper import Stepper
from engine.metrics import classes, metric
from engine.network import Network
from engine.run import Run

CHUNK = 4096
"""Examples judged at a time, so that judging needs little memory."""


def judge(network: Network, data: Dataset, *, cost: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The cost and the named metrics of a network on a dataset."""
    chunks = range(0, data.size, CHUNK)
    flows = [network.forward(data.X[:, i : i + CHUNK]) for i in chunks]
    z = np.concatenate([flow.zs[-1] for flow in flows], axis=1)
    a = np.concatenate([flow.activations[-1] for flow in flows], axis=1)
    with np.errstate(over="ignore", divide="ignore"):
        judged = {"cost": cost_named(cost).value(z, a, data.Y)}
    return judged | {name: metric(name)(a, data.Y) for name in names}


class Metrics:
    """What a run measures at the end of each epoch, and whether that ends it.

    ``cost`` is the mean of the epoch's batch costs, ``running_accuracy`` that of the answers
    given while learning; the others are of the network as the epoch left it, on the training
    examples and, with ``validation_`` before the name, on those held out.
    """

    def __init__(self, run: Run, schedule: Schedule, dataset: Dataset) -> None:
        for name in run.metrics:
            if name != "running_accuracy":
                metric(name)
        if run.metrics and not schedule.batched:
            raise Refused("metrics by epoch are for runs in batches; use history.measure(name).")
        self.run, self.schedule, self.dataset = run, schedule, dataset
        self.wanted = bool(run.metrics) or run.least_decrease is not None
        self.stopping = False
        self._epochs: list[Mapping[str, Any]] = []
        self._costs: list[float] = []
        self._right = self._seen = 0
        self._before = np.inf

    def after(self, t: int, cost: float, stepper: Stepper) -> None:
        """Note step t; at an epoch's end, measure."""
        self._costs.append(cost)
        if "running_accuracy" in self.run.metrics:
            framed = stepper.framed
            said, truth = classes(framed.layers[-1].A, framed.Y)
            self._right += int(np.count_nonzero(said == truth))
            self._seen += len(truth)
        if self.schedule.ends_epoch(t):
            self._close(stepper.network())

    def by_epoch(self) -> dict[str, Array]:
        """Name -> (epochs,); a confusion matrix adds its two axes."""
        names = self._epochs[0] if self._epochs else ()
        return {name: np.array([epoch[name] for epoch in self._epochs]) for name in names}

    def _close(self, network: Network) -> None:
        mean = float(np.mean(self._costs))
        least = self.run.least_decrease
        self.stopping = least is not None and self._before - mean < least
        self._before, self._costs = mean, []
        if self.run.metrics:
            self._epochs.append({"cost": mean} | self._measured(network))

    def _measured(self, network: Network) -> dict[str, Any]:
        run, held = self.run, self.dataset.validation
        names = tuple(name for name in run.metrics if name != "running_accuracy")
        found: dict[str, Any] = {}
        if "running_accuracy" in run.metrics:
            found["running_accuracy"] = self._right / self._seen
            self._right = self._seen = 0
        if names:
            judged = judge(network, self.dataset, cost=run.cost, names=names)
            found |= {name: judged[name] for name in names}
        if held is not None:
            judged = judge(network, held, cost=run.cost, names=names)
            found |= {f"validation_{name}": value for name, value in judged.items()}
        return found
