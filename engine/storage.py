"""A history on disk: saved whole or not at all, and opened without loading what is large."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from engine.activations import Array
from engine.errors import NotAHistory, Refused
from engine.folder import write
from engine.history import History
from engine.network import Network
from engine.places import named
from engine.recorder import Tape, tape_of
from engine.rows import SMALL, read_array, read_rows
from engine.stated import Stated, stated
from engine.workbench import Examples


def save(history: History, path: Path) -> Path:
    """Write ``history`` to the folder ``path``, whole or not at all.

    A history that stands there already is replaced; anything else is ``Refused``.
    """
    with beside(path) as folder:
        write(history, folder)
    return path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``path`` if all goes well, and vanishes if not."""
    refuse_to_replace(path)
    folder = new_folder(path)
    try:
        yield folder
        _take_the_place(folder, path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _take_the_place(folder: Path, path: Path) -> None:
    """Move ``folder`` to ``path``, and what stood there aside first: no moment deletes both."""
    for last in (False, False, False, True):
        old = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
        with suppress(FileNotFoundError):
            path.rename(old)
        try:
            folder.rename(path)
        except OSError:
            if old.exists() and not path.exists():
                old.rename(path)
            if last:
                raise
        else:
            break
        finally:
            shutil.rmtree(old, ignore_errors=True)


def new_folder(path: Path) -> Path:
    """A new, empty folder beside ``path``, hidden, with a name nobody else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
    folder.mkdir()
    return folder


def refuse_to_replace(path: Path) -> None:
    """Raise ``Refused`` where something stands at ``path`` that is not a history of ours."""
    here = named(path)
    stands, mark = _what_stands(here), here / "history.json"
    if stands is None or mark.is_file():
        return
    # Another process that saves there may just have moved the old history away and its own in.
    if _what_stands(here) == stands and not mark.is_file():
        raise Refused(f"{path} exists and is not a history; name a folder that does not exist.")


def _what_stands(path: Path) -> tuple[int, int] | None:
    """What tells the file or folder at ``path`` from any other, if there is one."""
    try:
        found = path.stat() if path.exists() else None
    except FileNotFoundError:
        return None  # it is gone meanwhile
    return found and (found.st_dev, found.st_ino)


def load(path: str | Path) -> History:
    """Open the history in the folder ``path``; what is large is read as it is asked for.

    One that was being written when its process died is cut to its last whole step, and not
    ``complete``. Raises ``NotAHistory`` when it is cut short otherwise, of another version, not
    one of ours, or holds other numbers than were recorded. (A large one, over ``SMALL``, is not
    read whole to find that out.)
    """
    folder = named(path)
    about = stated(folder)
    run = about.run
    examples = Examples(_inputs(folder, about), _targets(folder, about))
    tape = _tape(folder, about)
    history = History(
        run,
        tape=tape,
        examples=examples,
        final=_final(folder, about) if about.complete else None,
        metrics=about.metrics,
        complete=about.complete,
    )
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


def _inputs(folder: Path, about: Stated) -> Array:
    """(m, n_0), in the run's dtype; pixels k/255 may be stored as k."""
    shape = about.m, about.run.sizes[0]
    rows = read_array(folder / "inputs.npy", shape, about.run.dtype, "uint8")
    if rows.dtype == np.uint8:
        rows = (rows / 255.0).astype(about.run.dtype)
    rows.flags.writeable = False
    return rows


def _targets(folder: Path, about: Stated) -> Array:
    return read_array(folder / "targets.npy", (about.run.sizes[-1], about.m), about.run.dtype)


def _final(folder: Path, about: Stated) -> Network:
    parameters = about.layout.parameters
    shape = (parameters.stop - parameters.start,)
    flat = read_array(folder / "final.npy", shape, about.run.dtype)
    return Network.of_vector(flat, about.run.sizes, about.run.activations)
