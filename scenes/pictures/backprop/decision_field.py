"""The colour of a network's guess at every place of a plane, at the very pixels of the film."""

from collections.abc import Iterator
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import config
from PIL import Image

from scenes.vocabulary import style
from scenes.vocabulary.surface import Canvas
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import Depicted, Depiction

_STRENGTH = 0.62  # of a class's colour where the network is sure
_SAMPLED = 12  # pixels that are read back
_EXACT = 0.02  # of a guess: how exactly a byte of colour says it


class Field(Canvas, Depiction):
    """A class's colour where the network says so, the page's own where it cannot say."""

    def __init__(self, width: float, height: float, key: str, ends: tuple[float, float]) -> None:
        super().__init__()
        self.key, self.ends = key, ends
        pixels = config.pixel_height / config.frame_height
        self.columns, self.rows = round(width * pixels), round(height * pixels)
        x, y = self.columns / pixels / 2, self.rows / pixels / 2
        self.points = np.array([[-x, y, 0], [x, y, 0], [-x, -y, 0], [x, -y, 0]])
        self.shades = _shades()
        self.sampled = np.linspace(0.06, 0.94, _SAMPLED)
        self.show_guesses(np.full((2, 2), sum(ends) / 2))

    def show_guesses(self, guesses: Array) -> Self:
        """Show guesses (rows, columns), the first row at the foot."""
        size = self.columns, self.rows
        shares = (guesses[::-1] - self.ends[0]) / (self.ends[1] - self.ends[0])
        coarse = Image.fromarray(shares.astype(np.float32))
        fine = coarse.resize(size, Image.Resampling.BICUBIC)
        levels = np.rint(np.clip(np.asarray(fine), 0.0, 1.0) * 255).astype(np.uint8)
        self.pixel_array = self.shades[levels]
        self.orig_alpha_pixel_array = self.pixel_array[:, :, 3].copy()
        if self.fill_opacity < 1:
            self.set_opacity(self.fill_opacity)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the guesses that some pixels say."""
        rows = np.rint((1 - self.sampled) * (self.rows - 1)).astype(int)
        columns = np.rint(self.sampled * (self.columns - 1)).astype(int)
        colours = self.pixel_array[rows, columns, :3].astype(float)
        distances = np.linalg.norm(colours[:, None] - self.shades[None, :, :3], axis=2)
        spread = self.ends[1] - self.ends[0]
        said = self.ends[0] + distances.argmin(axis=1) / 255 * spread
        yield Depicted(self.key, (0, np.arange(_SAMPLED)), said, _EXACT * spread)


def _shades() -> npt.NDArray[np.uint8]:
    """Return the colour (256, 4) of each guess from 0 to 1."""
    guess = np.linspace(0.0, 1.0, 256)[:, None]
    page, yes, no = (style.color(role).to_rgb() for role in ("cell", "yes", "no"))
    strength = np.abs(2 * guess - 1) * _STRENGTH
    rgb = page + strength * (np.where(guess > 0.5, yes, no) - page)
    return np.hstack([np.rint(rgb * 255), np.full((256, 1), 255)]).astype(np.uint8)
