"""What a lecture does with its data before there is a network, whatever they are."""

from typing import Protocol

from manim import VGroup, VMobject

from scenes.vocabulary.plot import Plot, Scatter
from scenes.vocabulary.stage import Gesture


class Look(Protocol):
    """What a lecture does with its data before there is a network."""

    def arrive(self) -> Gesture:
        """Show the examples."""

    def scale(self) -> Gesture:
        """Show what the network is given of them."""

    def leave(self) -> Gesture:
        """Make room at the left."""

    def plane(self) -> tuple[Plot, Scatter]:
        """Return the axes and the points on them."""

    def pick(self, who: int) -> VMobject:
        """Return the mark around one example."""

    def numbers(self, who: int) -> VGroup:
        """Return the readouts of one example that can fly into the network."""


class AtTheRight:
    """A look that stands at the right from the start, and shows what the network is given."""

    def scale(self) -> Gesture:
        """Do nothing: what is shown is what the network is given."""
        return ()

    def leave(self) -> Gesture:
        """Do nothing: the room at the left is free."""
        return ()

    def plane(self) -> tuple[Plot, Scatter]:
        """Refuse: only what has two inputs lies on a plane."""
        raise TypeError(f"{type(self).__name__} are no points of a plane")

    def numbers(self, who: int) -> VGroup:
        """Return nothing: the numbers of an example are not on the stage."""
        del who
        return VGroup()
