"""Training: feed forward, measure the cost, send the error back, take a step, write it all down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import refuse_what_is_not_finite
from engine.datasets import Dataset
from engine.errors import Diverged, Interrupted, Refused, brief, counted
from engine.history import History
from engine.learning.epochs import Metrics
from engine.learning.examples import Examples
from engine.learning.pairings import refuse_targets
from engine.learning.schedule import Schedule
from engine.learning.sources import Fetching, dataset_of
from engine.learning.stepper import Stepper
from engine.network import Network
from engine.optimizers import refuse_unstated
from engine.recording.plans import plan
from engine.recording.recorder import Recorder
from engine.run import Run
from engine.storage.folder import Folder

Watch = Callable[[int, int, float], object]
"""Told (step, steps in all, cost) about a hundred times while a run is trained."""


Numbered = tuple[int, Array | None]
"""A step's index, and which examples it sees: None for all of them."""

UNSCALED = 20.0
"""An input beyond this was hardly z-scored."""


def refuse_deaf(watch: object) -> None:
    """``Refused`` for a ``watch`` that nothing can be told."""
    if watch is not None and not callable(watch):
        raise Refused(f"watch={brief(watch)}: a function of (step, steps, cost) is wanted.")


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
    return session.carry_out(enumerate(session.schedule.batches(rng)), watch)


class Session:
    """One training while it goes on: ``steps`` of it are done."""

    def __init__(
        self, run: Run, network: Network, dataset: Dataset, folder: Path | None = None
    ) -> None:
        refuse_unstated(run)
        refuse_targets(run, dataset.rows.T, dataset.Y)
        self.run, self.dataset, self.steps = run, dataset, 0
        self.schedule = Schedule(run, dataset.size)
        self.examples = Examples.of(dataset, batched=self.schedule.batched)
        self.metrics = Metrics(run, self.schedule, dataset)
        self.stepper = Stepper(run, self.schedule, self.examples)
        self._load(network)
        made = plan(run, self.schedule, self.stepper.layout)
        self.files: Folder | None = None
        if folder:
            penalty, held = self.stepper.layout.penalty, dataset.validation
            self.files = Folder.begin(folder, run, made, self.examples, penalty=penalty, held=held)
        self.recorder = Recorder(made, self.stepper, folder)

    def _load(self, network: Network) -> None:
        """Start from ``network``; ``Refused`` where one of its numbers is none."""
        with np.errstate(over="ignore"):
            self.stepper.framed.load(network)
        for key in self.stepper.layout.shapes:
            if key[0] in "Wb" and key != "batch":
                refuse_what_is_not_finite(self.stepper.framed.frame[key], key)

    def carry_out(self, batches: Iterator[Numbered], watch: Watch | None) -> History:
        """Take the steps that ``batches`` numbers; the history of all of them."""
        refuse_deaf(watch)
        try:
            with np.errstate(all="ignore"):
                self.take_steps(batches, watch)
        except KeyboardInterrupt as stop:
            raise Interrupted(self.history(complete=False)) from stop
        return self.history(complete=True)

    def take_steps(self, batches: Iterator[Numbered], watch: Watch | None) -> None:
        """The loop."""
        stepper, recorder, metrics, total = (
            self.stepper,
            self.recorder,
            self.metrics,
            self.schedule.steps,
        )
        stride = max(1, total // 100)
        for t, batch in batches:
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
        if max(np.abs(part).max() for part in self.examples.in_parts()) > UNSCALED:
            reason = "the inputs are not scaled: train on engine.z_score(X)"
        elif t == 0:
            reason = "the weights it starts from are too large: draw smaller ones"
        else:
            reason = f"the learning rate {rate:g} is too large: try a tenth of it"
        return Diverged(
            f"The cost of {self.run.name!r} is not a finite number at step {t}, in layer {layer}; "
            f"most likely {reason}. What was recorded before it is kept: {counted(t, 'step')}.",
            history=self.history(complete=False),
            step=t,
            layer=layer,
        )
