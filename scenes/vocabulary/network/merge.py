"""Signed streams meet: what is of opposite sign cancels, and their sum goes on as one stream."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network.ribbon import area, outline_between
from scenes.vocabulary.stage.motion import eased
from scenes.vocabulary.text import ArrayLike, Depicted, Depiction

_STRIPES = 5  # in which what cancels is interwoven
_GROWN = 0.45  # of the way: from there on as much of one sign as of the other
_SHARE = 0.38  # of a stripe's room that the other colour fills by then


class Merge(VGroup, Depiction):
    """From where ribbons lie side by side to where their sum arrives, on a level way.

    Parameters
    ----------
    values
        (k,) what the ribbons carry.
    xs
        Where they have met, where what cancels is spent, and where the sum arrives.
    y
        The middle of the sum.
    scale
        Manim units of width for 1.
    of, at
        Where the sum is recorded.
    """

    def __init__(
        self,
        values: ArrayLike,
        xs: tuple[float, float, float],
        y: float,
        *,
        scale: float,
        of: str,
        at: tuple[Any, ...],
    ) -> None:
        carried = np.ravel(np.asarray(values, dtype=float))
        self.total, self.scale_of_width, self.of, self.at = carried.sum(), scale, of, at
        self.sign = 1.0 if self.total >= 0 else -1.0
        self.width_of_sum = abs(self.total) * scale
        self.spent = float(np.abs(carried[carried * self.sign < 0]).sum()) * scale
        self.xs, self.y, self.carried = xs, y, carried
        major, minor = ("positive", "negative")[:: int(self.sign)]
        stripes = [area(major) for _ in range(_STRIPES if self.spent else 0)]
        self.body, self.excess, self.stripes = area(major), area(minor), VGroup(*stripes)
        super().__init__(self.body, self.excess, self.stripes)
        self.show_front(0.0)

    @property
    def share_spent(self) -> float:
        """How much of the way it has come when all that cancels is spent; 0 where nothing does."""
        met, spent, end = self.xs
        return (met - spent) / (met - end) if self.spent else 0.0

    def places(self) -> list[float]:
        """Return the y at which each ribbon's middle arrives: one sign below, the other on top."""
        top = self.y + self.width_of_sum / 2 + self.spent
        low, high, found = self.y - self.width_of_sum / 2, top, []
        for value in self.carried:
            width = abs(value) * self.scale_of_width
            if value * self.sign >= 0:
                found.append(low + width / 2)
                low += width
            else:
                found.append(high - width / 2)
                high -= width
        return found

    def show_front(self, moment: float) -> Self:
        """Let the sum come so far, 0 to 1."""
        met, spent, end = self.xs
        front = met + (end - met) * moment
        xs = np.linspace(met, front, 90)
        half = np.full_like(xs, self.width_of_sum / 2)
        self.body.points = outline_between(xs, self.y + half, self.y - half)
        share = np.clip((met - xs) / (met - spent), 0.0, 1.0)
        left = self.spent * (1 - eased(share))
        foot = self.y + half
        self.excess.points = outline_between(xs, foot + left, foot)
        grown = _SHARE * np.minimum(share / _GROWN, 1.0) / _STRIPES
        for place, stripe in enumerate(self.stripes):
            middle = (place + 0.5) / _STRIPES
            upper, lower = (foot + left * (middle + side * grown) for side in (1, -1))
            stripe.points = outline_between(xs, upper, lower)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the sum that the width says where it arrives."""
        corners = self.body.points[::4]
        if len(corners) and np.isclose(corners[:, 0], self.xs[2]).any():
            value = self.sign * np.ptp(corners[:, 1]) / self.scale_of_width
            yield Depicted(self.of, self.at, value, style.PIXEL / self.scale_of_width / 4)
