"""The network guesses while an image changes, is drawn, or moved: image and answers."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    CapStyleType,
    Dot,
    FadeIn,
    Group,
    LineJointType,
    VGroup,
    VMobject,
    linear,
)

from scenes.pictures.doodles.answer_bars import AnswerBars
from scenes.pictures.doodles.choosing import stretches, surest
from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Gesture, Tween, Vanish
from scenes.vocabulary.text import Source, words
from scenes.vocabulary.text.arrays import Array, Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.strokes import segments

SIDE, _SMALL, _PITCH = 5.4, 1.02, 1.46
_BARS, _LONG = style.ASIDE + LEFT * 1.3, 2.45
_FAINT = 2.4  # by how much the ink of pixels is thinned while a pen goes over them
Lines = Callable[[int], Sequence[Array]]


class GuessBoard(Group):
    """A large image at the middle, at the right what the network answers, at the left what it said.

    `source`: What flowed for each of several images, by columns: `a0` and the answers `key`.
    `lines`: From a column to the pen's lines over it, in pixels; none where nobody draws.
    """

    kept = 4  # for how many there is room on the shelf

    def __init__(self, names: Sequence[str], key: str, shape: tuple[int, int]) -> None:
        self.class_names, self.shape, self.key = names, shape, key
        self.image = PixelGrid(np.zeros(shape), height=SIDE, of="a0")
        self.image.move_to(style.MIDDLE + LEFT * 2.0).stand_on_pixels()
        self.frame = self.image.frame(role="hairline")
        looks = {"color": style.color("target"), "stroke_width": style.BROAD}
        self.line = VMobject(cap_style=CapStyleType.ROUND, joint_type=LineJointType.ROUND, **looks)
        self.pen = Dot(radius=0.1, color=style.color("paper"), stroke_width=style.BOLD)
        self.pen.set_stroke(color=style.color("target"), opacity=0.0).set_fill(opacity=0.0)
        self.bars = AnswerBars(names, key, at=_BARS, long=_LONG)
        self.shelf = Group()
        super().__init__(self.image, self.frame, self.line, self.pen, self.bars, self.shelf)
        self.moving = Group(self.image, self.line, self.pen, self.bars.moving)

    def take(self, source: Source, lines: Lines | None = None) -> Self:
        """Take other images, with a pen or without; the first is shown."""
        self.source, self.lines = source, lines
        self.image.cite(source).scale_of_tint = 1.0 if lines is None else _FAINT
        self.line.set_stroke(opacity=1.0)
        return self.show(0)

    @property
    def columns(self) -> int:
        """How many images there are."""
        return self.answers.shape[1]

    @property
    def answers(self) -> Array:
        """(K, m) to all of them."""
        return np.asarray(self.source[self.key])

    def show(self, column: int) -> Self:
        """Show an image and what was answered to it."""
        self.image.column = column
        self.image.show_values(np.asarray(self.source["a0"])[:, column])
        self.bars.show(self.source, column)
        self.line.set_points(np.zeros((0, 3)))
        if self.lines is not None:
            drawn = [self.place(line) for line in self.lines(column)]
            self.line.set_points(np.vstack([segments(one[:-1], one[1:]) for one in drawn]))
            self.pen.move_to(drawn[-1][-1]).set_fill(opacity=1.0).set_stroke(opacity=1.0)
        return self

    def place(self, pixels: Array) -> Points:
        """Return where places (2, k) of the image, in pixels, stand."""
        corner, pitch = self.image.points[0], self.image.pitch
        return np.column_stack([pixels.T * [pitch, -pitch] + corner[:2], np.zeros(pixels.shape[1])])

    def go(self, first: int, last: int, *, run_time: float) -> Tween:
        """Return the way through some columns, evenly."""
        show = lambda moment: self.show(round(first + (last - first) * moment))  # noqa: E731
        return Tween(self.moving, show, run_time=run_time, rate_func=linear)

    def guess_along(self, *, run_time: float) -> Gesture:
        """Go through all columns; where the guess changes, the one before it goes to the shelf."""
        if len(self.shelf):
            yield (self.clear(),)
        answers = self.answers
        found, each = stretches(answers), run_time / answers.shape[1]
        first = 0
        for one in found:
            over = one is not found[-1]
            last = one.last_guessed(answers) if over else one.last
            yield (self.go(first, last, run_time=each * (last - first + 1)),)
            if over and len(self.shelf) < self.kept:
                yield (self.keep(surest(answers, one)),)
            first = last + 1
        if self.lines is not None:
            yield (self.lift_the_pen(),)

    def move_aside(self, far: int) -> Gesture:
        """Go through the first columns one by one: the image aside by 1, 2, … `far` pixels.

        An outline stays where its ink was; at the left it is said what each was called.
        """
        values = np.asarray(self.source["a0"])
        self.shelf.add(self.image.frame(*np.flatnonzero(values[:, 0]).tolist(), role="target"))
        self.moving.add(self.shelf)  # else what moves would lie over the outline
        yield (FadeIn(self.shelf[0], run_time=0.5),)
        room, top = min(_PITCH, SIDE / (far + 1)), style.MIDDLE[1] + SIDE / 2
        for k in range(1, far + 1):
            name = self.class_names[int(self.answers[:, k].argmax())]
            said = VGroup(words(f"by {k}:", size=style.SMALL, role="muted"))
            said.add(words(escaped(name), size=style.BODY)).arrange(DOWN, buff=0.12)
            said.move_to(style.LEFT_SIDE - LEFT * 0.85).set_y(top - room * k)
            yield (self.go(k - 1, k, run_time=1.0),)
            self.shelf.add(said)  # not before: the shelf is on the stage
            yield (FadeIn(said, run_time=0.4),)

    def lift_the_pen(self, *, run_time: float = 1.0) -> Tween:
        """Let the line go, and the pixels come forward."""
        self.pen.set_stroke(opacity=0.0).set_fill(opacity=0.0)
        self.lines = None
        values = np.asarray(self.source["a0"])[:, self.image.column]

        def show(moment: float) -> None:
            self.line.set_stroke(opacity=1 - moment)
            self.image.scale_of_tint = _FAINT + (1 - _FAINT) * moment
            self.image.show_values(values)

        return Tween(Group(self.image, self.line), show, run_time=run_time)

    def clear(self) -> Vanish:
        """Take all from the shelf."""
        gone, self.shelf.submobjects = list(self.shelf), []
        return Vanish(*Group(*gone).family_members_with_points(), run_time=0.4)

    def keep(self, column: int) -> FadeIn:
        """Put an image and what was guessed of it on the shelf at the left."""
        guess = int(self.answers[:, column].argmax())
        values = np.asarray(self.source["a0"])[:, column].reshape(self.shape)
        small = PixelGrid(values, height=_SMALL, of="a0", column=column).cite(self.source)
        top = style.MIDDLE[1] + SIDE / 2 - _SMALL / 2
        small.move_to(style.LEFT_SIDE - LEFT * 0.85).set_y(top - _PITCH * len(self.shelf))
        small.stand_on_pixels()
        name = words(escaped(self.class_names[guess]), size=style.SMALL)
        name.next_to(small, DOWN, buff=0.1)
        kept = Group(small, small.frame(role="hairline"), name)
        self.shelf.add(kept)
        return FadeIn(kept, shift=LEFT * 0.3, run_time=0.5)
