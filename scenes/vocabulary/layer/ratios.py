"""A nudge is handed on: each link's ratio under its link, first of changes, then of slopes.

The ratios are one equation, and their numbers, each below its own, are another.
"""

from itertools import pairwise, product

import numpy as np
from manim import Animation, FadeIn, FadeOut, ReplacementTransform, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer.sliders import Sliders
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Array, Points, Source, maths, quote
from scenes.vocabulary.text.digits import agrees, printed, seen_decimals

LINKS, COUPLED = ("dz_dw", "da_dz", "dc_da"), ("dz_dw", "dc_dz")
ROWS, _WHOLE = (-1.05, -1.95), -4.75  # of the symbols and of their numbers; where the product is
_SHRUNK = 1  # the smallest nudge that there is
_OF_WHOLE, _MOST = 2, 9  # decimals of the product at least, and at most of anything
_SLOPES = {"dc_dz": "delta"}  # what a ratio settles on, where it has another name


class Ratios:
    """Three fractions whose product is the fraction of the ends.

    `sliders`: What they are ratios of. `ripple`: Its `dz_dw`, `da_dz`, `dc_da`, `dc_dz` and `dc_dw`
    at each nudge. `slopes`: The same four as slopes, the last one under `product`.
    """

    def __init__(self, sliders: Sliders, ripple: Source, slopes: Source) -> None:
        self.sliders, self.ripple, self.slopes = sliders, ripple, slopes
        self.keys = LINKS if len(sliders.keys) > len(LINKS) else COUPLED
        rows, last = self._lines_that_rest(), len(ripple["dc_dw"]) - 1
        self.of_whole = max(seen_decimals(whole, least=_OF_WHOLE) for whole in rows.prod(axis=1))
        tries = product(range(seen_decimals(rows[-1, 1:].prod()), _MOST), range(3, _MOST + 1))
        fitting = (pair for pair in tries if _come_out(rows, self.of_whole, *pair))
        self.of_delta, self.decimals = next(fitting, (_MOST, _MOST))
        self.links, self.whole = self._fractions("Delta", (*self.keys, "dc_dw"), ripple, last)
        gaps = [
            (one.get_right() + next.get_left()) / 2
            for one, next in pairwise([self.whole, *self.links])
        ]
        signs = ["=", *["dot.c"] * (len(gaps) - 1)]
        self.signs = VGroup(*(_twice(*pair) for pair in zip(signs, gaps, strict=True)))
        conceal(self.links, self.whole, self.signs)

    def _lines_that_rest(self) -> Array:
        """Return the factors of each product that is read: nudged, shrunk, of slopes."""
        ripple, slopes, keys = self.ripple, self.slopes, self.keys
        rows = [[float(ripple[key][place]) for key in keys] for place in (-1, _SHRUNK)]
        rows.append([float(slopes[_SLOPES.get(key, key)]) for key in keys])
        return np.array(rows)

    def appear(self) -> Gesture:
        """Write the ratios one by one, and then what they multiply to."""
        yield (Reveal(*self.links, lag=1.0, run_time=2.4),)
        yield (Reveal(*self.signs[1:]),)
        yield (Reveal(self.signs[0], self.whole),)

    def shrink(self, run_time: float) -> Gesture:
        """Let the nudge shrink to nothing, and the ratios settle."""
        count = len(self.ripple["dc_dw"]) - 1
        moving = VGroup(self.sliders, self.links, self.whole)

        def show(moment: float) -> None:
            place = max(_SHRUNK, round(count * (1 - moment)))
            self.sliders.show_nudge(place)
            for strip, key in zip((*self.links, self.whole), (*self.keys, "dc_dw"), strict=True):
                strip[-1].show_value(float(self.ripple[key][place])).at = (place,)

        yield (Tween(moving, show, run_time=run_time),)

    def become_slopes(self, sign: str = "partial") -> Gesture:
        """Turn each Δ into ∂ (or d), and each ratio into the slope that it settled on."""
        keys = *(_SLOPES.get(key, key) for key in self.keys), "product"
        links, whole = self._fractions(sign, keys, self.slopes)
        pairs = zip([*self.links, self.whole], [*links, whole], strict=True)
        yield tuple(motion for pair in pairs for motion in _become(*pair))
        self.links, self.whole = links, whole

    def _fractions(
        self, sign: str, keys: tuple[str, ...], source: Source, *at: int
    ) -> tuple[VGroup, VGroup]:
        """Return the fraction of two changes for each link, over its number; and for the ends."""
        xs, count, made = self.sliders.xs, len(self.keys), VGroup()
        ends = zip(self.sliders.roles, self.sliders.names, strict=True)
        terms = [f"{sign} {role}({name})" for role, name in ends]
        spans = [*pairwise(range(count + 1)), (0, count)]
        for key, (below, above) in zip(keys, spans, strict=True):
            is_whole = above - below > 1
            x = _WHOLE if is_whole else (xs[below] + xs[above]) / 2
            decimals = self.of_whole if is_whole else self.decimals
            number = quote(source, key, at, decimals, size=style.LINE, anchor="center")
            fraction = maths(f"frac({terms[above]}, {terms[below]})", size=style.LINE)
            places = ([x, y, 0.0] for y in ROWS)
            made.add(VGroup(fraction.move_to(next(places)), number.put_anchor(next(places))))
        *links, whole = made
        return VGroup(*links), whole


def _twice(sign: str, at: Points) -> VGroup:
    """Return a sign between two symbols, and the same between their numbers."""
    return VGroup(*(maths(sign, size=style.LAW).move_to([at[0], y, 0.0]) for y in ROWS))


def _come_out(rows: Array, of_whole: int, of_delta: int, decimals: int) -> bool:
    """Say whether all products do with so many digits: each row's, and of a slope and δ."""
    heard, delta = rows[-1, 0], rows[-1, 1:].prod()
    merged = agrees([rows[-1, 1:]], np.prod, decimals=decimals, result_decimals=of_delta)
    typed = printed(heard, decimals) * printed(delta, of_delta)
    whole = bool(printed(typed, of_whole) == printed(heard * delta, of_whole))
    rest = agrees([rows], lambda r: r.prod(axis=1), decimals=decimals, result_decimals=of_whole)
    return merged and whole and rest


def _become(old: VGroup, new: VGroup) -> tuple[Animation, ...]:
    """Turn one fraction into another; numbers do not melt: the old one goes, the new one comes."""
    turning = ReplacementTransform(old[0], new[0], run_time=1.5)
    return turning, FadeOut(old[-1], run_time=0.7), FadeIn(new[-1], run_time=1.5)
