"""Images on whole pixels: in a frame, and many as one."""

import numpy as np
from manim import Group

from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.text.arrays import Array


def framed(image: PixelGrid) -> Group:
    """Let an image stand on the film's pixels; return it with its outline."""
    return Group(image.stand_on_pixels(), image.frame(role="hairline"))


def tiled(images: Array, wide: int) -> Array:
    """Return images (m, rows, columns) as one, so many side by side, and after each one pixel."""
    count, rows, columns = images.shape
    tiles = np.zeros((-(-count // wide), wide, rows + 1, columns + 1))
    tiles.reshape(-1, rows + 1, columns + 1)[:count, :rows, :columns] = images
    return np.block([list(row) for row in tiles])
