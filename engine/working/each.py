"""Everyone at once: how a layer sweeps over all, what each costs and asks for, and is taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.by_key import ByKey, Keys
from engine.basics.given import numbers
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Unchanging
from engine.costs import cost as cost_named
from engine.datasets import Dataset
from engine.errors import Refused, unknown
from engine.metrics import Classes, confusion
from engine.steps import Step
from engine.working.example import per_example
from engine.working.keys import Keyed


class Each(ByKey, Unchanging):
    """Examples side by side: ``each["cost"]`` (m,), ``each["dW1"]`` (m, n_1, n_0).

    Keys: cost, dW1 … dWL, db1 … dbL. Entry i is what ``example(step, i)`` has under the key, and
    the mean over i is the step's (to rounding; a root mean square is no mean of costs).
    """

    step: Step

    def __init__(self, step: Step) -> None:
        self._put(step=step)

    @property
    def keys(self) -> Keys:
        """Every key this answers to."""
        depth = self.step.layout.depth
        return Keys(("cost", *(f"d{kind}{n}" for kind in "Wb" for n in range(1, depth + 1))))

    def __getitem__(self, key: str) -> Array:
        if key not in self:
            raise unknown("quantity of each example", key, self.keys)
        return self._costs.view() if key == "cost" else per_example(self.step, key)

    @cached_property
    def _costs(self) -> Array:
        step, last = self.step, self.step.layout.depth
        judge = cost_named(step.run.cost).each
        return sealed(np.asarray(judge(step[f"z{last}"], step[f"a{last}"], step.targets)))

    def __repr__(self) -> str:
        return f"Each(the {self.step.targets.shape[1]} examples of step {self.step.index})"


@of_its_kind
def each(step: Step) -> Each:
    """All examples of the step's batch, each with its own cost and gradients."""
    return Each(step)


@dataclass(frozen=True, eq=False)
class Sweep(Keyed):
    """How a layer's Z = W A + b comes about for the m examples of a step.

    ``product`` (n_l, m) is W A, ``ghosts`` (n_l, m) is b as broadcasting lends it to every column,
    and ``z`` (n_l, m) their sum, as recorded.
    """

    product: Array
    ghosts: Array
    z: Array


@of_its_kind
def sweep(step: Step, n: int) -> Sweep:
    """The sweep of layer n, counted from 1, at a step."""
    if n not in range(1, step.layout.depth + 1):
        raise unknown("layer", n, map(str, range(1, step.layout.depth + 1)))
    z = step[f"z{n}"]
    product = np.dot(step[f"W{n}"], step[f"a{n - 1}"])
    return Sweep(sealed(product), sealed(np.broadcast_to(step[f"b{n}"], z.shape).copy()), z)


def mismatch(A: Array, B: Array) -> str:
    """What NumPy says of A @ B where their inner sizes differ; nothing where they fit.

    Of its sentence that is the part with the two sizes, if it has one.
    """
    A, B = numbers(A, "A"), numbers(B, "B")
    try:
        np.matmul(A, B)
    except ValueError as error:
        sizes = re.search(r"size .* is different from \d+", str(error))
        return sizes[0] if sizes else str(error)
    return ""


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


@of_its_kind
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
