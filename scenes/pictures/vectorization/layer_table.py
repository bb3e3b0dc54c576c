"""One layer for many examples: W left of Z, the inputs above it, b and its ghosts below."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, Line, ManimColor, VGroup

from scenes.pictures.vectorization.cells import GAP, PAD, TOP, Cells, Grid
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween, together
from scenes.vocabulary.text import Source, Strip, fewest_decimals, quote

MOST, ROWS = 10, 10  # columns, and rows of three tables, that there is room for
_FIRST, _LAST, _FLOOR, _BAND, _TALL, _WEIGHTS = -4.1, 5.52, -1.42, 0.22, 0.42, -5.55
_ROOM = TOP - _FLOOR - 2 * _BAND - 6 * PAD + 3 * GAP  # of all rows of three tables, with gaps


def layout(sizes: Sequence[int], tints: Sequence[ManimColor]) -> Grid:
    """Return where columns of these colours stand, and cells that fit for layers of these sizes."""
    most = max(a + 2 * b for a, b in pairwise(sizes))
    pitch, middle = (_LAST - _FIRST) / (MOST - 1), (_FIRST + _LAST) / 2
    xs = middle + pitch * (np.arange(len(tints)) - (len(tints) - 1) / 2)
    return Grid(xs, tints, pitch - 3 * PAD, min(_TALL, _ROOM / most - GAP))


class LayerTable(VGroup):
    """All but b of layer n: `found` has `product`, `ghosts`, `z`; `inputs` may stand above."""

    def __init__(
        self, step: Source, found: Source, n: int, grid: Grid, inputs: Cells | None = None
    ) -> None:
        self.step, self.found, self.n, (rows, columns) = step, found, n, step[f"W{n}"].shape
        arrays = step[f"W{n}"], step[f"b{n}"], found["product"], -found["product"], found["z"]
        self.places = range(len(grid.xs))
        self.grid = grid.fit(*arrays, *([] if inputs else [step["a0"]]))
        above = self.grid._replace(rows=columns)
        self.inputs = inputs or Cells(step, f"a{n - 1}", above, "activation(X)")
        middle = self.grid._replace(rows=rows, top=self.inputs.room.get_bottom()[1] - _BAND)
        self.result = Cells(found, "product", middle, "weighted(Z)")
        low = middle._replace(top=self.result.room.get_bottom()[1] - _BAND, side=LEFT)
        low = low._replace(tints=[style.color("bias")] * len(grid.xs))
        self.ghosts = Cells(found, "ghosts", low).set_z_index(-1)
        wide, tints = min(grid.wide, 1.8 / columns - GAP), [style.color("weight")] * columns
        xs = _WEIGHTS + (np.arange(columns) - (columns - 1) / 2) * (wide + GAP)
        left = middle._replace(xs=xs, tints=tints, wide=wide, side=UP)
        self.weights = Cells(step, f"W{n}", left, "weight(W)")
        alone = low._replace(xs=[_WEIGHTS + 0.45], tints=low.tints[:1])
        self.bias = Cells(step, f"b{n}", alone, "bias(b)")
        paint = {"color": tints[0], "stroke_width": style.BROAD, "stroke_opacity": 0.5}
        self.beams = VGroup(*(Line(LEFT, RIGHT, **paint).set_z_index(1) for _ in range(rows)))
        super().__init__(self.beams, self.inputs, self.weights, self.result)
        self.shine(0.0)

    def shine(self, share: float) -> None:
        """Let the rows of W reach so far to the right, through all columns."""
        start, end = self.weights.room.get_right()[0], self.result.room.get_right()[0]
        for beam, (_, y) in zip(self.beams, self.result.middles(0), strict=True):
            beam.put_start_and_end_on([start, y, 0], [start + (end - start) * share + 1e-3, y, 0])

    def sweep(self, *, run_time: float) -> Gesture:
        """Let all rows of W go through all columns, and back."""
        yield together(Tween(self.beams, self.shine), self.result.go(lag=3.0), run_time=run_time)
        yield (Tween(self.beams, lambda t: self.shine(1 - t), run_time=style.QUICK),)

    def step_out(self, *, run_time: float) -> Gesture:
        """Let a copy of b step out for every column."""
        self.ghosts.go().show(1.0)
        columns = [self.ghosts.column(k).set_x(self.bias.room.get_x()) for k in self.places]
        ways = zip(columns, self.grid.xs, strict=True)
        out = (column.animate.set_x(x) for column, x in ways)
        yield (LaggedStart(*out, lag_ratio=0.05, run_time=run_time),)

    def land(self, *, run_time: float) -> Gesture:
        """Let the ghosts rise into their columns, which take them in."""
        way = UP * (self.result.room.get_y() - self.ghosts.room.get_y())
        columns = map(self.ghosts.column, self.places)
        rising = LaggedStart(*(FadeOut(column, shift=way) for column in columns), lag_ratio=0.1)
        take = self.result.turn(self.step, f"z{self.n}").go(lag=1.0)
        yield together(rising, take, run_time=run_time)

    def work_out(self, j: int, k: int) -> Gesture:
        """Let row j meet column k: their numbers, the products, and the cell."""
        terms, parts = range(self.weights.shape[1]), list[Any]()
        row, column = ((j, i) for i in terms), ((i, k) for i in terms)
        frames = [self.weights.frame(*row), self.inputs.frame(*column), self.result.frame((j, k))]
        yield (FadeIn(*frames[:2]),)
        weights, values = self.step[f"W{self.n}"][j], self.step[f"a{self.n - 1}"][:, k]
        looks = {"decimals": fewest_decimals([weights, values], np.dot), "bracketed": True}
        for i in terms:
            parts += ["+", quote(self.step, f"W{self.n}", (j, i), role="weight", **looks), "dot"]
            parts += [quote(self.step, f"a{self.n - 1}", (i, k), role="activation", **looks)]
        line = Strip(*parts[1:], "=", quote(self.found, "product", (j, k), role="weighted"))
        line.scale(style.LAW / style.NUMBER).set_y(style.CODE + 0.4)
        yield (LaggedStart(*map(FadeIn, line), lag_ratio=0.6, run_time=3.6),)
        rows, columns = np.indices(self.result.shape)
        yield self.result.go(only=(rows == j) & (columns == k)), FadeIn(frames[2])
        yield (FadeOut(line, *frames),)
