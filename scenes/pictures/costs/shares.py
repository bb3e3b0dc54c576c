"""Shares given to the truth: what each costs, and how hard every cost pushes it towards 1."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, FadeOut, Line, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage.posed import Posed
from scenes.vocabulary.text import Depicted, Depiction, Points, Strip, maths, quote, strokes, words

_NAME, _TOP = "share _p_ for the truth", 5.0
_MEANT = """activation(p) = cases(
    activation(hat(y)) & "where" y = 1, 1 - activation(hat(y)) & "where" y = 0
)"""
_REACH = 0.1  # of a tangent to either side, in shares
_P, _AWAY = "activation(p)", "(1 - activation(p))"
_LAWS = {  # of a push on a share, and on the weighted input that a sigmoid made it of
    "mae": ("1", f"{_P} {_AWAY}"),
    "mse": (f"2 {_AWAY}", f"2 {_P} {_AWAY}^2"),
    "rmse": (f'{_AWAY} / "RMSE"', f'({_P} {_AWAY}^2) / "RMSE"'),
    "bce": (f"1 / {_P}", f"1 - {_P}"),
}
_PUSHES = "share_push", "input_push"  # before and behind the neuron's own slope
_NOUGHT, _UNIT, _NEAR = -3.3, 0.85, 5.6  # where bars begin; how long 1 is, far off and from near
_TOP_LANE, _LANE, _ROW, _GAP = 2.2, 1.28, 0.36, 0.14
_LAW = 3.95  # where the column of laws begins


def price_plot(found: Any) -> tuple[Plot, Curve, Curve]:
    """Return axes, and over shares from 1 down what is found: their prices and squared errors."""
    looks: Any = {"width": 8.2, "height": 4.6, "y_label": words("price", size=style.LABEL)}
    looks["x_label"] = words(_NAME, size=style.LABEL, role="activation")
    plot = Plot((0.0, 1.0), (0.0, _TOP), **looks)
    plot.shift(style.MIDDLE - plot.frame.get_center() + LEFT * 2.1)
    curve = Curve(plot, found.shares, found.prices, head=False, width=style.BROAD)
    return plot, curve, Curve(plot, found.shares, found.squares, head=False, role="muted")


class Prices(VGroup, Depiction):
    """Each of the shares `found` a dot, their mean price a level; one alone is cut from a stick.

    `push`: Instead of a price, how steeply prices fall at the one share there is.
    """

    def __init__(self, plot: Plot, found: Any, to: Points, *, push: bool = False) -> None:
        self.frame, alone, role = plot.frame, len(found.shares) == 1, "delta" if push else "cost"
        self.dots = VGroup(*(Dot(radius=0.1, color=style.color("ink")) for _ in found.shares))
        self.level = Tangent(self.frame, role=role)  # as steep as a push; of prices it is level
        self.level.set_stroke(width=style.BEAM if push else style.FIRM)
        pen = style.BEAM * (alone and not push)
        self.riser = VMobject(color=style.color(role), stroke_width=pen)
        self.stick = VMobject(color=style.color("activation"), stroke_width=style.BAR * alone)
        self.share = quote(found, "shares", (0,), 3, role="activation", size=style.CLAIM)
        self.key, digits = "push_bce" if push else "bce", 1 if alone else 3
        self.says = quote(found, self.key, (0,) * push, digits, role=role, size=style.CLAIM)
        start = ['"push" = 1 \\/', self.share] if push else ["- ln", self.share]
        line = Strip(*(start if alone else ["- 1/m sum ln activation(p)"]), "=", self.says)
        line.shift(to - line.get_left())
        super().__init__(self.stick, self.riser, self.level, self.dots, line)
        if alone and not push:
            self.add(maths(_MEANT, size=style.LINE).next_to(line, DOWN, 0.6, aligned_edge=LEFT))
        self.show(found)

    def show(self, found: Any) -> Self:
        """Show other shares, priced."""
        places = self.cite(found).frame.point(found.shares, found.prices)
        for dot, at in zip(self.dots, places, strict=True):
            dot.move_to(at)
        feet = self.frame.point([0.0, 1.0, found.shares[0]], [found.bce, found.bce, 0.0])
        if self.key == "bce":
            self.level.set_points(strokes.dashes(*feet[:2], length=0.1))
        else:
            share, price, push = (float(found[key][0]) for key in ("shares", "prices", "push_bce"))
            self.level.touch(share, price, -push, _REACH)
        self.stick.set_points_as_corners([self.frame.x_axis.get_start(), feet[2]])
        self.riser.set_points_as_corners([feet[2], places[0]])
        self.share.show_value(found.shares[0]).cite(found)
        self.says.show_value(np.ravel(found[self.key])[0]).cite(found)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield all shares and prices, their mean or push, and what stick and riser say."""
        read = self.frame.numbers
        wide, high = (style.PIXEL / axis.get_length() for axis in self.frame)
        x, y = read(np.array([dot.get_center() for dot in self.dots]))
        yield Depicted("shares", (slice(None),), x, wide)
        yield Depicted("prices", (slice(None),), y, high * _TOP)
        xs, ys = read(self.level.points[[0, -1]])
        if self.key == "bce":
            yield Depicted("bce", (), float(ys[0]), high * _TOP)
        else:
            yield Depicted("push_bce", (0,), float((ys[0] - ys[1]) / (xs[1] - xs[0])), 1e-6)
        if self.riser.get_stroke_width():
            yield Depicted("shares", (0,), float(read(self.stick.get_end())[0]), wide)
            yield Depicted("prices", (0,), float(read(self.riser.get_end())[1]), high * _TOP)


class Pushes(Posed):
    """How hard each cost pushes the shares of some `chosen` examples: bars from one zero."""

    def __init__(self, found: Any, chosen: Sequence[int]) -> None:
        self.cite(found).found, self.chosen = found, list(chosen)
        self.grown, self.passed, self.unit = np.zeros(len(_LAWS)), 0.0, _UNIT
        looks: Any = {"stroke_width": style.BEAM, "color": style.color("delta")}
        self.bars = VGroup(*(VMobject(**looks) for _ in _LAWS))
        self.one = VGroup(Line(stroke_width=style.EVEN), maths("1", size=style.LABEL))
        self.one.set_color(style.color("muted"))
        self.factors = self._factors("shares", _P)
        self.facts = self._each(partial(self._fact, passed=0))
        heads = VGroup(*(words(head, size=style.LABEL) for head in ("push", "cost of all")))
        for head, x, side in zip(heads, (_LAW, style.RIGHT_EDGE), (LEFT, RIGHT), strict=True):
            head.shift(RIGHT * (x - head.get_edge_center(side)[0])).stand_on(_TOP_LANE + _ROW)
        ends = self._each(self._ends)
        super().__init__(self.one, heads, ends, self.factors, self.bars, self.facts)
        stage.conceal(self.facts)
        self.draw()

    def draw(self) -> None:
        """Draw bars so far `grown`, so far `passed` through the neuron, of the present `unit`."""
        for lane, (bars, key, grown) in enumerate(zip(self.bars, _LAWS, self.grown, strict=True)):
            starts, ways = self._rows(lane), np.outer(self._sizes(key) * grown, RIGHT)
            bars.set_points(strokes.segments(starts, starts + ways))
        start = np.array([_NOUGHT, _TOP_LANE + _ROW, 0.0])
        self.one[0].put_start_and_end_on(start, start + RIGHT * self.unit)
        self.one[1].next_to(self.one[0], UP, buff=0.1)

    def push(self, lane: int) -> stage.Gesture:
        """Let the bars of one cost grow."""

        def grow(share: float) -> None:
            self.grown[lane] = share
            self.draw()

        yield (
            stage.Tween(self.bars, grow, run_time=2.2),
            stage.Reveal(self.facts[lane], run_time=2.2),
        )

    def pass_the_neuron(self) -> stage.Gesture:
        """Multiply each push by the slope of the sigmoid that gave the share."""
        before, slopes = VGroup(self.factors, *self.facts), self._factors("slopes", f"{_P} {_AWAY}")
        self.remove(self.factors, self.facts)
        yield FadeOut(before), FadeIn(slopes)
        yield (self.moving(passed=1.0, run_time=2.4),)

    def come_near(self) -> stage.Gesture:
        """Draw what is left of the pushes larger, and say what each is."""
        yield (self.moving(unit=_NEAR, run_time=2.0),)
        yield (FadeIn(self._each(partial(self._fact, passed=1)), lag_ratio=0.1, run_time=1.6),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the pushes that whole bars are long, on the answers or on the weighted inputs."""
        for bars, key, grown in zip(self.bars, _LAWS, self.grown, strict=True):
            if grown == 1 and self.passed in (0, 1):
                name, ways = _PUSHES[int(self.passed)], strokes.lengths(bars.points)[:, 0]
                within = style.PIXEL / self.unit
                yield Depicted(f"{name}_{key}", (self.chosen,), ways / self.unit, within)

    def _sizes(self, key: str) -> Any:
        first, then = (self.found[f"{push}_{key}"][self.chosen] for push in _PUSHES)
        return (first + (then - first) * self.passed) * self.unit

    def _each(self, noun: Callable[..., Any]) -> VGroup:
        return VGroup(*map(noun, range(len(_LAWS)), _LAWS))

    def _rows(self, lane: int) -> Points:
        """Return where the bars of a lane begin (k, 3)."""
        ys = _TOP_LANE - _LANE * lane - _ROW * np.arange(len(self.chosen))
        return np.column_stack([np.full(len(ys), _NOUGHT), ys, np.zeros(len(ys))])

    def _ends(self, lane: int, key: str) -> VGroup:
        """Return a cost's name, and what it says of all examples together."""
        middle = self._rows(lane)[1]
        name = words("cross-entropy" if key == "bce" else key.upper(), size=style.LINE)
        value = quote(self.found, key, (), 3, size=style.LINE, role="cost")
        name.move_to(middle).align_to(style.LEFT_SIDE, LEFT)
        return VGroup(name, value.put_anchor([style.RIGHT_EDGE, middle[1], 0.0]))

    def _factors(self, key: str, name: str) -> VGroup:
        """Return what every bar has to do with: a number beside each, and their name above."""
        places = [
            (at, row) for lane in range(len(_LAWS)) for row, at in enumerate(self._rows(lane))
        ]
        looks: Any = {"role": "activation", "size": style.SMALL}
        numbers = [quote(self.found, key, (self.chosen[row],), 4, **looks) for _, row in places]
        for number, (at, _) in zip(numbers, places, strict=True):
            number.put_anchor(at + LEFT * _GAP)
        head = maths(name, size=style.LABEL).next_to(numbers[0], UP, buff=0.2)
        return VGroup(*numbers, head.align_to(numbers[0], RIGHT))

    def _fact(self, lane: int, key: str, passed: int) -> VGroup:
        """Return the law of a cost's pushes, and what each of them is."""
        rows, name = self._rows(lane), f"{_PUSHES[passed]}_{key}"
        law = maths(_LAWS[key][passed], size=style.LINE)
        looks: Any = {"size": style.SMALL, "role": "delta", "anchor": "left"}
        pushes = [quote(self.found, name, (one,), 2, **looks) for one in self.chosen]
        for number, at, size in zip(pushes, rows, self._sizes(key), strict=True):
            number.put_anchor(at + RIGHT * (size + _GAP))
        return VGroup(law.move_to(rows[1]).align_to(RIGHT * _LAW, LEFT), *pushes)
