"""The numbers along the way back: each δ and weight, what arrives, their sum, σ′, the new δ."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.pictures.backprop.blame_digits import digits_of
from scenes.pictures.backprop.door import WALL
from scenes.vocabulary import style
from scenes.vocabulary.stage import conceal
from scenes.vocabulary.text import Source, maths, quote, words
from scenes.vocabulary.text.arrays import Array

_AIR = 0.32  # between a ribbon and what is written beside it
_OVER = 2  # whatever travels
_ROUND = 1.0, 0.5, 0.1, 0.05, 0.01, 0.001  # widths of the key
_CENTRED = {"size": style.BODY, "anchor": "center"}


class BlameNumbers(VGroup):
    """What is written while an error goes back into one neuron; all of it is hidden at first.

    `sources`, `hero`: The neurons whose δ goes back, and the one it goes to. `scale`: Manim units
    of width for 1. `width`: Of the sum, in Manim units. `streams`: The edges (2, k, 2) of what
    flows.
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
        streams: Sequence[Array],
    ) -> None:
        self.person, self.number, self.hero, self.plan = person, number, hero, plan
        self.digits = digits_of(person, number, hero, sources)
        self.discs, self.weights, self.products = VGroup(), VGroup(), VGroup()
        for i, y in zip(sources, plan.rows, strict=True):
            self._source(i, y, scale)
        for i, y in zip(sources, plan.rows, strict=True):
            self._product(i, y, scale, streams)
        thread = abs(float(person[f"delta{number - 1}"][hero, 0])) * scale
        self.sum, self.slope = self._sum(width), self._slope(thread)
        self.pill = self._pill().move_to(at.place(at.LEAVES, plan.y))
        self.key = _key(scale).move_to(at.place(at.BEHIND - 0.45, at.MIDDLE - at.TALL - 0.4))
        written = self.discs, self.weights, self.products, self.sum, self.slope, self.pill
        super().__init__(*written, self.key)
        self.set_z_index(_OVER)
        conceal(self)

    def _source(self, i: int, y: float, scale: float) -> None:
        """Write a source's δ, the weight that it passes, and what is left of it."""
        person, number, hero = self.person, self.number, self.hero
        delta, weight = (f"{key}{number}" for key in ("delta", "W"))
        for size in (style.BODY, style.SMALL, style.CHIP):
            looks = {"role": "delta", "size": size, "anchor": "center"}
            disc = quote(person, delta, (i, 0), self.digits.factors, **looks)
            if disc.width < at.DISC * 1.75:
                break
        self.discs.add(disc.put_anchor(at.place(at.SOURCE, y)))
        value = float(person[f"blame{number}"][i, hero])
        half = max(abs(value), abs(float(person[delta][i, 0]))) * scale / 2 + _AIR
        looks = {"role": "weight", "bracketed": True, **_CENTRED}
        factor = quote(person, weight, (i, hero), self.digits.factors, **looks)
        times = VGroup(maths("weight(times)", size=style.BODY), factor).arrange(RIGHT, buff=0.1)
        inward = 1 if _is_lowest(y) else -1  # what it is times must not be read as the product
        x = (at.STUB + at.NOZZLE) / 2 + 0.06
        if x + times.width / 2 > at.SOURCE - at.DISC - 0.05:  # past the disc, and not over it
            half = max(half, at.DISC + 0.25)
        self.weights.add(times.move_to(at.place(x, y + inward * half)))

    def _product(self, i: int, y: float, scale: float, streams: Sequence[Array]) -> None:
        """Write what is left of a source's δ beside its ribbon, where it is free."""
        value = float(self.person[f"blame{self.number}"][i, self.hero])
        looks = {"role": "positive" if value >= 0 else "negative", **_CENTRED}
        over = abs(value) * scale / 2 + _AIR
        wide = max(abs(float(self.person[f"delta{self.number}"][i, 0])) * scale / 2 + _AIR, over)
        ways = [(at.NOZZLE - 0.42, over), (at.NOZZLE + 0.25, wide), (at.NOZZLE - 0.6, -over)]
        ways += [(at.NOZZLE - 1.1, over + 0.25), (at.NOZZLE - 1.1, -over - 0.25)]
        ways.insert(0 if _is_lowest(y) else 1, (at.MET - 0.05, 0.0))
        key = f"blame{self.number}"
        product = quote(self.person, key, (i, self.hero), self.digits.total, **looks)
        for x, rise in [*ways, ways[0]]:
            product.put_anchor(at.place(x, y + rise))
            if self._is_free(product, streams):
                break
        self.products.add(product)

    def _is_free(self, number: VGroup, streams: Sequence[Array]) -> bool:
        """Say whether nothing else stands or flows where a number is."""
        centre, half = number.get_center()[:2], np.array([number.width, number.height]) / 2 + 0.05
        for other in (*self.discs, *self.weights, *self.products):
            room = half + np.array([other.width, other.height]) / 2
            if (np.abs(other.get_center()[:2] - centre) < room).all():
                return False
        for edges in streams:
            here = np.abs(edges[..., 0] - centre[0]).min(axis=0) < half[0]
            low, high = edges[:, here, 1].min(axis=0), edges[:, here, 1].max(axis=0)
            if ((low < centre[1] + half[1]) & (high > centre[1] - half[1])).any():
                return False
        return True

    def _sum(self, width: float) -> VGroup:
        key, place = f"da{self.number - 1}", (self.hero, 0)
        role = "positive" if float(self.person[key][place]) >= 0 else "negative"
        looks = {"role": role, "anchor": "center"}
        total = quote(self.person, key, place, self.digits.total, size=style.FORMULA, **looks)
        x, y = 0.9, width / 2 + _AIR
        for size in (style.BODY, style.SMALL):  # between the wall and the rim
            if total.width / 2 < min(x - WALL / 2, _to_the_rim(y) - x):
                break
            y = width / 2 + _AIR * size / style.FORMULA
            total = quote(self.person, key, place, self.digits.total, size=size, **looks)
            x = max(WALL / 2 + _to_the_rim(y), WALL + total.width + 0.05) / 2
        return total.put_anchor(at.place(at.HERO + x, self.plan.y + y))

    def _slope(self, thread: float) -> VGroup:
        """Write σ′ and its number behind the wall, above and below a thread so wide."""
        below, place = self.number - 1, (self.hero, 0)
        looks = {"role": "weighted", **_CENTRED}
        slope = quote(self.person, f"slope{below}", place, self.digits.slope, **looks)
        name, x = maths("weighted(sigma'(z))", size=style.BODY), at.HERO - at.LENS / 2
        away = max(thread / 2 + 0.2, 0.42)
        name.move_to(at.place(x, self.plan.y + away))
        return VGroup(name, slope.put_anchor(at.place(x, self.plan.y - away)))

    def _pill(self) -> VGroup:
        key, looks = f"delta{self.number - 1}", {"role": "delta", "size": style.BODY}
        value = quote(self.person, key, (self.hero, 0), self.digits.delta, **looks)
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
