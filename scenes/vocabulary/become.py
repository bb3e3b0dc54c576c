"""One thing becomes another: edges turn into the cells of the matrix that holds their weights."""

from collections.abc import Iterable
from typing import NamedTuple, Self

import numpy as np
from manim import RIGHT, UP, Line, ManimColor, Scene, VGroup, VMobject, config

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.motion import Tween
from scenes.vocabulary.typeset import Points

__all__ = ["BecomeCells"]

_LAG = 0.12  # of one bar's time, before the next sets out
_PIXELS_A_WIDTH = 1.35  # at 1080p: what a stroke width of 1 is to Manim


class Bar(NamedTuple):
    """A straight piece of colour: where its middle is, how it lies, how long and thick it is."""

    center: Points
    angle: float
    length: float
    thickness: float
    color: ManimColor

    def towards(self, end: Self, share: float) -> "Bar":
        """Return the bar that is so much of the way, 0 to 1, to another."""
        return Bar(
            self.center + (end.center - self.center) * share,
            self.angle + (end.angle - self.angle) * share,
            self.length + (end.length - self.length) * share,
            self.thickness + (end.thickness - self.thickness) * share,
            self.color.interpolate(end.color, share),
        )


class BecomeCells(Tween):
    """Let copies of edges (or neurons, or beads) turn into a matrix's cells, in reading order.

    Each is a bar on its whole way: it turns, shortens and thickens, and never crumples.

    Parameters
    ----------
    sources
        As many as the matrix has cells.
    """

    def __init__(
        self,
        sources: Iterable[VMobject],
        matrix: ValueMatrix,
        *,
        run_time: float = style.NORMAL,
    ) -> None:
        self.cells = list(matrix.cells)
        pairs = zip(sources, self.cells, strict=True)
        self.journeys = [(_bar_of(source), _bar_of(cell)) for source, cell in pairs]
        self.bars = VGroup(*(VMobject(stroke_width=0, fill_opacity=1.0) for _ in self.cells))
        super().__init__(self.bars, self._show, run_time=run_time, remover=True)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the cells where the bars have arrived."""
        super().clean_up_from_scene(scene)
        scene.add(*(cell.set_fill(opacity=1.0) for cell in self.cells))

    def _show(self, moment: float) -> None:
        length = 1.0 + _LAG * (len(self.bars) - 1)
        for place, (bar, (start, end)) in enumerate(zip(self.bars, self.journeys, strict=True)):
            share = float(np.clip(moment * length - _LAG * place, 0.0, 1.0))
            _draw(bar, start.towards(end, share))


def _bar_of(thing: VMobject) -> Bar:
    """Return a line as the bar that its stroke covers, and anything else as its box."""
    if not isinstance(thing, Line):
        return Bar(thing.get_center(), 0.0, thing.width, thing.height, thing.get_fill_color())
    way = thing.get_end() - thing.get_start()
    # A line has no direction here: it turns by less than a right angle.
    angle = (np.arctan2(way[1], way[0]) + np.pi / 2) % np.pi - np.pi / 2
    thickness = thing.get_stroke_width() * _PIXELS_A_WIDTH * config.frame_height / 1080
    length = float(np.linalg.norm(way))
    return Bar(thing.get_center(), float(angle), length, thickness, thing.get_stroke_color())


def _draw(shape: VMobject, bar: Bar) -> None:
    along = (np.cos(bar.angle) * RIGHT + np.sin(bar.angle) * UP) * bar.length / 2
    across = (np.cos(bar.angle) * UP - np.sin(bar.angle) * RIGHT) * bar.thickness / 2
    around = (1, 1), (-1, 1), (-1, -1), (1, -1), (1, 1)
    shape.set_points_as_corners([bar.center + a * along + b * across for a, b in around])
    shape.set_fill(bar.color)
