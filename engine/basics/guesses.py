"""First guesses: a keyword or an attribute of other libraries is told what it is called here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def by_name(function: Callable[P, R]) -> Callable[P, R]:
    """``function``, which answers a keyword that it does not have with those that it has."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    known = [word for word in names if word != "cls"]

    @wraps(function)
    def asked(*args: P.args, **words: P.kwargs) -> R:
        for word in words:
            if word not in known:
                from engine.errors import unknown

                raise unknown(f"keyword of {function.__name__} called", word, known)
        return function(*args, **words)

    return asked


def missing(what: str, kind: str, name: str) -> AttributeError:
    """The error of ``what``, a ``kind``, for an attribute that it does not have."""
    from engine.basics.meanings import ATTRIBUTES

    hint = ATTRIBUTES.get(kind, {}).get(name)
    said = f"{what} has no attribute {name!r}"
    return AttributeError(f"{said}: {hint}" if hint else said, name=name)


class Hinted:
    """A class that says what is meant by an attribute that it does not have."""

    if not TYPE_CHECKING:  # else no misspelt attribute would be found any more

        def __getattr__(self, name: str) -> Any:
            kind = type(self).__name__
            if name[-1].isdigit() and hasattr(type(self), "__contains__") and name in self:
                said = f"{kind!r} object has no attribute {name!r}"
                raise AttributeError(f"{said}: [{name!r}] is it", name=name)
            raise missing(f"{kind!r} object", kind, name)
