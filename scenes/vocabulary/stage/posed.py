"""Pictures that follow from a few numbers, and are drawn from these alone."""

from typing import Any, Self

from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage.motion import Tween
from scenes.vocabulary.text import Depiction


class Posed(VGroup, Depiction):
    """A picture that is drawn from its pose, a few attributes, and moves from one to another."""

    def draw(self) -> None:
        """Draw the present pose."""
        raise NotImplementedError

    def show(self, **pose: Any) -> Self:
        """Show another pose: what is not given stays as it is."""
        self.__dict__.update(pose)
        self.draw()
        return self

    def moving(self, *, run_time: float = style.NORMAL, **ends: Any) -> Tween:
        """Return the way from the present pose to another, each number evenly."""
        ways = {key: (getattr(self, key), end - getattr(self, key)) for key, end in ends.items()}

        def show(moment: float) -> None:
            self.show(**{key: start + way * moment for key, (start, way) in ways.items()})

        return Tween(self, show, run_time=run_time)
