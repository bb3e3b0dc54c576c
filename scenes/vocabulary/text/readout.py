"""A number that can change at no cost: one object, its digits copied from cached outlines."""

from collections.abc import Callable
from typing import Any, Literal, Self

import numpy as np
from manim import RIGHT, UP

from scenes.vocabulary import style
from scenes.vocabulary.text import arrays, digits, formula, provenance, typeset

MINUS = "−"
_TOO_LONG = 1e7
_NEAR = 1e-6  # Manim units, a ten-thousandth of a pixel at 1080p
Anchor = Literal["left", "center", "right"]


def written(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number as it is printed: fixed decimals, a true minus, no minus before a zero.

    What has too many digits before the point to be read, as the costs of a run that diverges, is
    written as 2.5e93; so is what is not 0 and has no digit among six or more decimals.
    """
    sign = "+" if signed else ""
    text = f"{value:{sign}.{decimals}f}"
    tiny = digits.is_tiny(value, decimals)
    if abs(value) >= _TOO_LONG or tiny:
        mantissa, power = f"{value:{sign}.{1 if tiny else 2}e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.')}e{int(power)}"
    if float(text) == 0:
        text = text.replace("-", "")
    return text.replace("-", MINUS)


class Readout(formula.Outline, provenance.Cited):
    """A recorded number on screen, which remembers the float and where it was recorded.

    Parameters
    ----------
    value
        The float that is shown, kept whole as `.value`.
    decimals
        Digits after the point.
    of, at
        Where the number stands: a key of the history or of its working, and a place in it.
    anchor
        What stays where it is when the number changes: its left, its right or its centre. Digits
        are all of one width, so numbers with equal decimals and a right anchor align on the point.
    before
        What stands in front of the number and belongs to it, such as a bracket or a sign.
    """

    def __init__(
        self,
        value: float,
        decimals: int = 2,
        *,
        of: str = "",
        at: tuple[int, ...] = (),
        size: float = style.NUMBER,
        role: str = "ink",
        anchor: Anchor = "right",
        signed: bool = False,
        bracketed: bool = False,
    ) -> None:
        self.decimals, self.anchor, self.signed, self.bracketed = (
            decimals,
            anchor,
            signed,
            bracketed,
        )
        self.of, self.at = of, at
        self.value = float(value)
        self._local = self._set(self.value)
        super().__init__(self._local, size=size, role=role)

    @property
    def text(self) -> str:
        """What the viewer reads."""
        text = written(self.value, self.decimals, signed=self.signed)
        return f"({text})" if self.bracketed and text.startswith(MINUS) else text

    @property
    def baseline(self) -> float:
        """The y of the line that the digits stand on."""
        return float(self._origin()[1])

    @property
    def pen(self) -> float:
        """The x of the anchor: digits of different outlines that share it stand in columns."""
        return float(self._origin()[0])

    def show_value(self, value: float, *, decimals: int | None = None) -> Self:
        """Show another number, or other decimals, in its place, at its size and in its colour."""
        decimals = self.decimals if decimals is None else decimals
        if (float(value), decimals) != (self.value, self.decimals):
            size, origin = self.em, self._origin()
            self.value, self.decimals = float(value), decimals
            self._local = self._set(self.value)
            self.set_points(self._local * size + origin)
        return self

    def stand_on(self, y: float) -> Self:
        """Move up or down until the digits stand on `y`."""
        self.shift(UP * (y - self.baseline))
        return self

    def put_anchor(self, point: arrays.ArrayLike) -> Self:
        """Move until the anchor is at a point's x and the digits are centred on its y."""
        x_height = typeset.glyph("0")[0][:, 1].max() * self.em
        self.shift(np.asarray(point) - self._origin() - UP * x_height / 2)
        return self

    def rest_on(self, onto: Callable[[Any], Any]) -> bool:
        """Bring size and place onto a grid, and say whether that was possible.

        Were its points brought there one by one, then a number that changed and came back would
        not be the one that never changed: digits are set anew from the size of the old ones. A
        number that was turned or stretched is left as it is.
        """
        points = self._local * onto(self.em) + onto(self._origin())
        near = bool(np.allclose(points, self.points, rtol=0, atol=_NEAR))
        if near:
            self.set_points(points)
        return near

    def _set(self, value: float) -> arrays.Points:
        """Compose the digits' outlines, in ems, the anchor at x = 0 and the baseline at y = 0."""
        shapes, pen = [], 0.0
        for character in self.text:
            points, advance = typeset.glyph(character)
            shapes.append(points + RIGHT * pen)
            pen += advance
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[self.anchor]
        return np.concatenate(shapes) - RIGHT * pen * share

    @property
    def em(self) -> float:
        """The present height of an em: the number may have been scaled since it was set."""
        return float(np.ptp(self.points[:, 1]) / np.ptp(self._local[:, 1]))

    def _origin(self) -> arrays.Points:
        """Where the anchor is now."""
        origin: arrays.Points = self.points[0] - self._local[0] * self.em
        return origin


def quote(
    source: provenance.Source, key: str, at: tuple[int, ...] = (), decimals: int = 2, **looks: Any
) -> Readout:
    """Return the number that a source has under a key, at a place, as a readout that says so.

    Parameters
    ----------
    source, key, at
        `source[key]` is a number, or an array with a number at `at`.
    looks
        As for `Readout`: `size`, `role`, `anchor`, `signed`, `bracketed`.
    """
    value = np.asarray(source[key])[at]
    return Readout(float(value), decimals, of=key, at=at, **looks).cite(source)
