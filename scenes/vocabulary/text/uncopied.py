"""What Manim does not copy with a picture: it copies all that it animates, unchanging or not."""

from typing import Self


class Uncopied:
    """A thing in which nothing changes: its copy is itself."""

    __slots__ = ()

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself."""
        return self
