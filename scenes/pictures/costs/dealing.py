"""A mean is an even deal: squares run together, lengths end to end, and all is cut evenly."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import VGroup, VMobject, smooth

from scenes.pictures.costs.misses import FAINT, Misses, rectangle
from scenes.vocabulary import style
from scenes.vocabulary.stage.motion import in_turn
from scenes.vocabulary.text import Array, Depicted, Depiction, Points

_LAG, _LIT, _THIN, _THICK = 0.35, 0.62, 0.05, 0.34
_COLUMNS, _OUT = 5, 14  # of the equal squares; of all equal parts, the one that steps out
_SAID = {"cost": ("squares", "mse", 2), "delta": ("sizes", "mae", 1)}  # and of how many dimensions


def tiles_of(misses: Misses, corner: Points) -> list[Array]:
    """Return how squares become slabs of their area, as high as the mean square, row by row."""
    found, unit, m = misses.found, misses.unit, len(misses.xs)
    side, marks = found.rmse * unit, np.cumsum([0.0, *found.slabs]) * unit
    row = _COLUMNS * side
    cuts = np.unique([*marks, *np.arange(row, m * side, row)])
    middles, widths = (cuts[1:] + cuts[:-1]) / 2, np.diff(cuts)
    owners, flat = np.searchsorted(marks, middles) - 1, 0 * middles
    down, across = np.divmod(middles, row)
    ends = [corner[0] + across, corner[1] - (down + 0.5) * side, widths, flat + side, flat]
    (x, y, width, height), slabs = misses.boxes()[owners].T, np.diff(marks)[owners]
    left = x + width * ((middles - marks[owners]) / slabs - 0.5)
    starts = [left, y, width * widths / slabs, height, flat]
    down, across = np.divmod(np.arange(m), _COLUMNS) + np.array([[0.5], [0.5]])
    cells = [corner[0] + across * side, corner[1] - down * side, *np.full((2, m), side)]
    return [owners, *map(np.column_stack, (starts, ends, cells))]


def tape_of(misses: Misses, start: Points) -> list[Array]:
    """Return how sticks are laid end to end, on a tape from `start` to the right."""
    found, unit, flat = misses.found, misses.unit, 0 * misses.xs
    sizes, mean, owners = found.sizes * unit, found.mae * unit, np.arange(len(flat))
    x, y, _ = misses.frame.point(misses.xs, (found.guesses + found.targets) / 2).T
    starts = [x, y, sizes, flat + _THIN, flat + np.pi / 2]
    ends = [start[0] + np.cumsum(sizes) - sizes / 2, flat + start[1], sizes, flat + _THICK, flat]
    cells = [start[0] + (owners + 0.5) * mean, flat + start[1], flat + mean, flat + _THICK]
    return [owners, *map(np.column_stack, (starts, ends, cells))]


class Deal(VGroup, Depiction):
    """Pieces in a role's colour; of the equal parts of their total one is to step out, to `to`.

    `layout`: Whose they are (k,); their middles, length, thickness and angle (k, 5), at the start
    and at the end; and the middle, width and height of each equal part (m, 4).
    """

    def __init__(self, layout: Any, misses: Misses, role: str, to: Points) -> None:
        self.owners, self.starts, self.ends, self.cells = layout
        self.unit, self.to, self.said = misses.unit, to, _SAID[role]
        looks = {"color": style.color(role), "stroke_width": style.FINE}
        self.pieces = VGroup(*(VMobject(fill_opacity=FAINT, **looks) for _ in self.owners))
        outlines = (rectangle(*cell) for cell in self.cells)
        self.cuts = VGroup(*(VMobject(**looks).set_points_as_corners(way) for way in outlines))
        self.one = VMobject(fill_opacity=_LIT, **looks)
        self.side = VMobject(color=style.color("ink"), stroke_width=style.BEAM)
        super().__init__(self.pieces)
        self.cite(misses.found).pour(0.0)

    def pour(self, moment: float) -> Self:
        """Show the pieces on their way: areas keep their areas, and lengths their lengths."""
        self.poured, shares = moment, in_turn(moment, len(self.pieces), lag=_LAG)
        ways = self.pieces, self.starts, self.ends, map(smooth, shares)
        for piece, start, end, share in zip(*ways, strict=True):
            x, y, _, _, angle = start + (end - start) * share
            length, thick = start[2:4] ** (1 - share) * end[2:4] ** share
            piece.set_points_as_corners(rectangle(x, y, length, thick, angle))
        return self

    def cut(self, moment: float) -> Self:
        """Show the pieces run together, and cuts at equal distances."""
        self.add(self.cuts).pieces.set_stroke(opacity=1 - moment)
        for cut, share in zip(self.cuts, in_turn(moment, len(self.cuts), lag=_LAG), strict=True):
            cut.set_stroke(opacity=share)
        return self

    def step_out(self, moment: float) -> Self:
        """Show one of the equal parts on its way to its own place."""
        way = np.array([*(self.to[:2] - self.cells[_OUT][:2]), 0.0, 0.0])
        self.add(self.one).one.set_points_as_corners(rectangle(*self.cells[_OUT] + way * moment))
        self.side.set_points_as_corners(self.one.points[[0, 3]])
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield each one's area or length that its pieces have, and the mean's; and its side."""
        (key, mean, power), pixel = self.said, 2 * style.PIXEL / self.unit
        sizes = [np.prod([piece.width, piece.height][:power]) for piece in (*self.pieces, self.one)]
        *sizes, one = np.array(sizes) / self.unit**power
        total = np.bincount(self.owners, sizes)
        if self.poured == 1:
            yield Depicted(key, (slice(None),), total, pixel * (1 + np.sqrt(total)))
        if self.one in self.submobjects:
            yield Depicted(mean, (), one, pixel)
        if self.side in self.submobjects:
            yield Depicted("rmse", (), self.side.width / self.unit, pixel)
