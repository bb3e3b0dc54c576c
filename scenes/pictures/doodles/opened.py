"""A cell of the table is opened: the drawings behind it, and how many of all are right."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, Group, Line, VGroup, VMobject

from scenes.pictures.doodles.confusion_table import PITCH, ConfusionTable, outline
from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import quote, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.strokes import boxes

_LEFT, _RIGHT, _SIDE, _COLUMNS = 1.75, style.RIGHT_EDGE, 1.39, 3
_TOP, _THICK = 2.2, 0.3
_FAINT = 0.13
_NUMBERED = 3  # of the fullest wrong cells


class Opened:
    """A lens from the darkest wrong cell to some drawings in it, and a bar of all that there are.

    `found`: The answers, and which cell is the `darkest`. `behind`: (n, k), the drawings to show.
    """

    def __init__(
        self,
        table: ConfusionTable,
        found: Any,
        behind: Array,
        *,
        names: Sequence[str],
        shape: tuple[int, int],
    ) -> None:
        self.table, self.found, self.cell, self.names = table, found, found.darkest, names
        images = [PixelGrid(values.reshape(shape), height=_SIDE) for values in behind.T]
        self.images = Group(*images).arrange_in_grid(cols=_COLUMNS, buff=0.12)
        corner = style.MIDDLE + RIGHT * (_LEFT + 0.3) + UP * (_TOP - 0.68)
        self.images.move_to(corner, UP + LEFT)
        for image in images:
            image.stand_on_pixels()
        self.frames = VGroup(*(image.frame(role="hairline") for image in self.images))

    def count(self) -> Gesture:
        """Say how many were right, and how many wrong, of a bar as long as all."""
        left, y = _LEFT + 0.3, style.MIDDLE[1] + style.FLOOR + 0.35
        split = left + (_RIGHT - left) * float(self.found["share"])
        bars = VGroup(_slab(left, split, y, "muted"), _slab(split, _RIGHT, y, "cost"))
        right, wrong = self._number("right", "ink"), self._number("wrong", "cost")
        right.next_to(bars, UP, buff=0.2).align_to(bars, LEFT)
        wrong.next_to(bars, UP, buff=0.2).align_to(bars, RIGHT)
        yield FadeIn(bars, run_time=0.6), FadeIn(right, wrong, run_time=0.6)
        wrong_cells = self.table.table - np.diag(np.diag(self.table.table))
        fullest = np.argsort(-wrong_cells, axis=None, kind="stable")[:_NUMBERED]
        cells = [divmod(int(place), len(wrong_cells)) for place in fullest]
        yield (FadeIn(*map(self.table.number_in, cells), run_time=0.6),)

    def _number(self, key: str, role: str) -> VGroup:
        """Return how many were right, or wrong."""
        number = quote(self.found, key, (), 0, role=role, size=style.RESULT, anchor="left")
        label = words(key, size=style.LINE, role=role).next_to(number, RIGHT, buff=0.15)
        return VGroup(number, label.stand_on(number.baseline))

    def open(self) -> Gesture:
        """Outline the cell, and draw its lens and what is behind it."""
        frame = outline(self.table, *self.cell)
        x, top, low = _LEFT, style.MIDDLE[1] + _TOP, self.images.get_bottom()[1] - 0.1
        lines = VGroup(
            Line(frame.get_corner(RIGHT + UP), [x, top, 0]),
            Line(frame.get_corner(RIGHT + DOWN), [x, low, 0]),
            Line([x, top, 0], [x, low, 0]),
        ).set_stroke(color=style.color("muted"), width=style.THIN)
        ray = VMobject(stroke_width=0, color=style.color("cost"), fill_opacity=_FAINT)
        edge = self.table.corner[0] + PITCH * len(self.table.table)  # no cell is to be tinted
        inner = [line.point_from_proportion(_share(line, edge)) for line in lines[:2]]
        ray.set_points_as_corners([inner[0], [x, top, 0], [x, low, 0], inner[1]])
        yield (Create(frame, run_time=0.6),)
        yield (Create(lines, run_time=1.0), FadeIn(ray, run_time=1.0))
        yield (FadeIn(self._title().align_to([x + 0.3, top - 0.1, 0], UP + LEFT), run_time=0.5),)
        for image, one in zip(self.images, self.frames, strict=True):
            yield FadeIn(image, run_time=0.3), FadeIn(one, run_time=0.3)

    def _title(self) -> VGroup:
        """Return how often the one was called the other."""
        number = quote(self.found, "table", self.cell, 0, size=style.RESULT, anchor="left")
        truth, said = (escaped(self.names[k]) for k in self.cell)
        label = words(f"times {truth}, called {said}", size=style.LINE)
        return VGroup(number, label.next_to(number, RIGHT, buff=0.18).stand_on(number.baseline))


def _share(line: Line, x: float) -> float:
    """Return how far along a line an x is."""
    (start, _, _), (end, _, _) = line.get_start(), line.get_end()
    return float((x - start) / (end - start))


def _slab(left: float, right: float, y: float, role: str) -> VMobject:
    slab = VMobject(stroke_width=0, fill_opacity=1.0, color=style.color(role))
    half = _THICK / 2
    return slab.set_points(boxes(np.array([[left, y - half, right, y + half]])))
