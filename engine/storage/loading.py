"""A saved history, opened without loading what is large, and refused where it does not add up."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.paths import named
from engine.datasets.dataset import WHITE, Dataset
from engine.errors import NotAHistory
from engine.history import History
from engine.learning.examples import Examples
from engine.network import Network
from engine.recording.laws import refuse_what_breaks_a_law
from engine.recording.npy import SMALL, read_array, read_rows
from engine.recording.recorder import Tape, tape_of
from engine.storage.history_json import Stated, stated


def load(path: str | Path, *, unchecked: bool = False) -> History:
    """Open the history in the folder ``path``; what is large is read as it is asked for.

    One that was being written when its process died is cut to its last whole step, and not
    ``complete``. Raises ``NotAHistory`` when it is cut short otherwise, of another version, not
    one of ours, or holds other numbers than were recorded. (A large one, over ``SMALL``, is not
    read whole to find that out.)

    What has no fingerprint, because another program wrote it or ours was killed, is held to the
    laws of learning: ``Untrue`` names the worst entry, its place and its step. With ``unchecked``
    it is taken as it stands and marked: ``history.unchecked``, in its films, and where it is saved.
    """
    folder = named(path)
    about = stated(folder)
    run = about.run
    examples = Examples(*_examples(folder, about, about.m, packed=about.schedule.batched))
    tape = _tape(folder, about)
    history = History(
        run,
        tape=tape,
        examples=examples,
        final=_final(folder, about) if about.complete else None,
        dataset=_dataset(folder, about, examples) if about.held_out else None,
        metrics=about.metrics,
        written_by=about.written_by,
        complete=about.complete,
        unchecked=about.unchecked or (unchecked and about.fingerprint is None),
    )
    if about.fingerprint is None and not history.unchecked:
        refuse_what_breaks_a_law(history)
    if tape.nbytes <= SMALL and about.fingerprint not in (None, history.fingerprint):
        raise NotAHistory(f"{path} is damaged: it does not hold the numbers that were recorded.")
    return history


def _tape(folder: Path, about: Stated) -> Tape:
    """The series, cut to the steps that are whole while they were being written."""
    plan, whole = about.plan, about.steps is not None
    rows = {
        name: read_rows(folder / f"{name}.npy", record, whole=whole)
        for name, record in about.series.items()
    }
    counted = ["costs", "batches"] if plan.interval else ["frames"]
    steps = min(len(rows[name]) for name in counted if name in rows)
    if plan.gaps and steps:  # it ends with its last step that was kept
        at = plan.kept[plan.kept < min(len(rows["costs"]), about.steps or len(rows["costs"]))]
        steps = int(at[min(steps, len(at)) - 1]) + 1 if len(at) else 0
    if about.steps is not None and steps < about.steps:
        raise NotAHistory(f"{folder} does not hold the {about.steps} steps its JSON names.")
    steps = min(steps, about.steps or steps)  # a step may have been written and not counted
    if not steps:
        raise NotAHistory(f"{folder} was stopped before its first step was whole.")
    _refuse_what_is_missing(folder, about, rows, steps)
    return tape_of(plan, about.schedule, about.layout, rows, steps)


def _refuse_what_is_missing(
    folder: Path, about: Stated, rows: dict[str, Array], steps: int
) -> None:
    """Raise ``NotAHistory`` where rows are too few, or say to be of other steps than they are."""
    plan, schedule = about.plan, about.schedule
    if plan.interval:
        # Of a recording that was killed, the last keyframe may be on its way: one is enough.
        needed = -(-steps // plan.interval) if about.steps is not None else 1
        if len(rows["keyframes"]) < needed:
            raise NotAHistory(f"{folder} is cut short: keyframes.npy ends too early.")
    kept = plan.kept[plan.kept < steps]
    if len(kept) and len(rows["frames"]) < len(kept) and about.steps is not None:
        raise NotAHistory(f"{folder} is cut short: frames.npy ends too early.")
    frames = rows["frames"][: len(kept)] if len(kept) else np.empty(0, [])
    said = {name: frames[name] for name in frames.dtype.names or ()}
    truth = {"step": kept, "count": np.array([schedule.count(t) for t in kept.tolist()])}
    if any((said[name] != truth[name][: len(frames)]).any() for name in truth if name in said):
        raise NotAHistory(f"{folder} is damaged: a row of frames.npy is of another step.")
    seen = [said.get("batch"), rows["batches"]["batch"][:steps] if "batches" in rows else None]
    for batch in seen:
        if batch is not None and batch.size and not 0 <= batch.min() <= batch.max() < schedule.m:
            raise NotAHistory(f"{folder} is damaged: a step saw examples that are not there.")


def _examples(
    folder: Path, about: Stated, m: int, held: str = "", *, packed: bool = False
) -> tuple[Array, Array]:
    """(m, n_0) and (n_L, m), in the run's dtype; ``packed``, many pixels k/255 may stay bytes k."""
    run = about.run
    rows = read_array(folder / f"{held}inputs.npy", (m, run.sizes[0]), run.dtype, "uint8")
    large = rows.size * np.dtype(run.dtype).itemsize > SMALL
    if rows.dtype == np.uint8 and not (packed and large):
        rows = np.divide(rows, WHITE, dtype=run.dtype)
    return sealed(rows), read_array(folder / f"{held}targets.npy", (run.sizes[-1], m), run.dtype)


def _dataset(folder: Path, about: Stated, examples: Examples) -> Dataset:
    """The examples and those held out, which no loader could give back."""
    name = about.run.data
    rows, targets = _examples(folder, about, about.held_out, "held_")
    held = Dataset(name=name, X=rows.T, Y=targets)
    return Dataset(name=name, X=examples.rows.T, Y=examples.targets, validation=held)


def _final(folder: Path, about: Stated) -> Network:
    parameters = about.layout.parameters
    shape = (parameters.stop - parameters.start,)
    flat = read_array(folder / "final.npy", shape, about.run.dtype)
    return Network.of_vector(flat, about.run.sizes, about.run.activations)
