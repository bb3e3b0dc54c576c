"""Shares given to the truth: what each costs, and how hard every cost pushes it towards 1."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.text import Depicted, Depiction, Points, Strip, maths, quote, strokes, words

_NAME, _TOP = "share _p_ for the truth", 5.0
_MEANT = """activation(p) = cases(
    activation(hat(y)) & "where" y = 1, 1 - activation(hat(y)) & "where" y = 0
)"""
_KEYS = "mae", "mse", "rmse", "bce"
_LAWS = "1", "2 (1 - activation(p))", '(1 - activation(p)) / "RMSE"', "1 / activation(p)"
_ACROSS, _SCALE, _ROW, _LANE, _FIRST = 4.4, 1.42, 0.3, 1.26, 0.5
_REACH = 0.1  # of a tangent to either side, in shares
_GAP, _HEAD, _HALF = 0.15, 0.3, style.BEAM / style.PEN_OF_A_UNIT / 2
_COLUMNS = 1.3, 3.95, 6.5  # of names, laws and values
_ENDS = ("0", LEFT * 0.2), ("1", RIGHT * _ACROSS + UP * 0.42)
_MARKS = *_ENDS, ('"push"', RIGHT * 10.55), ('"cost of all"', RIGHT * 11.9)


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


class Pushes(VGroup, Depiction):
    """Lanes, one a cost: arrows from the shares that some `chosen` examples give to the truth."""

    def __init__(self, found: Any, chosen: Sequence[int]) -> None:
        super().__init__()
        self.cite(found)
        self.found, self.chosen, self.grown = found, list(chosen), np.zeros(len(_KEYS))
        self.start, tint = style.LEFT_SIDE + UP * 2.6 + RIGHT * 0.4, style.color("activation")
        end, foot = self.start + RIGHT * _ACROSS, DOWN * (_LANE * len(_KEYS))
        self.starts = self.start + RIGHT * _ACROSS * found.shares[self.chosen][:, None]
        name = words(_NAME, size=style.LABEL, role="activation").next_to(end, RIGHT, buff=0.3)
        marks = (maths(mark, size=style.LABEL).shift(self.start + at) for mark, at in _MARKS)
        axis = Line(self.start, end, color=style.color("muted"))
        truth = Line(end + UP * 0.2, end + foot, color=style.color("target"))
        dots = (Dot(start, radius=0.1, color=tint) for start in self.starts)
        low = UP * (self._row(len(_KEYS) - 1, 0) - self.start[1])
        lines = [strokes.dashes(start, start + low, length=0.06) for start in self.starts]
        threads = VMobject(color=tint, stroke_width=style.FINE).set_points(np.concatenate(lines))
        looks: Any = {"color": style.color("delta"), "fill_opacity": 1, "stroke_width": 0}
        self.arrows = VGroup(*(VMobject(**looks) for _ in _LAWS))
        self.facts = VGroup(*map(self._fact, range(len(_KEYS)), _KEYS, _LAWS))
        self.add(axis, truth, name, *marks, threads, *dots, self.arrows, self.facts)
        stage.conceal(self.facts)
        self.grow(0, 0.0)

    def _fact(self, lane: int, key: str, law: str) -> VGroup:
        """Return a cost's name, the law of its push, what it says of all, and its first push."""
        name = "cross-entropy" if key == "bce" else key.upper()
        parts = words(name, size=style.CLAIM), maths(law, size=style.LINE)
        y, found = self._row(lane, 2.1 if key == "bce" else 1), self.found
        for text, x in zip(parts, _COLUMNS, strict=False):
            text.shift(RIGHT * (x - text.get_left()[0])).set_y(y)
        value = quote(found, key, (), 3, size=style.CLAIM, role="cost")
        push = quote(found, f"push_{key}", (self.chosen[0],), 1, size=style.SMALL, role="delta")
        return VGroup(*parts, value.put_anchor([_COLUMNS[2], y, 0]), push)

    def _row(self, lane: int, row: float) -> float:
        return float(self.start[1] - _FIRST - _LANE * lane - _ROW * row)

    def grow(self, lane: int, share: float) -> Self:
        """Show so much of one lane's arrows, 0 to 1, and the others as they are."""
        self.grown[lane] = share
        for place, (key, (*_, push)) in enumerate(zip(_KEYS, self.facts, strict=True)):
            sizes = np.abs(self.found[f"push_{key}"][self.chosen]) * _SCALE * self.grown[place]
            rows = [[at[0], self._row(place, row), 0.0] for row, at in enumerate(self.starts)]
            arrows = [at + _arrow(size) for at, size in zip(np.array(rows), sizes, strict=True)]
            self.arrows[place].set_points(np.concatenate(arrows))
            push.put_anchor(rows[0] + LEFT * _GAP)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the shares at which the dots are, and the pushes that the arrows are long."""
        signs, chosen = np.sign(self.found.targets[self.chosen] - 0.5), (self.chosen,)
        for arrows, key, grown in zip(self.arrows, _KEYS, self.grown, strict=True):
            if grown == 1:
                xs = arrows.points.reshape(len(signs), -1, 3)[..., 0]
                yield Depicted(
                    f"push_{key}", chosen, np.ptp(xs, axis=1) * signs / _SCALE, style.PIXEL
                )
                yield Depicted("shares", chosen, (xs[:, 0] - self.start[0]) / _ACROSS, style.PIXEL)


def _arrow(long: float) -> Points:
    """Return the curves of an arrow to the right; a short one is a smaller arrow."""
    neck, wide = max(long - _HEAD, 0.0), _HEAD / 2 * min(1.0, 0.4 + long / _HEAD / 2)
    xs = [0, neck, neck, long, neck, neck, 0, 0]
    ys = [_HALF, _HALF, wide, 0, -wide, -_HALF, -_HALF, _HALF]
    outline = np.column_stack([xs, ys, np.zeros(8)])
    return strokes.segments(outline[:-1], outline[1:])
