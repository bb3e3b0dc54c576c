"""The pictures of a large network unroll: each is one row of the first layer's table."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, Rectangle, VGroup

from scenes.pictures.network.dust import Dust
from scenes.vocabulary import matrix, stage, style
from scenes.vocabulary.plane.hairlines import Hairlines
from scenes.vocabulary.text import Source, maths

_TOP, _HIGH, _RIGHT = 2.75, 3.4, 4.2  # of the table
_BELOW, _IN, _APART = 0.5, 0.1, 3.6  # from its foot to the others; from the edge, and each other
_SMALLER = 0.6  # of a grain, so that a row is a line of them
_FULL = 0.35  # of the largest weight: where a colour is full
_SHOWN = 5  # rows that are framed, one after the other


class Rows:
    """Where the grains of `dust` go: a row for each picture, and all later layers below them."""

    def __init__(self, dust: Dust, step: Source) -> None:
        self.dust, grains, self.weights = dust, dust.grains, step["W1"]
        rows, columns = self.weights.shape
        self.row, wide = _HIGH / rows, _RIGHT - style.LEFT_EDGE
        full = _FULL * float(np.abs(self.weights).max())
        looks = {"row": self.row, "top": _TOP, "right": _RIGHT}
        self.table = Hairlines(step, "W1", full, **looks)
        self.table.fill(columns)
        self.places, first = grains.places.copy(), dust.seen
        across = np.arange(first.sum()) % (columns + 1)  # a bias is beyond the last weight
        self.places[first, 0] = style.LEFT_EDGE + (across + 0.5) * wide / columns
        self.places[first, 1] = _TOP - (grains.blocks[first] + 0.5) * self.row
        self.names = VGroup()
        for n in range(int(grains.layers.max()) + 1):
            lines = VGroup(*(_named(step, kind, n + 1) for kind in ("weight", "bias")))
            mine = grains.layers == n
            if n:
                low, high = self.places[mine].min(axis=0), self.places[mine].max(axis=0)
                goal = style.LEFT_EDGE + _IN + _APART * (n - 1), _TOP - _HIGH - _BELOW
                self.places[mine] += goal - np.array([low[0], high[1]])
            corner = np.append(self.places[mine].max(axis=0), 0.0)
            lines.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
            self.names.add(lines.next_to(corner, RIGHT, buff=0.2).align_to(corner, UP))

    def unroll(self, moment: float) -> None:
        """Let all grains go to where they belong in the tables."""
        self.dust.show_unrolled(self.places, _SMALLER, moment)

    def frame_rows(self) -> stage.Gesture:
        """Let the table come forward, and frame some rows."""
        yield FadeIn(self.table), FadeIn(self.names)
        frame = Rectangle(width=self.table.width, height=self.row, color=style.color("ink"))
        frame.set_stroke(width=style.EVEN).move_to(self.table.get_top(), UP)
        yield (Create(frame),)
        for _ in range(min(_SHOWN, len(self.weights)) - 1):
            yield (stage.Flight(frame, frame.copy().shift(DOWN * self.row), arc=0.0, run_time=0.5),)


def _named(step: Source, kind: str, n: int) -> VGroup:
    """Return what a layer's weights or biases are called, and the shape of their table."""
    letter = "W" if kind == "weight" else "b"
    name = maths(f"{kind}({letter}^([{n}]))", size=style.CLAIM)
    return VGroup(name, matrix.Chip(*step[f"{letter}{n}"].shape)).arrange(RIGHT, buff=0.15)
