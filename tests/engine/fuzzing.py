"""Bad input by the thousand, and what an answer to it must keep to.

`tries(call)` runs it under watch: it ends in a result or a sentence within five seconds, within
bounds of memory, executes nothing and writes nothing outside the folders it may write to.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import engine
from engine.datasets.fetching.download import DownloadFailed

SECONDS = 5.0
BYTES = 2 * 2**30  # twice the budget that a run has by default
SENTENCE = 1_000  # characters; paths take some of them
EXECUTING = ("pickle.find_class", "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen")
WRITING = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate")


class Watch:
    """Hears what Python does while it is on: what is executed, and what is written where."""

    def __init__(self) -> None:
        self.on = False
        self.faults: list[str] = []
        self.allowed: tuple[str, ...] = ()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in EXECUTING:
            self.faults.append(f"{event}{arguments!r:.200}")
        elif event in WRITING or (event == "open" and _writes(arguments)):
            place = os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else ""
            if place and not os.path.realpath(place).startswith(self.allowed):
                self.faults.append(f"{event} of {place!r:.200}")

    @contextlib.contextmanager
    def over(self, *folders: Path) -> Iterator[None]:
        """Listen; writing is allowed in these folders."""
        self.allowed = tuple(os.path.realpath(folder) for folder in folders)
        self.on, self.faults = True, []
        try:
            yield
        finally:
            self.on = False
        assert not self.faults, self.faults


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


WATCH = Watch()


class Hangs(Exception):
    """An input took longer than it may."""


@contextlib.contextmanager
def limits(*folders: Path) -> Iterator[None]:
    """Within this, five seconds, two budgets of memory, and these folders alone to write to."""

    def ring(*_: object) -> None:
        raise Hangs(f"more than {SECONDS:g} s")

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
    began = time.monotonic()
    tracemalloc.start(1)
    try:
        with WATCH.over(*folders):
            yield
        assert tracemalloc.get_traced_memory()[1] < BYTES, "too much memory"
        assert time.monotonic() - began < SECONDS, "too long"
    finally:
        tracemalloc.stop()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def answer(call: Callable[[], Any], *folders: Path) -> Any:
    """What `call` returns, or the refusal it raises, which is one sentence; nothing else passes."""
    with limits(*folders):
        try:
            return call()
        except (engine.Refused, engine.Diverged, DownloadFailed) as refusal:
            assert_is_a_sentence(str(refusal))
            return refusal


def assert_is_a_sentence(said: str) -> None:
    """One line, of some words, not without end."""
    assert said.strip()
    assert "\n" not in said, said
    assert len(said) < SENTENCE, said
    assert len(said.split()) >= 4, said
    assert "Traceback" not in said


# -- Bytes that are not what they were

INTERESTING = (0, 1, 0x7F, 0x80, 0xFF)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bits are other bits."""
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def headed(data: bytes, chance: random.Random) -> bytes:
    """A byte among the first hundred is another: headers stand there."""
    spoiled = bytearray(data)
    if spoiled:
        at = chance.randrange(min(len(spoiled), 120))
        spoiled[at] = chance.choice((*INTERESTING, chance.randrange(256)))
    return bytes(spoiled)


def cut(data: bytes, chance: random.Random) -> bytes:
    """It ends early."""
    return data[: chance.randrange(len(data) + 1)]


def stretched(data: bytes, chance: random.Random) -> bytes:
    """Something is there twice, or follows the end."""
    if not data or chance.random() < 0.5:
        return data + chance.randbytes(chance.randrange(1, 300))
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + chance.randrange(200)] + data[start:]


def holed(data: bytes, chance: random.Random) -> bytes:
    """A stretch is missing, or is zeros."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.randrange(1, 400))
    return data[:start] + bytes(end - start) * chance.randrange(2) + data[end:]


def replaced(data: bytes, chance: random.Random) -> bytes:
    """Something else altogether."""
    return chance.choice((b"", b"\x00" * 64, b"PK\x03\x04" + data[:50], chance.randbytes(500)))


def digits(data: bytes, chance: random.Random) -> bytes:
    """A number in the text is another: huge, negative, not finite."""
    found = [at for at in range(len(data)) if data[at : at + 1].isdigit()]
    if not found:
        return flipped(data, chance)
    at = chance.choice(found)
    end = at + 1
    while end < len(data) and data[end : end + 1].isdigit():
        end += 1
    other = (b"-1", b"0", b"99999999999999999999", b"4294967296", b"1e999", b"NaN", b"9" * 5000)
    return data[:at] + chance.choice(other) + data[end:]


MUTATIONS = (flipped, flipped, headed, cut, stretched, holed, replaced, digits)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One or two of all these."""
    for _ in range(chance.choice((1, 1, 2))):
        data = chance.choice(MUTATIONS)(data, chance)
    return data
