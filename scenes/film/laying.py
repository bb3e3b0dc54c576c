"""Laying an image over the picture: over its own part of it alone, and straight where it can be."""

from typing import Any, TypeAlias

import cairo
import numpy as np
import numpy.typing as npt
from PIL import Image

from scenes.film.planes import Pixels

Pen: TypeAlias = "cairo.Context[Any]"
Corners: TypeAlias = npt.NDArray[np.float64]
Ends: TypeAlias = tuple[Corners, Corners]

_NEAR = 1e-3  # of a pixel: roundings
_OPAQUE = 255  # alpha of a pixel that hides what is below


def upright(corners: Corners) -> Ends | None:
    """Return the first and the last corner of an image whose sides are those of the picture."""
    first, last = corners[0], corners[3]
    others = np.array([[last[0], first[1]], [first[0], last[1]]])
    stands = np.abs(corners[1:3] - others).max() < _NEAR and (last > first).all()
    return (first, last) if stands else None


def lay(image: Pixels, ends: Ends, resampling: Image.Resampling, picture: Pixels) -> None:
    """Lay what is within the picture of an upright image over it, as Manim does."""
    image, place = _on_pixels(image, *ends, resampling)
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


def paint(image: Pixels, corners: Corners, opacity: float, picture: Pixels) -> None:
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
