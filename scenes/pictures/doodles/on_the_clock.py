"""On the run's clock: weights as pictures, and what was answered to one drawing, step by step."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, Group, LaggedStart, VGroup

from scenes.pictures.doodles.answer_bars import named, rows_around, tracks
from scenes.pictures.doodles.mounting import framed
from scenes.vocabulary import stage, style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.plot.bars import Bars
from scenes.vocabulary.text import Points, Readout, Source, words

_IMAGE, _NAMES, _PITCH, _THICK, _GAP = 2.3, -2.3, 0.49, 0.3, 0.16
_FAINT = 0.45  # of a bar that is not the longest


class AnswerColumn(VGroup):
    """Bars of the answers to one image up to a `step`, 1 at `long`; the longest stands out.

    `key`: Of the answers (K, 1). `feet`: Where bars begin. `at`: The step shown; below 0 none is.
    """

    def __init__(self, key: str, step: int, feet: Points, long: float) -> None:
        looks: dict[str, Any] = {"way": RIGHT, "thick": _THICK, "unit": long}
        self.best, self.rest = Bars(key, feet, **looks), Bars(key, feet, opacity=_FAINT, **looks)
        self.key, self.step, self.at = key, step, -1
        self.head = Readout(step, 0, size=style.BODY, anchor="left", role="muted")
        self.head.put_anchor(feet[0] + 0.55 * UP).set_fill(opacity=0.0)
        super().__init__(tracks(feet, long, _THICK, "panel"), self.head, self.best, self.rest)

    def show(self, source: Source, at: int) -> None:
        """Show the answer at a step; the head comes with the column's own."""
        self.at = at
        order = np.argsort(-np.asarray(source[self.key])[:, 0], kind="stable")
        order = order if at >= 0 else order[:0]
        self.best.show(source, 0, which=order[:1])
        self.rest.show(source, 0, which=order[1:])
        self.head.set_fill(opacity=float(at == self.step))


class ThroughSteps(Group):
    """The drawing, the classes' names, and a column for each of some steps that the run has passed.

    `ask`: From a step to what flowed of the drawing. `steps`: They rise. `names`: Of the classes,
    and of the one that it is of. `key`: Of the answers. `shape`: Of the image.
    """

    def __init__(
        self, ask: Any, steps: Sequence[int], names: Any, key: str, shape: tuple[int, int]
    ) -> None:
        self.ask, (every, own) = ask, names
        image = PixelGrid(np.reshape(ask(0)["a0"], shape), height=_IMAGE, of="a0").cite(ask(0))
        image.move_to(style.LEFT_SIDE + RIGHT * _IMAGE / 2).set_y(style.MIDDLE[1])
        start = np.array([_NAMES + _GAP, style.MIDDLE[1] - 0.2, 0.0])
        feet, width = rows_around(start, len(every), _PITCH), style.RIGHT_EDGE - start[0]
        each = width / len(steps) * RIGHT
        self.columns = [
            AnswerColumn(key, step, feet + k * each, each[0] - _GAP) for k, step in enumerate(steps)
        ]
        label = words("step", size=style.BODY, role="muted").stand_on(self.columns[0].head.baseline)
        lines = [
            named(name, foot, size=style.BODY, bold=name == own)
            for name, foot in zip(every, feet, strict=True)
        ]
        super().__init__(framed(image), *lines, label.align_to(lines[0], RIGHT), *self.columns)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show the columns that a run has come to; the last of them is the present."""
        before = -1
        for column in self.columns:
            at = min(step, column.step) if before < step else -1
            if at != column.at:  # what is over keeps its answer: a run is asked for its present
                column.show(self.ask(max(at, 0)), at)
            before = column.step
        return self


_SIDE, _GRID, _COLUMNS = 1.5, 1.66, 8
_FULL = 0.6  # of the largest weight at the end: where a colour is full


class WeightPictures(Group):
    """A picture for each of the liveliest neurons of the first layer, in rows of eight.

    `history`: A run. `rows`: The neurons. `shape`: Of an image.
    """

    def __init__(self, history: Any, rows: Sequence[int], shape: tuple[int, int]) -> None:
        self.history = history
        end = np.asarray(history[-1]["W1"])
        full = _FULL * float(np.abs(end[list(rows)]).max())
        looks: dict[str, Any] = {"height": _SIDE, "signed": True, "scale": full, "of": "W1"}
        self.pictures = Group(*(PixelGrid(end[k].reshape(shape), row=k, **looks) for k in rows))
        self.pictures.arrange_in_grid(cols=_COLUMNS, buff=_GRID - _SIDE).move_to(style.MIDDLE)
        self.framed = Group(*map(framed, self.pictures))
        said = f"of {len(end)} neurons, the {len(rows)} whose weights in and out are the largest"
        self.label = words(said, size=style.BODY, role="muted")
        super().__init__(self.framed, self.label.next_to(self.pictures, DOWN, buff=0.3))
        self.show_step(0)

    def appear(self) -> stage.Gesture:
        """Show one after the other, and which they are."""
        yield (LaggedStart(*map(FadeIn, self.framed), lag_ratio=0.5, run_time=2.4),)
        yield (FadeIn(self.label, run_time=0.5),)

    def show_step(self, step: int) -> Self:
        """Show the weights before the update of a step."""
        weights = np.asarray(self.history[step]["W1"])
        for picture in self.pictures:
            picture.show_values(weights[picture.row])
        return self
