"""What a file holds, as a digest that is remembered: a large one is not read at each start.

Beside the digest stand the file's size, times and number on the disk, which change when it is
written to or another takes its place. A file that is gone counts as what it held last.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from engine.basics.paths import cache_folder

SETTLED = 2.0
"""Seconds after which a file's times tell a later change from the last one."""


def content(places: Sequence[Path]) -> str | None:
    """The digest of the first of ``places`` where a file is, else of one that was there."""
    for path in places:
        if path.is_file():
            return digest_of(path)
    return next((noted[1] for noted in map(_read, map(_note, places)) if noted), None)


def digest_of(path: Path) -> str | None:
    """SHA-256 of the file's bytes, in hexadecimal; None for one that cannot be read."""
    note = _note(path)
    noted = _read(note)
    try:
        stamp = _stamp(path)
        if noted and noted[0] == stamp:
            return noted[1]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None  # whoever reads the data says why
    settled = time.time() - max(stamp[1:3]) / 1e9 > SETTLED
    with suppress(OSError):  # it is only read again next time
        _write(note, stamp if settled else [], digest)
    return digest


def _note(path: Path) -> Path:
    named = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()
    return cache_folder() / "contents" / f"{named[:32]}.json"


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _read(note: Path) -> tuple[list[int], str] | None:
    try:
        stamp, digest = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return None
    return (stamp, digest) if isinstance(stamp, list) and isinstance(digest, str) else None


def _write(note: Path, stamp: list[int], digest: str) -> None:
    note.parent.mkdir(parents=True, exist_ok=True)
    beside = note.with_name(f".{note.name}-{os.urandom(6).hex()}")
    beside.write_text(json.dumps([stamp, digest]), encoding="utf-8")
    beside.replace(note)
