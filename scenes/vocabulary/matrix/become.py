"""How a matrix comes to be: edges turn into its cells, or cells get their numbers, one by one."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from manim import Line, ManimColor, Scene, VGroup, VMobject, config, smooth

from scenes.vocabulary import stage, style
from scenes.vocabulary.matrix.matrix import ValueMatrix
from scenes.vocabulary.text.arrays import Array, Points

_LAG = 0.12  # of one drop's time, before the next sets out
_GATHERED, _ARRIVED = 0.3, 0.75  # of its time: it is a drop by then, and over its cell
_DROP = 0.13  # its radius
_CORNER = 0.07  # the radius of a cell's corners
_LIGHT = 0.7  # its opacity: what it passes over is seen through it
_ROUND = 7  # points on a quarter of an outline
_PIXELS_A_WIDTH = 1.35  # at 1080p: what a stroke width of 1 is to Manim


class Shape(NamedTuple):
    """A rounded piece of colour: its middle, half its length and thickness, its colour."""

    center: Points
    half: Array
    color: ManimColor


class BecomeCells(stage.Tween):
    """Let copies of edges (or neurons, or beads) turn into a matrix's cells, in reading order.

    Each gathers into a drop where it lies, flies as a drop, and spreads into its cell: a drop has
    no direction, so that nothing tumbles over what stands in the way.

    Parameters
    ----------
    sources
        As many as the matrix has cells.
    """

    def __init__(
        self, sources: Iterable[VMobject], matrix: ValueMatrix, *, run_time: float = style.NORMAL
    ) -> None:
        self.cells = list(matrix.cells)
        pairs = list(zip(sources, self.cells, strict=True))
        self.journeys = [(_shape_of(source), _shape_of(cell)) for source, cell in pairs]
        self.angles = [_angle_of(source) for source, _ in pairs]
        self.drops = VGroup(*(VMobject(stroke_width=0) for _ in self.cells))
        super().__init__(self.drops, self._show, run_time=run_time, remover=True)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the cells where the drops have arrived."""
        super().clean_up_from_scene(scene)
        scene.add(*(cell.set_fill(opacity=1.0) for cell in self.cells))

    def _show(self, moment: float) -> None:
        shares = stage.motion.in_turn(moment, len(self.drops), lag=_LAG)
        each = zip(self.drops, self.journeys, self.angles, shares, strict=True)
        for drop, ends, angle, share in each:
            self._draw(drop, *ends, angle, share)

    @staticmethod
    def _draw(drop: VMobject, start: Shape, end: Shape, angle: float, share: float) -> None:
        """Show one drop: gathered from its source, on its way, or spread into its cell."""
        gathered, across, spread = (
            smooth(float(np.clip((share - low) / (high - low), 0.0, 1.0)))
            for low, high in ((0.0, _GATHERED), (_GATHERED / 2, _ARRIVED), (_ARRIVED, 1.0))
        )
        half = start.half + (_DROP - start.half) * gathered + (end.half - _DROP) * spread
        radius = half.min() + (min(_CORNER, half.min()) - half.min()) * spread
        center = start.center + (end.center - start.center) * across
        drop.set_points_as_corners(center + _outline(half, radius, angle * (1 - gathered)))
        opacity = _LIGHT * min(1.0, 4 * share) + (1 - _LIGHT) * spread
        drop.set_fill(start.color.interpolate(end.color, across), opacity=opacity)


def _shape_of(thing: VMobject) -> Shape:
    """Return a line as the bar that its stroke covers, and anything else as its box."""
    center = thing.get_center()
    if not isinstance(thing, Line):
        return Shape(center, np.array([thing.width, thing.height]) / 2, thing.get_fill_color())
    length = float(np.linalg.norm(thing.get_end() - thing.get_start()))
    thickness = thing.get_stroke_width() * _PIXELS_A_WIDTH * config.frame_height / 1080
    return Shape(center, np.array([length, thickness]) / 2, thing.get_stroke_color())


def _angle_of(thing: VMobject) -> float:
    """Return how a line lies, within a right angle of level; anything else is level."""
    if not isinstance(thing, Line):
        return 0.0
    way = thing.get_end() - thing.get_start()
    return float((np.arctan2(way[1], way[0]) + np.pi / 2) % np.pi - np.pi / 2)


def _outline(half: Array, radius: float, angle: float) -> Points:
    """Return the closed outline of a rounded rectangle around the origin, turned by an angle."""
    quarters = np.arange(4)[:, None] * np.pi / 2
    turns = quarters + np.linspace(0, np.pi / 2, _ROUND)
    inner = (half - radius) * np.sqrt(2)
    middles = quarters + np.pi / 4  # of each corner, seen from the centre of a square
    x = inner[0] * np.cos(middles) + radius * np.cos(turns)
    y = inner[1] * np.sin(middles) + radius * np.sin(turns)
    points = np.stack([x.ravel(), y.ravel(), np.zeros(x.size)], axis=1)
    c, s = np.cos(angle), np.sin(angle)
    turned = points @ np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    return np.vstack([turned, turned[:1]])


class Fill(stage.Tween):
    """Fill cells that `ValueMatrix.blank` emptied.

    Parameters
    ----------
    matrix
        The matrix.
    places
        (row, column) of the cells to fill, in order; all that are shown where none is given.
    lag
        How much of one cell's time passes before the next begins.
    """

    def __init__(
        self,
        matrix: ValueMatrix,
        *places: tuple[int, int],
        lag: float = 0.5,
        run_time: float = style.NORMAL,
    ) -> None:
        self.places = places or matrix.places
        self.matrix, self.lag = matrix, lag
        super().__init__(matrix, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        shares = stage.motion.in_turn(moment, len(self.places), lag=self.lag)
        for place, share in zip(self.places, shares, strict=True):
            tint = self.matrix.tint(place)
            self.matrix.cell(*place).set_fill(style.color("panel").interpolate(tint, share))
            self.matrix.number(*place).set_fill(opacity=share)
