"""Resuming: a training goes on where its recording ends, as if it had never stopped."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import refuse_another, whole
from engine.basics.guesses import by_name
from engine.errors import NotAHistory, Refused, brief, counted
from engine.history import History
from engine.run import Run
from engine.storage.saving import recording
from engine.training import Session, Watch, first_network


@by_name
def resume(
    history: History,
    *,
    steps: int | None = None,
    epochs: int | None = None,
    keep: str | None = None,
    budget: int | None = None,
    watch: Watch | None = None,
    to: str | Path | None = None,
) -> History:
    """``history`` and ``steps`` or ``epochs`` more, as one: bit for bit what a run that long is.

    Velocity, learning rate, order of the examples and metrics go on. A history that was stopped
    goes on to its run's own end if neither is given. ``keep`` and ``budget`` are the run's unless
    given; ``watch`` and ``to`` are as in ``train``. Raises ``Refused`` for a history that has
    come to its end and is not asked to go on, for one that another program wrote, and where its
    held-out examples are not to be had.
    """
    refuse_another(history, History, "is no history; engine.load(folder) opens one")
    if not len(history):
        raise Refused("This history holds no step to go on from; train from its network instead.")
    if history.written_by:
        who = history.written_by.get("framework", "another program")
        raise Refused(f"{history.name!r} was trained by {who}: train on from its .final network.")
    run = _longer(history, steps, epochs)
    keep, budget = (run.keep if keep is None else keep), (run.budget if budget is None else budget)
    run = replace(run, keep=keep, budget=budget)
    dataset = history.dataset
    if "validation_cost" in history.metrics and dataset.validation is None:
        raise Refused(f"The held-out examples of {run.name!r} are not on this machine.")
    rng = np.random.default_rng(run.seed)
    if run.data != "given":
        first_network(run, rng=rng)  # what it drew is drawn again, so that the order goes on
    with recording(to) as folder:
        session = Session(run, history[0].network, dataset, folder)
        batches = enumerate(session.schedule.batches(rng))
        if session.stepper.layout.size != history.layout.size:
            raise Refused(f"{run.name!r} was recorded when L2 was another; it cannot go on here.")
        known, penalties = _known(history), history.penalties
        for t, batch in islice(batches, known):
            session.stepper.penalty = float(penalties[t])
            session.recorder.before(t, partial(_state, history, t))
            session.recorder.after(t, float(history.costs[t]), batch, partial(history.frame, t))
        if known:
            _stand_at_the_end(session, history, batch)
        return session.carry_out(batches, watch)


def _longer(history: History, steps: Any, epochs: Any) -> Run:
    """The run of ``history``, so many steps or epochs longer."""
    run, done, each = history.run, len(history), history.schedule.per_epoch
    if steps is None and epochs is None:
        if history.complete:
            raise Refused(
                f"{run.name!r} came to its end after {counted(done, 'step')}: say how many steps= "
                "or epochs= more it is to take."
            )
        return run
    if steps is not None and epochs is not None:
        raise Refused(f"steps={brief(steps)}, epochs={brief(epochs)}: give exactly one of them.")
    more = whole(epochs if steps is None else steps, "epochs" if steps is None else "steps")
    if more < 1:
        raise Refused(f"{more} more: a number above zero is wanted.")
    if history.complete and done < history.schedule.steps:
        run = replace(run, least_decrease=None)  # by which it ended, and now it goes on
    if steps is None and run.epochs is not None and done % each == 0:
        return replace(run, epochs=done // each + more)
    return replace(run, epochs=None, steps=done + (more if epochs is None else more * each))


def _known(history: History) -> int:
    """How many steps need not be taken again: all, or none where the record lacks something."""
    run, epochs = history.run, history.schedule.epoch(len(history))
    # A recording that was killed has its steps, and no metrics.
    lacks = run.metrics and len(history.metrics.get("cost", ())) != epochs
    return 0 if lacks else len(history)


def _state(history: History, t: int) -> Array:
    """(S,) the parameters before step t, and what the optimizer remembered before it."""
    tape, layout = history.tape, history.layout
    if tape.interval and t % tape.interval == 0 and t // tape.interval < len(tape.keyframes):
        return np.asarray(tape.keyframes[t // tape.interval])
    theta = history.frame(t)[layout.parameters]
    before = history.frame(t - 1) if t else np.zeros_like(history.frame(t))
    return np.concatenate([theta, before[layout.remembered]])


def _stand_at_the_end(session: Session, history: History, batch: Array | None) -> None:
    """Take the last step of ``history`` once more, as it was taken."""
    last, stepper = len(history) - 1, session.stepper
    with np.errstate(all="ignore"):
        stepper.state = _state(history, last)
        cost, recorded = stepper.attempt(last, batch), float(history.costs[last])
        if not isclose(cost, recorded, rel_tol=1e-6, abs_tol=1e-12):
            raise NotAHistory(
                f"step {last} cannot be taken again here: its cost comes out as {cost!r}, and "
                f"{recorded!r} was recorded."
            )
        stepper.improve()
    session.metrics.go_on(history)
    session.steps = last + 1
