"""Confusion: what was answered to each example of a set, and which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.datasets import Dataset
from engine.errors import Refused
from engine.metrics import Classes, confusion
from engine.steps import Step
from engine.working.keys import Keyed


@dataclass(frozen=True, eq=False)
class Confused(Keyed):
    """``answers`` (K, m) to m examples; ``truth`` (m,) are their classes, ``said`` (m,) those that
    were answered, and ``table`` (K, K) how many of each row's class were called each column's.

    ``right`` and ``wrong`` are counts, ``share`` is how many of all were right, 0 to 1.
    """

    answers: Array
    truth: Array
    said: Array
    table: Array
    right: int
    wrong: int
    share: float

    @cached_property
    def darkest(self) -> tuple[int, int]:
        """The row and the column of the wrong cell that holds the most."""
        wrong = self.table - np.diag(np.diag(self.table))
        row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
        return int(row), int(column)

    def behind(self, truth: int, said: int) -> Array:
        """(k,) the examples of one cell of the table, the surest answers first."""
        found = np.flatnonzero((self.truth == truth) & (self.said == said))
        return sealed(found[np.argsort(-self.answers[said, found], kind="stable")])


def confused(step: Step, data: Dataset) -> Confused:
    """What the network of a step answers to all of ``data``, before its update.

    Raises ``Refused`` where the run's outputs are not one for each of several classes.
    """
    classes = Classes.of(data.Y, step.run.activations[-1])
    if not classes.one_of or len(data.Y) < 2:
        raise Refused(
            f"{step.run.name} has {len(data.Y)} outputs that answer for themselves; one for each "
            "of several classes is needed."
        )
    answers = step.network.forward(data.X).activations[-1]
    said, truth = classes.told(answers, data.Y)
    table = confusion(answers, data.Y, classes=classes)
    right = int(np.trace(table))
    wrong = int(table.sum()) - right
    answers, truth, said, table = map(sealed, (answers, truth, said, table))
    return Confused(answers, truth, said, table, right, wrong, right / len(said))
