"""A history on disk: saved whole or not at all, and opened without loading what is large."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from engine.activations import Array
from engine.errors import NotAHistory, Refused
from engine.folder import FORMAT, VERSION, write
from engine.frames import Layout
from engine.history import History
from engine.lesson import layout_of
from engine.network import Network
from engine.plans import Plan
from engine.recorder import Tape, records, tape_of
from engine.rows import read_rows
from engine.run import Run
from engine.schedule import Schedule
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
        if path.exists():
            shutil.rmtree(path)
        folder.rename(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def new_folder(path: Path) -> Path:
    """A new, empty folder beside ``path``, hidden, with a name nobody else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
    folder.mkdir()
    return folder


def refuse_to_replace(path: Path) -> None:
    """Raise ``Refused`` where something stands at ``path`` that is not a history of ours."""
    if path.exists() and not (path / "history.json").is_file():
        raise Refused(f"{path} exists and is not a history; name a folder that does not exist.")


def load(path: str | Path) -> History:
    """Open the history in the folder ``path``; what is large is read as it is asked for.

    One that was being written when its process died is cut to its last whole step, and not
    ``complete``. Raises ``NotAHistory`` when it is cut short otherwise, of another version, or
    not one of ours.
    """
    folder = Path(path)
    about = _about(folder)
    try:
        run, m, whole = Run.defined(about["run"]), int(about["examples"]), bool(about["complete"])
        asked = about["plan"]
        kept = np.array(asked["kept"], dtype=int)
        plan = Plan(kept, asked["interval"], tuple(asked["keys"]), tuple(asked["examples"]))
        schedule = Schedule(run, m)
        layout = layout_of(run, schedule)
        stated = int(about["steps"]) if "steps" in about else None
    except (KeyError, TypeError, ValueError) as error:
        raise NotAHistory(f"{path} is not a history this engine can read: {error}.") from error
    examples = Examples(_inputs(folder), _array(folder, "targets"))
    if examples.rows.shape != (m, run.sizes[0]) or examples.targets.shape != (run.sizes[-1], m):
        raise NotAHistory(f"{path} does not hold the {m} examples that its history.json names.")
    tape = _tape(folder, plan, schedule, layout, stated)
    return History(
        run,
        tape=tape,
        examples=examples,
        final=Network.of_vector(_array(folder, "final"), run.sizes, run.activations)
        if whole
        else None,
        metrics={name: np.array(values) for name, values in about.get("metrics", {}).items()},
        complete=whole,
    )


def _tape(folder: Path, plan: Plan, schedule: Schedule, layout: Layout, stated: int | None) -> Tape:
    """The series; ``stated`` is how many steps the JSON says, None while it was being written."""
    rows = {
        name: read_rows(folder / f"{name}.npy", record, whole=stated is not None)
        for name, record in records(plan, schedule, layout).items()
    }
    counted = ["costs", "batches"] if plan.interval else ["frames"]
    steps = min(len(rows[name]) for name in counted if name in rows)
    if stated is not None and steps < stated:
        raise NotAHistory(f"{folder} does not hold the {stated} steps its history.json names.")
    steps = min(steps, stated or steps)  # a step may have been written and not counted
    if plan.interval:
        needed = -(-steps // plan.interval)
        if stated is not None and len(rows["keyframes"]) < needed:
            raise NotAHistory(f"{folder} is cut short: keyframes.npy ends too early.")
    if not steps:
        raise NotAHistory(f"{folder} was stopped before its first step was whole.")
    return tape_of(plan, schedule, layout, rows, steps)


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "history.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotAHistory(f"{folder} is not a saved history: no readable history.json.") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise NotAHistory(f"{folder} is not a history: its history.json is of another format.")
    if about.get("version") != VERSION:
        raise NotAHistory(
            f"{folder} is of format version {about.get('version')}; this engine reads {VERSION}."
        )
    return about


def _inputs(folder: Path) -> Array:
    rows = _array(folder, "inputs")
    if rows.dtype == np.uint8:
        rows = (rows / 255.0).astype(_array(folder, "targets").dtype)
        rows.flags.writeable = False
    return rows


def _array(folder: Path, name: str) -> Array:
    try:
        array: Array = np.load(folder / f"{name}.npy", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise NotAHistory(f"{folder} is cut short: {name}.npy is missing or not whole.") from error
    array.flags.writeable = False
    return array
