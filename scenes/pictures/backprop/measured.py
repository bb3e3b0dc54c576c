"""The people of a data set: a table of what was measured, and the same as points."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, FadeOut, VGroup, VMobject

from scenes.pictures.backprop.table import Column, Table
from scenes.vocabulary import style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.plot import Plot, Scatter
from scenes.vocabulary.stage import Gesture, Reveal, conceal, together
from scenes.vocabulary.text import words
from scenes.vocabulary.text.arrays import Array, ArrayLike

_WIDER = 0.16  # than a row is the frame around it


class People(VGroup):
    """A table at the right edge and a scatter plot at the left, of two measured quantities.

    `measured`: (2, m) as measured. `scaled`: (2, m) what the network is given. `labels`: (m,) array
    of 0 and 1: the class of each. `names`, `units`: Of the two quantities. `question`: The heading
    over the labels.
    """

    def __init__(
        self,
        measured: ArrayLike | None,
        scaled: ArrayLike,
        labels: ArrayLike,
        *,
        names: Sequence[str],
        units: Sequence[str],
        question: str,
    ) -> None:
        if measured is None:
            raise ValueError("measured is missing; the values before scaling are accepted")
        raw, seen = np.asarray(measured, dtype=float), np.asarray(scaled, dtype=float)
        heads = [f"{name} ({unit})" for name, unit in zip(names, units, strict=True)]
        self.table = Table(
            Column(heads[0], raw[0], 0, "raw", 0),
            Column(heads[1], raw[1], 0, "raw", 1),
            Column("$activation(x_1)$", seen[0], 2, "X", 0),
            Column("$activation(x_2)$", seen[1], 2, "X", 1),
            Column(question, np.ravel(labels), 0, "Y", 0),
        )
        self.table.shift(RIGHT * (style.RIGHT_EDGE - self.table.get_right()[0]) + UP * 0.2)
        self.plot = _plot(raw, heads)
        self.dots = Scatter(self.plot, raw, labels)
        self.plot.add(_key(self.plot, question))
        super().__init__(self.table, self.plot, self.dots)

    def arrive(self) -> Gesture:
        """Show the people one after the other, as rows and as points."""
        conceal(self.table, self.dots)
        yield together(FadeIn(self.plot), Reveal(*self.measured_heads()), run_time=style.QUICK)
        rows = Reveal(*self.measured_rows(), lag=0.5, run_time=3.0)
        yield rows, Reveal(*self.dots, lag=0.5, run_time=3.0)

    def scale(self) -> Gesture:
        """Show what the network is given of each."""
        yield (Reveal(*self.scaled_heads()),)
        yield (Reveal(*self.scaled_rows(), lag=0.5, run_time=2.0),)

    def leave(self) -> Gesture:
        """Let the points go; the table stays until the network has drawn from it."""
        yield (FadeOut(self.plot, self.dots, run_time=style.QUICK),)

    def plane(self) -> tuple[Plot, Scatter]:
        """Return the axes and the points on them."""
        return self.plot, self.dots

    def pick(self, who: int) -> VMobject:
        """Return the frame around one person."""
        frame = frame_around(self.table.row(who), air=0.1)
        return frame.stretch_to_fit_width(frame.width + _WIDER)

    def numbers(self, who: int) -> VGroup:
        """Return what the network is given of one person."""
        return self.scaled_rows()[who]

    def measured_rows(self) -> list[VGroup]:
        """Return what is known of each, without what the network is given."""
        return [self.table.row(place, (0, 1, 4)) for place in range(len(self.dots))]

    def scaled_rows(self) -> list[VGroup]:
        """Return what the network is given of each."""
        return [self.table.row(place, (2, 3)) for place in range(len(self.dots))]

    def measured_heads(self) -> list[VMobject]:
        """Return the headings of what is known."""
        return self.table.heads((0, 1, 4))

    def scaled_heads(self) -> list[VMobject]:
        """Return the headings of what the network is given."""
        return self.table.heads((2, 3))


def _key(plot: Plot, question: str) -> VGroup:
    """Return what a disc and a ring stand for, over the right end of the axes."""
    key = VGroup()
    for filled, name in ((1.0, question), (0.0, f"not {question}")):
        dot = Dot(radius=0.10, color=style.color("target"), stroke_width=style.FIRM)
        key.add(dot.set_fill(opacity=filled))
        key.add(words(name, size=style.SMALL, role="muted"))
    key.arrange(RIGHT, buff=0.14)
    key[2:].shift(RIGHT * 0.16)
    return key.next_to(plot.frame, UP, buff=0.22).align_to(plot, RIGHT)


def _plot(raw: Array, heads: Sequence[str]) -> Plot:
    """Return axes that hold all points with air around them."""
    across, above = (words(head, size=style.SMALL, role="muted") for head in heads)
    low, high = np.floor(raw.min(axis=1) / 10 - 1) * 10, np.ceil(raw.max(axis=1) / 10 + 1) * 10
    plot = Plot((low[0], high[0]), (low[1], high[1]), width=4.4, height=3.3, y_label=above)
    plot.add(across.next_to(plot.x_ticks, DOWN, buff=0.16))
    return plot.shift(LEFT * (plot.get_left()[0] - style.LEFT_EDGE) + DOWN * (plot.get_y() - 0.2))
