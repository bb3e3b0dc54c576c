"""Two costs on top of each other are the whole cost, and their slopes add likewise."""

from collections.abc import Iterator, Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, Create, FadeIn, Line, VGroup, VMobject

from scenes.vocabulary import plot, style
from scenes.vocabulary.network.ribbon import outline_between
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Depicted, Depiction, Source, cite, maths, strokes
from scenes.vocabulary.text.digits import adding_decimals
from scenes.vocabulary.text.ledger import Entry, Ledger

_HIGH = 4.2  # Manim units of the cost axis
_REACH = 1.4  # how far a tangent runs to either side, in the parameter


class Stack(VGroup, Depiction):
    """Shares of a cost along one parameter, each standing on the one below it.

    `parts`: For each share its `values` and `costs` (k,); `whole`: the same of both together.
    `slopes`: The `gradient` of each share, and of the whole, `at` the parameter's own value.
    """

    def __init__(
        self, parts: Sequence[Source], whole: Source, slopes: Sequence[Source], at: float
    ) -> None:
        self.whole, self.slopes, self.at = whole, slopes, at
        self.xs = np.asarray(parts[0]["values"])
        self.layers = np.cumsum([np.asarray(part["costs"]) for part in parts], axis=0)
        self.top = float(np.ceil(self.layers.max() * 10) / 10)
        labels = {"x_label": maths("weight(w)"), "y_label": maths("cost(C)")}
        ends = float(self.xs[0]), float(self.xs[-1])
        self.plot = plot.Plot(ends, (0.0, self.top), width=6.6, height=_HIGH, **labels)
        self.areas = VGroup()
        for role in ("no", "yes"):
            area = VMobject(stroke_width=0, fill_opacity=0.75, fill_color=style.color(role))
            self.areas.add(area)
        self.line = VMobject(color=style.color("cost"), stroke_width=style.BROAD)
        self.tangents = VGroup(*(Tangent(self.plot.frame, "gradient") for _ in parts))
        super().__init__(self.plot, self.areas, self.line)  # tangents come when they are drawn
        self.move_to(style.LEFT_HALF + RIGHT * 0.6)
        self.show_raised(0.0)

    def show_raised(self, moment: float) -> None:
        """Set the second share, which stood on the axis, on top of the first."""
        self.moment = moment
        first, both = self.layers
        below = first * moment
        upper = both - first + below
        lines = (np.zeros_like(first), first), (below, upper)
        for area, (low, high) in zip(self.areas, lines, strict=True):
            a, b = (self.plot.point(self.xs, ys) for ys in (low, high))
            area.points = outline_between(a[:, 0], b[:, 1], a[:, 1])
        self.line.set_points_as_corners(self.plot.point(self.xs, upper)).set_stroke(opacity=moment)
        one, other, all_of_it = (float(found["gradient"]) for found in self.slopes)
        turned = other + (all_of_it - other) * moment
        touches = (first, one, self.slopes[0]), (upper, turned, self.slopes[2 if moment else 1])
        for tangent, (ys, slope, found) in zip(self.tangents, touches, strict=True):
            height = float(np.interp(self.at, self.xs, ys))
            tangent.touch(self.at, height, slope, _REACH).cite(found)
        # On the way it is nobody's slope.
        self.tangents[1].of = "" if 0.0 < moment < 1.0 else "gradient"

    def appear(self) -> Gesture:
        """Show the axes, and one share after the other."""
        yield (FadeIn(self.plot, run_time=0.4),)
        yield (FadeIn(self.areas, lag_ratio=0.8, run_time=3.0),)

    def touch(self) -> Gesture:
        """Draw a dashed line over the parameter's own value, and where it meets both, a tangent."""
        ends = self.plot.point(self.at, 0.0), self.plot.point(self.at, self.top)
        line = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        yield (Create(line.set_points(strokes.dashes(*ends, length=0.09)), run_time=0.8),)
        yield (Create(self.tangents, lag_ratio=0.8, run_time=1.8),)

    def raise_it(self, *, run_time: float) -> Tween:
        """Return the way of the second share to the top of the first."""
        moving = VGroup(self.areas, self.line, self.tangents)
        return Tween(moving, self.show_raised, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the whole cost, once both are stacked."""
        if self.moment == 1.0:
            self.cite(self.whole)
            ys = self.plot.frame.numbers(self.line.get_anchors()[::2])[1]
            yield Depicted("costs", (np.arange(len(ys)),), ys, style.PIXEL / _HIGH * self.top)


class SlopesAdd(Ledger):
    """Some shares' slopes, one below the other, and below a rule that of the whole."""

    def __init__(self, found: Sequence[Source], names: Sequence[str]) -> None:
        slopes = [float(one["gradient"]) for one in found]
        digits = adding_decimals(np.array(slopes[:-1]))
        lines = zip(names, slopes, strict=True)
        entries = (Entry(f'"{name}"', slope, digits, "gradient", "slope") for name, slope in lines)
        super().__init__(*entries, size=style.RESULT)
        self[-1].shift(DOWN * 0.3)
        for line, one in zip(self, found, strict=True):
            cite(line, one)
        for kind, (name, *_) in zip((False, True), self, strict=False):
            name.set_fill(style.class_color(kind))
        self.move_to(style.MIDDLE + UP * 0.6).align_to(style.RIGHT_SIDE, RIGHT)
        ends = (
            [side[0], self[-1].get_top()[1] + 0.15, 0]
            for side in (self.get_left(), self.get_right())
        )
        self.rule = Line(*ends, color=style.color("ink"), stroke_width=style.EVEN)

    def shares(self) -> Gesture:
        """Write the shares' slopes one by one."""
        for line in self[:-1]:
            yield (FadeIn(line, shift=DOWN * 0.1),)

    def total(self) -> Gesture:
        """Write their sum."""
        yield FadeIn(self.rule), FadeIn(self[-1], shift=DOWN * 0.1)
