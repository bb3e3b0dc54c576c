"""The named runs: one row for each network, and ``record``, which turns a name into a History."""

from __future__ import annotations

from typing import Any

from engine.cache import cached
from engine.errors import unknown
from engine.history import History
from engine.runs import Run

RUNS: dict[str, Run] = {
    run.name: run
    for run in (
        Run(
            name="heart",
            about="Who is at risk? Ten people by weight and height, z-scored.",
            sizes=(2, 3, 3, 1),
            data="heart",
            learning_rate=0.1,
            steps=1000,
        ),
        Run(
            name="heart_raw",
            about="The same ten people in raw pounds and inches: the first layer saturates.",
            sizes=(2, 3, 3, 1),
            data="heart_raw",
            learning_rate=0.1,
            steps=1000,
        ),
        Run(
            name="xor",
            about="Four points that no straight line separates.",
            sizes=(2, 4, 1),
            data="xor",
            learning_rate=1.0,
            steps=5000,
        ),
        Run(
            name="neuron",
            about="One neuron, two parameters, twenty points either side of a noisy threshold.",
            sizes=(1, 1),
            data="neuron",
            learning_rate=1.0,
            steps=200,
        ),
    )
}


def run(name: str, **overrides: Any) -> Run:
    """The run called ``name`` with some fields replaced; ``Refused`` for a name nobody knows."""
    if name not in RUNS:
        raise unknown("run", name, RUNS)
    return RUNS[name].changed(overrides)


def record(name: str, **overrides: Any) -> History:
    """The recording of the run called ``name``, made now or found in the cache.

    Overrides are fields of the run, or options of its dataset: ``record("heart", seed=7,
    learning_rate=0.5)``. Raises ``Refused`` for an unknown name or field, ``Diverged`` if the
    cost stops being a number.
    """
    return cached(run(name, **overrides))
