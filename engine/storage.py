"""A history on disk: a folder with the frames as plain ``.npy`` and a small JSON beside them.

``docs/history-format.md`` describes it for other programs. Nothing is ever pickled.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from engine.activations import Array
from engine.errors import NotAHistory, Refused
from engine.frames import Layout
from engine.history import History
from engine.network import Network
from engine.runs import Run
from engine.workbench import Examples

FORMAT = "trainreel-history"
VERSION = 1
SMALL = 64 * 2**20
"""Bytes up to which frames are read whole: quicker, and safe from a file that changes."""


def save(history: History, path: Path) -> Path:
    """Write ``history`` to the folder ``path``, whole or not at all.

    A history that stands there already is replaced; anything else is ``Refused``.
    """
    refuse_to_replace(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        write(history, beside)
        if path.exists():
            shutil.rmtree(path)
        beside.rename(path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return path


def refuse_to_replace(path: Path) -> None:
    """Raise ``Refused`` where something stands at ``path`` that is not a history of ours."""
    if path.exists() and not (path / "history.json").is_file():
        raise Refused(f"{path} exists and is not a history; name a folder that does not exist.")


def write(history: History, folder: Path) -> None:
    """Write the parts of a history into an empty folder."""
    layout, examples = history.layout, history.examples
    rows = np.ascontiguousarray(history.rows)
    np.save(folder / "frames.npy", rows.view(layout.record)[:, 0], allow_pickle=False)
    np.save(folder / "inputs.npy", examples.rows, allow_pickle=False)
    np.save(folder / "targets.npy", examples.targets, allow_pickle=False)
    final = [array.ravel() for array in (*history.final.weights, *history.final.biases)]
    np.save(folder / "final.npy", np.concatenate(final), allow_pickle=False)
    about = {
        "format": FORMAT,
        "version": VERSION,
        "run": history.run.definition(),
        "layout": {
            "sizes": layout.sizes,
            "room": layout.room,
            "batched": layout.batched,
            "dtype": layout.dtype,
        },
        "steps": len(history),
        "fingerprint": history.fingerprint,
        "numpy": np.__version__,
    }
    (folder / "history.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def load(path: str | Path) -> History:
    """Open the history in the folder ``path``; its frames are read as they are asked for.

    Raises ``NotAHistory`` when it is cut short, of another version, or not one of ours.
    """
    folder = Path(path)
    about = _about(folder)
    try:
        run = Run.defined(about["run"])
        shape = about["layout"]
        layout = Layout(tuple(shape["sizes"]), shape["room"], shape["batched"], shape["dtype"])
        steps = int(about["steps"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAHistory(f"{path} is not a history this engine can read: {error}.") from error
    rows = _rows(folder, layout, steps)
    examples = Examples(_array(folder, "inputs"), _array(folder, "targets"))
    final = _final(_array(folder, "final"), layout, run)
    return History(run, layout=layout, rows=rows, examples=examples, final=final)


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "history.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotAHistory(f"{folder} is not a saved history: no readable history.json.") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise NotAHistory(f"{folder} was not written by trainreel: history.json says no format.")
    if about.get("version") != VERSION:
        raise NotAHistory(
            f"{folder} is of format version {about.get('version')}; this engine reads {VERSION}."
        )
    return about


def _rows(folder: Path, layout: Layout, steps: int) -> Array:
    frames = _array(folder, "frames", mmap=_larger(folder / "frames.npy", SMALL))
    if frames.dtype != layout.record or frames.shape != (steps,):
        raise NotAHistory(f"{folder} does not hold the {steps} frames that its history.json names.")
    rows: Array = frames.view(layout.dtype).reshape(steps, layout.size)
    return rows


def _larger(file: Path, size: int) -> bool:
    return file.is_file() and file.stat().st_size > size


def _array(folder: Path, name: str, *, mmap: bool = False) -> Array:
    try:
        array: Array = np.load(
            folder / f"{name}.npy", mmap_mode="r" if mmap else None, allow_pickle=False
        )
    except (OSError, ValueError, EOFError) as error:
        raise NotAHistory(f"{folder} is cut short: {name}.npy is missing or not whole.") from error
    if not mmap:
        array.flags.writeable = False
    return array.view(np.ndarray)


def _final(vector: Array, layout: Layout, run: Run) -> Network:
    whole = np.zeros(layout.size, layout.dtype)
    whole[layout.parameters] = vector
    depth = range(1, layout.depth + 1)
    return Network(
        tuple(layout.view(whole, f"W{i}") for i in depth),
        tuple(layout.view(whole, f"b{i}") for i in depth),
        run.activations,
    )
