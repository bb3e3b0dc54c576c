"""Fetching a file so that it is whole or not there: beside its place first, and resumable."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.datasets.ranges import Cut, DownloadFailed, PastTheEnd, Reply, ask

__all__ = ["DownloadFailed", "Progress", "fetch", "fetch_first", "pull"]

Progress = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes that are here, and how many it will have if known."""

TRIES = 4
"""How often a transfer that was cut off is taken up again before giving up."""

ABANDONED = 120.0
"""Seconds without a byte after which another process' part may be taken over: it was killed."""


def fetch(
    address: str, target: Path, *, size: int, md5: str, progress: Progress | None = None
) -> None:
    """The whole file at ``address`` to ``target``, verified; ``DownloadFailed`` if it cannot be.

    A part left by an earlier try is continued; should the result be wrong, it may have been the
    part, so one fresh start is made.
    """
    with _part_of(target) as part:
        continued = part.stat().st_size > 0
        pull(address, part, upto=size, progress=progress, label=target.name)
        if continued and not _is(part, size, md5):
            os.truncate(part, 0)
            pull(address, part, upto=size, progress=progress, label=target.name)
        if not _is(part, size, md5):
            part.unlink()
            raise DownloadFailed(
                f"{address} gave something else than what is published there "
                f"({size:,} bytes with MD5 {md5})"
            )
        part.replace(target)


def fetch_first(
    address: str,
    target: Path,
    *,
    guess: int | None,
    cut: Callable[[bytes, bool], bytes | None],
    progress: Progress | None = None,
) -> None:
    """The first part of a large file, by HTTP ranges, as a file of its own.

    ``guess`` is how many bytes may do, None for all. ``cut(data, whole)`` returns the content
    of ``target``, or None when ``data`` does not hold enough of the file yet; it may raise
    ``DownloadFailed`` when the data cannot be right.
    """
    with _part_of(target) as part:
        while True:
            whole = pull(address, part, upto=guess, progress=progress, label=target.name)
            try:
                content = cut(part.read_bytes(), whole)
            except DownloadFailed:
                part.unlink()  # it would only be found wrong again
                raise
            if content is not None:
                break
            guess = 2 * part.stat().st_size
        part.write_bytes(content)
        part.replace(target)


def pull(
    address: str, part: Path, *, upto: int | None, progress: Progress | None, label: str
) -> bool:
    """Continue ``part`` until it holds ``upto`` bytes or the whole file; whether it is whole.

    A transfer that is cut off is taken up again where it stopped; ``DownloadFailed`` after
    ``TRIES`` of them, or when the server stalls or refuses. What came stays in ``part``.
    """
    why = ""
    for _ in range(TRIES):
        have = part.stat().st_size
        if upto is not None and have >= upto:
            return False
        try:
            with ask(address, have, upto) as reply:
                _append(reply, part, upto, progress, label)
                if reply.total in (None, part.stat().st_size):
                    return True
        except PastTheEnd as error:
            if error.total == have:
                return True
            os.truncate(part, 0)  # more than there is to have: not a part of this file
        except Cut as error:
            why = f" ({error})"
    have = part.stat().st_size
    if upto is not None and have >= upto:
        return False
    raise DownloadFailed(f"{address} was cut off again and again, last at byte {have:,}{why}")


def _append(
    reply: Reply, part: Path, upto: int | None, progress: Progress | None, label: str
) -> None:
    """Write what comes to the end of ``part``, or from its start if the server sends all."""
    if reply.start == 0:
        os.truncate(part, 0)
    ends = [end for end in (upto, reply.total) if end is not None]
    with part.open("ab") as file:
        done = reply.start
        for block in reply.blocks():
            kept = block if upto is None else block[: upto - done]
            file.write(kept)
            file.flush()  # so that a kill loses nothing, and others see that we live
            done += len(kept)
            if progress is not None:
                progress(label, done, min(ends, default=None))
            if upto is not None and done >= upto:
                return
    if reply.end is not None and done < reply.end:
        raise Cut(f"{done:,} of {reply.end:,} bytes came")


def _is(part: Path, size: int, md5: str) -> bool:
    if part.stat().st_size != size:
        return False
    digest = hashlib.md5(usedforsecurity=False)
    with part.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == md5


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that only this process writes to; left for the next try if it
    stays. A part is claimed by renaming it, which only one process can do."""
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
            mine.replace(target.with_name(target.name + ".part"))


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
