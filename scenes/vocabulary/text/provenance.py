"""Where a number on screen was read: its key, its place, and what it was read from.

A number is printed by a readout, or depicted: as a length, a colour or a place. Both say what they
show, so that it can be looked up; a depiction also says its number back from the picture.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from manim import Mobject

from scenes.vocabulary.text.uncopied import Uncopied

Noun = TypeVar("Noun", bound=Mobject)
CLOCK = (
    "clock"  # the key of the step that the lecture's panels agree on, whatever they were read from
)


class Source(Protocol):
    """Whatever gives recorded numbers by key: a step, one example's working, a nudge test."""

    def __getitem__(self, key: str, /) -> Any:
        """Return the number or the array that is recorded under a key."""


class _Citation(Uncopied):
    """What a number was read from: kept beside it, and never copied with it or hashed by Manim."""

    __slots__ = ("source",)

    def __init__(self, source: Source | None) -> None:
        self.source = source


class Cited:
    """A thing that can say what its numbers were read from."""

    _citation = _Citation(None)

    @property
    def source(self) -> Source | None:
        """What was read, if not the step on the lecture's clock."""
        return self._citation.source

    def cite(self, source: Source) -> Self:
        """Say what was read: `source[key][place]` is the number."""
        self._citation = _Citation(source)
        return self


class Depicted(NamedTuple):
    """Numbers as the picture says them: read back from outlines and colours, not from memory.

    `at` picks as many places of `source[of]` as there are values; `within` is how exactly the
    picture can say them, in the numbers' own unit. What is `full` is drawn at the end of its
    scale and says only that the number's size is at least that; where it is -1 or 1 and not a truth
    value, that the number is at most, or at least, what is drawn.
    """

    of: str
    at: tuple[Any, ...]
    value: Any
    within: Any
    full: Any = False


class Depiction(Cited):
    """A thing that shows recorded numbers without digits."""

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers that are to be seen now, read back from the picture."""
        raise NotImplementedError


def cite(noun: Noun, source: Source) -> Noun:
    """Say what the numbers of a noun were read from, where that is not the step on the clock.

    A panel of another run, step or example declares it so; what follows the clock does not.
    """
    for part in noun.get_family():
        if isinstance(part, Cited):
            part.cite(source)
    return noun
