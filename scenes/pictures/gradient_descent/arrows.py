"""Arrows on the floor of a surface: against each slope, and the two as one."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import RIGHT, UP, VMobject

from scenes.vocabulary import style, surface
from scenes.vocabulary.text import ArrayLike, Depicted, Depiction, Source
from scenes.vocabulary.text.strokes import dashes, segments

_DASH = 0.05
_ROLES = "weight", "bias"
_ENDS, _PIECES = ((0, 6), (-1, 3)), 81  # of the floor's lines, one at every whole number


class SlopeArrow(surface.StepArrow, Depiction):
    """An arrow along one parameter (`axis` 0 or 1) against its slope, so many times as long.

    `update`: Its `gradient`, and its `step`, which is α times as long and turned round.
    """

    def __init__(self, axis: int, at: ArrayLike, update: Source) -> None:
        self.axis, self.here = axis, np.array(at, dtype=float)
        self.way = np.eye(2)[axis] * -float(update["gradient"])
        self.of = ""
        super().__init__(self.here, self.here, lying="floor", role=_ROLES[axis])
        self.cite(update).withdraw()

    def stretch(self, times: float, *, of: str = "") -> Self:
        """Draw it so many times as long as the slope; `of` says what it then is, if anything."""
        self.of = of
        self.reach(self.here, self.here + self.way * times)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope, or the step, read back from the arrow's tip."""
        if not self.of or self.view is None or not len(self.head.points):
            return
        tip, view = self.head.points[0], self.view
        below = np.full(3, view.low - view.drop / view.rise * (view.high - view.low))
        tips = np.array([tip, tip + RIGHT * style.PIXEL, tip + UP * style.PIXEL])
        places = view.parameters_at(tips, below)
        within = np.abs(places[1:] - places[0])[:, self.axis].max()
        length = float(places[0][self.axis] - self.here[self.axis])
        yield Depicted(self.of, (), -length if self.of == "gradient" else length, within)


class Sum(surface.marks.Mark):
    """The arrow that two along the parameters make, its sides, and the line down to their foot."""

    def __init__(self, parts: Sequence[SlopeArrow], cost: float) -> None:
        self.parts, self.cost = list(parts), cost
        self.arrow = surface.StepArrow(parts[0].here, parts[0].here, lying="floor").withdraw()
        self.sides = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        super().__init__(self.sides, self.arrow)

    def follow(self, share: float = 1.0) -> Self:
        """Reach so far towards where the two arrows lead together."""
        here = self.parts[0].here
        ways = [np.asarray(part.end_place) - here for part in self.parts]
        self.arrow.reach(here, here + (ways[0] + ways[1]) * share)
        return self._refresh()

    def redraw(self, view: surface.View) -> None:
        """Draw arrow and sides as the view sees them."""
        self.arrow.show_from(view)
        x, y = here = self.parts[0].here
        lines = [(view.place(x, y, self.cost), view.place_on_floor(x, y))]
        if self.arrow.pointing:
            away = [np.asarray(part.end_place) for part in self.parts]
            corner = view.place_on_floor(*(away[0] + away[1] - here))
            lines += [(view.place_on_floor(*end), corner) for end in away]
        self.sides.set_points(np.concatenate([dashes(*ends, length=_DASH) for ends in lines]))


class Tiles(surface.marks.Mark):
    """The floor's lines, one unit apart, as far as the longest arrow goes."""

    def __init__(self) -> None:
        self.lines = VMobject(color=style.color("hairline"), stroke_width=style.FINE)
        super().__init__(self.lines)

    def redraw(self, view: surface.View) -> None:
        """Draw the lines as the view sees them, where no surface stands in front of them."""
        pieces = []
        for axis, (first, last) in enumerate(_ENDS):
            along, (low, high) = np.linspace(first, last, _PIECES), _ENDS[1 - axis]
            for held in range(low, high + 1):
                places = np.stack([along, np.full_like(along, held)][:: 1 - 2 * axis])
                points, seen = view.place_on_floor(*places), ~view.hides_floor(*places)[1:]
                pieces.append(segments(points[:-1][seen], points[1:][seen]))
        self.lines.set_points(np.concatenate(pieces))
