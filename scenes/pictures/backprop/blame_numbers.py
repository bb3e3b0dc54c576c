"""The numbers along the way back: each δ and weight, what arrives, their sum, σ′, the new δ."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, RoundedRectangle, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_case import Case, digits_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS
from scenes.vocabulary.stage import Flight, Reveal, conceal
from scenes.vocabulary.text import Array, Readout, Strip, maths, quote, strip, words

_AIR, _CLOSE, _BELOW = 0.32, 0.1, 0.16  # beside a ribbon, a number, and a row of letters
_OVER = 2  # whatever travels
_FAR_OVER, _FAR_UNDER = at.TALL + 0.75, at.TALL + 0.5  # of a line, from the stage's middle
_SLOPE = "slope(sigma'(weighted(z)))"
_ROUND = 1.0, 0.5, 0.1, 0.05, 0.01, 0.001  # widths of the key


class BlameNumbers(VGroup):
    """What is written while an error goes back into one neuron; all of it is hidden at first.

    `bend`: The name of the hero's activation. `width`: Of the sum, in Manim units. `streams`: The
    edges (2, k, 2) of what flows.
    """

    def __init__(
        self, case: Case, plan: at.Plan, *, bend: str, width: float, streams: Sequence[Array]
    ) -> None:
        self.case, self.plan, self.digits = case, plan, digits_of(case, bend)
        self.discs, self.weights, self.products = VGroup(), VGroup(), VGroup()
        halves = np.abs([case.values, case.deltas]).max(axis=0) * case.scale / 2 + _AIR
        rows = list(zip(case.sources, plan.rows, halves, streams, strict=True))
        for i, y, half, _ in rows:
            self.discs.add(self._disc(i, y))
            self.weights.add(self._weight(i, y, half, streams))
        for i, y, _, edges in rows:
            self.products.add(self._product(i, y, edges, streams))
        self.sum, self.line, self.share = self._sum(width), self._line(), self._share(bend)
        self.pill = self._pill().move_to(at.place(at.LEAVES, plan.y))
        self.key = _key(case.scale).move_to(at.place(at.BEHIND - 0.45, at.MIDDLE - at.TALL - 0.4))
        written = self.discs, self.weights, self.products, self.sum, self.line, self.share
        super().__init__(*written, self.pill, self.key)
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

    def _weight(self, i: int, y: float, half: float, streams: Sequence[Array]) -> VGroup:
        """Write the weight that a source's δ passes beside its ribbon: below only at the top."""
        key, place = f"W{self.case.number}", (i, self.case.hero)
        factor = self._quote(key, place, self.digits.factors, "weight")
        times = VGroup(maths("weight(times)", size=style.BODY), factor).arrange(RIGHT, buff=0.1)
        middle, side = (at.STUB + at.NOZZLE) / 2 + 0.06, -1 if self._is_highest(y) else 1
        clear = at.SOURCE - at.DISC - 0.05 - times.width / 2  # of the disc, or farther out than it
        for x, far in (min(middle, clear), half), (middle, max(half, at.DISC + 0.25)):
            times.move_to(at.place(x, y + far * side))
            if self._is_free(times, streams):
                break
        return times

    def _product(self, i: int, y: float, edges: Array, streams: Sequence[Array]) -> Readout:
        """Write what is left of a source's δ close to its own ribbon, on a side that is free."""
        key, place = f"blame{self.case.number}", (i, self.case.hero)
        role = strip.sign_role(self.case.person[key][place])
        product = self._quote(key, place, self.digits.total, role)
        out = 1 if self._is_highest(y) else -1
        ways = [(x, side) for side in (out, -out) for x in at.BESIDE]
        for x, side in [*ways, ways[0]]:
            here = np.abs(edges[..., 0] - x) < product.width / 2 + _CLOSE
            rim = (edges[..., 1] * side)[here].max() * side
            product.put_anchor(at.place(x, rim + side * (product.height / 2 + _CLOSE)))
            if self._is_free(product, streams) and product.get_bottom()[1] > style.FLOOR:
                break
        return product

    def _is_highest(self, y: float) -> bool:
        """Say whether a row is the highest: over it the stage ends."""
        return y == self.plan.rows[0]

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

    def add_up(self, *, run_time: float) -> tuple[Animation, ...]:
        """Return how the products come together in a line, and what they come to."""
        numbers, flights = self.line[:-2:2], []
        for number, product in zip(numbers, self.products, strict=True):
            home = number.copy()
            number.move_to(product)  # itself, not a copy: a bracket has its room before it flies
            flights.append(Flight(number, home, run_time=run_time * 0.55))
        in_turn = VGroup(), self.line[1:-2:2], self.line[-2:]
        shown = Reveal(*numbers, run_time=0.1), Reveal(*in_turn, lag=0.9, run_time=run_time)
        return *flights, *shown

    def _line(self) -> Strip:
        """Write the sum of what arrives over the stream, or under it where that is high."""
        key = f"blame{self.case.number}"
        parts: list[str | Readout] = []
        for i, value in zip(self.case.sources, self.case.values, strict=True):
            looks = {"role": strip.sign_role(value), "size": style.BODY, "bracketed": bool(parts)}
            parts += ["+"] if parts else []
            parts.append(
                quote(self.case.person, key, (i, self.case.hero), self.digits.total, **looks)
            )
        total = self._total(style.BODY)
        line = Strip(*parts, "=", total, size=style.BODY)
        self._stand_clear(line, _FAR_OVER, -_FAR_UNDER)
        for product in self.products:
            if at.meet(line, product, air=_AIR):
                line.shift(LEFT * (line.get_right()[0] + _AIR - product.get_left()[0]))
        return line

    def _stand_clear(self, thing: VGroup, above: float, below: float) -> None:
        """Set a thing so far over the stream, or where that is high so far under it."""
        off = above if self.plan.y < at.MIDDLE + 0.1 else below
        thing.move_to(at.place(at.SPENT + 0.35, at.MIDDLE + off))

    def _of_hero(self, kind: str, decimals: int, role: str, size: float = style.BODY) -> Readout:
        place = self.case.hero, 0
        return self._quote(f"{kind}{self.case.below}", place, decimals, role, size)

    def _total(self, size: float) -> Readout:
        return self._of_hero("da", self.digits.total, strip.sign_role(self.case.total), size)

    def _sum(self, width: float) -> Strip:
        """Write the sum, by its name, under its stream: on top of that lies what cancels."""
        for size in (style.BODY, style.SMALL):
            total = Strip(f"{self.case.felt} =", self._total(size), size=size)
            left = at.HERO + _to_the_rim(width / 2 + _CLOSE) + _CLOSE
            if left + total.width < at.MET:
                break
        y = self.plan.y - width / 2 - _CLOSE - total.height / 2
        return total.move_to(at.place(left + total.width / 2, y))

    def _share(self, bend: str) -> VGroup:
        """Write the slope, and what gets through: in letters, and below each letter its number."""
        digits, size = self.digits, style.LINE
        slope, factor = self._slope(bend), self._of_hero("slope", digits.slope, "slope", size)
        delta = self._of_hero("delta", digits.delta, "delta", size)
        letters = Strip(self.case.felt, "dot.c", _SLOPE, "=", "delta(delta)", size=size)
        numbers = Strip(self._total(size), "dot.c", factor, "=", delta, size=size)
        strip.in_columns(letters, numbers)
        numbers.shift(DOWN * (numbers.get_top() - letters.get_bottom() + _BELOW))
        share = VGroup(slope, VGroup(letters, numbers)).arrange(DOWN, buff=_BELOW)
        self._stand_clear(share, at.TALL + 0.1, -at.TALL)
        return VGroup(slope, letters, numbers)

    def _slope(self, bend: str) -> Strip:
        """Write the slope, and where that is short what it is of a."""
        number = self._of_hero("slope", self.digits.slope, "slope", style.LINE)
        by_a = ACTIVATIONS[bend].slope.replace("hat(y)", "a")
        return Strip(f"{_SLOPE} = {by_a}{' =' if by_a else ''}", number, size=style.LINE)

    def _pill(self) -> VGroup:
        value = self._of_hero("delta", self.digits.delta, "delta")
        line = Strip("delta(delta) =", value, size=style.BODY)
        plate = RoundedRectangle(width=line.width + 0.3, height=0.52, corner_radius=0.12)
        plate.set_stroke(style.color("delta"), width=style.FIRM)
        return VGroup(plate.set_fill(style.color("paper"), opacity=1.0), line.move_to(plate))


def _to_the_rim(y: float) -> float:
    """Return how far the lens reaches to the right, so far over its middle."""
    return float(np.sqrt(max(at.LENS**2 - y**2, 0.0)))


def _key(scale: float) -> VGroup:
    """Return what a width means: a bar of a round number."""
    amount = next((a for a in _ROUND if a * scale <= 1.0), _ROUND[-1])
    bar = Line(stroke_width=style.BOLD, color=style.color("muted"))
    bar.put_start_and_end_on(at.place(0, 0), UP * amount * scale)
    said = f"width {amount:g}", "in this layer"
    label = VGroup(*(words(line, size=style.SMALL, role="muted") for line in said))
    label.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
    return VGroup(bar, label.next_to(bar, RIGHT, buff=0.15))
