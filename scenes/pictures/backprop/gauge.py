"""One prediction against its target, with the error between them as a bracket."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Readout, maths
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import segments


class Gauge(VGroup, Depiction):
    """An upright bar from one end to the other: the fill is the prediction, a dash the target.

    `value`, `target`: The prediction ŷ and the target y, between the ends. `label`: What stands
    beside the bracket, such as `maths("delta(delta)")`. `of`, `at`: Where the prediction is
    recorded. `ends`: The whole numbers at the bar's foot and top: between them lie all predictions.
    `decimals`: Digits of the prediction that is printed beside the fill.
    """

    def __init__(
        self,
        value: float,
        target: float,
        *,
        label: VMobject | None = None,
        width: float = 0.42,
        height: float = 3.0,
        decimals: int = 2,
        of: str = "",
        at: tuple[int, ...] = (),
        ends: tuple[int, int] = (0, 1),
    ) -> None:
        self.ends = ends
        self.value, self.goal = float(value), float(target)
        self.track = Rectangle(width=width, height=height, color=style.color("hairline"))
        self.track.set_fill(style.color("cell"), opacity=1.0).set_stroke(width=style.FINE)
        self.fill = Rectangle(width=width, height=height, stroke_width=0, fill_opacity=1.0)
        self.fill.set_fill(style.color("activation"))
        self.dash = VMobject(color=style.color("target"), stroke_width=style.BROAD)
        self.bracket = VMobject(color=style.color("delta"), stroke_width=style.STRONG)
        self.number = Readout(value, decimals, of=of, at=at, role="activation")
        self.label = label or VGroup()
        super().__init__(self.track, self.fill, self.dash, self.bracket, self.number, self.label)
        for end in ends:
            number = Readout(end, 0, of="axis", size=style.SMALL, role="muted", anchor="center")
            corner = self._level(end) + (UP if end == ends[1] else DOWN) * 0.24
            self.add(number.put_anchor(corner))
        self.names = VGroup(
            maths("activation(hat(y)) =", size=style.NUMBER), maths("y", size=style.NUMBER)
        )
        self.add(self.names)
        self.show_value(value)

    def show_value(self, value: float, target: float | None = None) -> Self:
        """Show another prediction, and another target where one is given."""
        self.value = float(value)
        self.goal = self.goal if target is None else float(target)
        half = RIGHT * self.track.width / 2
        foot, level, goal = (self._level(at) for at in (self.ends[0], self.value, self.goal))
        self.fill.set_points_as_corners(
            [foot - half, foot + half, level + half, level - half, foot - half]
        )
        out = half + RIGHT * 0.10
        self.dash.set_points(segments((goal - out)[None], (goal + out)[None]))
        self._show_bracket(level + half + RIGHT * 0.24, goal + half + RIGHT * 0.24)
        self.number.show_value(self.value).put_anchor(level - half + LEFT * 0.16)
        self.names[0].next_to(self.number, LEFT, buff=0.12).stand_on(self.number.baseline)
        self.names[1].next_to(self.dash, LEFT, buff=0.14)
        self._keep_clear(self.names[1])
        return self

    def _keep_clear(self, name: VMobject) -> None:
        """Set the target's name above or below the prediction's number, where both are level."""
        clear = (name.height + self.number.height) / 2 + 0.05
        away = name.get_y() - self.number.get_y()
        if abs(away) < clear:
            name.set_y(self.number.get_y() + (clear if away > 0 else -clear))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the prediction that the fill's height says."""
        number = self.number
        yield Depicted(
            number.of,
            number.at,
            self.drawn_value(),
            PIXEL / self.track.height * (self.ends[1] - self.ends[0]),
        )

    def drawn_value(self) -> float:
        """Return the prediction that the fill's height says: the inverse of `show_value`."""
        low, high = self.ends
        return float(low + (high - low) * self.fill.height / self.track.height)

    def _show_bracket(self, level: Points, goal: Points) -> None:
        """Draw the bracket from the prediction to the target, its label beside its middle."""
        hook = RIGHT * 0.12
        starts = np.array([level, level, goal])
        ends = np.array([goal, level - hook, goal - hook])
        self.bracket.set_points(segments(starts, ends))
        if self.label.has_points() or len(self.label):
            self.label.next_to((level + goal) / 2, RIGHT, buff=0.2)

    def _level(self, value: float) -> Points:
        """Return where the bar's middle line has reached a value."""
        bottom, top = self.track.get_bottom(), self.track.get_top()
        share = (value - self.ends[0]) / (self.ends[1] - self.ends[0])
        return np.asarray(bottom + (top - bottom) * share)
