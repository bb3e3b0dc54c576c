"""The cache: a run that was recorded once is read back instead of trained again.

A recording's place is named by a digest of the run's whole definition, of the files that its data
is read from and of the engine's own source, so a changed run, other data or a changed engine never
meets an old recording. It is written beside
its place and renamed, so that two processes recording the same run do not harm each other.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from functools import cache
from pathlib import Path

from engine.basics.paths import cache_folder
from engine.errors import Diverged, Interrupted, NotAHistory, Refused
from engine.history import History
from engine.learning.sources import Fetching, files_of
from engine.recording.npy import MAPPED
from engine.run import Run
from engine.storage.contents import content
from engine.storage.loading import load
from engine.storage.saving import new_folder, not_kept
from engine.training import Watch, refuse_deaf, start

STALE = 24 * 3600
"""Seconds after which an unfinished recording counts as left behind by a crash."""


def place(run: Run) -> Path:
    """The folder in which the recording of ``run`` stands, or would."""
    parts = [json.dumps(run.definition(), sort_keys=True), engine_version()]
    parts += [content(places) or "absent" for places in files_of(run)]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return cache_folder() / "histories" / f"{run.name}-{digest[:20]}"


@cache
def engine_version() -> str:
    """A digest of the engine's source: what could change a recording's bits."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def cached(run: Run, *, watch: Watch | None = None, fetching: Fetching | None = None) -> History:
    """The recording of ``run``: read if it is there and whole, else made and kept."""
    refuse_deaf(watch)
    path = place(run)
    try:
        return load(path)
    except NotAHistory:
        pass  # not there, or a broken one: it is made again, and takes that place
    here = all(any(file.is_file() for file in places) for places in files_of(run))
    _sweep(path.parent)
    try:
        beside = new_folder(path)
    except OSError as error:
        raise _unwritten(run, path, error) from error
    try:
        history = start(run, folder=beside, watch=watch, fetching=fetching)
    except (Diverged, Interrupted):
        raise  # what was recorded stays readable for whoever catches this; _sweep clears it
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError) and not isinstance(error, Refused):
            raise _unwritten(run, path, error) from error
        raise
    # Files that were not here at the beginning have been fetched, and count from now on.
    settled = _settle(beside, path if here else place(run))
    # A large one is mapped from its files, which have just been moved, and its images take less.
    large = max(history.tape.nbytes, history.examples.stored.nbytes) > MAPPED
    return load(settled) if large else history


def _unwritten(run: Run, path: Path, error: OSError) -> Refused:
    what, advice = f"The recording of {run.name!r}", "let TRAINREEL_CACHE name"
    return not_kept(what, path, error, advice=advice)


def _settle(beside: Path, path: Path) -> Path:
    """Move a finished recording to its place, unless another process was there first."""
    for _ in range(2):
        try:
            beside.rename(path)
            return path
        except OSError:
            try:
                load(path)
            except NotAHistory:
                shutil.rmtree(path, ignore_errors=True)
            else:
                break
    shutil.rmtree(beside, ignore_errors=True)
    return path


def _sweep(histories: Path) -> None:
    for left in histories.glob(".*-*"):
        try:
            if time.time() - _last_written(left) > STALE:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            pass  # its owner has just finished with it


def _last_written(folder: Path) -> float:
    """When any of its files last grew; the folder's own time is that of its newest name."""
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
