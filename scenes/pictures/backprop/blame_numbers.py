"""The numbers along the way back: each δ and weight, what arrives, their sum, σ′, the new δ."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_case import Case, digits_of
from scenes.vocabulary import style
from scenes.vocabulary.stage import conceal
from scenes.vocabulary.text import Readout, maths, quote, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.strip import sign_role

_AIR = 0.32  # between a ribbon and what is written beside it
_OVER = 2  # whatever travels
_ROUND = 1.0, 0.5, 0.1, 0.05, 0.01, 0.001  # widths of the key


class BlameNumbers(VGroup):
    """What is written while an error goes back into one neuron; all of it is hidden at first.

    `scale`: Manim units of width for 1. `width`: Of the sum, in Manim units. `streams`: The edges
    (2, k, 2) of what flows.
    """

    def __init__(
        self, case: Case, plan: at.Plan, *, scale: float, width: float, streams: Sequence[Array]
    ) -> None:
        self.case, self.plan, self.digits = case, plan, digits_of(case)
        self.discs, self.weights, self.products = VGroup(), VGroup(), VGroup()
        halves = np.abs([case.values, case.deltas]) * scale / 2 + _AIR
        rows = list(zip(case.sources, plan.rows, halves[0], halves.max(axis=0), strict=True))
        for i, y, _, wide in rows:
            self.discs.add(self._disc(i, y))
            self.weights.add(self._weight(i, y, wide))
        for i, y, over, wide in rows:
            self.products.add(self._product(i, y, over, wide, streams))
        self.sum, self.slope = self._sum(width), self._slope(abs(case.delta) * scale)
        self.pill = self._pill().move_to(at.place(at.LEAVES, plan.y))
        self.key = _key(scale).move_to(at.place(at.BEHIND - 0.45, at.MIDDLE - at.TALL - 0.4))
        written = self.discs, self.weights, self.products, self.sum, self.slope, self.pill
        super().__init__(*written, self.key)
        self.set_z_index(_OVER)
        conceal(self)

    def _quote(
        self, key: str, place: tuple[int, int], decimals: int, role: str, size: float = style.BODY
    ) -> Readout:
        looks = {"role": role, "size": size, "anchor": "center", "bracketed": role == "weight"}
        return quote(self.case.person, key, place, decimals, **looks)

    def _disc(self, i: int, y: float) -> Readout:
        """Write a source's δ into it."""
        for size in (style.BODY, style.SMALL, style.CHIP):
            key = f"delta{self.case.number}"
            disc = self._quote(key, (i, 0), self.digits.factors, "delta", size)
            if disc.width < at.DISC * 1.75:
                break
        return disc.put_anchor(at.place(at.SOURCE, y))

    def _weight(self, i: int, y: float, half: float) -> VGroup:
        """Write the weight that a source's δ passes."""
        key, place = f"W{self.case.number}", (i, self.case.hero)
        factor = self._quote(key, place, self.digits.factors, "weight")
        times = VGroup(maths("weight(times)", size=style.BODY), factor).arrange(RIGHT, buff=0.1)
        inward = 1 if _is_lowest(y) else -1  # what it is times must not be read as the product
        x = (at.STUB + at.NOZZLE) / 2 + 0.06
        if x + times.width / 2 > at.SOURCE - at.DISC - 0.05:  # past the disc, and not over it
            half = max(half, at.DISC + 0.25)
        return times.move_to(at.place(x, y + inward * half))

    def _product(
        self, i: int, y: float, over: float, wide: float, streams: Sequence[Array]
    ) -> Readout:
        """Write what is left of a source's δ beside its ribbon, where it is free."""
        key, place = f"blame{self.case.number}", (i, self.case.hero)
        role = sign_role(self.case.person[key][place])
        product = self._quote(key, place, self.digits.total, role)
        ways = [(at.NOZZLE - 0.42, over), (at.NOZZLE + 0.25, wide), (at.NOZZLE - 0.6, -over)]
        ways += [(at.NOZZLE - 1.1, over + 0.25), (at.NOZZLE - 1.1, -over - 0.25)]
        ways.insert(0 if _is_lowest(y) else 1, (at.MET - 0.05, 0.0))
        for x, rise in [*ways, ways[0]]:
            product.put_anchor(at.place(x, y + rise))
            if self._is_free(product, streams):
                break
        return product

    def _is_free(self, number: VGroup, streams: Sequence[Array]) -> bool:
        """Say whether nothing else stands or flows where a number is."""
        others = *self.discs, *self.weights, *self.products
        if any(at.meet(number, other, air=0.05) for other in others):
            return False
        centre, half = number.get_center()[:2], np.array([number.width, number.height]) / 2 + 0.05
        for edges in streams:
            here = np.abs(edges[..., 0] - centre[0]).min(axis=0) < half[0]
            low, high = edges[:, here, 1].min(axis=0), edges[:, here, 1].max(axis=0)
            if ((low < centre[1] + half[1]) & (high > centre[1] - half[1])).any():
                return False
        return True

    def _sum(self, width: float) -> Readout:
        key, place, role = f"da{self.case.below}", (self.case.hero, 0), sign_role(self.case.total)
        for size in (style.FORMULA, style.BODY, style.SMALL):  # between the wall and the rim
            total = self._quote(key, place, self.digits.total, role, size)
            y = width / 2 + _AIR * size / style.FORMULA
            rim, x = _to_the_rim(y), 0.9
            if size != style.FORMULA:
                x = max(at.WALL / 2 + rim, at.WALL + total.width + 0.05) / 2
            if total.width / 2 < min(x - at.WALL / 2, rim - x):
                break
        return total.put_anchor(at.place(at.HERO + x, self.plan.y + y))

    def _slope(self, thread: float) -> VGroup:
        """Write σ′ and its number behind the wall, above and below a thread so wide."""
        key, place = f"slope{self.case.below}", (self.case.hero, 0)
        slope = self._quote(key, place, self.digits.slope, "weighted")
        name, x = maths("weighted(sigma'(z))", size=style.BODY), at.HERO - at.LENS / 2
        away = max(thread / 2 + 0.2, 0.42)
        name.move_to(at.place(x, self.plan.y + away))
        return VGroup(name, slope.put_anchor(at.place(x, self.plan.y - away)))

    def _pill(self) -> VGroup:
        key, place = f"delta{self.case.below}", (self.case.hero, 0)
        value = self._quote(key, place, self.digits.delta, "delta")
        line = VGroup(maths("delta(delta) =", size=style.BODY), value).arrange(RIGHT, buff=0.12)
        plate = RoundedRectangle(width=line.width + 0.3, height=0.52, corner_radius=0.12)
        plate.set_stroke(style.color("delta"), width=style.FIRM)
        return VGroup(plate.set_fill(style.color("paper"), opacity=1.0), line.move_to(plate))


def _is_lowest(y: float) -> bool:
    """Say whether a row is the lowest: below it the sentence stands."""
    return y < at.MIDDLE - 0.5


def _to_the_rim(y: float) -> float:
    """Return how far the lens reaches to the right, over a number that stands at `y`."""
    return float(np.sqrt(max(at.LENS**2 - (y + 0.15) ** 2, 0.0)))


def _key(scale: float) -> VGroup:
    """Return what a width means: a bar of a round number."""
    amount = next((a for a in _ROUND if a * scale <= 1.0), _ROUND[-1])
    bar = Line(stroke_width=style.BOLD, color=style.color("muted"))
    bar.put_start_and_end_on(at.place(0, 0), UP * amount * scale)
    said = f"width {amount:g}", "in this layer"
    label = VGroup(*(words(line, size=style.SMALL, role="muted") for line in said))
    label.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
    return VGroup(bar, label.next_to(bar, RIGHT, buff=0.15))
