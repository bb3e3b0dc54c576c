"""Drawing a frame: an outline that was drawn before is traced again from what cairo made of it.

Manim hands cairo every curve of every outline at each frame, from Python. Most outlines are where
they were a frame ago, so their paths are kept here, and nothing is painted that cannot be seen.
The pixels are Manim's own, to the last bit; tests/scenes/test_drawing.py compares them.
"""

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from manim import Camera, Mobject, VMobject

from scenes.film import laying, planes

_ROOM = 6_000_000  # bytes of outlines that are kept at once; their paths take twice as much


class SwiftCamera(Camera):
    """Manim's camera, except that it keeps paths and leaves out what is transparent."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.paths = _Paths()
        # Manim adds an attribute when it first draws. A film from the cache is never drawn, and
        # its plays must have the same names.
        self.type_or_raise(VMobject())

    def draw_on(self, picture: planes.Pixels) -> None:
        """Draw on this picture (height, width, 4) from now on."""
        self.pixel_array = picture
        self.pixel_array_to_cairo_context.clear()  # it would keep every picture there ever was

    def get_mobjects_to_display(
        self, mobjects: Iterable[Mobject], include_submobjects: bool = True, **settings: Any
    ) -> list[Mobject]:
        """Return what is to be drawn, from the back to the front: each thing of a family once."""
        if settings or not include_submobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, **settings)
        found = _with_families(mobjects)
        return sorted(found, key=lambda one: one.z_index) if self.use_z_index else found

    def display_vectorized(self, vmobject: VMobject, ctx: laying.Pen) -> Self:
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

    def set_cairo_context_path(self, ctx: laying.Pen, vmobject: VMobject) -> Self:
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

    def display_image_mobject(self, image_mobject: Any, pixel_array: planes.Pixels) -> None:
        """Lay an image over the picture: an upright one over its own part of the picture alone."""
        image = image_mobject.get_pixel_array()
        corners = self.points_to_subpixel_coords(image_mobject, image_mobject.points)
        if getattr(image_mobject, "premultiplied", False):
            laying.paint(image, corners, image_mobject.get_fill_opacity(), pixel_array)
        elif (ends := laying.upright(corners)) is not None:
            laying.lay(image, ends, image_mobject.resampling_algorithm, pixel_array)
        else:
            super().display_image_mobject(image_mobject, pixel_array)

    def _has_stroke(self, vmobject: VMobject, *, background: bool) -> bool:
        width = vmobject.get_stroke_width(background)
        return width > 0 and _can_be_seen(self.get_stroke_rgbas(vmobject, background=background))


def _with_families(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return all that has points, each where Manim would meet it for the last time.

    Manim goes through a family once for each of its members that it is given, at every frame.
    """
    found: list[Mobject] = []
    seen: set[Mobject] = set()

    def look(things: list[Mobject]) -> None:
        for thing in reversed(things):
            if thing not in seen:
                seen.add(thing)
                look(thing.submobjects)
                if len(thing.points):
                    found.append(thing)

    look(list(mobjects))
    return found[::-1]


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


def _trace(ctx: laying.Pen, vmobject: VMobject, points: npt.NDArray[np.float64]) -> None:
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


def _can_be_seen(rgbas: npt.NDArray[np.float64]) -> bool:
    """Say whether a colour, or any of a gradient's, is not transparent."""
    return bool(rgbas[0, 3] > 0 if len(rgbas) == 1 else (rgbas[:, 3] > 0).any())
