"""Slopes that add, and ratios that multiply: two lines of arithmetic with recorded numbers."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer import Sliders
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, Strip, cite, fewest_decimals, maths, quote, words
from scenes.vocabulary.text.digits import adding_decimals
from scenes.vocabulary.text.formula import escaped

_LINKS = (
    ("dz_dw", "z", "w"),
    ("da_dz", "hat(y)", "z"),
    ("dc_da", "C", "hat(y)"),
    ("dc_dw", "C", "w"),
)
_SIGNS = "", "dot.c", "dot.c", "="
_ROLES = {"w": "weight", "z": "weighted", "hat(y)": "activation", "C": "cost"}


class SlopesAdd(VGroup):
    """Some shares' slopes, one below the other, and below a rule that of the whole."""

    def __init__(self, found: Sequence[Source], names: Sequence[str]) -> None:
        super().__init__()
        slopes = [float(one["gradient"]) for one in found]
        digits = adding_decimals(np.array(slopes[:-1]))
        for one, name in zip(found, names, strict=True):
            number = quote(one, "gradient", (), digits, role="slope", size=style.RESULT)
            label = words(escaped(name), size=style.BODY)
            self.add(VGroup(label, number))
        for kind, (label, _) in zip((False, True), self, strict=False):
            label.set_fill(style.class_color(kind))
        for k, (label, number) in enumerate(self):
            y = style.MIDDLE[1] + 1.1 - 0.95 * k - 0.15 * (k == len(names) - 1)
            number.put_anchor([style.RIGHT_EDGE - 0.4, y, 0.0])
            label.next_to(number, LEFT, buff=0.4).set_x(style.RIGHT_EDGE - 2.6)
        self.rule = Line(LEFT * 1.6, RIGHT * 0.1, color=style.color("ink"), stroke_width=style.EVEN)
        self.rule.next_to(self[-1][1], UP, buff=0.25)

    def shares(self) -> Gesture:
        """Write the shares' slopes one by one."""
        for line in self[:-1]:
            yield (FadeIn(line, shift=DOWN * 0.1),)

    def total(self) -> Gesture:
        """Write their sum."""
        yield FadeIn(self.rule), FadeIn(self[-1], shift=DOWN * 0.1)


def chain_line(ripple: Source, place: int, last: int) -> VGroup:
    """Return the ratios of three links at a nudge, times each other, and that of the ends.

    Their digits come out on a calculator at this nudge and at the `last` one that is shown.
    """
    values = [[float(ripple[key][at]) for key, _, _ in _LINKS[:-1]] for at in (place, last)]
    digits = [fewest_decimals([np.array(values)], lambda rows: rows.prod(axis=1))] * 3 + [2]
    line, parts = VGroup(), []
    for sign, (key, *_), places in zip(_SIGNS, _LINKS, digits, strict=True):
        parts += [sign] if sign else []
        parts.append(quote(ripple, key, (place,), places, size=style.RESULT))
    strip = Strip(*parts, size=style.RESULT, gap=0.5)
    for k, (_, over, under) in enumerate(_LINKS):
        fraction = f"frac(Delta {_ROLES[over]}({over}), Delta {_ROLES[under]}({under}))"
        label = maths(fraction, size=style.LINE).next_to(strip[2 * k], UP, buff=0.25)
        line.add(VGroup(label, *strip[max(2 * k - 1, 0) : 2 * k + 1]))
    return cite(line, ripple)


def shrink(line: VGroup, sliders: Sliders, ripple: Source, last: int, *, run_time: float) -> Tween:
    """Return how the nudge shrinks from its last size, and a chain's ratios with it."""

    def show(moment: float) -> None:
        place = round(last + (1 - last) * moment)
        sliders.show_nudge(place)
        for link, (key, _, _) in zip(line, _LINKS, strict=True):
            link[-1].show_value(float(ripple[key][place])).at = (place,)

    return Tween(VGroup(sliders, line), show, run_time=run_time)
