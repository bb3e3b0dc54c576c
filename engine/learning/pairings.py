"""Which activations, costs and targets go together, and for what reason the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.given import mend
from engine.costs import cost
from engine.errors import Refused, among, brief, counted, memory, unknown
from engine.learning.rates import RATES
from engine.optimizers import OPTIMIZERS, optimizer

if TYPE_CHECKING:
    from engine.run import Run


def refuse_senseless(run: Run) -> None:
    """Raise ``Refused`` where a run's own fields contradict each other."""
    if not (run.name.isprintable() and run.name.strip()):  # sentences and films say it
        raise Refused(
            f"name={brief(run.name)}: letters that can be printed, in one line, are wanted."
        )
    depth = len(run.sizes) - 1
    if depth < 1 or min(run.sizes) < 1:
        raise Refused(
            f"sizes={brief(run.sizes)}: two layers or more are wanted, each of 1 or more."
        )
    if len(run.activations) != depth:
        raise Refused(
            f"activations={brief(run.activations)}: {counted(depth, 'layer')} with weights; "
            f"give one name for all, or {depth}."
        )
    _refuse_activations(run)
    _refuse_numbers(run)
    _refuse_optimizer(run)
    _refuse_schedule(run)
    known = ("biases", *(f"{kind}{n}" for kind in "Wb" for n in range(1, depth + 1)))
    for key in run.frozen:
        if key not in known:
            raise unknown("parameter to be frozen", key, known)


def _refuse_activations(run: Run) -> None:
    *hidden, last = (activation(name).name for name in run.activations)
    if "softmax" in hidden:
        raise Refused("softmax shares one whole among a layer's neurons: only the last layer can.")
    if last == "softmax" and run.sizes[-1] == 1:
        raise Refused("softmax of a single output is always 1; use sigmoid, or one output a class.")
    partner = cost(run.cost).partner
    if partner is not None and last != partner:
        raise Refused(
            f"cost={run.cost!r} after {last!r}: a cross-entropy reads the output as "
            f"probabilities and is computed from z, so the last activation is {partner!r}."
        )


def _refuse_numbers(run: Run) -> None:
    from engine.learning.variants import variant

    variant(run.gradient)
    if (run.steps is None) == (run.epochs is None):
        raise Refused(f"steps={run.steps}, epochs={run.epochs}: give exactly one of them.")
    one_rate = ("learning_rate",) if not run.rates else ()
    for name in ("steps", "epochs", "batch", *one_rate, "budget", "period"):
        value = getattr(run, name)
        if value is not None and not 0 < value < np.inf:
            raise Refused(f"{name}={value}: a number above zero is wanted.")
    if not np.isfinite(run.least_decrease or 0.0):
        raise Refused(f"least_decrease={run.least_decrease}: a finite number is wanted, or None.")
    for name, below in (("momentum", 1.0), ("decay", np.inf), ("l2", np.inf)):
        if not 0 <= getattr(run, name) < below:
            raise Refused(f"{name}={getattr(run, name)}: from 0 to below {below} is wanted.")
    if run.seed < 0:
        raise Refused(f"seed={run.seed}: a whole number from 0 up is wanted.")
    if run.dtype not in ("float64", "float32"):
        raise unknown("dtype", run.dtype, ("float64", "float32"))
    parameters = sum((before + 1) * after for before, after in pairwise(run.sizes))
    taken = parameters * np.dtype(run.dtype).itemsize
    if taken > run.budget:
        raise Refused(
            f"sizes={brief(run.sizes)}: {parameters:,} parameters take {memory(taken)}, "
            f"more than the budget of {memory(run.budget)} that a recording has."
        )


def others_words(table: Mapping[str, Any], name: object) -> dict[str, Any]:
    """The fields of a run that are not ``name``'s in ``table`` but another's, at their defaults."""
    from engine.run import Run

    own = table[str(name)].words if among(name, table) else ()
    defaults = {each.name: each.default for each in fields(Run)}
    words = {word for row in table.values() for word in row.words if word not in own}
    return {word: defaults[word] for word in sorted(words)}


def _refuse_words(run: Run, table: Mapping[str, Any], field: str, name: str) -> None:
    """Refuse a field that says something where only another optimizer or schedule hears it."""
    for word, default in others_words(table, name).items():
        if getattr(run, word) != default:
            whose = " and ".join(repr(each) for each in table if word in table[each].words)
            raise Refused(
                f"{word}={brief(getattr(run, word))} says nothing to {field}={name!r}: it belongs "
                f"to {whose}."
            )


def _refuse_optimizer(run: Run) -> None:
    optimizer(run.optimizer)
    _refuse_words(run, OPTIMIZERS, "optimizer", run.optimizer)
    if "momentum" in optimizer(run.optimizer).words and not run.momentum:
        raise Refused(
            f"optimizer={run.optimizer!r} with momentum=0 is gradient descent: say how much of the "
            "velocity stays, as in momentum=0.9."
        )
    if len(run.betas) != 2 or not all(0 <= beta < 1 for beta in run.betas):
        raise Refused(f"betas={brief(run.betas)}: two numbers from 0 to below 1 are wanted.")
    if not 0 <= run.rho < 1:
        raise Refused(f"rho={run.rho}: from 0 to below 1 is wanted.")
    if not 0 < run.epsilon < np.inf:
        raise Refused(f"epsilon={run.epsilon}: a number above zero is wanted.")


def _refuse_schedule(run: Run) -> None:
    if not among(run.schedule, RATES):
        raise unknown("schedule", run.schedule, RATES)
    _refuse_words(run, RATES, "schedule", run.schedule)
    for word in ("decay", "period"):
        if word in RATES[run.schedule].words and not getattr(run, word):
            example = {"decay": 0.1, "period": 10}[word]
            raise Refused(f"schedule={run.schedule!r}: say its {word}, as in {word}={example}.")
    if not 0 < run.factor < np.inf:
        raise Refused(f"factor={run.factor}: a number above zero is wanted.")
    if run.rates and run.schedule != "constant":
        raise Refused(f"schedule={run.schedule!r}: the learning rate of every step is given.")
    if not all(0 <= rate < np.inf for rate in run.rates):
        raise Refused("learning_rate: numbers from 0 up are wanted, one for each step.")


def refuse_shapes(sizes: Sequence[int], X: Array, Y: Array) -> None:
    """Raise ``Refused``, with what would mend it, unless X is (n_0, m) and Y is (n_L, m)."""
    first, last = sizes[0], sizes[-1]
    fit = X.ndim == Y.ndim == 2 and (len(X), len(Y)) == (first, last)
    if fit and X.shape[1] == Y.shape[1]:
        return
    tries = [mend(X, first, "X")] * (X.shape[:1] != (first,)) + [_mended_targets(Y, last, X)]
    tried = " and ".join(filter(None, tries))
    raise Refused(
        f"a network of sizes {brief(tuple(sizes))} takes X ({first}, m) and Y ({last}, m), one "
        f"column for each example; X is {X.shape} and Y is {Y.shape}{tried and f': try {tried}'}."
    )


def _mended_targets(Y: Array, rows: int, X: Array) -> str:
    """What turns targets into (rows, m), where that can be guessed; else nothing."""
    if Y.ndim == 2 and len(Y) == rows and Y.shape[1] in X.shape:
        return ""
    row = "Y" if Y.ndim == 1 else "np.ravel(Y)"
    if rows > 1 and Y.size in Y.shape and (np.rint(Y) == Y).all():
        return f"engine.one_hot({row}, classes={rows}) (a row for each class)"
    return mend(Y, rows, "Y")


def refuse_targets(run: Run, X: Array, Y: Array) -> None:
    """Raise ``Refused`` where the data X (n_0, m), Y (n_L, m) does not suit the run."""
    refuse_shapes(run.sizes, X, Y)
    refuse_what_cannot_be_priced(run, Y)
    last = activation(run.activations[-1])
    if Y.min() < last.lowest or Y.max() > last.highest:
        raise Refused(
            f"{last.name} answers between {last.lowest:g} and {last.highest:g}; the targets run "
            f"from {Y.min():g} to {Y.max():g}, which it could never reach."
        )


def refuse_what_cannot_be_priced(run: Run, Y: Array) -> None:
    """Raise ``Refused`` where the run's cost says nothing of the targets Y (n_L, m)."""
    if not Y.size:
        raise Refused(f"{run.data!r} has no examples; one at least is wanted.")
    if run.cost in ("bce", "cce") and not (Y.min() >= 0 and Y.max() <= 1):
        signs = np.isin(Y, (-1.0, 1.0)).all()
        also = ": (Y + 1) / 2 turns -1 and 1 into them" if signs else ""
        raise Refused(
            f"cost={run.cost!r} takes targets that are 0 or 1, or shares between; Y holds "
            f"others{also}."
        )
    close = 1e-5 if run.dtype == "float32" else 1e-12
    if run.cost == "cce" and np.abs(Y.sum(axis=0) - 1).max() > close:
        raise Refused("cost='cce' takes one-hot targets, or shares: each column of Y adds up to 1.")
