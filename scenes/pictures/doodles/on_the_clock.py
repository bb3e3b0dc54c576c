"""On the run's clock: weights as pictures, and what was answered to one drawing, step by step."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, Group, LaggedStart, VGroup

from scenes.pictures.doodles.answer_bars import on_the_left, rows_around, tracks
from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.plot.bars import Bars
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Readout, Source, words
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.formula import escaped

_IMAGE, _NAMES, _PITCH, _THICK, _GAP = 2.3, -2.3, 0.49, 0.3, 0.16
_FAINT = 0.45  # of a bar that is not the longest


class AnswerColumn(VGroup):
    """Bars of the answers to one image, 1 at `long`; the longest stands out.

    `key`: Of the answers (K, 1). `feet`: Where bars begin.
    """

    def __init__(self, key: str, feet: Points, long: float) -> None:
        looks: dict[str, Any] = {"way": RIGHT, "thick": _THICK, "unit": long}
        self.best, self.rest = Bars(key, feet, **looks), Bars(key, feet, opacity=_FAINT, **looks)
        self.key, self.at = key, -1
        super().__init__(self.best, self.rest)

    def show(self, source: Source, step: int) -> Self:
        """Show the answer at a step."""
        self.at, order = step, np.argsort(-np.asarray(source[self.key])[:, 0], kind="stable")
        self.best.show(source, 0, which=order[:1])
        self.rest.show(source, 0, which=order[1:])
        return self

    def clear(self) -> Self:
        """Show nothing."""
        self.at = -1
        for bars in (self.best, self.rest):
            bars.points = np.zeros((0, 3))
        return self


class ThroughSteps(Group):
    """The drawing, the classes' names, and a column for each of some steps that the run has passed.

    `ask`: From a step to what flowed of the drawing. `steps`: They rise. `names`: Of the classes,
    and of the one that it is of. `key`: Of the answers. `shape`: Of the image.
    """

    def __init__(
        self,
        ask: Callable[[int], Source],
        steps: Sequence[int],
        names: tuple[Sequence[str], str],
        key: str,
        shape: tuple[int, int],
    ) -> None:
        self.ask, self.steps = ask, steps
        first = ask(0)
        self.image = PixelGrid(np.asarray(first["a0"]).reshape(shape), height=_IMAGE, of="a0")
        self.image.move_to(style.LEFT_SIDE + RIGHT * _IMAGE / 2).set_y(style.MIDDLE[1])
        self.image.stand_on_pixels().cite(first)
        start = np.array([_NAMES + _GAP, style.MIDDLE[1] - 0.2, 0.0])
        feet = rows_around(start, len(names[0]), _PITCH)
        self.names = VGroup()
        for name, foot in zip(names[0], feet, strict=True):
            looks: Any = {"role": "ink", "bold": True} if name == names[1] else {"role": "muted"}
            line = words(escaped(name), size=style.BODY, **looks)
            self.names.add(on_the_left(line, foot, style.BODY))
        width = (style.RIGHT_EDGE - start[0]) / len(steps)
        each = [feet + width * k * RIGHT for k in range(len(steps))]
        self.columns = [AnswerColumn(key, own, width - _GAP) for own in each]
        self.grounds = VGroup(*(tracks(own, width - _GAP, _THICK, "panel") for own in each))
        self.heads = VGroup()
        for step, own in zip(steps, each, strict=True):
            head = Readout(step, 0, size=style.BODY, anchor="left", role="muted")
            self.heads.add(head.put_anchor(own[0] + 0.55 * UP))
        label = words("step", size=style.BODY, role="muted").stand_on(self.heads[0].baseline)
        self.label = label.align_to(self.names, RIGHT)
        self.still = Group(self.image, self.image.frame(role="hairline"), self.grounds)
        self.still.add(self.names, self.label)
        super().__init__(self.still, self.heads, *self.columns)
        self.heads.set_fill(opacity=0.0)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show the columns that a run has come to; the last of them is the present."""
        before = -1
        for head, column, own in zip(self.heads, self.columns, self.steps, strict=True):
            if before < step:
                # What is over keeps its answer: a run is asked for its present alone.
                if step <= own or column.at != own:
                    column.show(self.ask(min(step, own)), min(step, own))
                head.set_fill(opacity=float(step >= own))
            else:
                column.clear()
                head.set_fill(opacity=0.0)
            before = own
        return self


_SIDE, _GRID, _COLUMNS = 1.5, 1.66, 8
_FULL = 0.6  # of the largest weight at the end: where a colour is full


class WeightPictures(Group):
    """A picture for each of some neighbouring neurons of the first layer, in rows of eight.

    `history`: A run. `rows`: The neurons. `shape`: Of an image.
    """

    def __init__(self, history: Any, rows: Sequence[int], shape: tuple[int, int]) -> None:
        self.history = history
        end = np.asarray(history[-1]["W1"])
        full = _FULL * float(np.abs(end[list(rows)]).max())
        looks: dict[str, Any] = {"height": _SIDE, "signed": True, "scale": full, "of": "W1"}
        self.pictures = Group(*(PixelGrid(end[k].reshape(shape), row=k, **looks) for k in rows))
        self.pictures.arrange_in_grid(cols=_COLUMNS, buff=_GRID - _SIDE).move_to(style.MIDDLE)
        for picture in self.pictures:
            picture.stand_on_pixels()
        self.frames = VGroup(*(one.frame(role="hairline") for one in self.pictures))
        said = f"neurons {rows[0] + 1} to {rows[-1] + 1} of {len(end)}"
        self.label = words(said, size=style.BODY, role="muted")
        self.label.next_to(self.pictures, DOWN, buff=0.3)
        super().__init__(self.pictures, self.frames, self.label)
        self.show_step(0)

    def appear(self) -> Gesture:
        """Show one after the other, and which they are."""
        pairs = zip(self.pictures, self.frames, strict=True)
        shown = (FadeIn(Group(*pair)) for pair in pairs)
        yield (LaggedStart(*shown, lag_ratio=0.5, run_time=2.4),)
        yield (FadeIn(self.label, run_time=0.5),)

    def show_step(self, step: int) -> Self:
        """Show the weights before the update of a step."""
        weights = np.asarray(self.history[step]["W1"])
        for picture in self.pictures:
            picture.show_values(weights[picture.row])
        return self
