"""A cost surface that is painted quad by quad, and cut open by two panes of glass."""

from dataclasses import replace
from typing import Self, TypeAlias

import numpy as np

from scenes.film import Pen
from scenes.vocabulary.surface import canvas, projection, surface
from scenes.vocabulary.text import arrays

_GLASS, _RIM, _EDGE = 0.14, 0.6, 0.018  # two opacities, and how thick the rim is
_PANE, _ABOVE, _POINTS = 0.6, 0.06, 40  # of the sheet's height; at least above it; along a pane
Corner: TypeAlias = tuple[float, float]
Place: TypeAlias = "Corner | None"
Part: TypeAlias = "arrays.Flags | None"


class GlassSurface(surface.CostSurface):
    """A surface that may be unfinished, or open towards the eye, which looks from +x, -y.

    `painted`: Which quads there are (ny - 1, nx - 1); None for all. `mapped`: How much of the map
    is seen. The view's `cut`: Where a pane stands in x and one in y: nothing is drawn in front of
    both.
    """

    painted: Part = None
    mapped = 1.0

    def show_part(self, painted: Part = None, mapped: float = 1.0, cut: Place = None) -> Self:
        """Draw this much of it."""
        self.painted, self.mapped = painted, mapped
        return self.show_view(replace(self.view, cut=cut))

    def draw(self, pen: Pen) -> None:
        """Draw what there is of map, sheet and panes."""
        if self.view.cut is None and self.painted is None and self.mapped == 1.0:
            super().draw(pen)
            return
        with canvas.thinned(pen, self.mapped):
            self.map.draw(pen, self.view)
        if self.view.cut is not None:
            self._draw_cut(pen, *self.view.cut)
        else:
            self.sheet.draw(pen, self.view, self.painted)

    def _draw_cut(self, pen: Pen, x: float, y: float) -> None:
        """Draw sheet and panes from far to near, all but the quarter in front of both."""
        view = _with_lines_at(self.view, x, y)
        left, behind = view.xs[:-1] < x - 1e-9, view.ys[:-1] >= y - 1e-9
        (low_x, low_y), (high_x, high_y) = view.corners
        self.sheet.draw(pen, view, np.outer(behind, left))
        self._pane(pen, "bias", (x, y), (x, high_y))
        self._pane(pen, "weight", (low_x, y), (x, y))
        self.sheet.draw(pen, view, np.outer(~behind, left))
        self.sheet.draw(pen, view, np.outer(behind, ~left))
        self._pane(pen, "bias", (x, low_y), (x, y))
        self._pane(pen, "weight", (x, y), (high_x, y))

    def _pane(self, pen: Pen, role: str, first: Corner, last: Corner) -> None:
        """Draw half a pane of glass, if it stands inside the sheet."""
        view, (x, y) = self.view, np.linspace(first, last, _POINTS).T
        low, high = view.corners
        fixed = 0 if role == "bias" else 1
        if not low[fixed] < first[fixed] < high[fixed]:
            return
        tall = view.high - view.low
        top = np.maximum(view.low + _PANE * tall, view.cost_at(x, y) + _ABOVE * tall)
        below, above = view.place_on_floor(x, y), view.place(x, y, top)
        canvas.trace(pen, np.vstack([below, above[::-1]]))
        canvas.dip(pen, role, _GLASS)
        pen.fill()
        pen.set_line_width(_EDGE)
        canvas.dip(pen, role, _RIM)
        for line in (below, above):
            canvas.trace(pen, line)
        pen.stroke()


def _with_lines_at(view: projection.View, x: float, y: float) -> projection.View:
    """Return a view whose grid has a line at x and one at y: the nearest ones are moved there."""
    for name, at in (("xs", x), ("ys", y)):
        grid, costs = getattr(view, name).copy(), view.costs.copy()
        if grid[0] < at < grid[-1]:
            nearest = int(np.clip(np.abs(grid - at).argmin(), 1, len(grid) - 2))
            grid[nearest] = at
            if name == "xs":
                costs[:, nearest] = view.cost_at(at, view.ys)
            else:
                costs[nearest] = view.cost_at(view.xs, at)
            view = replace(view, **{name: grid}, costs=costs)
    return view
