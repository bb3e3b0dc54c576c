"""A grid of pixels: an image, or a row of weights laid out like one, as one object."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import Rectangle, config

from scenes.vocabulary import style, surface
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Points

_COARSE = 0.02  # of the scale: a pale tint has few of a byte's steps


class PixelGrid(surface.Canvas, Depiction):
    """An array as an image whose pixels are large: 784 objects in a film would be 784 too many.

    It is hidden, shown and faded like type, and moved like anything. What is shown anew in every
    frame should `stand_on_pixels`: it is laid straight on the film's picture then.

    Parameters
    ----------
    values
        (rows, columns) array.
    height
        In Manim units.
    signed
        Whether a value is tinted by its sign, full at ±`scale`; if not, 0 is the paper and `scale`
        the ink.
    scale
        The size at which a colour is full (default: 1, or the largest size where signed).
    of
        The key of the column (rows · columns, 1) that the pixels are, row by row.
    column, row
        Or which of several columns that is; or which row, of a table with a column for each pixel.
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        height: float = 2.0,
        signed: bool = False,
        scale: float | None = None,
        of: str = "",
        column: int = 0,
        row: int | None = None,
    ) -> None:
        super().__init__()
        self.of, self.column, self.row = of, column, row
        self.values = np.array(values, dtype=float)
        if self.values.ndim != 2:
            raise ValueError(f"values has {self.values.ndim} dimensions; rows and columns are two")
        self.signed = signed
        largest = float(np.abs(self.values).max()) if signed else 1.0
        self.scale_of_tint = float(scale or largest or 1.0)
        rows, columns = self.values.shape
        x, y = height * columns / rows / 2, height / 2
        self.points = np.array([[-x, y, 0], [x, y, 0], [-x, -y, 0], [x, -y, 0]])
        self._fine = np.arange(rows), np.arange(columns)
        self.show_values(self.values)

    @property
    def pitch(self) -> float:
        """The side of a pixel, in Manim units."""
        return float(self.height / len(self.values))

    def show_values(self, values: ArrayLike) -> Self:
        """Show another array of the same shape."""
        self.values = np.array(values, dtype=float).reshape(self.values.shape)
        colours = self.colours()
        opaque = np.full((*self.values.shape, 1), 255, dtype=np.uint8)
        coarse = np.dstack([np.rint(colours * 255).astype(np.uint8), opaque])
        fine = coarse.view(np.uint32)[:, :, 0][np.ix_(*self._fine)]  # a pixel's four bytes at once
        self.pixel_array = fine.view(np.uint8).reshape(*fine.shape, 4)
        self.orig_alpha_pixel_array = np.full(fine.shape, 255, dtype=np.uint8)
        return self if self.fill_opacity == 1 else self.set_opacity(self.fill_opacity)

    def colours(self) -> Array:
        """Return the colour of each pixel (rows, columns, 3), red, green and blue from 0 to 1."""
        return _tints(self.values / self.scale_of_tint, self.signed)

    def stand_on_pixels(self) -> Self:
        """Take the nearest size and place that are whole pixels of the film; it stays there."""
        frame = np.array([config.frame_width, config.frame_height])
        pixels = np.array([config.pixel_width, config.pixel_height]) / frame
        low, high = np.rint((self.points[[2, 1], :2] + frame / 2) * pixels)
        (left, bottom), (right, top) = low / pixels - frame / 2, high / pixels - frame / 2
        self.points[:, :2] = [[left, top], [right, top], [left, bottom], [right, bottom]]
        wide, tall = (high - low).astype(int)
        rows, columns = self.values.shape
        self._fine = np.arange(tall) * rows // tall, np.arange(wide) * columns // wide
        return self.show_values(self.values)

    def read_values(self) -> Array:
        """Return the array that the pixels say: the inverse of `show_values` within the scale."""
        firsts = [
            np.searchsorted(fine, np.arange(count))
            for fine, count in zip(self._fine, self.values.shape, strict=True)
        ]
        colours = self.pixel_array[np.ix_(*firsts)][:, :, :3] / 255.0
        base = _tints(np.zeros((1, 1)), self.signed)[0, 0]
        shares, misses = [], []
        for sign in (1.0, -1.0) if self.signed else (1.0,):
            way = _tints(np.full((1, 1), sign), self.signed)[0, 0] - base
            share = (colours - base) @ way / (way @ way)
            misses.append(np.linalg.norm(base + share[..., None] * way - colours, axis=-1))
            shares.append(sign * share)
        best = np.argmin(misses, axis=0)
        return np.asarray(np.choose(best, shares) * self.scale_of_tint)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the pixels, where they are a recorded column."""
        if self.of and self.fill_opacity > 0:
            within = self.scale_of_tint * (_COARSE if self.signed else 1 / 255)
            value, places = self.read_values().ravel(), np.arange(self.values.size)
            at = (places, self.column) if self.row is None else (self.row, places)
            full = np.abs(value) >= self.scale_of_tint - within
            yield Depicted(self.of, at, value, within, full)

    def pixel(self, index: int) -> Points:
        """Return the middle of a pixel by its place in the flattened array."""
        row, column = divmod(index, self.values.shape[1])
        corner: Points = self.points[0] + np.array([column + 0.5, -row - 0.5, 0.0]) * self.pitch
        return corner

    def frame(self, *indices: int, role: str = "ink") -> Rectangle:
        """Return the outline around some pixels, or around the whole image where none are named."""
        places = [self.pixel(index) for index in indices or (0, self.values.size - 1)]
        low, high = np.min(places, axis=0), np.max(places, axis=0)
        width, height = (high - low)[:2] + self.pitch
        frame = Rectangle(
            width=width, height=height, color=style.color(role), stroke_width=style.THIN
        )
        return frame.move_to((low + high) / 2)


def inkiest(values: ArrayLike, count: int) -> range:
    """Return which `count` neighbouring pixels hold the most ink, by their places in the column.

    They are of one row, or whole rows where `count` is more than a row.
    """
    image = np.asarray(values, dtype=float)
    width = image.shape[1]
    starts = [
        start
        for start in range(image.size - count + 1)
        if (start % width + count <= width if count <= width else start % width == 0)
    ]
    inks = [image.ravel()[start : start + count].sum() for start in starts]
    first = starts[int(np.argmax(inks))]
    return range(first, first + count)


def _tints(shares: Array, signed: bool) -> Array:
    """Return the colours (…, 3) of shares of the scale, -1 to 1."""
    if signed:
        ends = style.color("cell"), style.color("positive"), style.color("negative")
    else:
        ends = style.color("paper"), style.color("ink"), style.color("paper")
    zero, plus, minus = (np.asarray(end.to_rgb()) for end in ends)
    sizes = np.clip(shares, -1.0, 1.0)[..., None]
    return zero + np.maximum(sizes, 0.0) * (plus - zero) + np.maximum(-sizes, 0.0) * (minus - zero)
