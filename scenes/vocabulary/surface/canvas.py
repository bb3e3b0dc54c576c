"""A picture drawn by pycairo in one pass, at the very pixels that the film has."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import cairo
import numpy as np
from manim import ImageMobject, ManimColor, config
from PIL.Image import Resampling

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.text.arrays import Array, Points

_MARGIN = 2  # pixels around what is drawn, for the strokes' outer halves


class Canvas(ImageMobject):
    """An image that is redrawn rather than transformed; it stands on whole pixels.

    It can be hidden and shown like an outline (`set_fill(opacity=...)`), so that the verbs which
    fade type can fade it too. `premultiplied`: Whether its colours come multiplied by alpha, as a
    pen leaves them; how much of it shows is then said to the camera, and not in its pixels.
    """

    premultiplied = False

    def __init__(self) -> None:
        super().__init__(np.zeros((2, 2, 4), dtype=np.uint8))
        # The pixels of the picture are those of the film: there is nothing to interpolate.
        self.set_resampling_algorithm(Resampling.NEAREST)

    def redraw(self, corners: Points, draw: Callable[[Pen], None]) -> Self:
        """Let `draw` draw, in scene units, whatever lies between these points."""
        pixels = config.pixel_height / config.frame_height
        origin = np.array([config.frame_width, config.frame_height]) / 2
        low = np.floor((corners[:, :2].min(axis=0) + origin) * pixels) - _MARGIN
        high = np.ceil((corners[:, :2].max(axis=0) + origin) * pixels) + _MARGIN
        columns, rows = (high - low).astype(int)
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, columns, rows)
        pen: Pen = cairo.Context(surface)
        pen.scale(pixels, -pixels)
        pen.translate(origin[0] - low[0] / pixels, origin[1] - high[1] / pixels)
        draw(pen)
        self.pixel_array = np.ndarray((rows, columns, 4), np.uint8, surface.get_data())
        self.premultiplied = True
        (left, bottom), (right, top) = low / pixels - origin, high / pixels - origin
        self.points = np.array([[left, top], [right, top], [left, bottom], [right, bottom]])
        self.points = np.pad(self.points, ((0, 0), (0, 1)))
        return self

    def get_fill_opacity(self) -> float:
        """Return how much of the picture shows, 0 to 1."""
        return float(self.fill_opacity)

    def get_stroke_opacity(self) -> float:
        """Return the same: a picture has no outline of its own."""
        return float(self.fill_opacity)

    def set_fill(self, *_: object, opacity: float | None = None, family: bool = True) -> Self:
        """Show so much of the picture, 0 to 1."""
        return self if opacity is None else self.set_opacity(opacity)

    def set_opacity(self, alpha: float) -> Self:
        """Show so much of the picture, 0 to 1, and of what is drawn later as well."""
        self.fill_opacity = float(alpha)
        return self if self.premultiplied else super().set_opacity(self.fill_opacity)

    def interpolate_color(self, mobject1: Any, mobject2: Any, alpha: float) -> None:
        """Show as much as is between two others: of a picture that fades nothing else differs.

        Manim would mix all of their pixels, as numbers of eight bytes.
        """
        start, end = mobject1.fill_opacity, mobject2.fill_opacity
        self.set_opacity(start + (end - start) * alpha)

    def set_stroke(self, *_: object, **__: object) -> Self:
        """Do nothing: a picture has no outline of its own."""
        return self


def dip(pen: Pen, ink: str | ManimColor, opacity: float = 1.0) -> None:
    """Give the pen a role's colour, or another.

    Cairo keeps a pixel as blue, green, red, alpha and Manim as red, green, blue, alpha: red and
    blue are exchanged here, which costs nothing, instead of in the picture.
    """
    red, green, blue = (style.color(ink) if isinstance(ink, str) else ink).to_rgb()
    pen.set_source_rgba(blue, green, red, opacity)


def go_around(pen: Pen, x: float, y: float, radius: float) -> None:
    """Add a circle to what is drawn next."""
    pen.new_sub_path()
    pen.arc(x, y, radius, 0.0, 2 * np.pi)


@contextmanager
def thinned(pen: Pen, opacity: float) -> Iterator[None]:
    """Let so much be seen, 0 to 1, of all that is drawn meanwhile, which may lie on one another."""
    if opacity == 1.0:  # nearly always: a group of its own takes a picture more
        yield
        return
    pen.push_group()
    yield
    pen.pop_group_to_source()
    pen.paint_with_alpha(opacity)


def trace(pen: Pen, points: Array) -> None:
    """Add a path through points to what is drawn next."""
    xs, ys = points[:, :2].T.tolist()  # a list for each point would be many to clear away
    pen.move_to(xs[0], ys[0])
    for x, y in zip(xs[1:], ys[1:], strict=True):
        pen.line_to(x, y)
