"""Four lines that are tied: nudge a weight, and its z, the guess and the cost all move."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Dot, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plot.ticks import round_ticks
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal, motion
from scenes.vocabulary.text import Depicted, Depiction, Readout, Source, cite, maths, quote, words
from scenes.vocabulary.text.arrays import Array

KEYS = "weight", "z", "a", "cost"
ROLES, NAMES = ("weight", "weighted", "activation", "cost"), ("z", "hat(y)")
XS = (-2.95, -0.2, 2.6, 5.35)
_Y, _ABOVE, _BELOW = 0.75, 1.75, 1.25  # the line of no change, and how far the rails go
_REACH, _DEPTH = 1.5, 0.9  # Manim units of the largest change, up and down
_BESIDE = 0.2  # of a rail's right side: what its name may take
_NONE = 0.1  # Manim units: a smaller change stands beside no number of its own
_OVER, _UNDER = 0.24, 0.26  # a number stands so far over its dot, or under the line
_HALF = 0.16  # of a number's height, with air
_AFTER = 0.6  # of a line's time: how much later the next one moves
_FINE = 4  # decimals of what stands at the dots: their differences are read


class Sliders(VGroup, Depiction):
    """A weight, its neuron's z, that neuron's answer and the cost, on lines of one scale.

    Parameters
    ----------
    ripple
        For several nudges (k,), from none to the largest: `weight`, `z`, `a` and `cost`.
    coupled
        Whether the answer hangs on other sums too, as in a softmax: then it has no line.
    weight, cost
        Typst maths for which weight it is, and for whose cost.
    """

    def __init__(
        self, ripple: Source, *, coupled: bool = False, weight: str = "w", cost: str = "C"
    ) -> None:
        kept = [i for i in range(len(KEYS)) if not (coupled and KEYS[i] == "a")]
        rows = KEYS, ROLES, (weight, *NAMES, cost)
        self.keys, self.roles, self.names = ([row[i] for i in kept] for row in rows)
        self.xs = [XS[0] + (XS[-1] - XS[0]) * i / (len(kept) - 1) for i in range(len(kept))]
        self.values = np.array([ripple[key] for key in self.keys])
        self.changes = self.values - self.values[:, :1]
        up, down = float(self.changes.max()), -float(self.changes.min())
        self.scale_of_change = _REACH / max(up, down * _REACH / _DEPTH)
        lines = range(len(self.keys))
        self.rails = VGroup(*map(self._rail, lines))
        self.level = Line(
            [self.xs[0], _Y, 0],
            [self.xs[-1], _Y, 0],
            stroke_width=style.THIN,
            color=style.color("muted"),
        )
        self.links = VMobject(stroke_width=style.FIRM, color=style.color("ink"))
        self.stems = VGroup(*(VMobject(stroke_width=style.BEAM) for _ in lines))
        self.rings = VGroup(*map(self._ring, lines))
        self.dots = VGroup(*(Dot(radius=0.13, color=style.color(role)) for role in self.roles))
        self.before = VGroup(*(self._number(ripple, i, 0, "muted") for i in lines))
        for i in lines:
            self._stand(i)
        self.now = VGroup(*(self._number(ripple, i, 0, self.roles[i]) for i in lines))
        super().__init__(self.level, self.links, self.rails, self.stems, self.rings, self.dots)
        self.add(self.before, self.now, self._key())
        cite(self, ripple)
        self.show_nudge(0)

    def show_nudge(self, *places: int) -> Self:
        """Show what one of the nudges does, or, while it is handed on, one of them on each line."""
        lines = np.arange(len(self.keys))
        self.places = np.broadcast_to(places, lines.shape).tolist()
        rises = self.changes[lines, self.places] * self.scale_of_change
        for i, rise in enumerate(rises):
            at = np.array([self.xs[i], _Y + rise, 0.0])
            self.dots[i].move_to(at)
            stem = style.color("positive" if rise >= 0 else "negative")
            self.stems[i].set_points_as_corners([[self.xs[i], _Y, 0], at]).set_stroke(stem)
            self._show_number(i, self.places[i], rises)
        self.links.set_points_as_corners([dot.get_center() for dot in self.dots])
        return self

    def unfold(self) -> Gesture:
        """Let the lines unfold one after the other, from the weight to the cost."""
        lines = zip(self.rails, self.rings, self.dots, self.before, strict=True)
        parts = [VGroup(*line) for line in lines]
        conceal(*parts, self.level)
        self.now.set_fill(opacity=0.0)
        yield (Reveal(*parts, lag=0.7, run_time=2.4),)
        yield (Reveal(self.level),)

    def drag(self, *, run_time: float) -> Tween:
        """Return the nudge, from nothing to its largest; each line hands it on to the next."""
        last = self.values.shape[1] - 1

        def show(moment: float) -> None:
            shares = motion.in_turn(moment, len(self.keys), lag=_AFTER)
            self.show_nudge(*(round(last * share) for share in shares))

        return Tween(self, show, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield what the dots' places say."""
        lines = zip(self.keys, self.dots, self.values[:, 0], self.places, strict=True)
        for key, dot, start, place in lines:
            change = (dot.get_y() - _Y) / self.scale_of_change
            yield Depicted(key, (place,), start + change, style.PIXEL / self.scale_of_change)

    def _show_number(self, i: int, place: int, rises: Array) -> None:
        number, rise = self.now[i], rises[i]
        number.show_value(float(self.values[i, place]))
        number.at = (place,)
        side, before, after = self._beyond(i)
        x = self.xs[i] + (-0.2 - number.width if after and not before else 0.22)
        high = self._height(rise, between=before and after)
        y = _Y + side * (high if high > _OVER else -_UNDER)  # never on the line of no change
        number.put_anchor([x, y, 0.0])
        number.set_fill(opacity=float(abs(rise) > _NONE))

    def _beyond(self, i: int) -> tuple[int, bool, bool]:
        """Return to which side a dot goes, and whether its neighbours go farther to that side.

        Where a link leads on to more, its line runs where the number would stand.
        """
        here, ends = self.changes[i, -1], (max(i - 1, 0), min(i + 1, len(self.xs) - 1))
        side = -1 if here < 0 else 1
        before, after = (bool(self.changes[k, -1] * side > here * side) for k in ends)
        return side, before, after

    def _height(self, rise: float, *, between: bool) -> float:
        return abs(rise) + (-0.3 if between else _OVER)

    def _stand(self, i: int) -> None:
        """Put what a value was on the other side of the line: the link rises or falls on this one.

        Where what it is stands there as well, on the right, or a link runs there, it goes over.
        """
        side, before, after = self._beyond(i)
        largest = self.changes[i, -1] * self.scale_of_change
        taken = self._height(largest, between=before and after) <= _OVER
        leftwards = side > 0 or taken
        if self._crossed(i, side, leftwards) and not self._crossed(i, side, not leftwards):
            leftwards = not leftwards
        x = self.xs[i] + (-0.2 - self.before[i].width if leftwards else 0.22)
        self.before[i].put_anchor([x, _Y - side * _UNDER, 0.0])

    def _crossed(self, i: int, side: int, leftwards: bool) -> bool:
        """Say whether the largest nudge draws a link through where a number may stand."""
        k = i - 1 if leftwards else i + 1
        if not 0 <= k < len(self.xs):
            return False
        here, there = self.changes[[i, k], -1] * self.scale_of_change
        shares = np.array([0.2, 0.22 + self.before[i].width]) / abs(self.xs[k] - self.xs[i])
        low, high = np.sort(here + (there - here) * shares) + side * _UNDER
        return bool(low < _HALF and high > -_HALF)

    def _number(self, ripple: Source, i: int, place: int, role: str) -> Readout:
        looks = {"role": role, "size": style.BODY, "anchor": "left"}
        return quote(ripple, self.keys[i], (place,), _FINE, **looks)

    def _ring(self, i: int) -> Circle:
        ring = Circle(0.1, style.color(self.roles[i]), stroke_width=style.FIRM)
        ring.set_fill(style.color("paper"), opacity=1.0)
        return ring.move_to(self.level.get_start() + RIGHT * (self.xs[i] - self.xs[0]))

    def _rail(self, i: int) -> VGroup:
        faint = style.blend("paper", self.roles[i], 0.85)
        rail = Line(
            [self.xs[i], _Y - _BELOW, 0],
            [self.xs[i], _Y + _ABOVE, 0],
            color=faint,
            stroke_width=style.FIRM,
        )
        start, scale = self.values[i, 0], self.scale_of_change
        ticks = VGroup()
        for value in round_ticks(start - _BELOW / scale, start + _ABOVE / scale, most=9):
            y = _Y + (value - start) * scale
            if _Y - _BELOW <= y <= _Y + _ABOVE:
                ticks.add(Line(LEFT * 0.08, RIGHT * 0.08, color=faint, stroke_width=style.THIN))
                ticks[-1].move_to([self.xs[i], y, 0])
        name = maths(f"{self.roles[i]}({self.names[i]})", size=style.TITLE)
        name.move_to([self.xs[i], _Y + _ABOVE + 0.3, 0])
        # At its right stands a number, where the dot is high.
        name.shift(LEFT * max(name.width / 2 - _BESIDE, 0.0))
        return VGroup(rail, ticks, name)

    def _key(self) -> VGroup:
        """Return what a length means, the same on every line."""
        low, high = (self.values[0, 0] + side / self.scale_of_change for side in (-_BELOW, _ABOVE))
        amount = float(np.diff(round_ticks(low, high, most=9)[:2])[0])  # from one mark to the next
        bar = Line(DOWN * 0, UP * amount * self.scale_of_change, color=style.color("muted"))
        text = words(f"{amount:g} on every line", size=style.SMALL, role="muted")
        key = VGroup(bar, text.next_to(bar, RIGHT, buff=0.15))
        return key.move_to(style.LEFT_SIDE + RIGHT * 1.1 + UP * (_Y - _BELOW - 2.05))
