"""Many gradients become one: laid end to end, they are their sum, and a share of it the mean."""

from collections.abc import Iterator

import numpy as np
from manim import UP, FadeIn, FadeOut, LaggedStart, Line, ReplacementTransform, VGroup, VMobject

from scenes.pictures.vectorization.cells import Cells, boxes_around
from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.digits import seen_decimals
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_THICK, _REACH = 0.44, 3.6  # of a row; of the longest sum, in Manim units
_LARGE = 1.3


class Adding(VGroup, Depiction):
    """Strips of a table, a row for each entry of `key`, that slide together and add up."""

    def __init__(self, asks: Cells, step: Source, key: str) -> None:
        self.asks, self.key, self.m = asks, key, asks.shape[1]
        decimals = seen_decimals(step[key])
        self.table = ValueMatrix(step[key], of=key, head="delta(d W)", decimals=decimals)
        self.table.scale(_LARGE).move_to(asks)
        self.values, self.says, self.parts = asks.values, False, 1.0
        forth, back = np.maximum(self.values, 0), np.minimum(self.values, 0)
        ends = np.cumsum(np.hstack([forth, back]), axis=1)  # what is positive comes first
        starts = ends - np.hstack([forth, back])
        self.starts = np.where(self.values >= 0, starts[:, : self.m], starts[:, self.m :])
        self.unit = _REACH / (np.abs(ends).max() or 1.0)
        self.middle = asks.room.get_center()
        self.columns = np.column_stack([asks.middles(k)[:, 0] for k in range(self.m)])
        self.ys = asks.middles(0)[:, 1]
        tints, tall = asks.grid.tints, UP * asks.room.height / 2
        self.strips = VGroup(*(VMobject(color=t, fill_opacity=1, stroke_width=0) for t in tints))
        paint = {"color": style.color("delta"), "fill_opacity": 1, "stroke_width": 0}
        self.sums = VGroup(*(VMobject(**paint) for _ in self.ys))
        self.axis = Line(self.middle - tall, self.middle + tall, color=style.color("muted"))
        super().__init__(self.axis.set_stroke(width=style.THIN), self.strips, self.sums)
        self.cite(step).slide(0.0)
        self.share(0.0)

    def slide(self, moment: float) -> None:
        """Show the strips on their way from their columns to one row, nearer to us all the time."""
        unit = self.asks.grid.unit + (self.unit - self.asks.grid.unit) * moment
        begun = self.columns + (self.middle[0] + self.starts * self.unit - self.columns) * moment
        # Back below forth, so that both are seen.
        lane = np.where(self.values < 0, -0.25, 0.25) * self.asks.grid.tall * _THICK * moment
        for k, strip in enumerate(self.strips):
            bars = begun[:, k], self.values[:, k] * unit
            strip.set_points(self._bars(*bars, self.ys + lane[:, k], 1 - moment / 2))

    def share(self, moment: float) -> None:
        """Show the sums on their way to being shared out."""
        self.parts = 1 + (self.m - 1) * moment
        lengths = self.values.sum(axis=1) / self.parts * self.unit
        for bar, length, y in zip(self.sums, lengths, self.ys, strict=True):
            bar.set_points(self._bars(self.middle[:1], np.array([length]), np.array([y]), 1.0))

    def _bars(self, starts: Array, lengths: Array, ys: Array, thick: float) -> Array:
        high = np.full(len(ys), self.asks.grid.tall * _THICK / 2 * thick)
        middles = np.column_stack([starts + lengths / 2, ys])
        return boxes_around(middles, np.column_stack([lengths / 2, high]))

    def add_up(self) -> Gesture:
        """Let the strips slide together, and what they come to take their place."""
        yield FadeOut(self.asks, run_time=style.QUICK), FadeIn(self.strips, run_time=0.1)
        yield FadeIn(self.axis), Tween(self.strips, self.slide, run_time=3.4)
        self.says = True
        yield FadeOut(self.strips, run_time=1.4), FadeIn(self.sums, run_time=1.4)

    def share_out(self) -> Gesture:
        """Let the sums become the mean."""
        yield (Tween(self.sums, self.share, run_time=2.4),)

    def fold(self) -> Gesture:
        """Let the entries go to their places in the table."""
        self.says = False
        turns = map(ReplacementTransform, self.sums, self.table.cells)
        yield FadeOut(self.axis), LaggedStart(*turns, lag_ratio=0.15, run_time=2.2)
        rest = self.table.numbers, self.table.brackets, self.table.head, self.table.chip
        yield (FadeIn(*rest),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the mean that the lengths of the sums, or of their parts, say."""
        unit = self.unit * self.m / self.parts
        for place, bar in zip(np.ndindex(self.table.shape), self.sums, strict=True):
            if self.says:
                value = (bar.points[0, 0] - self.middle[0]) / unit
                yield Depicted(self.key, place, value, PIXEL / 2 / unit)
