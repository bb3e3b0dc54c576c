"""A first look at the data: points of two kinds, rows of a table, or pictures with their names."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, FadeIn, Group, Mobject, VGroup, VMobject

from scenes.pictures.backprop.look import AtTheRight, Look
from scenes.pictures.backprop.measured import People
from scenes.pictures.backprop.table import Column, Table
from scenes.vocabulary import style
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.plot import Plot, Scatter
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Source, cite, words
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.ellipsis import ACROSS, ALONG, dots
from scenes.vocabulary.text.formula import escaped

_SIDE = 3.9
_CROWD = 40  # from here on dots are small
_AIR = 0.1  # between what stands in a row and its frame
_ROWS, _COLUMNS = 8, 3  # of a table that is too large to show
_ACROSS, _DOWN = 4, 3  # pictures


class Points(AtTheRight):
    """Examples of two inputs as points of a plot.

    `given`: (2, m) the inputs. `labels`: (m,) 0 or 1. `names`: Of the two inputs. `batch`: (k,)
    which of them are met at the first step.
    """

    def __init__(
        self,
        given: ArrayLike,
        labels: ArrayLike,
        *,
        names: Sequence[str],
        batch: Sequence[int],
    ) -> None:
        self.batch = [int(place) for place in batch]
        points = np.asarray(given, dtype=float)
        low, high = points.min(axis=1), points.max(axis=1)
        air = np.maximum((high - low) * 0.08, 0.25)
        across, above = (words(escaped(name), size=style.SMALL, role="muted") for name in names)
        self.plot = Plot(
            (low[0] - air[0], high[0] + air[0]),
            (low[1] - air[1], high[1] + air[1]),
            width=_SIDE,
            height=_SIDE,
            x_label=across,
            y_label=above,
        ).move_to(style.HERO)
        radius = 0.10 if points.shape[1] < _CROWD else 0.05
        self.dots = Scatter(self.plot, points, labels, radius=radius)
        conceal(self.dots)

    def arrive(self) -> Gesture:
        """Draw the axes, and then one point after the other."""
        yield (FadeIn(self.plot, run_time=style.QUICK),)
        yield (Reveal(*self.dots, lag=0.1, run_time=3.0),)

    def plane(self) -> tuple[Plot, Scatter]:
        """Return the axes and the points on them."""
        return self.plot, self.dots

    def pick(self, who: int) -> VMobject:
        """Return a ring around one point."""
        ring = Circle(0.2, color=style.color("ink"), stroke_width=style.FIRM)
        return ring.move_to(self.dots[self.batch[who]])


class Rows(AtTheRight):
    """The first rows and columns of a table, with dots for the rest and a line that says so.

    `given`: (n, m) the inputs, recorded as a0. `targets`: (m,) recorded as y. `names`: Of the n
    inputs. `question`: What the targets answer.
    """

    def __init__(
        self, given: ArrayLike, targets: ArrayLike, *, names: Sequence[str], question: str
    ) -> None:
        inputs, answers = np.asarray(given, dtype=float), np.ravel(targets)
        rows, columns = min(_ROWS, inputs.shape[1]), min(_COLUMNS, len(inputs))
        whole = bool(np.all(answers == np.rint(answers)))
        self.table = Table(
            *(Column(escaped(names[n]), inputs[n, :rows], 2, "a0", n) for n in range(columns)),
            Column(escaped(question), answers[:rows], 0 if whole else 2, "y", 0),
            gap=0.6,
        )
        edge = style.RIGHT_EDGE - _AIR  # a row is framed
        self.table.shift(RIGHT * (edge - self.table.get_right()[0]) + UP * 0.4)
        self.rest = self._rest(inputs.shape[::-1], (rows, columns))
        conceal(self.table, self.rest)

    def arrive(self) -> Gesture:
        """Show the headings, and then row after row."""
        heads = self.table.heads(range(len(self.table.columns)))
        yield (Reveal(*heads),)
        count = len(self.table.column(0))
        yield (Reveal(*(self.table.row(row) for row in range(count)), lag=0.5, run_time=3.0),)
        yield (Reveal(self.rest),)

    def pick(self, who: int) -> VMobject:
        """Return the frame around one row."""
        return frame_around(self.table.row(who), air=_AIR)

    def numbers(self, who: int) -> VGroup:
        """Return one row's inputs."""
        return self.table.row(who, range(len(self.table.columns) - 1))

    def _rest(self, sizes: tuple[int, int], shown: tuple[int, int]) -> VGroup:
        rest = VGroup()
        if shown[0] < sizes[0]:
            rest.add(dots(ALONG).next_to(self.table, DOWN, buff=0.2))
        if shown[1] < sizes[1]:
            last, answer = self.table.column(-2), self.table.column(-1)
            between = (last.get_right()[0] + answer.get_left()[0]) / 2
            rest.add(dots(ACROSS).move_to([between, last.get_y(), 0]))
        if len(rest):
            note = f"{shown[0]} of {sizes[0]:,} rows, {shown[1]} of {sizes[1]} inputs"
            note = words(note, size=style.SMALL, role="muted")
            rest.add(note.next_to(self.table, DOWN, buff=0.55))
        return rest


class Pictures(AtTheRight):
    """Some pictures with a word under each.

    `given`: (pixels, m) of 0 to 1, of which the first twelve are shown. `shape`: Rows and columns
    of a picture. `names`: (m,) a word for each. `roles`: (m,) the colour of each word (default:
    muted).
    """

    def __init__(
        self,
        given: ArrayLike,
        shape: tuple[int, int],
        *,
        names: Sequence[str],
        roles: Sequence[str] | None = None,
    ) -> None:
        columns = np.asarray(given, dtype=float).T[: _ACROSS * _DOWN]
        colours = roles or ["muted"] * len(columns)
        self.pictures, self.labels = Group(), VGroup()
        for place, (pixels, name, role) in enumerate(zip(columns, names, colours, strict=False)):
            row, column = divmod(place, _ACROSS)
            picture = PixelGrid(pixels.reshape(shape), height=1.12)
            picture.move_to(
                style.HERO + RIGHT * 1.7 * (column - 1.5) + UP * (1.75 * (1 - row) + 0.3)
            )
            label = words(escaped(name), size=style.SMALL, role=role)
            self.pictures.add(picture)
            self.labels.add(label.next_to(picture, DOWN, buff=0.12))
        conceal(*self.pictures, *self.labels)

    def arrive(self) -> Gesture:
        """Show picture after picture, each with its word."""
        pairs = zip(self.pictures, self.labels, strict=True)
        yield (Reveal(*(part for pair in pairs for part in pair), lag=0.3, run_time=3.0),)

    def pick(self, who: int) -> VMobject:
        """Return the frame around one picture."""
        return frame_around(self.pictures[who], air=0.08)

    @property
    def all(self) -> Mobject:
        """Everything, as one thing that can be faded."""
        return Group(self.pictures, self.labels)


def look_at(data: Any, first: Source) -> Look:
    """Return the look that fits some examples: people, pictures, points of a plane, or rows.

    `data`: Their data set: its names, its units, the shape of its pictures. `first`: The first
    step, whose examples are met: `a0` (n, m), `y` (n_L, m), and `batch` (m,), which of the data set
    they are.
    """
    inputs, answers = np.asarray(first["a0"], dtype=float), np.asarray(first["y"], dtype=float)
    names = list(data.feature_names) or [f"x{n + 1}" for n in range(len(inputs))]
    classes = data.class_names
    if data.image_shape is not None:
        shown = [classes[k] for k in answers.argmax(axis=0)]
        return Pictures(inputs, data.image_shape, names=shown)
    if len(inputs) == 2 and data.units:
        names = [name.replace("weight", "body weight") for name in names]
        people = People(
            data.raw, data.X, data.Y, names=names, units=data.units, question=classes[1]
        )
        cite(people.table, data)
        return people
    if len(inputs) == 2 and len(classes) == 2:
        labels = data.Y[0] > (data.Y.min() + data.Y.max()) / 2
        return Points(data.X, labels, names=names, batch=first["batch"])
    rows = Rows(inputs, answers[0], names=names, question=classes[1] if classes else "target")
    cite(rows.table, first)
    return rows
