"""A measurement that was made once here is read back, so that a film of it is the same again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from engine.basics.paths import cache_folder
from engine.measuring.timing import COUNTS, REPEATS, Timing, machine, measured
from engine.storage.cache import engine_version
from engine.storage.saving import not_kept


def place(outputs: int, inputs: int) -> Path:
    """Where the measurement for a layer is kept: by its sizes, engine, NumPy and machine."""
    parts = [COUNTS, REPEATS, outputs, inputs, engine_version(), np.__version__, machine()]
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return cache_folder() / "timings" / f"{outputs}-{inputs}-{digest[:20]}.json"


def kept_timing(outputs: int, inputs: int) -> Timing:
    """The measurement for a layer of these sizes: the one that is kept, else made now and kept.

    A file that is no measurement is made again. Raises ``Refused`` where nothing can be kept.
    """
    path = place(outputs, inputs)
    try:
        return Timing.read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not there, or broken: it is made, and takes that place
    timing = measured(outputs, inputs)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
        beside.write_text(timing.written(), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise not_kept("The measurement", path, error, advice="let TRAINREEL_CACHE name") from error
    return timing
