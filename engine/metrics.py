"""Metrics: how good the answers are, in the numbers that people ask for.

Answers A and truth Y are (n_L, m). What is a class, and where the line between two of them lies,
is not for the few examples at hand to say: ``Classes`` are those of the data that was learned from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.given import numbers, refuse_another
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Values
from engine.costs import cost as cost_named
from engine.datasets import Dataset
from engine.errors import Refused, among, unknown
from engine.network import Network

CHUNK = 4096
"""Examples judged at a time, so that judging needs little memory."""


@dataclass(frozen=True)
class Classes(Values):
    """The two targets, ``low`` and ``high``, that answers are told apart by, half way between.

    With ``one_of`` each example is of one class among the outputs, and the largest is the answer;
    without, each output says yes or no for itself.
    """

    low: float = 0.0
    high: float = 1.0
    one_of: bool = False

    @classmethod
    def of(cls, Y: Array, answering: str = "identity") -> Classes:
        """What the targets Y (n_L, m) of a run tell apart, whose last activation is ``answering``.

        Raises ``Refused`` where they are no classes, but hold more than two values.
        """
        Y = np.asarray(Y)
        if answering == "softmax":
            return cls(one_of=True)
        low, high = float(Y.min()), float(Y.max())
        if low == high and low in (-1.0, 0.0, 1.0):  # what was not seen, the activation knows of
            signed = low < 0 or (low > 0 and activation(answering).lowest == -1.0)
            low, high = (-1.0 if signed else 0.0), 1.0
        if low == high or not np.isin(Y, (low, high)).all():
            raise Refused(
                f"The targets run from {low:g} to {high:g} and are no classes, which take two "
                "values: ask for 'rmse', 'mae' or 'r2'."
            )
        middle = (low + high) / 2
        many = np.count_nonzero(middle < Y, axis=0)
        return cls(low, high, one_of=len(Y) > 1 and bool((many == 1).all()))

    def answered(self, A: Array) -> Array:
        """(m,) the number of each example's class: 0 and 1 are no and yes to a single output.

        Where several outputs answer for themselves, (n_L, m) of no and yes.
        """
        if self.one_of:
            return np.asarray(A.argmax(axis=0))
        yes = ((self.low + self.high) / 2 < A).astype(np.intp)
        return np.asarray(yes[0] if len(yes) == 1 else yes)

    def told(self, A: Array, Y: Array) -> tuple[Array, Array]:
        """The classes answered and the true ones: (m,), or all outputs' in one row (n_L · m,).

        An answer that is not a number is of no class, which is -1.
        """
        if self.one_of:
            none = np.isnan(A).any(axis=0)
            return np.where(none, -1, A.argmax(axis=0)), Y.argmax(axis=0)
        middle = (self.low + self.high) / 2
        said = np.where(np.isnan(A), -1, middle < A)
        return said.ravel().astype(np.intp), (middle < Y).ravel().astype(np.intp)


def accuracy(A: Array, Y: Array, *, classes: Classes | None = None) -> float:
    """The share of right answers, 0 to 1; without ``classes``, those that Y itself tells apart.

    An answer that is not a number is wrong. Raises ``Refused`` where Y holds the class 1 alone, and
    it matters which the other is.
    """
    said, truth = _told(A, Y, classes)
    return float(np.mean(said == truth))


def confusion(A: Array, Y: Array, *, classes: Classes | None = None) -> Array:
    """(classes, classes) counts: row the true class, column the one answered.

    Outputs that answer for themselves are counted together: no and yes. An answer that is not a
    number stands in no column.
    """
    said, truth = _told(A, Y, classes)
    said, truth = said[said >= 0], truth[said >= 0]
    several = np.ndim(Y) == 2 and (classes is None or classes.one_of)
    many = max(2, len(Y)) if several else 2
    return np.bincount(truth * many + said, minlength=many * many).reshape(many, many)


def _told(A: Array, Y: Array, classes: Classes | None) -> tuple[Array, Array]:
    A, Y = _both(A, Y)
    if classes is not None:
        refuse_another(classes, Classes, "says no classes; metrics.Classes(0, 1) does")
    else:
        if (Y == 1).all() and ((A > 0) != (A > 0.5)).any():
            raise Refused(
                "Y holds 1 alone, and answers between 0 and 0.5 are right or wrong as the other "
                "class is -1 or 0: give classes=metrics.Classes(-1, 1) or metrics.Classes(0, 1)."
            )
        classes = Classes.of(Y)
    return classes.told(A, Y)


def _both(A: Any, Y: Any) -> tuple[Array, Array]:
    """Answers and truth as floats (n_L, m); of a single output a row of them, or a list, will do.

    Of two shapes NumPy would make a third, and of bytes their differences without a sign.
    """
    A, Y = numbers(A, "A"), numbers(Y, "Y")
    A, Y = (each.astype(np.result_type(each, np.float32), copy=False) for each in (A, Y))
    A, Y = np.atleast_2d(A, Y)
    if A.shape != Y.shape or A.ndim != 2 or not A.size:
        labels = len(A) > 1 and Y.shape == (1, A.shape[-1])
        raise Refused(
            f"A has shape {A.shape} and Y {Y.shape}; answers and truth are of one shape, (n_L, m), "
            "a column for each example"
            f"{f': try engine.one_hot(np.ravel(Y), classes={len(A)})' * labels}."
        )
    return A, Y


def rmse(A: Array, Y: Array) -> float:
    """Root of the mean squared error, in the targets' unit."""
    A, Y = _both(A, Y)
    return float(np.sqrt(np.mean((A - Y) ** 2)))


def mae(A: Array, Y: Array) -> float:
    """Mean absolute error, in the targets' unit."""
    A, Y = _both(A, Y)
    return float(np.mean(np.abs(A - Y)))


def r2(A: Array, Y: Array) -> float:
    """The share of the targets' variance that the answers explain; 0 for always the mean.

    Not a number where the targets do not vary, such as those of a single example.
    """
    A, Y = _both(A, Y)
    varied = np.sum((Y - Y.mean(axis=1, keepdims=True)) ** 2)
    return float(1.0 - np.sum((A - Y) ** 2) / varied) if varied else float("nan")


METRICS: dict[str, Callable[..., Any]] = {
    "accuracy": accuracy,
    "confusion": confusion,
    "rmse": rmse,
    "mae": mae,
    "r2": r2,
}


OF_CLASSES = ("accuracy", "confusion", "running_accuracy")
"""The metrics that count right answers."""


def metric(name: str, classes: Classes | None = None) -> Callable[[Array, Array], Any]:
    """The metric called ``name``; ``Refused`` with the known ones otherwise."""
    if not among(name, METRICS):
        raise unknown("metric", name, METRICS)
    return partial(METRICS[name], classes=classes) if name in OF_CLASSES else METRICS[name]


@of_its_kind
def judge(
    network: Network,
    data: Dataset,
    *,
    cost: str,
    names: tuple[str, ...],
    classes: Classes | None = None,
) -> dict[str, Any]:
    """The cost and the named metrics of a network on a dataset, its own ``classes`` by default."""
    if not isinstance(names, (tuple, list)):
        raise unknown("row of metrics", names, METRICS)
    chunks = range(0, data.size, CHUNK)
    flows = [network.forward(data.inputs(slice(i, i + CHUNK))) for i in chunks]
    z = np.concatenate([flow.zs[-1] for flow in flows], axis=1)
    a = np.concatenate([flow.activations[-1] for flow in flows], axis=1)
    _both(a, data.Y)  # of one shape, or it is refused
    with np.errstate(over="ignore", divide="ignore"):
        judged = {"cost": cost_named(cost).value(z, a, data.Y)}
    if classes is None and not {*OF_CLASSES}.isdisjoint(names):
        classes = Classes.of(data.Y, network.activations[-1])
    return judged | {name: metric(name, classes)(a, data.Y) for name in names}
