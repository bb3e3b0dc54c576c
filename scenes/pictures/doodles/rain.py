"""Drawings rain into the cells of a table: each flies from a heap to where it was answered."""

from typing import Any, Self

import cairo
import numpy as np
from manim import RIGHT, Group, linear

from scenes.film import Pen
from scenes.pictures.doodles.confusion_table import PITCH, ConfusionTable
from scenes.pictures.doodles.mounting import tiled
from scenes.vocabulary import stage, style, surface
from scenes.vocabulary.text.arrays import Array

_LARGE, _SMALL = 1.9, 0.5  # a drawing on its way, and one of very many
_AIR = 0.1  # to the margins
_ONE = 0.12  # of the time that very many take: how long each is under way
_MANY, _FAINTEST = 24, 0.2  # from so many on their ink is thinned: a crowd must not flash
_ROUNDING = 1e-9  # the last one has arrived at the end
_HEAP, _SPREAD = RIGHT * 4.6, (1.5, 2.3)  # where they come from, and how far about
_ABREAST = 128  # drawings in a row of the sheet; cairo's rows are whole words of four bytes


class Rain(surface.Canvas):
    """Drawings under way; those that have arrived are counted in the table.

    `data`: With `X` (n, m), and the `image_shape`. `order`: (m,) in which they fall. `cells`:
    (m, 2), the row and the column of each.
    """

    def __init__(self, table: ConfusionTable, data: Any, order: Array, cells: Array) -> None:
        super().__init__()
        self.table, self.shape, self.cells = table, data.image_shape, cells[order]
        rng = np.random.default_rng(len(cells))
        self.heap = (style.MIDDLE + _HEAP)[:2]
        self.starts = self.heap + rng.uniform(-1, 1, (len(cells), 2)) * _SPREAD
        self.ends = table.middle(*self.cells.T)[:, :2]
        low, high = [table.corner[0], style.FLOOR], style.TOP_RIGHT[:2] - _AIR
        self.room = np.pad([low, high], ((0, 0), (0, 1)))
        ink = np.rint(tiled(data.X.T[order].reshape(-1, *self.shape), _ABREAST) * 255)
        rows, columns = ink.shape
        self.sheet = cairo.SurfacePattern(
            cairo.ImageSurface.create_for_data(
                bytearray(ink.astype(np.uint8)), cairo.FORMAT_A8, columns, rows
            )
        )
        self.sheet.set_filter(cairo.FILTER_NEAREST)

    def show(self, first: int, last: int, moment: float) -> Self:
        """Show drawings `first` up to `last` on their way; a single one is large.

        It stays to be looked at, and so do those before it.
        """
        alone = last == first + 1
        one = 1.0 if alone else _ONE
        leave = np.linspace(0.0, 1 - one, last - first)
        shares = np.append(np.ones(first), (moment - leave) / one + _ROUNDING)
        counts = np.zeros_like(self.table.table)
        np.add.at(counts, tuple(self.cells[:last][shares >= 1].T), 1)
        self.table.show_counts(counts)
        who = np.flatnonzero(alone | (shares > 0) & (shares < 1))
        starts = self.heap if alone else self.starts[who]
        along = stage.motion.eased(shares[who])[:, None]
        places = starts + (self.ends[who] - starts) * along
        side = _LARGE if alone else _SMALL
        sides = side + (PITCH - side) * along[:, 0]

        def draw(pen: Pen) -> None:
            surface.canvas.dip(pen, "ink", min(max(_MANY / max(len(who), 1), _FAINTEST), 1.0))
            for k, place, wide in zip(who.tolist(), places.tolist(), sides.tolist(), strict=True):
                self._paint(pen, k, place, wide)

        return self.redraw(self.room, draw)

    def fall(self, first: int, last: int, *, run_time: float) -> stage.Tween:
        """Return how drawings `first` up to `last` go."""
        show = lambda moment: self.show(first, last, moment)  # noqa: E731
        return stage.Tween(Group(self.table, self), show, run_time=run_time, rate_func=linear)

    def _paint(self, pen: Pen, k: int, place: list[float], side: float) -> None:
        """Let ink through the sheet where it has the k-th drawing."""
        rows, columns = self.shape
        top, left = np.multiply(divmod(k, _ABREAST), (rows + 1, columns + 1)).tolist()
        pen.save()
        pen.translate(place[0] - side / 2, place[1] + side / 2)
        pen.scale(side / rows, -side / rows)
        pen.translate(-left, -top)
        pen.rectangle(left, top, columns, rows)
        pen.clip()
        pen.mask(self.sheet)
        pen.restore()
