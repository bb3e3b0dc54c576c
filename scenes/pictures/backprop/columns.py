"""One column for each example, as high as its number, and a line at their mean."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.text import Array, Depicted, Depiction, Readout, Source, Strip, quote, words
from scenes.vocabulary.text.digits import seen_decimals
from scenes.vocabulary.text.step_line import weight_name

_FAINT = 0.55  # how much of the others shows beside the one that we follow
_MOST, _WIDE = 40, 3.4  # columns that a viewer can still tell apart; how wide all of them are


class ExampleColumns(VGroup, Depiction):
    """Upright columns from a zero line, the mean dashed across them with its name and number.

    Of more than forty examples the first forty have columns, and the caption says so.

    `each`: `each[key]` is (m,), or (m, …) with one number an example at `at`. `mean`: Whose
    `[key][at]` is their recorded mean. `name`: Typst maths for it. `lit`: The example that we
    follow: its column stands out, and the caption has its number: over its own column it would be
    read as a neighbour's. `decimals`: Of that one and of the mean,
    at least.
    `who`: What an example is, in words.
    """

    def __init__(
        self,
        each: Source,
        mean: Source,
        key: str,
        at: tuple[int, ...] = (),
        *,
        name: str,
        role: str,
        lit: int,
        decimals: tuple[int, int],
        who: str = "person",
        height: float = 1.8,
    ) -> None:
        self.of, self.at = key, at
        everyone = np.array([float(own[at]) for own in each[key]])
        self.values = everyone[:_MOST]
        middle = float(np.asarray(mean[key])[at])
        reach = max(0.0, middle, self.values.max()) - min(0.0, middle, self.values.min())
        # Where nothing costs anything, no column has a height.
        self.unit, self.pitch = height / (reach or 1.0), _WIDE / len(self.values)
        ends = LEFT * _WIDE / 2, RIGHT * _WIDE / 2
        self.zero = Line(*ends, color=style.color("muted"), stroke_width=style.THIN)
        self.bars = VGroup(*(Rectangle(stroke_width=0) for _ in self.values))
        self.bars.set_fill(style.color(role), opacity=_FAINT)[lit].set_fill(opacity=1.0)
        for place, (bar, value) in enumerate(zip(self.bars, self.values, strict=True)):
            self._draw(bar, (place + 0.5) * self.pitch - _WIDE / 2, value)
        over = UP * middle * self.unit
        self.mean_line = DashedLine(ends[0] + over, ends[1] + over, color=style.color("ink"))
        self.label = Strip(f"{name} =", _seen(mean, key, at, decimals[1], role=role))
        self.label.next_to(self.mean_line, RIGHT, buff=0.18)
        few = len(everyone) <= _MOST
        every = f"one column for each {who}" if few else f"{_MOST} of {len(everyone)} columns"
        said = words(f"{every}; the bright one:", size=style.SMALL, role="muted")
        self.lit_number = _seen(each, key, (lit, *at), decimals[0], role=role, size=style.SMALL)
        self.caption = Strip(said, self.lit_number)
        self.caption.next_to(VGroup(self.zero, self.bars), DOWN, buff=0.14)
        self.caption.align_to(self.zero, RIGHT)  # beyond that the mean may have its name
        super().__init__(self.bars, self.zero, self.mean_line, self.label, self.caption)
        self.cite(each)

    def show_growth(self, moment: float) -> Self:
        """Show the columns on their way up, and then what is written beside them."""
        up, told = min(moment / 0.6, 1.0), max(moment - 0.6, 0.0) / 0.4
        for bar, value in zip(self.bars, self.values, strict=True):
            self._draw(bar, bar.get_x(), value * up)
        self.mean_line.set_stroke(opacity=told, width=style.FIRM)
        self.label.set_fill(opacity=told)
        self.lit_number.set_fill(opacity=told)
        return self

    def grow(self, run_time: float = 3.4) -> stage.Tween:
        """Return the growth of the columns."""
        return stage.Tween(self, self.show_growth, run_time=run_time)

    def drawn_values(self) -> Array:
        """Return the values that the columns' heights say: the inverse of a full growth."""
        middles = np.array([bar.get_y() - self.zero.get_y() for bar in self.bars])
        sizes = np.array([bar.height for bar in self.bars])
        return np.copysign(sizes / self.unit, middles)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the values that the columns' heights say."""
        places = np.arange(len(self.values)), *self.at
        yield Depicted(self.of, places, self.drawn_values(), style.PIXEL / 2 / self.unit)

    def _draw(self, bar: Rectangle, x: float, value: float) -> None:
        """Draw a column at an x, from the zero line as far as a value says."""
        half, foot = RIGHT * self.pitch * 0.275, np.array([x, self.zero.get_y(), 0.0])
        top = foot + UP * (value * self.unit or 1e-4)
        bar.set_points_as_corners([foot - half, foot + half, top + half, top - half, foot - half])


def wishes(
    everyone: Source, step: Source, layer: int, place: tuple[int, int], **looks: Any
) -> ExampleColumns:
    """Return a column for each example: what it asks of one weight, and the mean of all.

    `everyone`, `step`: Each example's own gradients (m, …), and the batch's. `looks`: As
    `ExampleColumns` takes them.
    """
    name = f"frac(partial cost(C), partial weight({weight_name(*place, layer=layer)}))"
    return ExampleColumns(everyone, step, f"dW{layer}", place, name=name, role="delta", **looks)


def _seen(source: Source, key: str, at: tuple[int, ...], least: int, **looks: Any) -> Readout:
    """Return a recorded number with as many decimals, or more, as it takes to be seen."""
    decimals = seen_decimals(np.asarray(source[key])[at], least=least)
    return quote(source, key, at, decimals, **looks)
