"""Training: feed forward, measure the cost, send the error back, take a step, write it all down."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path

import numpy as np

from engine.basics.arrays import Array
from engine.datasets import Dataset
from engine.errors import Diverged, Interrupted, Refused, brief
from engine.history import History
from engine.learning.epochs import Metrics
from engine.learning.examples import Examples
from engine.learning.pairings import refuse_targets
from engine.learning.schedule import Schedule
from engine.learning.sources import Fetching, dataset_of
from engine.learning.stepper import Stepper
from engine.network import Network
from engine.recording.plans import plan
from engine.recording.recorder import Recorder
from engine.run import Run
from engine.storage.folder import Folder

Watch = Callable[[int, int, float], object]
"""Told (step, steps in all, cost) about a hundred times while a run is trained."""


UNSCALED = 20.0
"""An input beyond this was hardly z-scored."""


def train(
    network: Network,
    X: Array,
    Y: Array,
    *,
    cost: str = "bce",
    steps: int | None = None,
    epochs: int | None = None,
    learning_rate: float,
    batch: int | None = None,
    shuffle: bool = True,
    seed: int = 42,
    momentum: float = 0.0,
    decay: float = 0.0,
    l2: float = 0.0,
    gradient: str = "right",
    dtype: str = "float64",
    keep: str = "auto",
) -> History:
    """Train from ``network`` on X (n_0, m) and Y (n_L, m); ``network`` itself is unchanged.

    For ``steps`` updates, or ``epochs`` rounds through the data. The other words mean what they
    mean in a ``Run``; ``seed`` decides the order of the examples. Raises ``Refused`` where
    shapes or names do not fit, ``Diverged`` if the cost stops being a number.
    """
    run = Run(
        name="untitled",
        sizes=network.sizes,
        activations=network.activations,
        cost=cost,
        data="given",
        steps=steps,
        epochs=epochs,
        learning_rate=learning_rate,
        batch=batch,
        shuffle=shuffle,
        seed=seed,
        momentum=momentum,
        decay=decay,
        l2=l2,
        gradient=gradient,
        dtype=dtype,
        keep=keep,
    )
    rng = np.random.default_rng(run.seed)
    return fit(run, network, given(X, Y).astype(run.dtype), rng=rng)


def given(X: Array, Y: Array) -> Dataset:
    """A dataset of one's own arrays, X (n_0, m) and Y (n_L, m)."""
    arrays = []
    for name, values in (("X", X), ("Y", Y)):
        try:
            array = np.asarray(values)
        except ValueError as error:
            raise Refused(f"{name} is no matrix: {brief(error)}.") from error
        if array.dtype.kind not in "fiub":
            raise Refused(
                f"{name} holds {array.dtype} values; numbers are wanted. Classes "
                "become columns of 0 and 1 by engine.datasets.prepare.one_hot."
            )
        arrays.append(array)
    X, Y = arrays
    return Dataset(name="given", X=X, Y=Y)


def start(
    run: Run,
    *,
    folder: Path | None = None,
    watch: Watch | None = None,
    fetching: Fetching | None = None,
) -> History:
    """Carry out ``run`` from the beginning: draw the network, get the data, train."""
    rng = np.random.default_rng(run.seed)
    network = first_network(run, rng=rng)
    dataset = dataset_of(run, fetching=fetching)
    return fit(run, network, dataset, rng=rng, folder=folder, watch=watch)


def first_network(run: Run, *, rng: np.random.Generator) -> Network:
    """The network that a run starts from: its ``start`` if it names one, else drawn."""
    if run.start:
        return Network.of_vector(np.array(run.start), run.sizes, run.activations)
    return Network.random(
        run.sizes, rng=rng, activations=run.activations, weights=run.weights, biases=run.biases
    )


def fit(
    run: Run,
    network: Network,
    dataset: Dataset,
    *,
    rng: np.random.Generator,
    folder: Path | None = None,
    watch: Watch | None = None,
) -> History:
    """Every step of ``run`` from ``network``, recorded, in ``folder`` as it goes."""
    session = Session(run, network, dataset, folder)
    try:
        with np.errstate(all="ignore"):
            session.take_steps(rng, watch)
    except KeyboardInterrupt as stop:
        raise Interrupted(session.history(complete=False)) from stop
    return session.history(complete=True)


class Session:
    """One training while it goes on: ``steps`` of it are done."""

    def __init__(
        self, run: Run, network: Network, dataset: Dataset, folder: Path | None = None
    ) -> None:
        refuse_targets(run, dataset.X, dataset.Y)
        self.run, self.dataset, self.steps = run, dataset, 0
        self.examples = Examples.of(dataset)
        self.schedule = Schedule(run, len(self.examples))
        self.metrics = Metrics(run, self.schedule, dataset)
        self.stepper = Stepper(run, self.schedule, self.examples)
        self.stepper.framed.load(network)
        made = plan(run, self.schedule, self.stepper.layout)
        self.files: Folder | None = None
        if folder:
            penalty = self.stepper.layout.penalty
            self.files = Folder.begin(folder, run, made, self.examples, penalty=penalty)
        self.recorder = Recorder(made, self.stepper, folder)

    def take_steps(self, rng: np.random.Generator, watch: Watch | None) -> None:
        """The loop."""
        stepper, recorder, metrics, total = (
            self.stepper,
            self.recorder,
            self.metrics,
            self.schedule.steps,
        )
        stride = max(1, total // 100)
        for t, batch in enumerate(self.schedule.batches(rng)):
            recorder.before(t)
            cost = stepper.attempt(t, batch)
            if not isfinite(cost):
                raise self._diverged()
            recorder.after(t, cost, batch)
            stepper.improve()
            self.steps = t + 1
            if metrics.wanted:
                metrics.after(t, cost, stepper)
                if metrics.stopping:
                    break
            if watch and t % stride == 0:
                watch(t, total, cost)

    def history(self, *, complete: bool) -> History:
        """The history of the steps so far; the end of the recording."""
        history = History(
            self.run,
            tape=self.recorder.close(self.steps),
            examples=self.examples,
            final=self.stepper.network() if complete else None,
            dataset=self.dataset,
            metrics=self.metrics.by_epoch(),
            complete=complete,
        )
        if self.files:
            self.files.finish(history)
        return history

    def _diverged(self) -> Diverged:
        t, layers, rate = self.steps, self.stepper.framed.layers, self.run.learning_rate
        broken = [n for n, layer in enumerate(layers, 1) if not np.isfinite(layer.Z).all()]
        layer = broken[0] if broken else len(layers)
        if t == 0 or np.abs(self.examples.rows).max() > UNSCALED:
            reason = "the inputs are not scaled: z-score them first"
        else:
            reason = f"the learning rate {rate:g} is too large: try a tenth of it"
        return Diverged(
            f"The cost of {self.run.name!r} is not a finite number at step {t}, in layer {layer}; "
            f"most likely {reason}. The {t} steps before it are kept.",
            history=self.history(complete=False),
            step=t,
            layer=layer,
        )
