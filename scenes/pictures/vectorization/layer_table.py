"""One layer for many examples: W left of Z, the inputs above it, b and its ghosts below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, Line, VGroup, linear, smooth
from manim import ReplacementTransform as Turn

from scenes.pictures.vectorization.cells import GAP, PAD, TOP, Cells, Grid
from scenes.vocabulary import matrix, style
from scenes.vocabulary.stage import Gesture, Tween, together
from scenes.vocabulary.text import Source, words

MOST, ROWS = 10, 10  # columns, and rows of three tables, that there is room for
_FIRST, _LAST, _FLOOR, _BAND, _TALL, _WEIGHTS = -4.1, 5.52, -1.42, 0.22, 0.42, -5.55
_ROOM = TOP - _FLOOR - 2 * _BAND - 6 * PAD + 3 * GAP  # of all rows of three tables, with gaps
_ALL_WEIGHTS, _TALLEST = 1.8, 0.74  # W's columns together; a row where there is room
_THERE, _FULL, _BACK = 0.3, 0.7, 0.75  # of a turn of the loop


def layout(step: Source, founds: Sequence[Source], tints: Sequence[Any]) -> Grid:
    """Return where columns of these colours stand, and cells that fit: one scale for all layers.

    A layer's `found` has `product`, `ghosts` and `z`; activations bent to [0, 1] have their own.
    """
    sizes = [len(step["a0"]), *(len(found["z"]) for found in founds)]
    most = max(a + 2 * b for a, b in pairwise(sizes))
    pitch, middle = (_LAST - _FIRST) / (MOST - 1), (_FIRST + _LAST) / 2
    xs = middle + pitch * (np.arange(len(tints)) - (len(tints) - 1) / 2)
    grid = Grid(xs, tints, pitch - 3 * PAD, min(_TALL, _ROOM / most - GAP))
    tables = [step["a0"], -np.abs(step["a0"])]  # either sign, whatever there is
    for n, found in enumerate(founds, start=1):
        narrow = grid._replace(wide=_wide(grid, sizes[n - 1]))
        tables += [found[key] for key in ("product", "ghosts", "z")]
        tables.append(step[f"W{n}"] * grid.room / narrow.room)
    return grid.fit(*tables)


def roomy(grid: Grid, rows: int) -> Grid:
    """Return cells as tall as so many rows of two tables can be."""
    return grid._replace(tall=min(_TALLEST, (_ROOM + _BAND) / rows - GAP))


def _wide(grid: Grid, columns: int) -> float:
    return min(grid.wide, _ALL_WEIGHTS / columns - GAP)


class LayerTable(VGroup):
    """All but b of layer n: `found` has `product`, `ghosts`, `z`; `inputs` may stand above."""

    def __init__(
        self, step: Source, found: Source, n: int, grid: Grid, inputs: Cells | None = None
    ) -> None:
        self.step, self.found, self.n, self.grid = step, found, n, grid
        rows, columns = step[f"W{n}"].shape
        self.places = range(len(grid.xs))
        above = grid._replace(rows=columns)
        self.inputs = inputs or Cells(step, f"a{n - 1}", above, "activation(X)")
        middle = grid._replace(rows=rows, top=self.inputs.room.get_bottom()[1] - _BAND)
        self.result = Cells(found, "product", middle)
        low = middle._replace(top=self.result.room.get_bottom()[1] - _BAND, side=LEFT)
        low = low._replace(tints=[style.color("bias")] * len(grid.xs))
        self.ghosts = Cells(found, "ghosts", low).set_z_index(-1)
        wide, tints = _wide(grid, columns), [style.color("weight")] * columns
        xs = _WEIGHTS + (np.arange(columns) - (columns - 1) / 2) * (wide + GAP)
        left = middle._replace(xs=xs, tints=tints, wide=wide, side=UP)
        self.weights = Cells(step, f"W{n}", left, "weight(W)")
        alone = low._replace(xs=[_WEIGHTS + 0.45], tints=low.tints[:1])
        self.bias = Cells(step, f"b{n}", alone, "bias(b)")
        paint = {"color": tints[0], "stroke_width": style.BROAD, "stroke_opacity": 0.5}
        self.beams = VGroup(*(Line(LEFT, RIGHT, **paint).set_z_index(1) for _ in range(rows)))
        super().__init__(self.beams, self.inputs, self.weights, self.result)
        self.shine(0.0)

    def grow_from(self, old: LayerTable) -> Gesture:
        """Let another table of the same numbers become this one."""
        for cells in (self.inputs, self.weights, self.result):
            cells.go().show(1.0)
        yield together(*map(Turn, old, self), run_time=1.2)

    def shine(self, share: float, x: float | None = None) -> None:
        """Let the rows of W reach so far to the right: of the way through all columns, or to x."""
        start, end = self.weights.room.get_right()[0], self.result.room.get_right()[0]
        for beam, (_, y) in zip(self.beams, self.result.middles()[:, 0], strict=True):
            far = start + ((end if x is None else x) - start) * share + 1e-3
            beam.put_start_and_end_on([start, y, 0], [far, y, 0])

    def loop(self, *, run_time: float) -> Gesture:
        """Let all rows of W go to one column, and start anew for the next."""
        fill, last = self.result.go(lag=len(self.places) - 1.0), self.places[-1]
        cursor = matrix.frame_around(self.inputs.capsules[0], self.result.capsules[0])
        turns = VGroup(*(words(f"`k = {k}`", size=style.LABEL) for k in self.places))
        turns.next_to(cursor, DOWN, buff=0.16)

        def show(moment: float) -> None:
            k = min(int(moment * len(self.places)), last)
            share, x = moment * len(self.places) - k, self.grid.xs[k]
            self.shine(min(share / _THERE, (1 - share) / (1 - _BACK), 1.0), x)
            filled = np.clip((share - _THERE) / (_FULL - _THERE), 0, 1)
            fill.show(1.0 if moment == 1.0 else (k + smooth(float(filled))) / (last + 1))
            cursor.set_x(x)
            for other, turn in enumerate(turns):
                turn.set_x(x).set_opacity(float(other == k))

        show(0.0)
        yield (FadeIn(cursor), FadeIn(turns[0]))
        moving = VGroup(self.beams, self.result, cursor, turns)
        yield (Tween(moving, show, rate_func=linear, run_time=run_time),)
        yield (FadeOut(cursor, turns[last], run_time=style.QUICK),)

    def stroke(self, *, run_time: float) -> Gesture:
        """Let all rows of W go through all columns, every cell fill at the same time, and back."""
        frame = matrix.frame_around(self.inputs.room, self.result.room, air=0.0)
        yield (FadeIn(frame, run_time=style.QUICK),)
        yield together(Tween(self.beams, self.shine), self.result.go(), run_time=run_time)
        back = Tween(self.beams, lambda t: self.shine(1 - t), run_time=style.QUICK)
        yield back, FadeOut(frame, run_time=style.QUICK)

    def bend(self, key: str, name: str, *, run_time: float) -> Gesture:
        """Let z become its activations, which take their scale, and the name."""
        bent = self.result.turn(self.step, key, self.grid.fit(self.step[key]))
        yield (bent.go(run_time=run_time),)
        self.result.named(name)

    def rise(self) -> Gesture:
        """Let all but the result leave, which goes up to where the next layer's inputs are."""
        yield (FadeOut(self.inputs, self.weights, self.bias, run_time=0.5),)
        up = UP * (TOP - self.result.room.get_top()[1])
        yield (self.result.animate.shift(up).build(),)

    def go_through(self) -> Gesture:
        """Let all columns go through W, and take in b."""
        yield FadeIn(self.weights, self.result, self.bias), self.weights.go(), self.bias.go()
        yield from self.stroke(run_time=0.8)
        yield from self.step_out(run_time=0.8)
        yield from self.land(run_time=1.0)

    def step_out(self, *, run_time: float) -> Gesture:
        """Let a copy of b step out for every column."""
        self.ghosts.go().show(1.0)
        columns = [self.ghosts.column(k).set_x(self.bias.room.get_x()) for k in self.places]
        out = (column.animate.set_x(x) for column, x in zip(columns, self.grid.xs, strict=True))
        yield (LaggedStart(*out, lag_ratio=0.05, run_time=run_time),)

    def land(self, *, run_time: float) -> Gesture:
        """Let the ghosts rise into their columns, which take them in: now they are Z."""
        way = UP * (self.result.room.get_y() - self.ghosts.room.get_y())
        columns = map(self.ghosts.column, self.places)
        rising = LaggedStart(*(FadeOut(column, shift=way) for column in columns), lag_ratio=0.1)
        take = self.result.turn(self.step, f"z{self.n}").go(lag=1.0)
        name = FadeIn(self.result.named("weighted(Z)"))
        yield together(rising, take, name, run_time=run_time)
