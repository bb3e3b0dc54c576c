"""A nudge is handed on: each link's ratio under its link, first of changes, then of slopes."""

from itertools import pairwise, product

import numpy as np
from manim import DOWN, Animation, Brace, FadeIn, FadeOut, Line, ReplacementTransform, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer.sliders import Sliders
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Array, Source, Strip, maths, quote
from scenes.vocabulary.text.digits import agrees, printed, seen_decimals

LINKS, COUPLED = ("dz_dw", "da_dz", "dc_da"), ("dz_dw", "dc_dz")
_ROW, _SUM = -1.05, -2.35
_SHRUNK = 1  # the smallest nudge that there is
_OF_WHOLE, _MOST = 2, 9  # decimals of the product, and at most of anything
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
        tries = product(range(seen_decimals(rows[-1, 1:].prod()), _MOST), range(3, _MOST + 1))
        self.of_delta, self.decimals = next(pair for pair in tries if _come_out(rows, *pair))
        self.links, self.whole = self._fractions("Delta", (*self.keys, "dc_dw"), ripple, last)
        span = Line([sliders.xs[0], _ROW - 0.62, 0], [sliders.xs[-1], _ROW - 0.62, 0])
        self.brace = Brace(span, DOWN, buff=0, color=style.color("muted"))
        gaps = [(one.get_right() + next.get_left()) / 2 for one, next in pairwise(self.links)]
        self.signs = VGroup(*(maths("dot.c", size=style.LAW).move_to(gap) for gap in gaps))
        conceal(self.links, self.whole, self.brace, self.signs)

    def _lines_that_rest(self) -> Array:
        """Return the factors of each product that is read: nudged, shrunk, of slopes."""
        ripple, slopes, keys = self.ripple, self.slopes, self.keys
        rows = [[float(ripple[key][place]) for key in keys] for place in (-1, _SHRUNK)]
        rows.append([float(slopes[_SLOPES.get(key, key)]) for key in keys])
        return np.array(rows)

    def appear(self) -> Gesture:
        """Write the ratios one by one, and then what they multiply to."""
        yield (Reveal(*self.links, lag=1.0, run_time=2.4),)
        yield (Reveal(self.signs, self.brace),)
        yield (Reveal(self.whole),)

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

    def become_slopes(self) -> Gesture:
        """Turn each Δ into ∂, and each ratio into the slope that it settled on."""
        keys = *(_SLOPES.get(key, key) for key in self.keys), "product"
        links, whole = self._fractions("partial", keys, self.slopes)
        pairs = zip([*self.links, self.whole], [*links, whole], strict=True)
        yield tuple(motion for pair in pairs for motion in _become(*pair))
        self.links, self.whole = links, whole

    def _fractions(
        self, sign: str, keys: tuple[str, ...], source: Source, *at: int
    ) -> tuple[VGroup, Strip]:
        """Return the fraction of two changes for each link, with its number; and for the ends."""
        xs, count, made = self.sliders.xs, len(self.keys), VGroup()
        ends = zip(self.sliders.roles, self.sliders.names, strict=True)
        terms = [f"{sign} {role}({name})" for role, name in ends]
        spans = [*pairwise(range(count + 1)), (0, count)]
        for key, (below, above) in zip(keys, spans, strict=True):
            decimals, y = (_OF_WHOLE, _SUM) if above - below > 1 else (self.decimals, _ROW)
            number = quote(source, key, at, decimals, size=style.LINE)
            made.add(Strip(f"frac({terms[above]}, {terms[below]}) =", number, size=style.LINE))
            made[-1].move_to([(xs[below] + xs[above]) / 2, y, 0])
        *links, whole = made
        return VGroup(*links), whole


def _come_out(rows: Array, of_delta: int, decimals: int) -> bool:
    """Say whether all products do with so many digits: each row's, and of a slope and δ."""
    heard, delta = rows[-1, 0], rows[-1, 1:].prod()
    merged = agrees([rows[-1, 1:]], np.prod, decimals=decimals, result_decimals=of_delta)
    typed = printed(heard, decimals) * printed(delta, of_delta)
    whole = bool(printed(typed, _OF_WHOLE) == printed(heard * delta, _OF_WHOLE))
    rest = agrees([rows], lambda r: r.prod(axis=1), decimals=decimals, result_decimals=_OF_WHOLE)
    return merged and whole and rest


def _become(old: Strip, new: Strip) -> tuple[Animation, ...]:
    """Turn one fraction into another; numbers do not melt: the old one goes, the new one comes."""
    turning = ReplacementTransform(old[0], new[0], run_time=1.5)
    return turning, FadeOut(old[-1], run_time=0.7), FadeIn(new[-1], run_time=1.5)
