"""The chain rule written out: a fraction for each link, and below it the number that it has now."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from manim import RIGHT, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import Formula, maths
from scenes.vocabulary.readout import Readout

__all__ = ["ChainRule", "Link"]

_DROP = 1.0  # from the symbols' baseline to the numbers'


class Link(NamedTuple):
    """One fraction of the chain: its Typst maths, its value, where that is recorded, its role."""

    fraction: str
    value: float
    of: str
    at: tuple[int, ...]
    role: str


class ChainRule(VGroup):
    """`result = factor · factor · …` in symbols, and under each symbol its number.

    The factors are printed with the fewest digits from which the printed result follows.
    `symbols` and `numbers` are the two lines, the signs between them included.
    """

    def __init__(self, result: Link, factors: Sequence[Link], *, result_decimals: int = 2) -> None:
        decimals = fewest_decimals(
            [factor.value for factor in factors],
            lambda *values: np.prod(values),
            result_decimals=result_decimals,
        )
        self.symbols, self.numbers = VGroup(), VGroup()
        for place, link in enumerate([result, *factors]):
            if place:
                self._append(maths("=" if place == 1 else "dot"), maths("=" if place == 1 else "dot"))
            digits = decimals if place else result_decimals
            self._append(maths(link.fraction), _number(link, digits, bracketed=place > 0))
        super().__init__(self.symbols, self.numbers)
        self.center()

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


def _number(link: Link, decimals: int, *, bracketed: bool) -> Readout:
    size = style.FORMULA * 0.85
    return Readout(
        link.value, decimals, of=link.of, at=link.at, role=link.role, size=size, bracketed=bracketed
    )
