"""Numbers on tiles that can be laid in other ways: over a diagonal, or in lines of any length."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, RIGHT

from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text.arrays import Array, Points

_AIR, _SEEN = 0.05, 0.6  # between two tiles; of a tile's width, from which on its number is read


class Tiles(ValueMatrix):
    """The numbers of `W1`, one a tile, in memory's order; `pitch`: of a tile with its air."""

    def __init__(self, values: Array, *, pitch: Sequence[float], magnified: float = 1) -> None:
        super().__init__(values, of="W1", head="W")
        self.remove(self.brackets, self.head, self.chip)
        self.pitch, numbers = np.asarray(pitch), self.numbers.scale(magnified)
        self.widest = max(number.width for number in numbers)

    def lay(self, middles: Points, seen_by: Array | None = None) -> Self:
        """Lay the tiles with their middles at (k, 3), each seen through a matrix (2, 2)."""
        turn = np.eye(2) if seen_by is None else seen_by
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (self.pitch - _AIR) / 2
        flat = np.column_stack([corners @ turn.T, np.zeros(4)])
        seen = float(np.clip((abs(np.linalg.det(turn)) - _SEEN) / (1 - _SEEN), 0.0, 1.0))
        for middle, tile, number in zip(middles, self.cells, self.numbers, strict=True):
            tile.set_points_as_corners(middle + flat)
            number.put_anchor(middle + RIGHT * self.widest / 2).set_fill(opacity=seen)
        return self

    def relaid(self, start: Points, end: Points, *, run_time: float) -> Tween:
        """Return the way from one layout to another."""

        def show(moment: float) -> None:
            hidden = self.lay(start + (end - start) * moment).numbers
            hidden.set_fill(opacity=abs(2 * moment - 1) ** 2)

        return Tween(self, show, run_time=run_time)

    def turned(self, start: Points, *, run_time: float) -> Tween:
        """Return how the table turns out of the stage, about its diagonal, and onto its back."""
        down, up = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)

        def show(moment: float) -> None:
            seen = np.outer(down, down) + np.cos(np.pi * moment) * np.outer(up, up)
            away = (start - start[0])[:, :2] @ seen.T
            self.lay(start[0] + np.column_stack([away, np.zeros(len(away))]), seen)

        return Tween(self, show, run_time=run_time)

    def lines(self, columns: int, corner: Points) -> Points:
        """Return the middles (k, 3) of the tiles laid line by line from the first one's on."""
        down, right = np.divmod(np.arange(len(self.cells))[:, None], columns)
        return np.asarray(corner + right * self.pitch[0] * RIGHT + down * self.pitch[1] * DOWN)
