"""How many examples of a map are on its wrong side, beside the ring, if any, that marks each."""

from collections.abc import Callable
from typing import Self

from manim import DR, RIGHT, Circle, Mobject, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Points, Source, quote, strip, words

_AIR, _RING = 0.13, 0.12


class Tally(VGroup):
    """A number and `of so many wrong`, on a plate, and a ring where the map is `ringed` so.

    `ask`: From a step to `wrong`.
    """

    def __init__(self, ask: Callable[[int], Source], count: int, *, ringed: bool = True) -> None:
        self.ask = ask
        ring = Circle(_RING, color=style.color("cost"), stroke_width=style.EVEN)
        widest = {"size": style.BODY, "anchor": "right"}
        self.number = quote(ask(0), "wrong", (), 0, **widest)
        said = words(f"of {count} wrong", size=style.BODY)
        line = VGroup(*([ring] if ringed else []), self.number, said).arrange(RIGHT, buff=_AIR)
        said.stand_on(self.number.baseline)
        super().__init__(strip.plate_behind(line, air=_AIR), line)

    def stand_in(self, field: Mobject, corner: Points = DR) -> Self:
        """Stand in a corner of a map."""
        return self.move_to(field.get_corner(corner) - _AIR * corner, corner)

    def show_step(self, step: int) -> Self:
        """Show the number of a step."""
        source = self.ask(step)
        self.number.show_value(float(source["wrong"])).cite(source)
        return self
