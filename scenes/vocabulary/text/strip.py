"""A line of arithmetic: numbers that were recorded between signs that were typed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from manim import RIGHT, UP, RoundedRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import digits, formula, provenance, typeset
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.ellipsis import stated
from scenes.vocabulary.text.readout import Readout

_GAP = 0.13
_ROOM = 4  # products for which a line has room


class Strip(VGroup):
    """Maths and readouts on one baseline; `strip[i]` is the i-th part.

    Parameters
    ----------
    parts
        Typst maths, or readouts.
    gap
        Air between two parts, in Manim units.
    """

    def __init__(
        self, *parts: str | Readout | formula.Formula, size: float = style.NUMBER, gap: float = _GAP
    ) -> None:
        super().__init__()
        for part in parts:
            piece = formula.maths(part, size=size) if isinstance(part, str) else part
            piece.stand_on(0.0)
            if self.submobjects:
                piece.shift(RIGHT * (self.get_right()[0] + gap - piece.get_left()[0]))
            self.add(piece)
        self.center()


class Sum(provenance.Source, Protocol):
    """How an entry of z came about: a source, and what is added between any two products."""

    def between(self, first: int, last: int) -> float:
        """Return the sum of the products first … last, both counted."""


class RunningSum(VGroup):
    """One row of W a + b written out, and below each term the sum so far.

    Factors are printed with the fewest digits from which the printed sums follow. Of many terms
    stated ones are written, and what is left out between them is one term that says how many
    products it stands for and what they add.

    Parameters
    ----------
    entry
        How one entry of z came about: `weights` and `inputs` (n,), `bias`, and `partial_sums`
        (n + 1,), the sum after each product and then with the bias.
    layer, row
        Which entry: layer 1 is W1 a0 + b1.
    columns
        The indices of the products to write (default: up to four, else the first and the last).
    """

    def __init__(
        self, entry: Sum, *, layer: int, row: int, columns: Sequence[int] | None = None
    ) -> None:
        super().__init__()
        self.layer, self.place = layer, row
        weights, inputs = entry["weights"], entry["inputs"]
        self.stretches = _stretches(stated(columns, len(weights), most=_ROOM), len(weights))
        self.decimals = self._decimals(entry)
        self.terms, self.sums = VGroup(), VGroup()
        for first, last, alone in self.stretches:
            if alone:
                self.terms.add(self._product(first, weights[first], inputs[first]))
            else:
                self.terms.add(self._others(first, last, entry.between(first, last)))
        self.terms.add(Strip("+", self._factor(entry["bias"], "b", (row, 0), "bias", True)))
        self.terms.arrange(RIGHT, buff=0.16)
        for term in self.terms:
            term.shift(UP * (self.terms[-1][-1].baseline - term[-1].baseline))
        totals = [*(last for _, last, _ in self.stretches), len(weights)]
        for term, at in zip(self.terms, totals, strict=True):
            total = float(entry["partial_sums"][at])
            self.sums.add(self._sum(total, term, at, last=at == len(weights)))
        self.label = formula.words("sum so far", size=style.SMALL, role="muted")
        self.label.stand_on(self.sums[0].baseline)
        self.label.shift(RIGHT * (self.sums[0].get_left()[0] - 0.3 - self.label.get_right()[0]))
        self.plate = plate_behind(VGroup(self.label, self.terms, self.sums))
        self.add(self.plate, self.label, self.terms, self.sums)

    @property
    def in_order(self) -> list[VMobject]:
        """The terms and the sums in the order in which they come about."""
        return [thing for pair in zip(self.terms, self.sums, strict=True) for thing in pair]

    def _decimals(self, entry: Sum) -> int:
        """Return the fewest digits from which the printed sums follow."""
        alone = [first for first, _, single in self.stretches if single]
        others = [entry.between(*ends) for *ends, single in self.stretches if not single]
        order = np.argsort([*alone, *(first for first, _, single in self.stretches if not single)])

        def sums(weights: Array, inputs: Array, others: Array, bias: float) -> Array:
            terms = np.array([*(weights * inputs), *others])[order]
            return np.cumsum([*terms, float(bias)])

        factors = entry["weights"][alone], entry["inputs"][alone], others, entry["bias"]
        return digits.fewest_decimals(factors, sums)

    def _product(self, k: int, weight: float, value: float) -> Strip:
        return Strip(
            *(["+"] if k else []),
            self._factor(weight, "W", (self.place, k), sign_role(weight), k > 0),
            "dot",
            self._factor(value, "a", (k, 0), "activation", True),
        )

    def _others(self, first: int, last: int, total: float) -> Strip:
        """Return the term that stands for the products first … last."""
        name = formula.words(f"{last - first + 1} others", size=style.SMALL, role="muted")
        at = (self.place, first, last)
        number = Readout(
            total, self.decimals, of=f"z{self.layer}.between", at=at, role="muted", bracketed=True
        )
        return Strip(*(["+"] if first else []), "dots.h.c", name, number)

    def _factor(
        self, value: float, kind: str, at: tuple[int, int], role: str, bracketed: bool
    ) -> Readout:
        key = f"{kind}{self.layer - 1 if kind == 'a' else self.layer}"
        return Readout(float(value), self.decimals, of=key, at=at, role=role, bracketed=bracketed)

    def _sum(self, total: float, term: VMobject, at: int, *, last: bool) -> Readout:
        number = Readout(
            total,
            of=f"z{self.layer}" if last else f"z{self.layer}.partial_sums",
            at=(self.place, 0) if last else (self.place, at),
            role="weighted" if last else "muted",
        )
        number.align_to(term, RIGHT)
        return number.stand_on(term[-1].baseline - 0.58)


def in_columns(*strips: Strip) -> None:
    """Set the parts of some lines below each other, from x = 0 on, their baselines at 0.

    Numbers stand on the right of their column, a bracket beyond it; anything else in its middle.
    """
    pen = 0.0
    for place in range(max(len(strip) for strip in strips)):
        parts = [strip[place] for strip in strips if place < len(strip)]
        width = max(part.width for part in parts)
        for part in parts:
            part.stand_on(0.0)
            part.shift(RIGHT * (pen + width / 2 - part.get_x()))
            if isinstance(part, Readout):
                open_end = part.bracketed and not part.text.endswith(")")
                room = typeset.glyph(")")[1] * part.em if open_end else 0.0
                part.shift(RIGHT * (pen + width - room - part.get_right()[0]))
        pen += width + _GAP


def plate_behind(thing: VMobject, *, air: float = 0.22) -> RoundedRectangle:
    """Return the panel on which a line of arithmetic stands."""
    return RoundedRectangle(
        width=thing.width + 2 * air,
        height=thing.height + 2 * air,
        corner_radius=0.14,
        color=style.color("hairline"),
        fill_color=style.color("panel"),
        fill_opacity=1.0,
        stroke_width=style.FINE,
    ).move_to(thing)


def sign_role(value: float) -> str:
    """Return the role that colours a signed number."""
    return "positive" if value >= 0 else "negative"


def _stretches(shown: tuple[int, ...], size: int) -> list[tuple[int, int, bool]]:
    """Return the terms in order: a product alone, or the first and last of those left out."""
    ends = [-1, *shown, size]
    gaps = [(a + 1, b - 1, False) for a, b in pairwise(ends) if b - a > 1]
    return sorted([*((index, index, True) for index in shown), *gaps])
