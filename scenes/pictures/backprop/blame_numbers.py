"""The numbers along the way back: each δ and weight, what arrives, their sum, σ′, the new δ."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.vocabulary import style
from scenes.vocabulary.stage import conceal
from scenes.vocabulary.text import Source, fewest_decimals, maths, quote, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.digits import adding_decimals, agrees, printed, seen_decimals

_AIR = 0.32  # between a ribbon and what is written beside it
_OVER = 2  # whatever travels
_MOST = 6  # decimals of a sum
_WEIGHTS = (at.STUB + at.NOZZLE) / 2 + 0.06  # where they stand: nearer to what they are times
_ROUND = 1.0, 0.5, 0.1, 0.05, 0.01, 0.001  # widths of the key
_CENTRED = {"size": style.BODY, "anchor": "center"}


class BlameNumbers(VGroup):
    """What is written while an error goes back into one neuron; all of it is hidden at first.

    `sources`, `hero`: The neurons whose δ goes back, and the one it goes to. `scale`: Manim units
    of width for 1. `width`: Of the sum, in Manim units.
    """

    def __init__(
        self,
        person: Source,
        number: int,
        *,
        sources: Sequence[int],
        hero: int,
        plan: at.Plan,
        scale: float,
        width: float,
    ) -> None:
        self.person, self.number, self.hero, self.plan = person, number, hero, plan
        column = person[f"W{number}"][list(sources), hero]
        deltas = np.ravel(person[f"delta{number}"])[list(sources)]
        terms = person[f"blame{number}"][list(sources), hero]
        self._choose_digits(column, deltas, terms)
        self.discs, self.weights, self.products = VGroup(), VGroup(), VGroup()
        for i, y in zip(sources, plan.rows, strict=True):
            self._source(i, y, scale)
        self.sum, self.slope = self._sum(width), self._slope()
        self.pill = self._pill().move_to(at.place(at.LEAVES, plan.y))
        self.key = _key(scale).move_to(at.place(at.BEHIND - 0.45, at.MIDDLE - at.TALL - 0.4))
        written = self.discs, self.weights, self.products, self.sum, self.slope, self.pill
        super().__init__(*written, self.key)
        self.set_z_index(_OVER)
        conceal(self)

    def _choose_digits(self, column: Array, deltas: Array, terms: Array) -> None:
        """Find the fewest digits with which products, their sum, and the door's share come out."""
        below, place = self.number - 1, (self.hero, 0)
        total, slope = (float(self.person[f"{key}{below}"][place]) for key in ("da", "slope"))
        self.of_delta = seen_decimals(self.person[f"delta{below}"][place])
        for self.of_sum in range(adding_decimals(terms), _MOST):
            adds_up = agrees([terms], np.sum, decimals=self.of_sum, result_decimals=self.of_sum)
            typed = float(printed(total, self.of_sum))
            passes = f"{typed * slope:.{self.of_delta}f}" == f"{total * slope:.{self.of_delta}f}"
            if adds_up and passes:
                break
        looks = {"result_decimals": self.of_sum}
        self.decimals = fewest_decimals([column, deltas], np.multiply, **looks)
        looks = {"result_decimals": self.of_delta}
        self.of_slope = fewest_decimals([slope], lambda s: np.multiply(typed, s), **looks)

    def _source(self, i: int, y: float, scale: float) -> None:
        """Write a source's δ, the weight that it passes, and what is left of it."""
        person, number, hero = self.person, self.number, self.hero
        delta, weight = (f"{key}{number}" for key in ("delta", "W"))
        disc = quote(person, delta, (i, 0), self.decimals, role="delta", **_CENTRED)
        self.discs.add(disc.put_anchor(at.place(at.SOURCE, y)))
        value = float(person[f"blame{number}"][i, hero])
        half = max(abs(value), abs(float(person[delta][i, 0]))) * scale / 2 + _AIR
        looks = {"role": "weight", "bracketed": True, **_CENTRED}
        factor = quote(person, weight, (i, hero), self.decimals, **looks)
        times = VGroup(maths("weight(times)", size=style.BODY), factor).arrange(RIGHT, buff=0.1)
        lowest = y < at.MIDDLE - 0.5  # below it the sentence stands
        inward = 1 if lowest else -1  # what it is times must not be read as the product
        self.weights.add(
            times.move_to(at.place((at.STUB + at.NOZZLE) / 2 + 0.06, y + inward * half))
        )
        sign = "positive" if value >= 0 else "negative"
        product = quote(person, f"blame{number}", (i, hero), self.of_sum, role=sign, **_CENTRED)
        above = at.place(at.NOZZLE - 0.42, y + abs(value) * scale / 2 + _AIR)
        self.products.add(product.put_anchor(at.place(at.MET - 0.05, y) if lowest else above))

    def _sum(self, width: float) -> VGroup:
        key, place = f"da{self.number - 1}", (self.hero, 0)
        role = "positive" if float(self.person[key][place]) >= 0 else "negative"
        looks = {"role": role, "size": style.FORMULA, "anchor": "center"}
        total = quote(self.person, key, place, self.of_sum, **looks)
        return total.put_anchor(at.place(at.HERO + 0.9, self.plan.y + width / 2 + _AIR))

    def _slope(self) -> VGroup:
        """Write σ′ and its number behind the wall, above and below the thread."""
        below, place = self.number - 1, (self.hero, 0)
        looks = {"role": "weighted", **_CENTRED}
        slope = quote(self.person, f"slope{below}", place, self.of_slope, **looks)
        name, x = maths("weighted(sigma'(z))", size=style.BODY), at.HERO - at.LENS / 2
        name.move_to(at.place(x, self.plan.y + 0.42))
        return VGroup(name, slope.put_anchor(at.place(x, self.plan.y - 0.42)))

    def _pill(self) -> VGroup:
        key, looks = f"delta{self.number - 1}", {"role": "delta", "size": style.BODY}
        value = quote(self.person, key, (self.hero, 0), self.of_delta, **looks)
        line = VGroup(maths("delta(delta) =", size=style.BODY), value).arrange(RIGHT, buff=0.12)
        plate = RoundedRectangle(width=line.width + 0.3, height=0.52, corner_radius=0.12)
        plate.set_stroke(style.color("delta"), width=style.FIRM)
        return VGroup(plate.set_fill(style.color("paper"), opacity=1.0), line.move_to(plate))


def _key(scale: float) -> VGroup:
    """Return what a width means: a bar of a round number."""
    amount = next((a for a in _ROUND if a * scale <= 1.0), _ROUND[-1])
    bar = Line(stroke_width=style.BOLD, color=style.color("muted"))
    bar.put_start_and_end_on(at.place(0, 0), UP * amount * scale)
    said = f"width {amount:g}", "in this layer"
    label = VGroup(*(words(line, size=style.SMALL, role="muted") for line in said))
    label.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
    return VGroup(bar, label.next_to(bar, RIGHT, buff=0.15))
