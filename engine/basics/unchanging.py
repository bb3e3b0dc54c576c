"""What never changes: nothing of it can be set, and a copy of it is itself."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, NoReturn, Self

import numpy as np

from engine.basics.arrays import frozen, sealed


class Unchanging:
    """A base for what was recorded, or follows from it.

    Attributes are given once, by ``_put`` in a constructor. Copies, shallow or deep, are the
    thing itself; what is pickled comes back as unchanging as it was. Whoever asks for an attribute
    that is declared to hold arrays gets views of their own, see ``Shown``.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, declared in cls.__annotations__.items():
            if "Array" in str(declared) and name[0] != "_":
                setattr(cls, name, Shown(name, vars(cls).get(name, MISSING)))

    def _put(self, **values: Any) -> None:
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: {NEVER}.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: {NEVER}.")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __getstate__(self) -> dict[str, Any]:
        return dict(vars(self))

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update({name: settled(value) for name, value in state.items()})


class Shown:
    """An attribute that holds an array, or some, and shows each reader views of their own.

    No number of a sealed array can be changed, but ``array.shape = …`` and ``array.dtype = …``
    would change how all who hold the same array read them.
    """

    def __init__(self, name: str, default: Any) -> None:
        self.name, self.default = name, default

    def __get__(self, thing: Any, kind: type) -> Any:
        found = self.default if thing is None else thing.__dict__.get(self.name, self.default)
        if found is MISSING:
            raise AttributeError(self.name)
        return found.view() if type(found) is np.ndarray else _view(found)

    def __set__(self, thing: Any, value: object) -> None:
        vars(thing)[self.name] = value  # a dataclass' constructor alone: see __setattr__


class Values(Unchanging):
    """A base for dataclasses of arrays, tuples and mappings, which it keeps from changing."""

    def __post_init__(self) -> None:
        self._put(**{f.name: kept(getattr(self, f.name)) for f in fields(self)})  # type: ignore[arg-type]


class Fixed(dict[Any, Any]):
    """A dictionary that cannot be changed."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"this table cannot be changed: {NEVER}.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _fixed, (dict(self),)


NEVER = "nothing recorded ever changes"


def _view(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.view()
    if isinstance(value, tuple):
        return tuple(map(_view, value))
    if isinstance(value, Fixed):
        return Fixed({key: _view(each) for key, each in value.items()})
    return value


def kept(value: Any) -> Any:
    """``value`` so that whoever gave it cannot change it: arrays are copied where need be."""
    return _without_change(value, frozen)


def settled(value: Any) -> Any:
    """``value``, which nobody else holds, so that nobody can change it."""
    return _without_change(value, sealed)


def _without_change(value: Any, array: Any) -> Any:
    if isinstance(value, np.ndarray):
        return array(value)
    if isinstance(value, list) or type(value) is tuple:
        return tuple(_without_change(each, array) for each in value)
    if isinstance(value, dict) and not isinstance(value, Fixed):
        return Fixed({key: _without_change(each, array) for key, each in value.items()})
    return value


def _fixed(table: dict[Any, Any]) -> Fixed:
    settled_table: Fixed = settled(table)
    return settled_table
