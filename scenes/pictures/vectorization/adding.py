"""Many gradients become one: laid end to end, they are their sum, and a share of it the mean."""

from collections.abc import Iterator

import numpy as np
from manim import UP, FadeIn, FadeOut, LaggedStart, Line, ReplacementTransform, VGroup, VMobject

from scenes.pictures.vectorization.cells import Cells
from scenes.vocabulary import stage, style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.text import Depicted, Depiction, Source
from scenes.vocabulary.text.digits import seen_decimals
from scenes.vocabulary.text.strokes import boxes, lying

_THICK, _REACH = 0.44, 3.6  # of a row; of the longest sum, in Manim units
_LARGE = 1.3


class Adding(VGroup, Depiction):
    """Strips of a table, a row for each entry of `key`, that slide together and add up."""

    def __init__(self, asks: Cells, step: Source, key: str) -> None:
        self.asks, self.key, self.m = asks, key, asks.shape[1]
        table = ValueMatrix(step[key], of=key, head="delta(d W)", decimals=seen_decimals(step[key]))
        self.table = table.scale(_LARGE).move_to(asks)
        self.values, self.says, self.parts = asks.values, False, 1.0
        parts = np.hstack([np.maximum(self.values, 0), np.minimum(self.values, 0)])
        ends = np.cumsum(parts, axis=1)  # what is positive comes first
        self.starts = np.where(self.values >= 0, *np.hsplit(ends - parts, 2))
        self.unit = _REACH / (np.abs(ends).max() or 1.0)
        self.middle, (self.columns, ys) = asks.room.get_center(), np.moveaxis(asks.middles(), -1, 0)
        self.ys, self.thick, tall = ys[:, 0], asks.grid.tall * _THICK, UP * asks.room.height / 2
        paint = {"fill_opacity": 1, "stroke_width": 0}
        self.strips = VGroup(*(VMobject(color=tint, **paint) for tint in asks.grid.tints))
        self.sums = VGroup(*(VMobject(color=style.color("delta"), **paint) for _ in self.ys))
        self.axis = Line(self.middle - tall, self.middle + tall, color=style.color("muted"))
        super().__init__(self.axis.set_stroke(width=style.THIN), self.strips, self.sums)
        self.cite(step).slide(0.0)
        self.share(0.0)

    def slide(self, moment: float) -> None:
        """Show the strips on their way from their columns to one row, nearer to us all the time."""
        grid, thick = self.asks.grid, self.thick
        unit = grid.unit + (self.unit - grid.unit) * moment
        starts = self.columns + (self.middle[0] + self.starts * self.unit - self.columns) * moment
        # Back below forth, so that both are seen.
        ys = self.ys[:, None] + np.where(self.values < 0, -thick, thick) * moment / 4
        for k, strip in enumerate(self.strips):
            bars = lying(starts[:, k], ys[:, k], self.values[:, k] * unit, thick * (1 - moment / 2))
            strip.set_points(boxes(bars))

    def share(self, moment: float) -> None:
        """Show the sums on their way to being shared out."""
        self.parts = 1 + (self.m - 1) * moment
        lengths = self.values.sum(axis=1) / self.parts * self.unit
        edges = lying(self.middle[0], self.ys, lengths, self.thick)
        for bar, one in zip(self.sums, edges, strict=True):
            bar.set_points(boxes(one))

    def add_up(self) -> stage.Gesture:
        """Let the strips slide together, and what they come to take their place."""
        yield FadeOut(self.asks, run_time=style.QUICK), FadeIn(self.strips, run_time=0.1)
        yield FadeIn(self.axis), stage.Tween(self.strips, self.slide, run_time=3.4)
        self.says = True
        yield FadeOut(self.strips, run_time=1.4), FadeIn(self.sums, run_time=1.4)

    def share_out(self) -> stage.Gesture:
        """Let the sums become the mean."""
        yield (stage.Tween(self.sums, self.share, run_time=2.4),)

    def fold(self) -> stage.Gesture:
        """Let the entries go to their places in the table."""
        self.says = False
        turns = map(ReplacementTransform, self.sums, self.table.cells)
        yield FadeOut(self.axis), LaggedStart(*turns, lag_ratio=0.15, run_time=2.2)
        yield (FadeIn(self.table.numbers, self.table.brackets, self.table.head, self.table.chip),)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the mean that the lengths of the sums, or of their parts, say."""
        unit = self.unit * self.m / self.parts
        for place, bar in zip(self.table.places, self.sums, strict=True) if self.says else ():
            value = (bar.points[3, 0] - bar.points[0, 0]) / unit
            yield Depicted(self.key, place, value, style.PIXEL / 2 / unit)
