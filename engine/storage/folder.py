"""A history's folder, as it is written: first what is known before training, last what came of it.

Plain ``.npy`` files and a small JSON that says what they are; ``docs/history-format.md`` tells
other programs how to do the same. Nothing is ever pickled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.version import version
from engine.datasets import LOADERS
from engine.datasets.dataset import WHITE, Dataset
from engine.learning.examples import Examples
from engine.recording.growing import FileRows
from engine.recording.plans import Plan
from engine.recording.recorder import Tape, records
from engine.run import Run

if TYPE_CHECKING:
    from engine.history import History

FORMAT, OURS = "trainreel-history", "trainreel"
VERSIONS = (1, 2)
"""The second is written where a run says more than the first knows, so that others stay as ever."""
AT_ONCE = 1024
"""Examples that are turned into bytes at once."""


class Folder:
    """A history's folder while it is being written."""

    def __init__(self, path: Path, about: dict[str, Any]) -> None:
        self.path, self._about = path, about

    @classmethod
    def begin(
        cls,
        path: Path,
        run: Run,
        plan: Plan,
        examples: Examples,
        *,
        penalty: bool,
        held: Dataset | None = None,
        written_by: Mapping[str, str] | None = None,
    ) -> Folder:
        """Write all that is known before the first step; the history is not ``complete`` yet.

        Of ``held``, the examples held out, what no loader can give back is written; ``written_by``
        says whose training it was, if it was another's.
        """
        second = bool(penalty or run.newer or written_by)
        about = {
            "format": FORMAT,
            "version": 2 if second else 1,
            "complete": False,
            "run": run.definition(),
            "examples": len(examples),
            "plan": {
                "kept": plan.kept.tolist(),
                "interval": plan.interval,
                "keys": plan.keys,
                "examples": plan.examples,
            },
            "numpy": np.__version__,
        }
        if second:
            about["written_by"] = dict(written_by or ourselves(run))
        _save_inputs(path / "inputs.npy", examples.stored)
        np.save(path / "targets.npy", examples.targets, allow_pickle=False)
        if held is not None and run.data not in LOADERS:
            about["held_out"] = held.size
            _save_inputs(path / "held_inputs.npy", held.rows)
            np.save(path / "held_targets.npy", held.Y, allow_pickle=False)
        folder = cls(path, about)
        folder._write()
        return folder

    def finish(self, history: History) -> None:
        """Write what is known at the end."""
        if history.complete:
            arrays = (*history.final.weights, *history.final.biases)
            flat = np.concatenate([array.ravel() for array in arrays])
            np.save(self.path / "final.npy", flat, allow_pickle=False)
        self._about |= {
            "complete": history.complete,
            "steps": len(history),
            "metrics": {name: values.tolist() for name, values in history.metrics.items()},
            "fingerprint": history.fingerprint,
        }
        if history.unchecked:
            self._about["unchecked"] = True
        self._write()

    def _write(self) -> None:
        # Beside and renamed: a crash leaves the old text or the new one, never half of it.
        beside = self.path / "history.json.part"
        beside.write_text(json.dumps(self._about, indent=1) + "\n", encoding="utf-8")
        beside.replace(self.path / "history.json")


def ourselves(run: Run) -> dict[str, str]:
    """What ``written_by`` says of this engine's own histories."""
    return {"framework": OURS, "version": version(), "dtype": run.dtype, "device": "cpu"}


def write(history: History, path: Path) -> None:
    """Write the parts of a history into an empty folder."""
    tape, run, layout = history.tape, history.run, history.layout
    plan = _plan_of(tape, history)
    held = history.dataset.validation if run.data not in LOADERS else None
    folder = Folder.begin(
        path,
        run,
        plan,
        history.examples,
        penalty=layout.penalty,
        held=held,
        written_by=history.written_by,
    )
    judged = [tape.costs] if tape.penalties is None else [tape.costs, tape.penalties]
    arrays = {"frames": tape.frames, "keyframes": tape.keyframes}
    arrays |= {"costs": np.stack(judged, axis=1), "batches": tape.batches}
    for name, record in records(plan, history.schedule, layout).items():
        rows = FileRows(path / f"{name}.npy", len(arrays[name]), record)
        for row in arrays[name]:
            rows.append(np.ascontiguousarray(row))
        rows.close()
    folder.finish(history)


def _plan_of(tape: Tape, history: History) -> Plan:
    run, whole = history.run, tape.places.size == history.layout.size
    keys = () if whole else tuple(tape.places.shapes)
    return Plan(tape.kept, tape.interval, keys, run.keep_examples)


def _save_inputs(path: Path, rows: Array) -> None:
    """Pixels k/255 as the bytes k, if that gives back the same floats; anything else as it is."""
    np.save(path, rows if rows.dtype == np.uint8 else _in_bytes(rows), allow_pickle=False)


def _in_bytes(rows: Array) -> Array:
    """Rows of pixels k/255 as the bytes k; others as they are. A few are gone through at once."""
    packed = np.empty(rows.shape, np.uint8)
    for start in range(0, len(rows), AT_ONCE):
        some, here = rows[start : start + AT_ONCE], packed[start : start + AT_ONCE]
        here[:] = np.rint(np.clip(some, 0, 1) * WHITE)
        if not np.array_equal((here / WHITE).astype(rows.dtype), some):
            return rows
    return packed
