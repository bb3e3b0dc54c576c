"""Drawing a frame: an outline that was drawn before is traced again from what cairo made of it.

Manim hands cairo every curve of every outline at each frame, from Python. Most outlines are where
they were a frame ago, so their paths are kept here, and nothing is painted that cannot be seen.
The pixels are Manim's own, to the last bit; tests/scenes/test_drawing.py compares them.
"""

from typing import Any, Self, TypeAlias

import cairo
import numpy as np
import numpy.typing as npt
from manim import Camera, VMobject
from PIL import Image

from scenes.film.planes import Pixels

Pen: TypeAlias = "cairo.Context[Any]"

_ROOM = 6_000_000  # bytes of outlines that are kept at once; their paths take twice as much

_NEAR = 1e-3  # of a pixel: roundings


class SwiftCamera(Camera):
    """Manim's camera, except that it keeps paths and leaves out what is transparent."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.paths = _Paths()
        # Manim adds an attribute when it first draws. A film from the cache is never drawn, and
        # its plays must have the same names.
        self.type_or_raise(VMobject())

    def draw_on(self, picture: Pixels) -> None:
        """Draw on this picture (height, width, 4) from now on."""
        self.pixel_array = picture
        self.pixel_array_to_cairo_context.clear()  # it would keep every picture there ever was

    def display_vectorized(self, vmobject: VMobject, ctx: Pen) -> Self:
        """Draw an outline's fill and its strokes, those of them that can be seen."""
        fill = _can_be_seen(self.get_fill_rgbas(vmobject))
        behind, before = (self._has_stroke(vmobject, background=side) for side in (True, False))
        if fill or behind or before:
            self.set_cairo_context_path(ctx, vmobject)
        if behind:
            self.apply_stroke(ctx, vmobject, background=True)
        if fill:
            self.apply_fill(ctx, vmobject)
        if before:
            self.apply_stroke(ctx, vmobject)
        return self

    def set_cairo_context_path(self, ctx: Pen, vmobject: VMobject) -> Self:
        """Make an outline the pen's path: the one that was kept, or a new one."""
        outline = vmobject.points.tobytes()
        path = self.paths.made.get(outline)
        ctx.new_path()
        if path is None:
            _trace(ctx, vmobject, self.transform_points_pre_display(vmobject, vmobject.points))
            self.paths.keep(outline, ctx.copy_path())
        else:
            ctx.append_path(path)
        return self

    def display_image_mobject(self, image_mobject: Any, pixel_array: Pixels) -> None:
        """Lay an image over the picture: straight on, where its pixels are those of the film."""
        image = image_mobject.get_pixel_array()
        corners = self.points_to_subpixel_coords(image_mobject, image_mobject.points)
        place = _whole_pixels(corners, image)
        if place is None or not _lies_within(place, image, pixel_array):
            super().display_image_mobject(image_mobject, pixel_array)
            return
        left, top = place
        under = pixel_array[top : top + image.shape[0], left : left + image.shape[1]]
        layers = Image.fromarray(under), Image.fromarray(image)
        under[:] = np.asarray(Image.alpha_composite(*layers))

    def _has_stroke(self, vmobject: VMobject, *, background: bool) -> bool:
        width = vmobject.get_stroke_width(background)
        return width > 0 and _can_be_seen(self.get_stroke_rgbas(vmobject, background=background))


class _Paths:
    """The paths that cairo has made, by the bytes of the points that they were made of.

    It has no `__dict__`: what a camera has seen must not be a part of the next play's name.
    """

    __slots__ = ("made", "room")

    def __init__(self) -> None:
        self.made: dict[bytes, Any] = {}
        self.room = _ROOM

    def keep(self, outline: bytes, path: Any) -> None:
        """Remember a path; forget all of them when there is no more room."""
        if len(outline) > self.room:
            self.made.clear()
            self.room = _ROOM
        self.made[outline] = path
        self.room -= len(outline)


def _trace(ctx: Pen, vmobject: VMobject, points: npt.NDArray[np.float64]) -> None:
    """Give cairo an outline's curves, part by part; a part is closed if it ends where it began."""
    curves = points[: len(points) // 4 * 4, :2].reshape(-1, 8).tolist()
    for start, end in vmobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist():
        part = curves[start // 4 : end // 4]
        if part:
            ctx.move_to(*part[0][:2])
            for curve in part:
                ctx.curve_to(*curve[2:])
            if vmobject.consider_points_equals_2d(points[start], points[end - 1]):
                ctx.close_path()


def _whole_pixels(corners: npt.NDArray[np.float64], image: Pixels) -> tuple[int, int] | None:
    """Return the column and row (left, top) of an image that stands upright, pixel on pixel."""
    (left, top), *others = np.rint(corners).astype(int).tolist()
    bottom, right = top + image.shape[0], left + image.shape[1]
    stands = others == [[right, top], [left, bottom], [right, bottom]]
    return (left, top) if stands and np.abs(corners - np.rint(corners)).max() < _NEAR else None


def _lies_within(place: tuple[int, int], image: Pixels, picture: Pixels) -> bool:
    """Say whether all of an image is in the picture."""
    (left, top), (height, width) = place, picture.shape[:2]
    across, down = left + image.shape[1], top + image.shape[0]
    return left >= 0 and top >= 0 and across <= width and down <= height


def _can_be_seen(rgbas: npt.NDArray[np.float64]) -> bool:
    """Say whether a colour, or any of a gradient's, is not transparent."""
    return bool(rgbas[0, 3] > 0 if len(rgbas) == 1 else (rgbas[:, 3] > 0).any())
