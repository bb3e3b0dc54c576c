"""A neuron's door: of what arrives, its slope lets a share through."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import Circle, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.typeset import Points

WALL, _SHUTTER = 0.44, 0.14  # how thick they are
_OVERLAP = 0.25  # of a shutter, over its wall


class Door(VGroup, Depiction):
    """A wall in a round lens, a doorway in it, and two shutters that leave a gap.

    The doorway is as wide as the most that the activation's slope can be, of a stream whose width
    is `stream`; the gap between the shutters is as wide as the slope itself.

    Parameters
    ----------
    radius
        Of the lens.
    stream
        The width of what arrives, in Manim units: the gap's scale.
    most
        The largest slope that the activation can have.
    of, at
        Where the slope is recorded.
    """

    def __init__(
        self, radius: float, stream: float, *, most: float, of: str, at: tuple[int, ...]
    ) -> None:
        self.stream, self.most, self.of, self.at = stream, most, of, at
        ink = style.color("ink")
        self.lens = Circle(
            radius, stroke_width=0, fill_opacity=1.0, fill_color=style.color("panel")
        )
        self.rim = Circle(radius, color=ink, stroke_width=style.BOLD)
        wall = min(WALL, radius / 3)
        half, foot = stream * most / 2, np.sqrt(radius**2 - (wall / 2) ** 2)
        tint = style.blend("panel", "ink", 0.38)
        self.walls = VGroup(*(_block(wall, half, foot, side, tint) for side in (1, -1)))
        self.shutters = VGroup(
            *(Rectangle(width=wall * _SHUTTER / WALL, height=half + _OVERLAP) for _ in range(2))
        )
        self.shutters.set_stroke(width=0).set_fill(style.color("weighted"), opacity=1.0)
        super().__init__(self.lens, self.walls, self.shutters, self.rim)
        self.show_slope(most)

    @property
    def wall(self) -> float:
        """How thick the wall is."""
        return float(self.walls[0].width)

    def show_slope(self, slope: float) -> Self:
        """Open the shutters as wide as a slope says."""
        for shutter, side in zip(self.shutters, (1, -1), strict=True):
            gap = self.stream * max(slope, 0.0) / 2
            shutter.move_to(
                self.lens.get_center() + np.array([0, side, 0]) * (gap + shutter.height / 2)
            )
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope that the gap says, where it is no longer wide open."""
        upper, lower = self.shutters
        gap = upper.get_bottom()[1] - lower.get_top()[1]
        if gap < self.stream * self.most - PIXEL:
            yield Depicted(self.of, self.at, gap / self.stream, PIXEL / self.stream)


def _block(width: float, low: float, high: float, side: int, tint: object) -> Rectangle:
    """Return one half of the wall, from the doorway to the lens's rim."""
    block = Rectangle(width=width, height=max(high - low, 0.01), stroke_width=0, fill_opacity=1.0)
    place: Points = np.array([0.0, side * (low + high) / 2, 0.0])
    return block.set_fill(tint, opacity=1.0).move_to(place)
