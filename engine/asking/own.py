"""Your own network, trained on your own arrays, with all that a named run has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import numbers
from engine.basics.guesses import by_name
from engine.basics.plain import plain
from engine.datasets import Dataset
from engine.errors import Refused, brief
from engine.history import History
from engine.learning.pairings import refuse_shapes, refuse_what_cannot_be_priced
from engine.network import Network
from engine.run import MIB, Run
from engine.storage.saving import recording
from engine.training import Watch, fit

Held = float | Dataset | tuple[Array, Array] | None
"""What is held out: a share of the examples or so many of them, or others, as (X, Y)."""


@by_name
def train(
    network: Network,
    X: Array,
    Y: Array,
    *,
    cost: str = "bce",
    steps: int | None = None,
    epochs: int | None = None,
    learning_rate: float | Sequence[float],
    batch: int | None = None,
    shuffle: bool = True,
    drop_last: bool = False,
    seed: int = 42,
    optimizer: str = "gradient_descent",
    momentum: float = 0.0,
    betas: Sequence[float] = (0.9, 0.999),
    rho: float = 0.99,
    epsilon: float = 1e-8,
    schedule: str = "constant",
    decay: float = 0.0,
    period: int | None = None,
    factor: float = 0.1,
    frozen: str | Sequence[str] = (),
    l2: float = 0.0,
    least_decrease: float | None = None,
    gradient: str = "right",
    metrics: str | Sequence[str] = (),
    validation: Held = None,
    dtype: str = "float64",
    keep: str | Sequence[int] = "auto",
    keep_quantities: Sequence[str] = (),
    keep_examples: Sequence[int] = (),
    budget: int = 1024 * MIB,
    name: str = "untitled",
    watch: Watch | None = None,
    to: str | Path | None = None,
) -> History:
    """Train from ``network`` on X (n_0, m) and Y (n_L, m); ``network`` itself is unchanged.

    For ``steps`` updates, or ``epochs`` rounds through the data. ``validation`` holds examples
    out for the metrics by epoch: a share of them (0.2) or so many, drawn by ``seed``, or others,
    as (X, Y). ``watch`` is told (step, steps, cost) as training goes, and ``to`` names a folder
    that is written meanwhile. The other words mean what they mean in a ``Run``; ``seed`` decides
    the order of the examples. Raises ``Refused`` where shapes or names do not fit, ``Diverged``
    if the cost stops being a number.
    """
    asked = dict(locals())
    taken = ("network", "X", "Y", "validation", "watch", "to")
    if not isinstance(network, Network):
        raise Refused(_no_network(network))
    words = {word: value for word, value in asked.items() if word not in taken}
    run = Run(sizes=network.sizes, activations=network.activations, data="given", **words)
    dataset = held_out(given(X, Y, sizes=run.sizes), validation, run).astype(run.dtype)
    with recording(to) as folder:
        rng = np.random.default_rng(run.seed)
        return fit(run, network, dataset, rng=rng, folder=folder, watch=watch)


def given(X: Any, Y: Any, *, sizes: Sequence[int]) -> Dataset:
    """A dataset of one's own arrays, X (n_0, m) and Y (n_L, m), for a network of ``sizes``."""
    X = numbers(X, "X")
    try:
        Y = numbers(Y, "Y")
    except Refused as refused:
        raise Refused(f"{refused} Classes become columns of 0 and 1 by engine.one_hot.") from None
    refuse_shapes(sizes, X, Y)
    return Dataset(name="given", X=X, Y=Y)


def held_out(data: Dataset, validation: Any, run: Run) -> Dataset:
    """``data`` with its validation set: a share of it, or the examples that were given."""
    if isinstance(validation, Dataset):
        validation = validation.X, validation.Y
    if isinstance(validation, (tuple, list)):
        if len(validation) != 2:
            raise Refused(f"validation={brief(validation)}: a pair (X, Y) or a share is wanted.")
        try:
            others = given(*validation, sizes=run.sizes)
            refuse_what_cannot_be_priced(run, others.Y)
        except Refused as refused:
            raise Refused(f"Of validation=(X, Y): {refused}") from None
        return Dataset(name=data.name, X=data.X, Y=data.Y, validation=others)
    validation = plain(validation)
    if validation is not None and not isinstance(validation, (int, float)):
        raise Refused(f"validation={brief(validation)}: a pair (X, Y) or a share is wanted.")
    if validation is None:
        return data
    from engine.datasets.prepare import split  # only who holds something out needs it

    return split(data, validation, seed=run.seed)


def _no_network(given: object) -> str:
    sizes = brief(given) if isinstance(given, tuple) else "(2, 3, 1)"
    said = f"{brief(given)} is no network: engine.Network.random({sizes}, rng=rng) makes one"
    if isinstance(given, str):
        said = f"{said}, and engine.record({given!r}) carries out a run of that name"
    if isinstance(given, History):
        said = "A history is no network: .final is one, and engine.resume(history) goes on with it"
    return f"{said}."
