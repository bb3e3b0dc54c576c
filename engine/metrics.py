"""Metrics: how good the answers are, in the numbers that people ask for.

Answers A and truth Y are (n_L, m). A class is the largest of several outputs; of a single one,
it is whether the answer is nearer to the higher or the lower of the two targets in Y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.activations import Array
from engine.costs import cost as cost_named
from engine.datasets import Dataset
from engine.errors import Refused, unknown
from engine.lesson import Lesson
from engine.network import Network
from engine.run import Run
from engine.schedule import Schedule

CHUNK = 4096
"""Examples judged at a time, so that judging needs little memory."""


def classes(A: Array, Y: Array) -> tuple[Array, Array]:
    """(m,) the class that was answered, and (m,) the true one."""
    if len(Y) > 1:
        return A.argmax(axis=0), Y.argmax(axis=0)
    # 0 and 1 for a sigmoid, -1 and 1 for tanh: whichever of them Y holds.
    middle = 0.0 if Y.min() < 0 else 0.5
    return (A[0] > middle).astype(np.intp), (Y[0] > middle).astype(np.intp)


def accuracy(A: Array, Y: Array) -> float:
    """The share of right classes, 0 to 1."""
    said, truth = classes(A, Y)
    return float(np.mean(said == truth))


def confusion(A: Array, Y: Array) -> Array:
    """(classes, classes) counts: row the true class, column the one answered."""
    said, truth = classes(A, Y)
    many = max(2, len(Y))
    return np.bincount(truth * many + said, minlength=many * many).reshape(many, many)


def rmse(A: Array, Y: Array) -> float:
    """Root of the mean squared error, in the targets' unit."""
    return float(np.sqrt(np.mean((A - Y) ** 2)))


def mae(A: Array, Y: Array) -> float:
    """Mean absolute error, in the targets' unit."""
    return float(np.mean(np.abs(A - Y)))


def r2(A: Array, Y: Array) -> float:
    """The share of the targets' variance that the answers explain; 0 for always the mean."""
    return float(1.0 - np.sum((A - Y) ** 2) / np.sum((Y - Y.mean(axis=1, keepdims=True)) ** 2))


METRICS: dict[str, Callable[[Array, Array], Any]] = {
    "accuracy": accuracy,
    "confusion": confusion,
    "rmse": rmse,
    "mae": mae,
    "r2": r2,
}


def metric(name: str) -> Callable[[Array, Array], Any]:
    """The metric called ``name``; ``Refused`` with the known ones otherwise."""
    if name not in METRICS:
        raise unknown("metric", name, METRICS)
    return METRICS[name]


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

    def after(self, t: int, cost: float, lesson: Lesson) -> None:
        """Note step t; at an epoch's end, measure."""
        self._costs.append(cost)
        if "running_accuracy" in self.run.metrics:
            bench = lesson.bench
            said, truth = classes(bench.layers[-1].A, bench.Y)
            self._right += int(np.count_nonzero(said == truth))
            self._seen += len(truth)
        if self.schedule.ends_epoch(t):
            self._close(lesson.network())

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
