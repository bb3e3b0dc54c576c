"""The colour of a neuron's answer at every place of a plane, at the very pixels of the film."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup, config
from PIL import Image

from scenes.vocabulary import style
from scenes.vocabulary.surface.canvas import Canvas
from scenes.vocabulary.text import Array, Depicted, Depiction, Points, arrays, words
from scenes.vocabulary.text.spelling import named

_STRENGTH = 0.62  # of a class's colour where the network is sure
_SAMPLED = np.linspace(0.06, 0.94, 12)  # of both sides: the pixels that are read back
_MORE = "->", "arrow.t"  # where there is more of it, to the right and up
_EXACT, _NEAR = 0.02, 5  # of a guess: how exactly a byte of colour says it, and that in bytes


class Field(Canvas, Depiction):
    """A class's colour where the network says so, the page's own where it cannot say."""

    def __init__(
        self,
        width: float,
        height: float,
        key: str,
        ends: tuple[float, float],
        *,
        row: int = 0,
    ) -> None:
        super().__init__()
        self.key, self.ends, self.row = key, ends, row
        self.shades = _shades()
        self.says = True  # whether it shows what was recorded, and not something on the way there
        self.resize(width, height, np.zeros(3))
        self.show_guesses(np.full((2, 2), sum(ends) / 2))

    def resize(self, width: float, height: float, centre: Points) -> Self:
        """Take another size and place, on whole pixels; `show_guesses` draws it anew."""
        pixels = config.pixel_height / config.frame_height
        self.columns, self.rows = (max(round(side * pixels), 1) for side in (width, height))
        size = np.array([self.columns, self.rows]) / pixels
        frame = np.array([config.frame_width, config.frame_height]) / 2
        low = np.rint((centre[:2] - size / 2 + frame) * pixels) / pixels - frame
        (left, bottom), (right, top) = low, low + size
        self.points = np.array([[left, top], [right, top], [left, bottom], [right, bottom]])
        self.points = np.pad(self.points, ((0, 0), (0, 1)))
        self.pixel_array = np.full((self.rows, self.columns, 4), 255, dtype=np.uint8)
        self.orig_alpha_pixel_array = self.pixel_array[:, :, 3].copy()
        return self

    def show_guesses(self, guesses: Array) -> Self:
        """Show guesses (rows, columns), the first row at the foot."""
        shares = (guesses[::-1] - self.ends[0]) / (self.ends[1] - self.ends[0])
        levels = np.rint(np.clip(shares, 0.0, 1.0) * 255).astype(np.uint8)
        if len(guesses) >= self.rows:
            picked = (_nearest(*pair) for pair in zip(self._size, guesses.shape, strict=True))
            levels = levels[np.ix_(*picked)]
        else:
            resized = Image.fromarray(levels).resize(self._size[::-1], Image.Resampling.BICUBIC)
            levels = np.asarray(resized)
        shades, pixels = (each.view(np.uint32)[..., 0] for each in (self.shades, self.pixel_array))
        np.take(shades, levels, out=pixels, mode="clip")  # a pixel's four bytes at once
        if self.fill_opacity < 1:
            self.set_opacity(self.fill_opacity)
        return self

    def places_read(self, shape: tuple[int, int]) -> Array:
        """Return where the pixels are that are read back, (2, k): shares of the way from the left
        and from the foot of a grid of this shape (rows, columns).
        """
        (rows, columns), shares = self._pixels_read(), []
        for pixels, size, marks in (
            (columns, self.columns, shape[1]),
            (self.rows - 1 - rows, self.rows, shape[0]),
        ):
            if shape[0] >= self.rows:
                place = _nearest(size, marks)[pixels]
            else:
                place = (pixels + 0.5) / size * marks - 0.5
            shares.append(place / (marks - 1))
        return np.array(shares)

    @property
    def _size(self) -> tuple[int, int]:
        return self.rows, self.columns

    def _pixels_read(self) -> tuple[arrays.Indices, arrays.Indices]:
        """Return the rows, from the top, and the columns of the pixels that are read back."""
        rows = np.rint((1 - _SAMPLED) * (self.rows - 1)).astype(int)
        return rows, np.rint(_SAMPLED * (self.columns - 1)).astype(int)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the guesses that some pixels say."""
        if not self.says:
            return
        said = self.read(*self._pixels_read())
        yield Depicted(self.key, (self.row, np.arange(len(_SAMPLED))), *said)

    def read(self, rows: Any, columns: Any) -> tuple[Array, float, Array]:
        """Return what some pixels say, how exactly, and where that is an end of the scale."""
        colours, spread = self.pixel_array[rows, columns, :3].astype(float), np.ptp(self.ends)
        distances = np.linalg.norm(colours[:, None] - self.shades[None, :, :3], axis=2)
        shades = distances.argmin(axis=1)
        # And beyond, in this direction: beside what was cut off a pixel is not quite at the end.
        full = (shades >= 255 - _NEAR).astype(float) - (shades <= _NEAR)
        return self.ends[0] + shades / 255 * spread, float(_EXACT * spread), full


def _nearest(pixels: int, marks: int) -> arrays.Indices:
    """Return which of a row of marks is the nearest to each of fewer pixels."""
    return np.asarray(((np.arange(pixels) + 0.5) / pixels * marks).astype(int))


def _shades() -> npt.NDArray[np.uint8]:
    """Return the colour (256, 4) of each guess from 0 to 1."""
    guess = np.linspace(0.0, 1.0, 256)[:, None]
    page, yes, no = (style.color(role).to_rgb() for role in ("cell", "yes", "no"))
    rgb = page + np.abs(2 * guess - 1) * _STRENGTH * (np.where(guess > 0.5, yes, no) - page)
    return np.hstack([np.rint(rgb * 255), np.full((256, 1), 255)]).astype(np.uint8)


def names_beside(field: Mobject, features: Sequence[str]) -> VGroup:
    """Return the names of a map's axes, each with an arrow that says where more of it is."""
    said = (f"{named(name)} ${sign} $" for name, sign in zip(features, _MORE, strict=False))
    return stand_beside(field, VGroup(*(words(one, size=style.SMALL) for one in said)))


def stand_beside(field: Mobject, names: VGroup) -> VGroup:
    """Let the names of a map's axes stand where it is now."""
    for name, side, end in zip(names, (DOWN, UP), (RIGHT, LEFT), strict=False):
        name.next_to(field, side, buff=0.1).align_to(field, end)
    return names
