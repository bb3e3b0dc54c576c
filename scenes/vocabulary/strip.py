"""A line of arithmetic: numbers that were recorded between signs that were typed."""

import numpy as np
import numpy.typing as npt
from manim import RIGHT, RoundedRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import Formula, maths, words
from scenes.vocabulary.readout import Readout, Source

__all__ = ["RunningSum", "Strip", "plate_behind", "sign_role"]

Array = npt.NDArray[np.float64]


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
        self, *parts: str | Readout | Formula, size: float = style.NUMBER, gap: float = 0.13
    ) -> None:
        super().__init__()
        for part in parts:
            piece = maths(part, size=size) if isinstance(part, str) else part
            piece.stand_on(0.0)
            if self.submobjects:
                piece.shift(RIGHT * (self.get_right()[0] + gap - piece.get_left()[0]))
            self.add(piece)
        self.center()


class RunningSum(VGroup):
    """One row of W a + b written out, and below each term the sum so far.

    Factors are printed with the fewest digits from which the printed sums follow.

    Parameters
    ----------
    entry
        How one entry of z came about: `weights` and `inputs` (n,), `bias`, and `partial_sums`
        (n + 1,), the sum after each product and then with the bias.
    layer, row
        Which entry: layer 1 is W1 a0 + b1.
    """

    def __init__(self, entry: Source, *, layer: int, row: int) -> None:
        super().__init__()
        factors = [entry["weights"], entry["inputs"], entry["bias"]]
        decimals = fewest_decimals(factors, _running_sums)
        self.terms, self.sums = VGroup(), VGroup()
        for k, (weight, value) in enumerate(zip(*factors[:2], strict=True)):
            self.terms.add(
                Strip(
                    *(["+"] if k else []),
                    _factor(weight, decimals, f"W{layer}", (row, k), sign_role(weight), k > 0),
                    "dot",
                    _factor(value, decimals, f"a{layer - 1}", (k, 0), "activation", True),
                )
            )
        bias = _factor(factors[2], decimals, f"b{layer}", (row, 0), "bias", True)
        self.terms.add(Strip("+", bias)).arrange(RIGHT, buff=0.16)
        for place, (term, total) in enumerate(zip(self.terms, entry["partial_sums"], strict=True)):
            last = place == len(self.terms) - 1
            self.sums.add(self._sum(float(total), term, layer, row, place, last=last))
        self.label = words("sum so far", size=style.SMALL, role="muted")
        self.label.stand_on(self.sums[0].baseline)
        self.label.shift(RIGHT * (self.sums[0].get_left()[0] - 0.3 - self.label.get_right()[0]))
        self.plate = plate_behind(VGroup(self.label, self.terms, self.sums))
        self.add(self.plate, self.label, self.terms, self.sums)

    @property
    def in_order(self) -> list[VMobject]:
        """The terms and the sums in the order in which they come about."""
        return [thing for pair in zip(self.terms, self.sums, strict=True) for thing in pair]

    def _sum(
        self, total: float, term: VMobject, layer: int, row: int, place: int, *, last: bool
    ) -> Readout:
        number = Readout(
            total,
            of=f"z{layer}" if last else f"z{layer}.partial_sums",
            at=(row, 0) if last else (row, place),
            role="weighted" if last else "muted",
        )
        number.align_to(term, RIGHT)
        return number.stand_on(term[-1].baseline - 0.58)


def plate_behind(thing: VMobject, *, air: float = 0.22) -> RoundedRectangle:
    """Return the panel on which a line of arithmetic stands."""
    return RoundedRectangle(
        width=thing.width + 2 * air,
        height=thing.height + 2 * air,
        corner_radius=0.14,
        color=style.color("hairline"),
        fill_color=style.color("panel"),
        fill_opacity=1.0,
        stroke_width=1.5,
    ).move_to(thing)


def sign_role(value: float) -> str:
    """Return the role that colours a signed number."""
    return "positive" if value >= 0 else "negative"


def _factor(
    value: float, decimals: int, of: str, at: tuple[int, int], role: str, bracketed: bool
) -> Readout:
    return Readout(float(value), decimals, of=of, at=at, role=role, bracketed=bracketed)


def _running_sums(weights: Array, inputs: Array, bias: float) -> Array:
    """Return the sum of w·a so far, after each product and after the bias."""
    sums: Array = np.cumsum([*(weights * inputs), float(bias)])
    return sums
