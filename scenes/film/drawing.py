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
Corners: TypeAlias = npt.NDArray[np.float64]

_ROOM = 6_000_000  # bytes of outlines that are kept at once; their paths take twice as much

_NEAR = 1e-3  # of a pixel: roundings
_OPAQUE = 255  # alpha of a pixel that hides what is below


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
        """Lay an image over the picture: an upright one over its own part of the picture alone."""
        image = image_mobject.get_pixel_array()
        corners = self.points_to_subpixel_coords(image_mobject, image_mobject.points)
        upright = _upright(corners)
        if getattr(image_mobject, "premultiplied", False):
            _paint(image, corners, image_mobject.get_fill_opacity(), pixel_array)
        elif upright is None:
            super().display_image_mobject(image_mobject, pixel_array)
        else:
            _lay(*_on_pixels(image, *upright, image_mobject.resampling_algorithm), pixel_array)

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


def _upright(corners: Corners) -> tuple[Corners, Corners] | None:
    """Return the first and the last corner of an image whose sides are those of the picture."""
    first, last = corners[0], corners[3]
    others = np.array([[last[0], first[1]], [first[0], last[1]]])
    stands = np.abs(corners[1:3] - others).max() < _NEAR and (last > first).all()
    return (first, last) if stands else None


def _paint(image: Pixels, corners: Corners, opacity: float, picture: Pixels) -> None:
    """Let cairo lay what it drew itself over the picture: to it, both are multiplied by alpha."""
    source, target = (
        cairo.ImageSurface.create_for_data(pixels, cairo.FORMAT_ARGB32, *pixels.shape[1::-1])  # type: ignore[arg-type]
        for pixels in (image, picture)
    )
    first, across, down = corners[0], corners[1] - corners[0], corners[2] - corners[0]
    pen: Pen = cairo.Context(target)
    pen.transform(cairo.Matrix(*across / image.shape[1], *down / image.shape[0], *first))
    pen.set_source_surface(source)
    pen.get_source().set_filter(cairo.FILTER_NEAREST)
    pen.paint_with_alpha(opacity)


def _on_pixels(
    image: Pixels, first: Corners, last: Corners, resampling: Image.Resampling
) -> tuple[Pixels, Corners]:
    """Return an image at the size at which it stands, and where its first pixel (x, y) lies.

    One that stands pixel on pixel is itself; another is what Manim makes of it.
    """
    near = np.rint(first)
    if _is_nought(first - near) and _is_nought(last - near - image.shape[1::-1]):
        return image, near
    place, whole = np.trunc(first), Image.fromarray(image)
    (wide, high), ways = np.trunc(last) - place, _ways(whole, first - place, last - place)
    kind = Image.Transform.PERSPECTIVE
    made = whole.transform((int(wide), int(high)), kind, ways, resample=resampling)
    return np.asarray(made), place


def _is_nought(pixels: Corners) -> bool:
    return bool(np.abs(pixels).max() < _NEAR)


def _ways(image: Image.Image, first: Corners, last: Corners) -> list[float]:
    """Return the coefficients of the way from where an image stands to its own pixels."""
    across, down = image.size / (last - first)
    return [across, 0.0, -first[0] * across, 0.0, down, -first[1] * down, 0.0, 0.0]


def _lay(image: Pixels, place: Corners, picture: Pixels) -> None:
    """Lay what is within the picture of an image over it, the first pixel at a place (x, y)."""
    (x, y), (height, width) = place.astype(int).tolist(), picture.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + image.shape[1], width), min(y + image.shape[0], height)
    if left < right and top < bottom:
        under = picture[top:bottom, left:right]
        over = image[top - y : bottom - y, left - x : right - x]
        if over[0, 0, 3] == _OPAQUE and over[..., 3].min() == _OPAQUE:
            under[:] = over
        else:
            both = Image.alpha_composite(Image.fromarray(under), Image.fromarray(over))
            under[:] = np.asarray(both)


def _can_be_seen(rgbas: npt.NDArray[np.float64]) -> bool:
    """Say whether a colour, or any of a gradient's, is not transparent."""
    return bool(rgbas[0, 3] > 0 if len(rgbas) == 1 else (rgbas[:, 3] > 0).any())
