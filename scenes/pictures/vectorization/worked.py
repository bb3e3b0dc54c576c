"""One cell is worked out: a row and a column in digits, which come down into a line."""

from collections.abc import Sequence

import numpy as np
from manim import FadeIn, FadeOut, LaggedStart, VGroup

from scenes.pictures.vectorization.cells import Cells, Place
from scenes.pictures.vectorization.layer_table import LayerTable
from scenes.vocabulary import stage, style
from scenes.vocabulary.text import Readout, Strip, fewest_decimals, quote, spelling, words

_TOP, _FLIGHT = 1.9, 1.4  # of the large inputs; of a number into the line, in seconds


def in_digits(table: LayerTable, names: Sequence[str], pair: Place) -> tuple[Cells, VGroup, VGroup]:
    """Return a layer's inputs, large and empty, the names of their rows, and their digits.

    They are so many that row and column `pair` give their printed product. W has weights too, so
    that of a body is called so.
    """
    names = ["body weight" if name == "weight" else name for name in names]
    names = names or [f"x{i + 1}" for i in range(table.weights.shape[1])]
    room = table.inputs.grid._replace(tall=style.GIANT, top=_TOP)
    large = Cells(table.step, "a0", room, "activation(X)")
    rows = large.rows_named([words(spelling.named(name), size=style.LABEL) for name in names])
    return large, rows, large.digits(decimals=_decimals(table, *pair), size=style.NUMBER)


def work_out(table: LayerTable, j: int, k: int) -> stage.Gesture:
    """Let row j meet column k: their numbers come down into a line, and fill the cell."""
    terms, shown = range(table.weights.shape[1]), _decimals(table, j, k)
    sides = (table.weights, [(j, i) for i in terms]), (table.inputs, [(i, k) for i in terms])
    frames = [cells.frame(*places) for cells, places in (*sides, (table.result, [(j, k)]))]
    digits = [cells.digits(*places, decimals=shown) for cells, places in sides]
    yield (FadeIn(*frames[:2]),)
    yield *(cells.go(*places, grown=0.0) for cells, places in sides), FadeIn(*digits)
    starts, parts = list[Readout](), list[str | Readout]()
    for pair in zip(*digits, strict=True):
        for number, role, sign in zip(pair, ("weight", "activation"), ("+", "dot"), strict=True):
            looks = {"role": role, "bracketed": True}
            parts += [sign, quote(table.step, number.of, number.at, shown, **looks)]
            starts.append(number)
    end = quote(table.found, "product", (j, k), role="weighted")
    line = Strip(*parts[1:], "=", end).scale(style.LAW / style.NUMBER).set_y(style.CODE)
    come = (_come(*pair) for pair in zip(line[:-1:2], starts, strict=True))
    signs = (FadeIn(part) for part in line[1:-1:2])
    shows = (show for pair in zip(come, signs, strict=True) for show in pair)
    yield (LaggedStart(*shows, lag_ratio=0.5, run_time=4.0),)
    yield (FadeIn(end),)
    yield FadeIn(frames[2]), table.result.go((j, k))
    yield FadeOut(line, *frames, *digits), *(cells.go() for cells, _ in sides)


def _decimals(table: LayerTable, j: int, k: int) -> int:
    """Return how many digits of row j and column k give their printed product."""
    weights, values = table.step[f"W{table.n}"][j], table.step[f"a{table.n - 1}"][:, k]
    return fewest_decimals([weights, values], np.dot)


def _come(number: Readout, cell: Readout) -> stage.Tween:
    """Let a number come from where it stood in a cell, and grow to its size in a line."""
    points, small = number.points.copy(), cell.em / number.em
    start, end = cell.get_center(), number.get_center()

    def show(moment: float) -> None:
        size = small + (1 - small) * moment
        number.set_points((points - end) * size + start + (end - start) * moment)

    return stage.Tween(number, show, run_time=_FLIGHT)
