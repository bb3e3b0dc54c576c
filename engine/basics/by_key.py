"""What answers to keys as a dictionary does: ``"W1" in step``, and ``list(step)`` are its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self


class Keys(tuple[str, ...]):
    """Keys as ``thing.keys`` has them, and as a dictionary's ``thing.keys()`` would."""

    __slots__ = ()

    def __call__(self) -> Self:
        return self


class ByKey:
    """A thing whose ``keys`` it can be asked for by ``thing[key]``."""

    @property
    def keys(self) -> Keys:
        """Every key it answers to."""
        raise NotImplementedError

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.keys

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys)
