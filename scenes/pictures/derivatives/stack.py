"""Two costs on top of each other are the whole cost, and their slopes add likewise."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, Line, VGroup, VMobject

from scenes.vocabulary import plot, style
from scenes.vocabulary.network.ribbon import area, outline_between
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Array, Depicted, Depiction, Source, cite, maths, strokes
from scenes.vocabulary.text.digits import adding_decimals
from scenes.vocabulary.text.ledger import Entry, Ledger

_WIDE, _HIGH = 6.6, 4.2  # Manim units of the axes
_REACH = 1.4  # how far a tangent runs to either side, in the parameter


class Stack(VGroup, Depiction):
    """One share of a cost, and on it the other's, as the people of the first come below it.

    `cuts`: Along one parameter the `values` and `costs` (k,) of the first share; then of the second
    alone, and with one more person of the first, until they are all. `slopes`: Of each its
    `gradient`, at the parameter's own value `at`. `names`: Of both shares.
    """

    def __init__(
        self, cuts: Sequence[Source], slopes: Sequence[Source], names: Sequence[str], at: float
    ) -> None:
        (self.one, *self.slopes), self.whole, self.at = slopes, cuts[-1], at
        self.xs = np.asarray(cuts[0]["values"])
        self.first, *others = (np.asarray(cut["costs"]) for cut in cuts)
        self.heights = np.array(others)
        self.top = float(np.ceil(self.heights.max() * 10) / 10)
        ends = float(self.xs[0]), float(self.xs[-1])
        labels = {"x_label": maths("weight(w)"), "y_label": maths("cost(C)")}
        self.plot = plot.Plot(ends, (0.0, self.top), width=_WIDE, height=_HIGH, **labels)
        self.areas = VGroup(area("no"), area("yes")).set_opacity(0.75)
        self.line = VMobject(color=style.color("cost"), stroke_width=style.BROAD)
        self.tangents = VGroup(*(Tangent(self.plot.frame, "gradient") for _ in self.areas))
        super().__init__(self.plot, self.areas, self.line)  # tangents come when they are drawn
        self.move_to(style.LEFT_HALF + RIGHT * 0.6)
        self.board = self._ledger(names)
        self.show_joined(0.0)

    def show_joined(self, moment: float) -> Self:
        """Let so many, as a share, of the first have come below the second."""
        self.joined = place = moment * (len(self.slopes) - 1)
        upper, last = _between(self.heights, place), self.slopes[round(place)]
        lines = (0 * upper, self.first), (upper - self.heights[0], upper)
        for part, (low, high) in zip(self.areas, lines, strict=True):
            a, b = (self.plot.point(self.xs, ys) for ys in (low, high))
            part.points = outline_between(a[:, 0], b[:, 1], a[:, 1])
        self.line.set_points_as_corners(self.plot.point(self.xs, upper)).set_stroke(opacity=moment)
        steep = _between(np.array([one["gradient"] for one in self.slopes]), place)
        told = (self.first, self.one["gradient"], self.one), (upper, steep, last)
        for tangent, (ys, slope, found) in zip(self.tangents, told, strict=True):
            height = float(np.interp(self.at, self.xs, ys))
            tangent.touch(self.at, height, float(slope), _REACH).cite(found)
        # Between two people it is nobody's slope.
        self.tangents[1].of = "gradient" if place == round(place) else ""
        self.board[-1][2].cite(last).show_value(float(last["gradient"]))
        return self

    def appear(self) -> Gesture:
        """Show the axes, and one share after the other, each with its name."""
        yield (FadeIn(self.plot, run_time=0.4),)
        for share, line in zip(self.areas, self.board, strict=False):
            yield FadeIn(share, run_time=1.4), FadeIn(line[0], run_time=1.4)

    def touch(self) -> Gesture:
        """Draw a dashed line over the parameter's own value; say the slope where it meets each."""
        yield Create(self._upright(), run_time=0.8), FadeIn(self.head)
        for tangent, told in zip(self.tangents, self.board, strict=False):
            yield Create(tangent, run_time=0.9), FadeIn(told[1:], run_time=0.9)

    def join(self, *, run_time: float) -> Gesture:
        """Let the first come below the second one by one, and count the slope of both together."""
        yield FadeIn(self.rule), FadeIn(self.board[-1])
        moving = VGroup(self.areas, self.line, self.tangents, self.board[-1])
        yield (Tween(moving, self.show_joined, run_time=run_time),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the whole cost, once both are stacked."""
        if self.joined == len(self.slopes) - 1:
            self.cite(self.whole)
            ys = self.plot.frame.numbers(self.line.get_anchors()[::2])[1]
            yield Depicted("costs", (np.arange(len(ys)),), ys, style.PIXEL / _HIGH * self.top)

    def _upright(self) -> VMobject:
        ends = self.plot.point(self.at, 0.0), self.plot.point(self.at, self.top)
        line = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        return line.set_points(strokes.dashes(*ends, length=0.09))

    def _ledger(self, names: Sequence[str]) -> Ledger:
        """Return the slope of each share, and below a rule that of both together."""
        ends = self.one, self.slopes[0], self.slopes[-1]
        values = [float(found["gradient"]) for found in ends]
        digits = adding_decimals(np.array(values[:2]))
        entries = (
            Entry(f'"{name}"', value, digits, "gradient", "slope")
            for name, value in zip((*names, "together"), values, strict=True)
        )
        board = Ledger(*entries, size=style.RESULT)
        board[-1].shift(DOWN * 0.3)
        for kind, (line, found) in enumerate(zip(board[:2], ends, strict=False)):
            cite(line, found)[0].set_fill(style.class_color(bool(kind)))
        board.move_to(style.MIDDLE + UP * 0.2).align_to(style.RIGHT_SIDE, RIGHT)
        self.head = maths("frac(d cost(C), d weight(w))", size=style.RESULT)
        self.head.next_to(board, UP, buff=0.3).align_to(board, RIGHT)
        self.rule = Line(board.get_left(), board.get_right(), stroke_width=style.EVEN)
        self.rule.set_color(style.color("ink")).set_y(board[-1].get_top()[1] + 0.15)
        return board


def _between(rows: Array, place: float) -> Array:
    """Return the row at a place between two."""
    low = min(int(place), len(rows) - 2)
    return np.asarray(rows[low] + (rows[low + 1] - rows[low]) * (place - low))
