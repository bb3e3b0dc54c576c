"""Fetching a file so that it is whole or not there: beside its place first, and resumable."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from engine.datasets.fetching.parts import part_of
from engine.datasets.fetching.ranges import BLOCK, Cut, DownloadFailed, PastTheEnd, Reply, ask

__all__ = ["DownloadFailed", "Progress", "fetch", "fetch_first", "pull"]

Progress = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes that are here, and how many it will have if known."""

TRIES = 4
"""How often a transfer that was cut off is taken up again without getting anywhere."""

DOUBLED = 16
"""How far beyond the guess the first part of a file may reach before it is not believed."""


def fetch(
    address: str, target: Path, *, size: int, md5: str, progress: Progress | None = None
) -> None:
    """The whole file at ``address`` to ``target``, verified; ``DownloadFailed`` if it cannot be.

    A part left by an earlier try is continued; should the result be wrong, it may have been the
    part, so one fresh start is made.
    """
    with part_of(target) as part:
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
    guess: int,
    cut: Callable[[bytes, int | None], bytes | None],
    progress: Progress | None = None,
) -> None:
    """The first part of a large file, by HTTP ranges, as a file of its own.

    ``guess`` is how many bytes may do. ``cut(data, total)``, given the file's whole size where
    the server tells it, returns the content of ``target``, or None when ``data`` does not hold
    enough of the file yet; it may raise ``DownloadFailed`` when the data cannot be right.
    """
    upto = guess
    with part_of(target) as part:
        while True:
            total = pull(address, part, upto=upto, progress=progress, label=target.name)
            try:
                content = cut(part.read_bytes(), total)
                if content is None and upto >= DOUBLED * guess:
                    raise DownloadFailed(
                        f"{address} is not what it should be: {upto:,} bytes of "
                        "it hold less than was asked for"
                    )
            except DownloadFailed:
                part.unlink()  # it would only be found wrong again
                raise
            if content is not None:
                break
            upto *= 2
        part.write_bytes(content)
        part.replace(target)


def pull(
    address: str, part: Path, *, upto: int | None, progress: Progress | None, label: str
) -> int | None:
    """Continue ``part`` until it holds ``upto`` bytes or the whole file; that file's size, or
    None if it is not known.

    A transfer that is cut off is taken up again where it stopped; ``DownloadFailed`` after
    ``TRIES`` that brought next to nothing, or when the server stalls or refuses. What came
    stays in ``part``.
    """
    left, why, total = TRIES, "", None
    while left:
        have = part.stat().st_size
        if upto is not None and have >= upto:
            return total
        try:
            with ask(address, have, upto) as reply:
                _append(reply, part, upto, progress, label)
                total = reply.total
        except PastTheEnd as error:
            total = error.total
            if total < have:
                os.truncate(part, 0)  # more than there is to have: not a part of this file
        except Cut as error:
            why = f" ({error})"
        else:
            reached = part.stat().st_size
            if total is None and (upto is None or reached < upto):
                return reached  # the answer came to its own end
        if total == part.stat().st_size:
            return total
        left = TRIES if part.stat().st_size >= have + BLOCK else left - 1
    have = part.stat().st_size
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
