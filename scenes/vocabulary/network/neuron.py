"""The parts of a network's picture: neurons that fill with values, edges and beads, parameters."""

from collections.abc import Iterator, Sequence
from typing import Literal, Self

import numpy as np
from manim import DOWN, Circle, Line, ManimColor, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import ArrayLike, Depicted, Depiction, Points, Readout, readout, typeset

Holds = Literal["activation", "signed", "pixel"]

RADIUS = 0.40  # of a neuron that has all the room it wants
_LEAST = {"activation": 0.24, "signed": 0.36, "pixel": 0.24}  # radii that can hold a number
_BIAS_SMALLEST, _BIAS_LARGEST = 0.05, 0.13
_WITHIN = 0.94  # of a neuron: how wide its number is at most
_FAINTEST = 1e-4  # of a scale: colours and widths are kept as floats


class Neuron(VGroup, Depiction):
    """A circle that fills with what it holds, and the number in it where there is room for one.

    Parameters
    ----------
    of, at
        Where its value is recorded: a key, and (row, 0).
    size
        How many neurons its layer has, those that are not drawn among them.
    holds
        "activation" fills from the paper's colour (0) to the full colour (1); "signed" is tinted
        by sign; "pixel" fills from paper to ink.
    """

    def __init__(
        self, *, radius: float, of: str, at: tuple[int, ...], size: int = 0, holds: Holds
    ) -> None:
        self.holds, self.scale_of_tint = holds, 1.0
        self.index, self.size = at[0], size
        self.circle = Circle(
            radius, color=style.color("ink"), stroke_width=style.THIN, fill_opacity=1.0
        ).set_fill(style.color("paper"))
        slender = min(1.0, (radius / RADIUS) ** 0.5)
        self.circle.set_stroke(width=style.THIN * slender)
        self.number = Readout(0.0, of=of, at=at, anchor="center", size=style.HELD)
        self.number.put_anchor(self.circle.get_center()).set_fill(opacity=0.0)
        super().__init__(self.circle, *([self.number] if radius >= _LEAST[holds] else []))

    def fill_for(self, value: float) -> ManimColor:
        """Return the colour of the neuron when it holds a value."""
        if self.holds == "signed":
            return style.value_color(value, self.scale_of_tint)
        if self.holds == "pixel":
            return style.blend("paper", "ink", float(np.clip(value, 0.0, 1.0)))
        return style.activation_color(value)

    @property
    def awake(self) -> bool:
        """Whether it shows a value: until it is woken, it is an empty circle."""
        return float(self.number.get_fill_opacity()) > 0

    def depicted(self) -> Iterator[Depicted]:
        """Yield the value that the fill says, once it is awake."""
        fill = self.circle.get_fill_color()
        if not self.awake:
            return
        if self.holds == "signed":
            value = style.value_of_color(fill, self.scale_of_tint)
        else:
            value = style.share_of_color(
                fill, "paper", "ink" if self.holds == "pixel" else "activation"
            )
        full = abs(value) > self.scale_of_tint - _FAINTEST
        yield Depicted(self.number.of, self.number.at, value, _FAINTEST, full)

    def show_value(self, value: float) -> Self:
        """Fill with another value and print it."""
        fill = self.fill_for(value)
        self.circle.set_fill(fill)
        self._write(value).set_fill(style.readable_on(fill))
        return self

    def take_place(self, middle: Points, radius: float) -> Self:
        """Stand elsewhere, at another size, with as many decimals as there is room for."""
        self.circle.scale_to_fit_width(2 * radius).move_to(middle)
        self._write(self.number.value).put_anchor(middle)
        return self

    def _write(self, value: float) -> Readout:
        room = _WITHIN * self.circle.width / self.number.em
        decimals = next((d for d in (2, 1) if _wide(readout.written(value, d)) <= room), 0)
        return self.number.show_value(value, decimals=decimals)


class Edge(Line, Depiction):
    """A weight: blue or orange by its sign, thicker by its size.

    `of` and `at` are its matrix and (row, column) in it; `boldness` scales its widths where many
    run side by side.
    """

    scale_of_width, boldness = 1.0, 1.0
    of, at = "", (0, 0)

    @classmethod
    def between(cls, start: Neuron, end: Neuron) -> Self:
        """Return the edge from a neuron's rim to another's."""
        edge = cls(start.get_center(), end.get_center(), stroke_width=style.FAINT)
        edge.at = (end.index, start.index)
        return edge.join(start, end)

    def join(self, start: Neuron, end: Neuron) -> Self:
        """Run from the one neuron's rim to the other's, wherever they are now."""
        way = end.get_center() - start.get_center()
        # An edge that ran to the centres would show through a fading neuron.
        rim = way / np.linalg.norm(way)
        from_rim = start.get_center() + rim * start.circle.width / 2
        self.put_start_and_end_on(from_rim, end.get_center() - rim * end.circle.width / 2)
        return self

    def show_value(self, value: float) -> Self:
        """Take another weight's colour and width."""
        share = min(abs(value) / self.scale_of_width, 1.0)
        self.set_color(style.color("positive" if value >= 0 else "negative"))
        self.set_stroke(width=self.boldness * (style.FAINT + (style.BEAM - style.FAINT) * share))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the weight that its colour and its width say."""
        yield Depicted(self.of, self.at, self.value(), _FAINTEST * self.scale_of_width)

    def value(self) -> float:
        """Return the weight that is drawn: the inverse of `show_value` within the scale."""
        share = (self.get_stroke_width() / self.boldness - style.FAINT) / (style.BEAM - style.FAINT)
        sign = 1.0 if self.get_color() == style.color("positive") else -1.0
        return float(sign * share * self.scale_of_width)


class Bead(Circle, Depiction):
    """A bias, at the foot of its neuron: coloured by sign, and as large as it is."""

    def __init__(self, neuron: Neuron, *, full: float, fineness: float) -> None:
        self.full, self.fineness = full, fineness
        self.of, self.at = neuron.number.of.replace("a", "b"), (neuron.index, 0)
        super().__init__(
            _BIAS_SMALLEST, color=style.color("paper"), stroke_width=style.THIN, fill_opacity=1.0
        )
        # A neuron that is redrawn on its own must not cover its bead.
        self.set_z_index(1).join(neuron)

    def join(self, neuron: Neuron) -> Self:
        """Stand at the foot of its neuron, wherever that is now."""
        return self.move_to(neuron.circle.get_bottom() + DOWN * 0.02)

    def show_value(self, value: float) -> Self:
        """Take another bias's colour and size."""
        share = min(abs(value) / self.full, 1.0)
        diameter = 2 * (_BIAS_SMALLEST + (_BIAS_LARGEST - _BIAS_SMALLEST) * share)
        self.set_fill(style.color("positive" if value >= 0 else "negative"))
        self.scale_to_fit_width(diameter * self.fineness)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the bias that its colour and its size say."""
        radius = self.width / self.fineness / 2
        share = (radius - _BIAS_SMALLEST) / (_BIAS_LARGEST - _BIAS_SMALLEST)
        sign = 1.0 if self.get_fill_color() == style.color("positive") else -1.0
        yield Depicted(self.of, self.at, sign * share * self.full, _FAINTEST * self.full)


def _wide(text: str) -> float:
    """Return how wide digits are, in ems."""
    return sum(typeset.glyph(character)[1] for character in text)


def values_of(neurons: Sequence[Neuron], values: ArrayLike) -> list[float]:
    """Return what each neuron of a layer holds, out of the values of the whole layer.

    Raises
    ------
    ValueError
        If there is not one value for each neuron of the layer, drawn or not.
    """
    column = np.ravel(values)
    if len(column) != neurons[0].size:
        raise ValueError(f"values are {len(column)}; the layer's {neurons[0].size} are accepted")
    return [float(column[neuron.index]) for neuron in neurons]
