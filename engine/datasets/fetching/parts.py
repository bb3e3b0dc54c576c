"""The part of a file that has come so far: one process writes to it, and the next one goes on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ABANDONED = 60.0
"""Seconds without a byte after which another process' part may be taken over: it was killed.
A living one gives up, and its part back, sooner than that (``ranges.PATIENCE``)."""


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that only this process writes to.

    A part that was left behind is claimed by renaming it, which only one process can do. What
    is still there at the end is left for the next try; once it has become the target, so are
    other parts swept away.
    """
    mine = target.with_name(f"{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    for left in _left_behind(target):
        with suppress(OSError):
            left.rename(mine)
            break
    mine.touch()
    try:
        yield mine
    finally:
        if mine.exists():
            with suppress(OSError):
                mine.replace(target.with_name(target.name + ".part"))
        else:
            for left in _left_behind(target):
                left.unlink(missing_ok=True)


def _left_behind(target: Path) -> list[Path]:
    """The parts of earlier tries: those given back, and those whose process seems dead."""
    given_back = target.with_name(target.name + ".part")
    old = time.time() - ABANDONED
    others = [part for part in target.parent.glob(f"{target.name}.*.part") if _age(part) < old]
    return ([given_back] if given_back.exists() else []) + others


def _age(part: Path) -> float:
    try:
        return part.stat().st_mtime
    except OSError:
        return time.time()  # gone meanwhile
