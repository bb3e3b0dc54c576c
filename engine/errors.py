"""What the engine says when it cannot do what was asked: one sentence, with what is accepted."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Container, Iterable
from math import nan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.history import History


LONGEST_QUOTE = 300
"""Characters of what was given that are repeated in a refusal."""


class Refused(ValueError):
    """Something was asked that has no sensible answer; the message names what is accepted."""


class NotAHistory(Refused):
    """A saved history is cut short, of another version, or not one of ours."""


class Untrue(NotAHistory):
    """A recording breaks a law of learning: a number in it is not what the others make it.

    Attributes: ``key``, ``place`` in it, ``step``, what was ``found`` there and what was ``due``.
    """

    def __init__(
        self,
        message: str,
        *,
        key: str = "",
        place: tuple[int, ...] = (),
        step: int = 0,
        found: float = nan,
        due: float = nan,
    ) -> None:
        super().__init__(message)
        self.key, self.place, self.step = key, place, step
        self.found, self.due = found, due

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, vars(self))


class Diverged(ArithmeticError):
    """The cost stopped being a number; ``history`` holds every step before that one.

    Attributes: ``history``, ``step`` (the first whose cost is not finite) and ``layer``
    (numbered from 1: the first whose weighted inputs are not finite, the last if none is).
    """

    def __init__(self, message: str, *, history: History, step: int, layer: int) -> None:
        super().__init__(message)
        self.history = history
        self.step = step
        self.layer = layer

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, vars(self))


def among(name: object, known: Container[str]) -> bool:
    """Whether ``name`` is one of ``known``: a text, for of others it cannot so much as be asked."""
    return isinstance(name, str) and name in known


def unknown(kind: str, given: object, known: Iterable[str]) -> Refused:
    """The refusal of a name nobody knows: the known names, those most like it first."""
    from engine.basics.meanings import instead, meant  # only a mistake needs them

    names = list(known)
    near, also = meant(given, names), instead(given)
    listed = near + [name for name in names if name not in near]
    hint = f": did you mean {near[0]!r}?" if near else "."
    return Refused(f"There is no {kind} {brief(given)}{hint} {also}Known: {', '.join(listed)}.")


def brief(value: object) -> str:
    """``value`` as a sentence can hold it: one line, an exception's words, long things cut."""
    said = str(value) if isinstance(value, Exception) else repr(value)
    line = " ".join(said.split()).rstrip(".") or type(value).__name__
    line = "".join(letter if letter.isprintable() else "?" for letter in line)
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


def counted(number: int, what: str) -> str:
    """A number and the word for what it counts: 1 step, 3 steps."""
    return f"{number} {what}{'s' * (number != 1)}"


def memory(size: int) -> str:
    """A number of bytes as one says it: in MiB, rounded up, if it is as many."""
    return f"{-(-size // 2**20):,} MiB" if size >= 2**20 else f"{size:,} bytes"


class Interrupted(KeyboardInterrupt):
    """Training was stopped by hand; ``history`` holds every step until then."""

    def __init__(self, history: History) -> None:
        super().__init__(
            f"Stopped after {counted(len(history), 'step')}; what was recorded is kept."
        )
        self.history = history

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[BaseException], said: tuple[str], holding: dict[str, Any]) -> BaseException:
    """The error that was pickled: Python itself would make it of its words alone."""
    error = kind.__new__(kind, *said)
    vars(error).update(holding)
    return error


class OtherData(UserWarning):
    """Data was read that is not what its name says; the message says what it is called here."""


_TOLD: set[str] = set()


def tell(sentence: str) -> None:
    """Warn whoever called the engine, once: the warning stands at the line outside of it."""
    if sentence in _TOLD:
        return
    _TOLD.add(sentence)
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    warnings.warn(sentence, OtherData, stacklevel=level)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == "engine"
