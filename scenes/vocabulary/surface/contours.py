"""The contour map: the floor under a cost sheet, with bands and lines of equal cost."""

from itertools import pairwise
from typing import Any, TypeAlias, cast

import cairo
import contourpy
import numpy as np

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.surface import canvas, projection
from scenes.vocabulary.surface.shades import Shades, cost_color
from scenes.vocabulary.text import Points, uncopied

_BANDS = 12
_FILL, _LINE = 0.22, 0.8  # opacities: the marks on the map stand out from both
_LOWEST = 0.3  # of the scale, where the lines' colours begin: a lower one is lost on the floor
_FINE = 1e4  # cairo rounds a path to 1/256 of a unit: paths are traced so much larger

Path: TypeAlias = "cairo.Path"


class ContourMap(uncopied.Uncopied):
    """The floor, traced once: seen from any side, a plane is the same drawing sheared.

    Parameters
    ----------
    view
        Whose costs it shows.
    shades
        The colours of its costs; there is a line at every twelfth of that scale.
    """

    def __init__(self, view: projection.View, shades: Shades) -> None:
        found = contourpy.contour_generator(
            view.xs, view.ys, view.costs, fill_type=contourpy.FillType.OuterOffset
        )
        ends = shades.share([view.costs.min(), view.costs.max()]) * _BANDS
        bands = np.arange(np.floor(ends[0] + 1e-9), np.ceil(ends[1] - 1e-9) + 1)
        edges = shades.cost(bands / _BANDS)
        self.levels, self._width = edges[1:-1], view.width
        self._band_shares, self._line_shares = (bands[:-1] + 0.5) / _BANDS, bands[1:-1] / _BANDS
        x, y = view.xs[[0, -1, -1, 0, 0]], view.ys[[0, 0, -1, -1, 0]]
        self._edge = _path(view, [np.column_stack([x, y])])
        self._bands = [_path(view, _regions(found, *pair)) for pair in pairwise(edges)]
        self._lines = [_path(view, cast(list[Points], found.lines(cost))) for cost in self.levels]

    def draw(self, pen: Pen, view: projection.View) -> None:
        """Draw the map as this view sees it, which may be a wider or a narrower one."""
        unit = view.width / self._width
        heart, right, back = view.project([0, unit, 0], [0, 0, unit], -view.drop)[:, :2]
        shear = cairo.Matrix(*(right - heart) / _FINE, *(back - heart) / _FINE, *heart)
        _append(pen, self._edge, shear)
        canvas.dip(pen, "panel")
        pen.fill()
        pen.set_antialias(cairo.ANTIALIAS_NONE)  # a line lies over the steps of each band's edge
        for band, share in zip(self._bands, self._band_shares, strict=True):
            _append(pen, band, shear)
            canvas.dip(pen, cost_color(share), _FILL)
            pen.fill()
        pen.set_antialias(cairo.ANTIALIAS_DEFAULT)
        pen.set_line_width(0.016)
        for line, share in zip(self._lines, self._line_shares, strict=True):
            _append(pen, line, shear)
            canvas.dip(pen, cost_color(_LOWEST + (1 - _LOWEST) * share), _LINE)
            pen.stroke()
        _append(pen, self._edge, shear)
        canvas.dip(pen, style.color("hairline"))
        pen.stroke()


def _regions(found: contourpy.ContourGenerator, low: float, high: float) -> list[Points]:
    """Return the outlines, and the outlines of holes, of where the cost is between two values."""
    outlines, starts = cast(tuple[list[Any], list[Any]], found.filled(low, high))
    return [
        outline[first:last]
        for outline, offsets in zip(outlines, starts, strict=True)
        for first, last in pairwise(offsets)
    ]


def _path(view: projection.View, outlines: list[Points]) -> Path:
    """Return outlines in parameters as one path on the floor."""
    pen: Pen = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    for outline in outlines:
        canvas.trace(pen, np.stack(view.on_floor(outline[:, 0], outline[:, 1]), axis=-1) * _FINE)
    return pen.copy_path()


def _append(pen: Pen, path: Path, shear: cairo.Matrix) -> None:
    """Add a path on the floor to what is drawn next."""
    pen.save()
    pen.transform(shear)
    pen.append_path(path)
    pen.restore()
