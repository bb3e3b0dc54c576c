"""Kinds: where a step, a history or the like is wanted, anything else is told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from itertools import chain
from typing import Any, ParamSpec, TypeVar

from engine.basics.unchanging import Unchanging
from engine.errors import Refused, brief, unknown

P = ParamSpec("P")
R = TypeVar("R")

WHENCE = {
    "Step": "history[0] is the first one of a history",
    "Example": "engine.working.example(step, 0) is the first one of a step",
    "History": "engine.record(name) makes one, and engine.load(folder) opens one",
    "Network": "history.final is one, and engine.Network.random((2, 3, 1), rng=rng)",
    "Dataset": "history.dataset is one, and engine.datasets.load(name)",
    "Run": "history.run is one",
    "Plane": "engine.landscape.along(history, 0, axes) is one",
    "Classes": "engine.metrics.Classes(0, 1) tells 0 from 1",
}
"""What may be wanted -> where one is to be had."""


def of_its_kind(function: Callable[P, R]) -> Callable[P, R]:
    """``function``, which refuses what is not of the kind of ours that its signature declares.

    A history answers to the same keys as its steps, with stacks: who gave one for the other
    would get numbers that mean nothing.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @cache  # when it is first called: a kind may stand below the function that takes it
    def wanted() -> dict[str, tuple[type, ...]]:
        return {name: _kinds(function, str(function.__annotations__[name])) for name in names}

    @wraps(function)
    def asked(*args: P.args, **words: P.kwargs) -> R:
        kinds = wanted()
        for name, given in chain(zip(names, args, strict=False), words.items()):
            if name not in kinds:
                raise unknown(f"keyword of {function.__name__} called", name, names)
            if kinds[name] and not isinstance(given, kinds[name]):
                raise Refused(_another(name, given, kinds[name][0].__name__))
        return function(*args, **words)

    return asked


def _kinds(function: Callable[..., Any], declared: str) -> tuple[type, ...]:
    """Those that are ``declared``, as in Step | Example; none where it is a plain value."""
    names = {**function.__globals__, "None": type(None)}
    found = tuple(names.get(word) for word in declared.split(" | "))
    classes = tuple(kind for kind in found if isinstance(kind, type))
    ours = any(issubclass(kind, Unchanging) for kind in classes)
    return classes if ours and len(classes) == len(found) else ()


def _another(name: str, given: object, kind: str) -> str:
    article = "an" if kind[0] in "AEIO" else "a"
    return f"{name}={brief(given)}: {article} {kind} is wanted; {WHENCE[kind]}."
