"""The cache: a run that was recorded once is read back instead of trained again.

A recording's place is named by a digest of the run's whole definition and of the engine's own
source, so a changed run or a changed engine never meets an old recording.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from engine.errors import NotAHistory
from engine.history import History
from engine.runs import Run
from engine.storage import load


def folder() -> Path:
    """Where recordings are kept: ``TRAINREEL_CACHE``, else the user's cache folder."""
    given = os.environ.get("TRAINREEL_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "trainreel"


def place(run: Run) -> Path:
    """The folder in which the recording of ``run`` stands, or would."""
    definition = json.dumps(run.definition(), sort_keys=True)
    digest = hashlib.sha256((definition + engine_version()).encode()).hexdigest()
    return folder() / "histories" / f"{run.name}-{digest[:20]}"


@cache
def engine_version() -> str:
    """A digest of the engine's source: what could change a recording's bits."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def cached(run: Run, make: Callable[[], History]) -> History:
    """The recording of ``run``: read if it is there and whole, else made and kept."""
    path = place(run)
    if path.exists():
        try:
            return load(path)
        except NotAHistory:
            pass  # a leftover of a crash; it is replaced below
    history = make()
    history.save(path)
    return history
