"""What follows the run's clock: a panel shows any recorded step, and is redrawn as a whole."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from manim import Group, Mobject, VMobject

from scenes.vocabulary.text import Source


class Kept(Protocol):
    """What was made once, and is read back: a recorded run, or a measurement."""

    @property
    def fingerprint(self) -> str:
        """A string that no other one has."""


class Fingerprints(VMobject):
    """An invisible mark that makes the fingerprints of a film's runs part of every play.

    Manim serves a play from its cache when nothing that it can see has changed, and a recording
    may hide behind an array that it truncates. A plain string is always seen.
    """

    def __init__(self, *runs: Kept) -> None:
        super().__init__()
        self.fingerprints = " ".join(run.fingerprint for run in runs)


class Recording(Kept, Protocol):
    """A recorded run, as far as the frame of a lecture asks."""

    @property
    def costs(self) -> Sequence[float] | Any:
        """(T,) the cost at each step."""

    def __len__(self) -> int:
        """Return how many steps there are."""

    def __getitem__(self, step: int, /) -> Source:
        """Return a recorded step."""


class Panel(Protocol):
    """A noun that shows recorded steps."""

    def show_step(self, step: int) -> Any:
        """Show a recorded step."""

    def get_family(self, recurse: bool = True) -> list[Mobject]:
        """Return the noun and all its parts, as Manim does."""


class Live(Group):
    """What a step moves of a picture that otherwise keeps still."""

    def __init__(self, show_step: Callable[[int], Any], *things: Mobject) -> None:
        self.show_step = show_step
        super().__init__(*things)
