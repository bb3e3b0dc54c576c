"""Which of the given examples each step of another program saw."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.adapters.seen import Seen
from engine.basics.arrays import Array
from engine.errors import Refused, brief
from engine.learning.examples import Examples
from engine.learning.schedule import Schedule
from engine.run import Run

_AT_ONCE = 256
"""Rows whose bits stay in the processor's cache."""


class Batches:
    """All examples a step, or ``room`` of them: what the first step saw says which."""

    def __init__(self, examples: Examples, first: Seen, run: Run) -> None:
        self.examples, self.room = examples, len(first.inputs)
        self.batched = first.batch is not None or not self._all(first)
        # An epoch's last batch may be short, or left out: both ways until a step tells.
        self._ways = {
            drop: Schedule(replace(run, **self._words(drop)), len(examples))
            for drop in (False, True)
        }

    @property
    def words(self) -> dict[str, Any]:
        """What a run says of them."""
        return self._words(min(self._ways))

    def of(self, t: int, seen: Seen) -> Array | None:
        """The numbers of the examples of step t; None where it saw them all.

        Raises ``Refused`` where they are too few or too many, or none of the given ones.
        """
        m = len(seen.inputs)
        self._ways = {drop: way for drop, way in self._ways.items() if way.count(t) == m}
        if not self._ways:
            raise Refused(
                f"Step {t} saw {m} examples, and the first {self.room}: all "
                "batches are of one size, but an epoch's last, which may be shorter. Whatever goes "
                "through the model and back between two steps counts too."
            )
        if self.batched:
            return self._found(t, seen) if seen.batch is None else self._stated(seen)
        if not self._all(seen):
            raise Refused(
                f"Step {t} saw other examples than step 0, which saw all of X: are "
                "they drawn anew, or changed on the way?"
            )
        return None

    def _words(self, drop_last: bool) -> dict[str, Any]:
        return {"batch": self.room, "drop_last": drop_last} if self.batched else {}

    def _all(self, seen: Seen) -> bool:
        return np.array_equal(seen.inputs, self.examples.rows)

    def _stated(self, seen: Seen) -> Array:
        batch = np.asarray(seen.batch).ravel().astype(int)
        known = np.isin(batch, range(len(self.examples))).all()
        if len(batch) != len(seen.inputs) or not known:
            raise Refused(f"batch={brief(seen.batch)}: the number of each example is wanted.")
        return batch

    def _found(self, t: int, seen: Seen) -> Array:
        marks, places = self._marks
        nearest = np.minimum(np.searchsorted(marks, _marks(seen.inputs)), len(marks) - 1)
        if not np.array_equal(self.examples.some(found := places[nearest]), seen.inputs):
            raise Refused(
                f"The inputs of step {t} are not among the rows of X: give X as it "
                "goes into the model, scaled and flattened, without noise or augmentation; or say "
                "which they were, tape.step(batch=indices)."
            )
        return found

    @cached_property
    def _marks(self) -> tuple[Array, Array]:
        """What the rows of inputs are known by, rising, and where each stands, of equals the first.

        ``Refused`` where equal ones want several targets.
        """
        rows, Y = self.examples.rows, self.examples.targets
        marks = _marks(rows)
        places = np.argsort(marks, kind="stable")
        marks = marks[places]
        (alike,) = np.nonzero(marks[1:] == marks[:-1])
        for one, other in zip(places[alike], places[alike + 1], strict=True):
            if (rows[one] == rows[other]).all() and (Y[:, one] != Y[:, other]).any():
                raise Refused(
                    f"Examples {one} and {other} of X have the same inputs and other targets,"
                    " so it cannot be seen which were used: say it, tape.step(batch=indices)."
                )
        return marks, places


def _marks(rows: Array) -> Array:
    """(m,) a number made of all bits of each of ``rows`` (m, n), the same for equal rows alone."""
    bits = np.ascontiguousarray(rows).view(np.uint32)
    weights = np.random.default_rng(0).integers(2**64, size=bits.shape[1], dtype=np.uint64)
    marks = np.empty(len(bits), np.uint64)
    for first in range(0, len(bits), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        marks[some] = bits[some] @ weights
    return marks
