"""One column for each example, as high as its cost, and a line at their mean."""

from typing import Self

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.formula import Formula
from scenes.vocabulary.readout import Readout
from scenes.vocabulary.typeset import Points

__all__ = ["ExampleColumns"]


class ExampleColumns(VGroup):
    """Upright columns from a floor, or from a zero line where some point down.

    Parameters
    ----------
    values
        (m,) array.
    of
        The key that they are recorded under.
    label
        Type for the mean, set at the right of its line.
    lit
        The example that we follow: its column stands out and carries its number.
    """

    def __init__(
        self,
        values: npt.ArrayLike,
        *,
        of: str,
        label: Formula,
        mean: float,
        mean_of: str,
        decimals: int,
        lit_decimals: int = 2,
        role: str,
        lit: int | None = None,
        width: float = 4.6,
        height: float = 2.4,
    ) -> None:
        self.values = np.ravel(np.asarray(values, dtype=float))
        self.low, self.high = min(0.0, self.values.min()), max(0.0, self.values.max())
        self.tall = height
        self.pitch = width / len(self.values)
        self.zero = Line(
            LEFT * width / 2, RIGHT * width / 2, color=style.color("muted"), stroke_width=2
        )
        self.bars = VGroup(*(self._bar(i, role, lit) for i in range(len(self.values))))
        over = np.array([0.0, self._rise(mean), 0.0])
        self.mean_line = DashedLine(
            LEFT * width / 2 + over, RIGHT * width / 2 + over, color=style.color("ink")
        ).set_stroke(width=3)
        self.mean = Readout(mean, decimals, of=mean_of, role=role, anchor="left")
        self.label = VGroup(label, self.mean)
        self.mean.next_to(label, RIGHT, buff=0.14).stand_on(label.baseline)
        self.label.next_to(self.mean_line, RIGHT, buff=0.18)
        super().__init__(self.bars, self.zero, self.mean_line, self.label)
        if lit is not None:
            number = Readout(
                self.values[lit], lit_decimals, of=of, at=(lit,), size=style.SMALL, anchor="center"
            )
            self.lit_number = number.next_to(self.bars[lit], UP, buff=0.12)
            # The line of the mean must not strike through the number.
            if abs(number.get_y() - over[1]) < number.height:
                number.shift(UP * (over[1] + number.height - number.get_y()))
            self.add(number)

    def show_growth(self, moment: float) -> Self:
        """Show the columns on their way up: 0 flat, 1 in full."""
        for bar, value in zip(self.bars, self.values, strict=True):
            foot = self.zero.get_center() + RIGHT * (bar.get_x() - self.zero.get_x())
            _draw(bar, foot, self.pitch * 0.55, self._rise(value) * moment)
        return self

    def drawn_values(self) -> npt.NDArray[np.float64]:
        """Return the values that the columns' heights say."""
        sizes = np.array([bar.height for bar in self.bars])
        return np.copysign(sizes / self.tall * (self.high - self.low), self.values)

    def _bar(self, place: int, role: str, lit: int | None) -> Rectangle:
        x = (place + 0.5) * self.pitch - self.pitch * len(self.values) / 2
        opacity = 1.0 if lit in (None, place) else 0.55
        bar = Rectangle(stroke_width=0, fill_color=style.color(role), fill_opacity=opacity)
        return _draw(bar, RIGHT * x, self.pitch * 0.55, self._rise(self.values[place]))

    def _rise(self, value: float) -> float:
        return float(value / (self.high - self.low) * self.tall)


def _draw(bar: Rectangle, foot: Points, width: float, rise: float) -> Rectangle:
    half, top = RIGHT * width / 2, UP * (rise or 1e-4)
    bar.set_points_as_corners(
        [foot - half, foot + half, foot + half + top, foot - half + top, foot - half]
    )
    return bar
