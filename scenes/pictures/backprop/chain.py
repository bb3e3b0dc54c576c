"""The chain rule written out: a fraction for each link, and below it the number that it has now."""

from typing import NamedTuple

import numpy as np
from manim import RIGHT, SurroundingRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.text import Formula, Readout, Source, fewest_decimals, maths, quote

_DROP = 1.0  # from the symbols' baseline to the numbers'


class Link(NamedTuple):
    """One fraction of the chain: its Typst maths, the key and place of its number, its role."""

    fraction: str
    key: str
    at: tuple[int, ...]
    role: str


class ChainRule(VGroup):
    """`result = factor · factor · …` in symbols, and under each symbol its number.

    The factors are printed with the fewest digits from which the printed result follows.
    `symbols` and `numbers` are the two lines, the signs between them included.

    `person`: One example's working, from which the links' numbers are quoted. `result`, `factors`:
    The links.
    """

    def __init__(self, person: Source, result: Link, *factors: Link) -> None:
        values = [person[link.key][link.at] for link in factors]
        decimals = fewest_decimals(values, lambda *numbers: np.prod(numbers))
        self.symbols, self.numbers = VGroup(), VGroup()
        for place, link in enumerate((result, *factors)):
            if place:
                sign = "=" if place == 1 else "dot"
                self._append(maths(sign), maths(sign))
            looks = {"role": link.role, "size": style.LABEL, "bracketed": place > 0}
            number = quote(person, link.key, link.at, decimals if place else 2, **looks)
            self._append(maths(link.fraction), number)
        super().__init__(self.symbols, self.numbers)
        self.center()

    @property
    def factors(self) -> list[Readout]:
        """The numbers of the links, without the signs between them."""
        return [number for number in self.numbers[2:] if isinstance(number, Readout)]

    def last(self, links: int) -> SurroundingRectangle:
        """Return a frame around the numbers of the last links."""
        return frame_around(*self.numbers[1 - 2 * links :], role="delta", air=0.12)

    def _append(self, symbol: Formula, number: Formula | Readout) -> None:
        """Set a symbol at the end of the upper line, and its number right below it."""
        symbol.stand_on(0.0)
        number.stand_on(-_DROP)
        right = max((thing.get_right()[0] for thing in (*self.symbols, *self.numbers)), default=0.0)
        width = max(symbol.width, number.width)
        for thing in (symbol, number):
            thing.shift(RIGHT * (right + 0.2 + width / 2 - thing.get_x()))
        self.symbols.add(symbol)
        self.numbers.add(number)
