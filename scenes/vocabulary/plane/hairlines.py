"""A table of very many columns as one picture: each is a hairline, in the colour of its sign."""

from collections.abc import Iterator

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.plane.field import Field
from scenes.vocabulary.text import Depicted, Source


class Hairlines(Field):
    """The numbers `source[key]` (rows, columns) in cells from the left edge to an x, `right`.

    `full`: The size at which a colour is full. `row`: How high one is. `top`: Where the first is.
    """

    def __init__(
        self, source: Source, key: str, full: float, *, row: float, top: float, right: float
    ) -> None:
        self.table, (rows, self.most) = source[key], source[key].shape
        size = right - style.LEFT_EDGE, row * rows
        super().__init__(*size, key, (-full, full))
        self.resize(*size, np.array([style.LEFT_EDGE + size[0] / 2, top - size[1] / 2, 0]))
        tints = [style.blend("cell", "negative", share) for share in np.linspace(1, 0, 128)]
        tints += [style.blend("cell", "positive", share) for share in np.linspace(0, 1, 128)]
        self.shades = np.array([[*tint.to_int_rgb(), 255] for tint in tints], np.uint8)
        self.cite(source).fill(0)

    def fill(self, count: int) -> None:
        """Draw the first columns; the others are empty."""
        self.count = count
        seen = np.where(np.arange(self.most) < count, self.table, 0.0)[::-1]
        self.show_guesses(np.repeat(seen, -(-self.rows // len(seen)), axis=0))

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers that some hairlines say."""
        _, pixels = self._pixels_read()
        places = ((pixels + 0.5) / self.columns * self.most).astype(int)
        pixels, places = pixels[places < self.count], places[places < self.count]
        for i in range(len(self.table) if self.count else 0):
            row = int((i + 0.5) * self.rows / len(self.table))
            yield Depicted(self.key, (i, places), *self.read(row, pixels))
