"""Keys: how the results of the working answer to their names, and what a key refers to."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from engine.basics.by_key import ByKey, Keys
from engine.basics.plain import plain
from engine.basics.unchanging import Values
from engine.errors import Refused, among, brief, unknown
from engine.steps import Step

Place = tuple[int, int]


class Keyed(ByKey, Values):
    """A result whose fields can also be read by key."""

    @property
    def keys(self) -> Keys:
        return Keys(field.name for field in fields(self))  # type: ignore[arg-type]

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise unknown(f"field of {type(self).__name__}", key, self.keys)
        return getattr(self, key)


def two_axes(given: Any) -> list[tuple[str, Place]]:
    """Two parameters as plain (key, place); ``Refused`` for anything else."""
    axes = plain(given)
    pairs = isinstance(axes, (tuple, list)) and len(axes) == 2
    if not pairs or not all(isinstance(axis, (tuple, list)) and len(axis) == 2 for axis in axes):
        raise Refused(f'axes={brief(given)}: two are wanted, each as ("W1", (0, 1)).')
    return [(key, place) for key, place in axes]


def layer_of(key: str, kinds: str, step: Step) -> int:
    """The layer's number in a key such as W2; ``Refused`` unless it is one of ``kinds``."""
    depth = step.layout.depth
    known = [f"{kind}{n}" for kind in kinds for n in range(1, depth + 1)]
    if not among(key, known):
        raise unknown("such key here", key, known)
    return int(key[1:])
