"""Which run a lecture replays: the one it was written for, or the one that TRAINREEL_RUN names."""

from __future__ import annotations

import os
from typing import Any

from engine.basics.paths import named
from engine.errors import Diverged, Refused, unknown
from engine.experiments import RUNS, record, run
from engine.history import History
from engine.learning.sources import dataset_of
from engine.run import Run
from engine.storage.cache import place
from engine.storage.loading import load
from engine.training import Watch


def chosen(default: str, **overrides: Any) -> History:
    """The history that TRAINREEL_RUN names: a run's name, or a saved history's folder.

    Without that variable it is ``record(default, **overrides)``; the overrides belong to the
    default alone. Nothing is downloaded. Raises ``Refused``, with one sentence, for a name that
    nobody knows, a folder that holds no whole history, data that is not on this machine, and a
    run whose cost stops being a number.
    """
    name = os.environ.get("TRAINREEL_RUN", "")
    try:
        if not name:
            return record(default, **overrides)
        return named_or_saved(name)
    except Refused:
        raise
    except (Diverged, OSError, ImportError) as fault:
        raise Refused(f"The run {name or default} cannot be replayed: {fault}") from fault


def at_hand(name: str, **overrides: Any) -> bool:
    """Whether ``record(name, **overrides)`` needs nothing that is not on this machine."""
    asked = run(name, **overrides)
    try:
        _refuse_what_is_missing(asked)
    except Refused:
        return False
    return True


def named_or_saved(name: str, *, watch: Watch | None = None) -> History:
    """The recording of a named run, or the history that stands in the folder ``name``.

    Nothing is downloaded; ``watch`` is told how a training goes that was not recorded before.
    Raises ``Refused`` for neither.
    """
    if name in RUNS:
        _refuse_what_is_missing(run(name))
        return record(name, watch=watch)
    folder = named(name)
    if not folder.exists() and folder.name == name:
        raise unknown("run, and no folder,", name, RUNS)
    return load(folder)


def _refuse_what_is_missing(asked: Run) -> None:
    """Refuse a run that is neither in the cache nor has its data here."""
    if not (place(asked) / "history.json").is_file():
        dataset_of(asked, download=False)
