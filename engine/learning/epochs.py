"""What a run measures at the end of each epoch, and whether that ends it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.datasets import Dataset
from engine.errors import Refused
from engine.learning.schedule import Schedule
from engine.learning.stepper import Stepper
from engine.metrics import OF_CLASSES, Classes, judge, metric
from engine.network import Network
from engine.run import Run

if TYPE_CHECKING:
    from engine.history import History


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
            raise Refused(
                "metrics by epoch are for runs in batches; use history.measure(name), or "
                f"batch={schedule.m} for all of them in one."
            )
        self.run, self.schedule, self.dataset = run, schedule, dataset
        self.classes = Classes()
        if not {*OF_CLASSES}.isdisjoint(run.metrics):
            self.classes = Classes.of(dataset.Y, run.activations[-1])
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
            self._count(stepper.framed.layers[-1].A, stepper.framed.Y)
        if self.schedule.ends_epoch(t):
            self._close(stepper.network())

    def go_on(self, history: History) -> None:
        """Stand where ``history`` ends, with what it measured."""
        each, costs = self.schedule.per_epoch, history.costs.tolist()
        done = self.schedule.epoch(len(costs))
        if done:
            self._before = float(np.mean(costs[(done - 1) * each : done * each]))
        if self.run.metrics:
            by_name = history.metrics.items()
            self._epochs = [{name: values[e] for name, values in by_name} for e in range(done)]
        self._costs = costs[done * each :]
        if "running_accuracy" in self.run.metrics:
            for step in history[done * each :]:
                self._count(step[f"a{step.layout.depth}"], step.targets)

    def _count(self, A: Array, Y: Array) -> None:
        said, truth = self.classes.told(A, Y)
        self._right += int(np.count_nonzero(said == truth))
        self._seen += len(truth)

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
        judged_on = partial(judge, network, cost=run.cost, names=names, classes=self.classes)
        found: dict[str, Any] = {}
        if "running_accuracy" in run.metrics:
            found["running_accuracy"] = self._right / self._seen
            self._right = self._seen = 0
        if names:
            judged = judged_on(self.dataset)
            found |= {name: judged[name] for name in names}
        if held is not None:
            judged = judged_on(held)
            found |= {f"validation_{name}": value for name, value in judged.items()}
        return found
