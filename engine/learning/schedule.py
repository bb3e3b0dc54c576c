"""The schedule: which examples each step sees, and how large a step it takes."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import numpy as np

from engine.basics.arrays import Array
from engine.basics.unchanging import Unchanging
from engine.errors import Refused, counted
from engine.learning.rates import RATES
from engine.run import Run


class Schedule(Unchanging):
    """Of a run on m examples: ``steps`` in all, ``per_epoch`` of them in an epoch.

    Full batch, every step is an epoch. In batches, each epoch visits the examples in an order
    of its own (or, unshuffled, as they come), and its last batch may be shorter.
    """

    run: Run
    m: int
    batched: bool
    room: int
    per_epoch: int
    steps: int

    def __init__(self, run: Run, m: int) -> None:
        if run.batch is not None and run.batch > m:
            raise Refused(f"batch={run.batch}: of only {counted(m, 'example')} one learns here.")
        room = run.batch or m
        per_epoch = m // room if run.drop_last else ceil(m / room)
        steps = run.steps or (run.epochs or 0) * per_epoch
        if 0 < len(run.rates) < steps:
            raise Refused(
                f"learning_rate: {len(run.rates)} of them are given for {counted(steps, 'step')}."
            )
        batched = run.batch is not None
        self._put(run=run, m=m, batched=batched, room=room, per_epoch=per_epoch, steps=steps)

    def epoch(self, t: int) -> int:
        """The epoch, from 0, that step t belongs to."""
        return t // self.per_epoch

    def count(self, t: int) -> int:
        """How many examples step t sees."""
        return min(self.room, self.m - (t % self.per_epoch) * self.room)

    def learning_rate(self, t: int) -> float:
        """α of step t."""
        run = self.run
        if run.rates:
            return run.rates[t]
        if run.schedule == "constant":
            return run.learning_rate
        return RATES[run.schedule].at(run, self.epoch(t))

    def ends_epoch(self, t: int) -> bool:
        return (t + 1) % self.per_epoch == 0

    def batches(self, rng: np.random.Generator) -> Iterator[Array | None]:
        """The indices of each step's examples (m_t,), or None for all of them."""
        order = np.arange(self.m)
        for t in range(self.steps):
            if not self.batched:
                yield None
                continue
            start = t % self.per_epoch * self.room
            if start == 0 and self.run.shuffle:
                order = rng.permutation(self.m)
            yield order[start : start + self.room]
