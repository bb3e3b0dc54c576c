"""On the run's clock: weights as pictures, and what was answered to one drawing, step by step."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, FadeIn, Group, LaggedStart, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Readout, Source, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import boxes, edges_of, lying

_IMAGE, _NAMES, _PITCH, _THICK, _GAP = 2.3, -2.3, 0.49, 0.3, 0.16
_FAINT = 0.45  # of a bar that is not the longest


class AnswerColumn(VGroup, Depiction):
    """Bars from an x to the right, 1 at `long`; the longest stands out.

    `key`: Of the answers (K, 1). `ys`: Of the bars.
    """

    def __init__(self, key: str, x: float, ys: Array, long: float) -> None:
        self.key, self.x, self.ys, self.long = key, x, ys, long
        looks: dict[str, Any] = {"stroke_width": 0, "color": style.color("activation")}
        self.best, self.rest = VMobject(fill_opacity=1.0, **looks), VMobject(**looks)
        self.rest.set_fill(opacity=_FAINT)
        self.order, self.at = np.arange(len(ys)), -1
        super().__init__(self.best, self.rest)

    def show(self, source: Source, step: int) -> Self:
        """Show the answer at a step."""
        self.cite(source)
        self.at = step
        answers = np.maximum(np.asarray(source[self.key])[:, 0], 1e-4)
        edges = lying(self.x, self.ys, self.long * answers, _THICK)
        self.order = np.argsort(-answers, kind="stable")
        self.best.set_points(boxes(edges[self.order[:1]]))
        self.rest.set_points(boxes(edges[self.order[1:]]))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the bars' lengths say."""
        if len(self.best.points):
            left, _, right, _ = edges_of(np.vstack([self.best.points, self.rest.points])).T
            shares = (right - left) / self.long
            yield Depicted(self.key, (self.order, 0), shares, PIXEL / self.long)


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
        ys = style.MIDDLE[1] - 0.2 + ((len(names[0]) - 1) / 2 - np.arange(len(names[0]))) * _PITCH
        self.names = VGroup()
        for name, y in zip(names[0], ys, strict=True):
            role = "ink" if name == names[1] else "muted"
            line = words(escaped(name), size=style.BODY, role=role, bold=name == names[1])
            line.stand_on(y - style.BODY / 4)
            self.names.add(line.shift(RIGHT * (_NAMES - line.get_right()[0])))
        width = (style.RIGHT_EDGE - _NAMES - _GAP) / len(steps)
        xs = _NAMES + _GAP + width * np.arange(len(steps))
        self.columns = [AnswerColumn(key, x, ys, width - _GAP) for x in xs]
        self.heads = VGroup()
        for step, x in zip(steps, xs, strict=True):
            head = Readout(step, 0, size=style.BODY, anchor="left", role="muted")
            self.heads.add(head.put_anchor(np.array([x, ys[0] + 0.55, 0.0])))
        label = words("step", size=style.BODY, role="muted").stand_on(self.heads[0].baseline)
        self.label = label.shift(RIGHT * (_NAMES - label.get_right()[0]))
        self.grounds = VMobject(stroke_width=0, fill_opacity=1.0, color=style.color("panel"))
        half = _THICK / 2
        tracks = [[x, y - half, x + width - _GAP, y + half] for x in xs for y in ys]
        self.grounds.set_points(boxes(np.array(tracks)))
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
                column.best.set_points(np.zeros((0, 3)))
                column.rest.set_points(np.zeros((0, 3)))
                column.at = -1
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


_WIDE, _IN = 1.6, 0.9  # how large a neuron's weights are, and how far from the margin their middle


def one_neuron(step: Any, neuron: int, shape: tuple[int, int]) -> Group:
    """Return a neuron's weights laid out like the image at the left of it, its frame and name."""
    weights = np.asarray(step["W1"])[neuron].reshape(shape)
    tile = PixelGrid(weights, height=_WIDE, signed=True, of="W1", row=neuron).cite(step)
    tile.move_to(style.LEFT_SIDE + RIGHT * _IN).stand_on_pixels()
    name = words(f"neuron {neuron + 1}", size=style.SMALL, role="muted").next_to(tile, DOWN)
    return Group(tile, tile.frame(role="hairline"), name)
