"""The network guesses while an image changes, is drawn, or moved: image and answers."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, Group, VGroup, VMobject, linear

from scenes.pictures.doodles import answer_bars, choosing, mounting
from scenes.vocabulary import network, style
from scenes.vocabulary.stage import Gesture, Tween, Vanish
from scenes.vocabulary.text import Array, Source, formula, strokes, words

SIDE, _SMALL, _PITCH = 5.4, 1.02, 1.46
_SHELF = style.LEFT_SIDE + style.MIDDLE + RIGHT * 0.85 + UP * SIDE / 2  # the middle of its top
_BARS, _LONG = style.ASIDE + LEFT * 1.3, 2.45
_FAINT = 2.4  # by how much the ink of pixels is thinned while a pen goes over them
Lines = Callable[[int], Sequence[Array]]


class GuessBoard(Group):
    """A large image at the middle, at the right what the network answers, at the left what it said.

    `source`: What flowed for each of several images, by columns: `a0` and the answers `key`.
    `lines`: From a column to the pen's lines over it, in pixels; none where nobody draws.
    """

    kept = 4  # for how many wrong guesses there is room on the shelf

    def __init__(self, names: Sequence[str], key: str, shape: tuple[int, int]) -> None:
        self.class_names, self.shape, self.key = names, shape, key
        self.image = network.PixelGrid(np.zeros(shape), height=SIDE, of="a0")
        self.image.move_to(style.MIDDLE + LEFT * 2.0)
        looks = {"color": style.color("target"), "stroke_width": style.BROAD}
        self.line = VMobject(**style.BY_HAND, **looks)
        self.pen = Dot(radius=0.1, color=style.color("paper"), stroke_width=style.BOLD)
        self.pen.set_stroke(color=style.color("target"))
        self.bars = answer_bars.AnswerBars(names, key, at=_BARS, long=_LONG)
        self.shelf = Group()
        super().__init__(mounting.framed(self.image), self.line, self.pen, self.bars, self.shelf)
        self.moving = Group(self.image, self.line, self.pen, self.bars.moving)

    def take(self, source: Source, lines: Lines | None = None) -> Self:
        """Take other images, with a pen or without; the first is shown."""
        self.source, self.lines = source, lines
        self.image.cite(source).scale_of_tint = 1.0 if lines is None else _FAINT
        self.line.set_stroke(opacity=1.0)
        self.pen.set_opacity(float(lines is not None))
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
        corner, pitch = self.image.points[0, :2, None], np.array([[1], [-1]]) * self.image.pitch
        drawn = [] if self.lines is None else self.lines(column)
        self.line.points = strokes.polylines([corner + line * pitch for line in drawn])
        if drawn:
            self.pen.move_to(self.line.points[-1])
        return self

    def go(self, first: int, last: int, *, run_time: float) -> Tween:
        """Return the way through some columns, evenly."""
        show = lambda moment: self.show(round(first + (last - first) * moment))  # noqa: E731
        return Tween(self.moving, show, run_time=run_time, rate_func=linear)

    def guess_along(self, truth: int, *, run_time: float) -> Gesture:
        """Go through all columns; each wrong guess goes to the shelf, when it is first given up."""
        if len(self.shelf):
            yield (self.clear(),)
        each, first, seen = run_time / self.columns, 0, {truth}
        *changes, last = choosing.stretches(self.answers, least=0.0)
        for one in changes:
            if one.guess not in seen and len(self.shelf) < self.kept:
                yield (self.go(first, one.last, run_time=each * (one.last - first + 1)),)
                yield (self.keep(choosing.surest(self.answers, one)),)
                first = one.last + 1
            seen.add(one.guess)
        yield (self.go(first, last.last, run_time=each * (last.last - first + 1)),)
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
        room = min(_PITCH, SIDE / (far + 1))
        for k in range(1, far + 1):
            name = self.class_names[int(self.answers[:, k].argmax())]
            said = VGroup(words(f"by {k}:", size=style.SMALL, role="muted"))
            said.add(words(formula.escaped(name), size=style.BODY)).arrange(DOWN, buff=0.12)
            said.move_to(_SHELF + DOWN * room * k)
            yield (self.go(k - 1, k, run_time=1.0),)
            self.shelf.add(said)  # not before: the shelf is on the stage
            yield (FadeIn(said, run_time=0.4),)

    def lift_the_pen(self, *, run_time: float = 1.0) -> Tween:
        """Let the line go, and the pixels come forward."""
        self.pen.set_opacity(0.0)

        def show(moment: float) -> None:
            self.line.set_stroke(opacity=1 - moment)
            self.image.scale_of_tint = _FAINT + (1 - _FAINT) * moment
            self.image.show_values(self.image.values)

        return Tween(Group(self.image, self.line), show, run_time=run_time)

    def clear(self) -> Vanish:
        """Take all from the shelf."""
        gone, self.shelf.submobjects = list(self.shelf), []
        return Vanish(*Group(*gone).family_members_with_points(), run_time=0.4)

    def keep(self, column: int) -> FadeIn:
        """Put an image and what was guessed of it on the shelf at the left."""
        guess = int(self.answers[:, column].argmax())
        values = np.asarray(self.source["a0"])[:, column].reshape(self.shape)
        small = network.PixelGrid(values, height=_SMALL, of="a0", column=column).cite(self.source)
        small.move_to(_SHELF + DOWN * (_SMALL / 2 + _PITCH * len(self.shelf)))
        name = words(formula.escaped(self.class_names[guess]), size=style.SMALL)
        kept = Group(*mounting.framed(small), name.next_to(small, DOWN, buff=0.1))
        self.shelf.add(kept)
        return FadeIn(kept, shift=LEFT * 0.3, run_time=0.5)
