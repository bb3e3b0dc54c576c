"""What runs along the edges: as wide as it is large, in the colour of its sign."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import Line, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.network.neuron import Edge
from scenes.vocabulary.text.arrays import ArrayLike


class Flow(VGroup):
    """Ribbons over edges whose width says how much each carries, and whose colour says its sign.

    Parameters
    ----------
    edges
        The edges that carry, in the order of `amounts`.
    amounts
        What each carries; the largest gets the widest ribbon. Of a whole matrix
        (n_right, n_left), edges that are fewer than its entries pick their own.
    backward
        Whether it runs from the right end to the left one.
    """

    def __init__(
        self, edges: Sequence[Edge], amounts: ArrayLike, *, backward: bool = False
    ) -> None:
        super().__init__()
        table = np.asarray(amounts, dtype=float)
        picks = table.ndim == 2 and len(edges) < table.size
        sizes = np.array([table[edge.at] for edge in edges]) if picks else table.ravel()
        self.ways = []
        for edge, size in zip(edges, sizes, strict=True):
            ends = (edge.get_start(), edge.get_end())
            self.ways.append(ends[::-1] if backward else ends)
            width = style.PULSE * abs(size) / (np.abs(sizes).max() or 1.0)
            sign = "positive" if size >= 0 else "negative"
            ribbon = Line(*self.ways[-1], color=style.color(sign))
            ribbon.set_stroke(width=width * edge.boldness)
            self.add(ribbon.set_stroke(opacity=0.85))
        self.show_front(0.0)

    def show_front(self, moment: float) -> Self:
        """Draw the ribbons as they are at a moment: 0 not yet started, 1 all arrived and gone."""
        head, tail = min(2 * moment, 1.0), max(2 * moment - 1.0, 0.0)
        for ribbon, (start, end) in zip(self, self.ways, strict=True):
            way = end - start
            ribbon.put_start_and_end_on(start + way * tail * 0.999, start + way * max(head, 1e-3))
        return self


class Pulse(stage.Tween):
    """Let a flow run along its edges once."""

    def __init__(self, flow: Flow, *, run_time: float = style.NORMAL) -> None:
        super().__init__(flow, flow.show_front, run_time=run_time, remover=True)
