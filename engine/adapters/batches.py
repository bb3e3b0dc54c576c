"""Which of the given examples each step of another program saw."""

from __future__ import annotations

from collections import defaultdict
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
                "batches are of one size, but an epoch's last, which may be shorter."
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
        found = [self._places.get(row.tobytes(), -1) for row in seen.inputs]
        if -1 in found:
            raise Refused(
                f"The inputs of step {t} are not among the rows of X: give X as it "
                "goes into the model, scaled and flattened, without noise or augmentation; or say "
                "which they were, tape.step(batch=indices)."
            )
        return np.array(found)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        """Where each row of inputs stands; of several alike the first, if all want one target."""
        places: dict[bytes, list[int]] = defaultdict(list)
        for i, row in enumerate(self.examples.rows):
            places[row.tobytes()].append(i)
        Y = self.examples.targets
        for same in places.values():
            if len(same) > 1 and (Y[:, same] != Y[:, same[:1]]).any():
                raise Refused(
                    f"Examples {same[0]} and {same[1]} of X have the same inputs and other targets,"
                    " so it cannot be seen which were used: say it, tape.step(batch=indices)."
                )
        return {row: same[0] for row, same in places.items()}
