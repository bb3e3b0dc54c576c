"""Drawings rain into the cells of a table: each flies from a heap to where it was answered."""

from typing import Any, Self

import cairo
import numpy as np
from manim import RIGHT, Group, linear

from scenes.film import Pen
from scenes.pictures.doodles.confusion_table import PITCH, ConfusionTable
from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.stage.motion import eased
from scenes.vocabulary.surface import Canvas
from scenes.vocabulary.text.arrays import Array

_LARGE, _SMALL = 1.9, 0.5  # a drawing on its way, and one of very many
_AIR = 0.1  # to the margins
_MANY, _FAINTEST = 24, 0.2  # from so many on their ink is thinned: a crowd must not flash
_ROUNDING = 1e-9  # the last one has arrived at the end
_HEAP, _SPREAD = RIGHT * 4.6, (1.5, 2.3)  # where they come from, and how far about


class _Sheets:
    """The drawings that cairo has been given, by their number.

    It has no `__dict__`: what was drawn so far must not be a part of the next play's name.
    """

    __slots__ = ("made",)

    def __init__(self) -> None:
        self.made: dict[int, cairo.ImageSurface] = {}


class Rain(Canvas):
    """Drawings under way; those that have arrived are counted in the table.

    `data`: With `X` (n, m), and the `image_shape`. `order`: (m,) in which they fall. `cells`:
    (m, 2), the row and the column of each.
    """

    def __init__(self, table: ConfusionTable, data: Any, order: Array, cells: Array) -> None:
        super().__init__()
        self.table, self.data, self.order, self.cells = table, data, order, cells[order]
        self.shape, rng = data.image_shape, np.random.default_rng(len(cells))
        heap = (style.MIDDLE + _HEAP)[:2]
        self.starts = heap + rng.uniform(-1, 1, (len(cells), 2)) * _SPREAD
        self.ends = np.array([table.middle(*cell)[:2] for cell in self.cells.tolist()])
        low, high = [table.corner[0], style.FLOOR], style.TOP_RIGHT[:2] - _AIR
        self.room = np.pad([low, high], ((0, 0), (0, 1)))
        self.sheets = _Sheets()

    def present(self, which: int) -> Self:
        """Show one drawing large, where they come from, beside those that have arrived."""
        self.starts[: which + 1] = (style.MIDDLE + _HEAP)[:2]
        shares = np.append(np.ones(which), 0.0)
        return self._show_flying(0, shares, _LARGE)

    def fall(self, first: int, last: int, *, run_time: float, one: float, large: bool) -> Tween:
        """Return how drawings `first` up to `last` go, each for a share `one` of the time."""
        count = last - first
        leave = np.arange(count) / max(count - 1, 1) * (1 - one)
        start = np.zeros_like(self.table.table)
        np.add.at(start, tuple(self.cells[:first].T), 1)

        def show(moment: float) -> None:
            shares = (moment - leave) / one + _ROUNDING
            if large:
                self._show_flying(0, np.append(np.ones(first), shares), _LARGE)
            else:
                self._show_flying(first, shares, _SMALL)
            counts, there = start.copy(), first + np.flatnonzero(shares >= 1)
            np.add.at(counts, tuple(self.cells[there].T), 1)
            whole = len(there) + first == len(self.cells)
            self.table.show_counts(self.table.table if whole else counts)

        return Tween(Group(self.table, self), show, run_time=run_time, rate_func=linear)

    def _show_flying(self, first: int, shares: Array, side: float) -> Self:
        there = side == _LARGE  # one that is looked at stays to be seen
        under_way = np.flatnonzero((shares > 0) & (shares < 1) | there)
        along = eased(np.clip(shares[under_way], 0.0, 1.0))[:, None]
        who = first + under_way
        places = self.starts[who] + (self.ends[who] - self.starts[who]) * along
        sides = side + (PITCH - side) * along[:, 0]

        def draw(pen: Pen) -> None:
            for k, place, wide in zip(who.tolist(), places.tolist(), sides.tolist(), strict=True):
                self._paint(pen, k, place, wide, ink=min(max(_MANY / len(who), _FAINTEST), 1.0))

        return self.redraw(self.room, draw)

    def _paint(self, pen: Pen, k: int, place: list[float], side: float, ink: float) -> None:
        rows = self.shape[0]
        pen.save()
        pen.translate(place[0] - side / 2, place[1] + side / 2)
        pen.scale(side / rows, -side / rows)
        pen.set_source_surface(self._sheet(k), 0, 0)
        pen.get_source().set_filter(cairo.FILTER_NEAREST)
        pen.rectangle(0, 0, self.shape[1], rows)
        pen.clip()
        pen.paint_with_alpha(ink)
        pen.restore()

    def _sheet(self, k: int) -> cairo.ImageSurface:
        """Return a drawing as ink of its own thickness, in the order of colours of a canvas."""
        if k not in self.sheets.made:
            alpha = self.data.X[:, self.order[k]].reshape(*self.shape, 1)
            rgb = np.asarray(style.color("ink").to_rgb())
            pixels = np.rint(np.dstack([alpha * rgb, alpha]) * 255).astype(np.uint8)
            data = bytearray(np.ascontiguousarray(pixels).tobytes())
            rows, columns = self.shape
            surface = cairo.ImageSurface.create_for_data(data, cairo.FORMAT_ARGB32, columns, rows)
            self.sheets.made[k] = surface
        return self.sheets.made[k]
