"""A cell of the table is opened: the drawings behind it, and how many of all are right."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, Group, Line, Polygon, Rectangle, VGroup

from scenes.pictures.doodles.confusion_table import PITCH, ConfusionTable
from scenes.pictures.doodles.mounting import framed
from scenes.vocabulary import stage, style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.text import Array, Strip, formula, quote, words

_LEFT, _RIGHT, _SIDE, _COLUMNS = 1.75, style.RIGHT_EDGE, 1.39, 3
_INNER = _LEFT + 0.3  # where what is looked at begins
_TOP, _THICK = 2.2, 0.3
_FAINT = 0.13
_NUMBERED = 3  # of the fullest wrong cells


class Opened:
    """A lens from the darkest wrong cell to some drawings in it, and a bar of all that there are.

    `table`: It has all answers. `behind`: (n, k), the drawings to show.
    """

    def __init__(
        self, table: ConfusionTable, behind: Array, names: Sequence[str], shape: tuple[int, int]
    ) -> None:
        self.table, self.found, self.top = table, table.found, style.MIDDLE[1] + _TOP
        self.images = Group(*(PixelGrid(one.reshape(shape), height=_SIDE) for one in behind.T))
        self.images.arrange_in_grid(cols=_COLUMNS, buff=0.12)
        self.images.move_to([_INNER, self.top - 0.68, 0], UP + LEFT)
        truth, said = (formula.escaped(names[k]) for k in self.found.darkest)
        self.title = self._counted("table", self.found.darkest, f"times {truth}, called {said}")
        self.title.align_to([_INNER, self.top - 0.1, 0], UP + LEFT)

    def count(self) -> stage.Gesture:
        """Say how many were right, and how many wrong, of a bar as long as all."""
        share, bars, said = float(self.found["share"]), VGroup(), VGroup()
        kinds = ("right", share, "muted", "ink"), ("wrong", 1 - share, "cost", "cost")
        for key, part, tint, role in kinds:
            bar = Rectangle(width=(_RIGHT - _INNER) * part, height=_THICK, stroke_width=0)
            bars.add(bar.set_fill(style.color(tint), opacity=1.0))
            said.add(self._counted(key, (), key, role=role))
        low = style.MIDDLE[1] + style.FLOOR + 0.35
        bars.arrange(RIGHT, buff=0.0).move_to([_INNER, low, 0], LEFT)
        for line, side in zip(said, (LEFT, RIGHT), strict=True):
            line.next_to(bars, UP, buff=0.2).align_to(bars, side)
        yield FadeIn(bars, run_time=0.6), FadeIn(said, run_time=0.6)
        yield (FadeIn(*self.table.numbers(_NUMBERED), run_time=0.6),)

    def open(self) -> stage.Gesture:
        """Outline the cell, and draw its lens and what is behind it."""
        looks = {"color": style.color("ink"), "stroke_width": style.BOLD}
        cell = Rectangle(width=PITCH, height=PITCH, **looks)
        cell.move_to(self.table.middle(*self.found.darkest))
        corners = cell.get_corner(UP + RIGHT), cell.get_corner(DOWN + RIGHT)
        ends = [_LEFT, self.top, 0], [_LEFT, self.images.get_bottom()[1] - 0.1, 0]
        lines = VGroup(*map(Line, corners, ends), Line(*ends))
        lines.set_stroke(color=style.color("muted"), width=style.THIN)
        edge = self.table.corner[0] + PITCH * len(self.table.table)  # no cell is to be tinted
        near = [
            [edge, np.interp(edge, [start[0], end[0]], [start[1], end[1]]), 0]
            for start, end in zip(corners, ends, strict=True)
        ]
        ray = Polygon(near[0], *ends, near[1], stroke_width=0, color=style.color("cost"))
        yield (Create(cell, run_time=0.6),)
        yield Create(lines, run_time=1.0), FadeIn(ray.set_fill(opacity=_FAINT), run_time=1.0)
        yield (FadeIn(self.title, run_time=0.5),)
        for image in self.images:
            yield (FadeIn(framed(image), run_time=0.3),)

    def _counted(self, key: str, at: tuple[int, ...], what: str, role: str = "ink") -> Strip:
        """Return how often something was, and what."""
        number = quote(self.found, key, at, 0, role=role, size=style.RESULT, anchor="left")
        return Strip(number, words(what, size=style.LINE, role=role), gap=0.18)
