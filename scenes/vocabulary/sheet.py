"""The cost sheet and the contour map under it, each painted in one pass, far things first."""

from itertools import pairwise
from typing import Any, Self, cast

import cairo
import contourpy
import numpy as np
import numpy.typing as npt
from manim import ManimColor

from scenes.vocabulary import style
from scenes.vocabulary.canvas import Canvas, Pen, trace
from scenes.vocabulary.typeset import Points
from scenes.vocabulary.view import View

__all__ = ["ContourMap", "Sheet", "cost_color"]

Array = npt.NDArray[np.float64]

_MESH, _MESH_OPACITY = 0.011, 0.34
_LIGHT = np.array([-0.45, -0.35, 0.82])
_BANDS = 12


def cost_color(share: float) -> ManimColor:
    """Return the colour of a cost that lies `share` (0 to 1) of the way up the sheet."""
    return style.blend("low", "high", float(np.clip(share, 0.0, 1.0)))


class Sheet(Canvas):
    """The cost over two parameters as a lit, meshed sheet."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._colors = _lit_colors(view)
        self.show_from(view)

    def show_from(self, view: View) -> Self:
        """Draw the sheet as this view sees it."""
        points = view.place(view.xs, view.ys[:, None], view.costs)
        return self.redraw(points.reshape(-1, 3), lambda context: self._draw(context, view, points))

    def _draw(self, context: Pen, view: View, points: Points) -> None:
        """Paint the rows of quads from the far end to the near end, each row's mesh after it."""
        points, colors = _far_first(view, points, self._colors)
        context.set_line_width(_MESH)
        context.set_line_join(cairo.LINE_JOIN_ROUND)
        red, green, blue = style.color("paper").to_rgb()
        for far, near, shades in zip(points[:-1], points[1:], colors, strict=True):
            _fill_row(context, far, near, shades)
            trace(context, far)
            trace(context, near)
            for start, end in zip(far, near, strict=True):
                context.move_to(start[0], start[1])
                context.line_to(end[0], end[1])
            context.set_source_rgba(red, green, blue, _MESH_OPACITY)
            context.stroke()


class ContourMap(Canvas):
    """The floor: bands and lines of equal cost."""

    def __init__(self, view: View) -> None:
        super().__init__()
        lines = contourpy.contour_generator(
            view.xs, view.ys, view.costs, fill_type=contourpy.FillType.OuterOffset
        )
        edges = np.linspace(view.low, max(view.high, float(view.costs.max())), _BANDS + 1)
        self.levels = edges[1:-1]
        self._bands = [_polygons(lines, *pair) for pair in pairwise(edges)]
        self._lines = [cast(list[Points], lines.lines(level)) for level in self.levels]
        self.show_from(view)

    def show_from(self, view: View) -> Self:
        """Draw the map as this view sees it."""
        x, y = view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]]
        corners = view.place_on_floor(x, y)
        return self.redraw(corners, lambda context: self._draw(context, view, corners))

    def _draw(self, context: Pen, view: View, corners: Points) -> None:
        trace(context, corners, closed=True)
        context.set_source_rgb(*style.color("panel").to_rgb())
        context.fill()
        for index, outlines in enumerate(self._bands):
            red, green, blue = cost_color((index + 0.5) / _BANDS).to_rgb()
            context.set_source_rgba(red, green, blue, 0.22)
            for outline, breaks in outlines:
                points = view.place_on_floor(outline[:, 0], outline[:, 1])
                for start, end in pairwise(breaks):
                    trace(context, points[start:end], closed=True)
                context.fill()
        context.set_line_width(0.016)
        for index, lines in enumerate(self._lines):
            red, green, blue = cost_color((index + 1) / _BANDS).to_rgb()
            context.set_source_rgba(red, green, blue, 0.8)
            for line in lines:
                trace(context, view.place_on_floor(line[:, 0], line[:, 1]))
                context.stroke()
        trace(context, corners, closed=True)
        context.set_source_rgb(*style.color("hairline").to_rgb())
        context.stroke()


def _polygons(
    lines: contourpy.ContourGenerator, low: float, high: float
) -> list[tuple[Points, list[int]]]:
    """Return the regions between two costs: outlines with holes, and where each of those starts."""
    outlines, breaks = cast(tuple[list[Any], list[Any]], lines.filled(low, high))
    return list(zip(outlines, breaks, strict=True))


def _far_first(view: View, points: Points, colors: Array) -> tuple[Points, Array]:
    """Turn a grid so that rows, and the places in a row, run from far to near.

    Rows run along the line of sight as nearly as they can, so that few hide a part of themselves.
    """
    steps = view.nearness(1.0, 0.0), view.nearness(0.0, 1.0)
    if abs(steps[0]) > abs(steps[1]):
        points, colors = points.swapaxes(0, 1), colors.swapaxes(0, 1)
        steps = steps[::-1]
    along, down = (slice(None, None, 1 if step >= 0 else -1) for step in steps)
    return points[down, along], colors[down, along]


def _fill_row(context: Pen, far: Points, near: Points, shades: Array) -> None:
    """Fill one row of quads."""
    quads = np.stack([far[:-1], far[1:], near[1:], near[:-1]], axis=1)[:, :, :2]
    for (a, b, c, d), (red, green, blue) in zip(quads.tolist(), shades.tolist(), strict=True):
        context.move_to(*a)
        context.line_to(*b)
        context.line_to(*c)
        context.line_to(*d)
        context.set_source_rgb(red, green, blue)
        context.fill()


def _lit_colors(view: View) -> Array:
    """Return each quad's colour (ny - 1, nx - 1, 3): its cost's, lit from a fixed side."""
    costs = view.costs
    middle = (costs[:-1, :-1] + costs[1:, :-1] + costs[:-1, 1:] + costs[1:, 1:]) / 4
    share = np.clip((middle - view.low) / (view.high - view.low), 0.0, 1.0)[..., None]
    low, high = style.color("low").to_rgb(), style.color("high").to_rgb()
    side = view.width / np.sqrt(2)
    height = costs / (view.high - view.low) * view.rise
    slope = np.stack([np.gradient(height, axis=0), np.gradient(height, axis=1)], axis=-1)
    slope *= (np.array(costs.shape) - 1) / side
    normal = np.concatenate([-slope[..., ::-1], np.ones((*costs.shape, 1))], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    light = (normal @ (_LIGHT / np.linalg.norm(_LIGHT)))[:-1, :-1, None]
    return np.asarray(np.clip((low + (high - low) * share) * (0.72 + 0.36 * light), 0.0, 1.0))
