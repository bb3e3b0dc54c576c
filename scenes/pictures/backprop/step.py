"""The step: its rules, one weight's line of arithmetic, and one neuron's strips to scale."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, RoundedRectangle, VGroup, VMobject

from scenes.pictures.backprop.step_bars import Place, StepBars
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import (
    Formula,
    Readout,
    Source,
    StepLine,
    Strip,
    maths,
    quote,
    weight_name,
    words,
)
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.digits import fewest_decimals
from scenes.vocabulary.text.strokes import segments

_TIMES = 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
_ROOM = 0.85  # of half a lens, which the longest change may fill


class TipLenses(VGroup):
    """A window on the tip of each strip, all as many times larger as `times` and a label say.

    In its middle a strip ends; a change leads on from there, or back.

    `parameters`: (2, k) the strips' values before a step and after it, top to bottom. `unit`: How
    long a strip of value 1 is, in Manim units. `pitch`: From one strip to the next.
    """

    def __init__(
        self, parameters: ArrayLike, *, unit: float, pitch: float, width: float = 1.2
    ) -> None:
        self.before, after = np.array(parameters, dtype=float)
        self.changes = after - self.before
        longest = float(np.abs(self.changes).max()) * unit
        fitting = [times for times in _TIMES if longest * times <= _ROOM * width / 2]
        self.times = fitting[-1] if fitting else _TIMES[0]
        self.unit, self.pitch, self.half = unit * self.times, pitch, width / 2
        self.frames = VGroup(*(self._frame(row, width) for row in range(len(self.before))))
        bar = 100 * 0.56 * pitch
        self.rises, self.falls, self.pieces = (
            VMobject(color=style.color(role), stroke_width=bar)
            for role in ("positive", "negative", "delta")
        )
        self.marks = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        self.label = maths(f"times {self.times:g}", size=style.SMALL, role="muted")
        self.label.next_to(self.frames, UP, buff=0.12)
        strips = self.rises, self.falls, self.pieces, self.marks
        super().__init__(self.frames, *strips, self.label)
        self.show_change(0.0)

    def show_change(self, moment: float) -> Self:
        """Show what was before, and so much of the change, 0 to 1."""
        tips = np.array([frame.get_center() for frame in self.frames])
        inwards = np.where(self.before >= 0, -1.0, 1.0)[:, None] * RIGHT * self.half
        for strokes, mine in ((self.rises, self.before >= 0), (self.falls, self.before < 0)):
            strokes.set_points(segments((tips + inwards)[mine], tips[mine]))
        news = tips + (self.changes * moment * self.unit)[:, None] * RIGHT
        moved, over = news[:, 0] != tips[:, 0], UP * self.pitch * 0.40
        self.pieces.set_points(segments(tips[moved], news[moved]))
        self.marks.set_points(segments((news - over)[moved], (news + over)[moved]))
        return self

    def _frame(self, row: int, width: float) -> RoundedRectangle:
        frame = RoundedRectangle(
            width=width,
            height=0.86 * self.pitch,
            corner_radius=0.08,
            color=style.color("muted"),
            stroke_width=style.FINE,
        )
        return frame.shift(DOWN * row * self.pitch)


_PITCH = 0.62  # from one strip to the next
_LINES_AT, _BARS_AT = style.HERO + UP * 1.75, style.HERO + DOWN
_BIASES = "bias(b) arrow.l bias(b) - alpha frac(partial cost(C), partial bias(b))"
_PULL = "alpha frac(partial cost(C), partial weight(W))"
_RULE = f"weight(W) arrow.l weight(W) - {_PULL}"
_SHRINKING = f"weight(W) arrow.l (1 - alpha lambda) weight(W) - {_PULL}"
_ADDED = [f"{role}({name}) arrow.l {role}({name}) + {role}(Delta {name})"
          for role, name in (("weight", "W"), ("bias", "b"))]  # fmt: skip
_DOWNHILL = "-alpha frac(partial cost(C), partial weight(w)) ="


class StepBoard:
    """The step in letters and for one weight, above strips that the step lengthens.

    A lens beside each strip shows its tip larger, and beside that is what the step changes. Of an
    optimizer that is not gradient descent it says what was added, and beside it what that had been.

    `update`: How one weight changes, as `StepLine` takes it. `steps`: The recorded steps that the
    strips can show, as sources of their parameters. `layer`, `places`: Some weights of one neuron:
    the first is written out, all of them and the bias are strips.
    """

    def __init__(
        self,
        update: Source,
        steps: Sequence[Source],
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
    ) -> None:
        self.rule = VGroup(*map(maths, _rules(update))).arrange(RIGHT, buff=0.9)
        step_line = StepLine(weight_name(*places[0], layer=layer), update, size=style.WORKING)
        self.line = VGroup(step_line)
        if not update["plain"]:
            self.line.add(_downhill(update).next_to(step_line, DOWN, buff=0.2))
        VGroup(self.rule, self.line).arrange(DOWN, buff=0.35).move_to(_LINES_AT)
        mean = f"mean of {steps[0]['y'].shape[1]}"
        note = words(mean, size=style.SMALL, role="muted")
        self.line.add(note.next_to(self.line[-1][-3], DOWN, buff=0.12))
        row, columns = places[0][0], sorted(column for _, column in places)
        self.bars = StepBars.of_neuron(
            steps, layer, row, columns, width=2.8, pitch=_PITCH, decimals=None
        )
        unit = self.bars.reach / self.bars.value_scale
        self.lenses = TipLenses(self.bars.parameters, unit=unit, pitch=_PITCH)
        place = [self.bars.zero.get_x() + 2.3, self.bars.zero.get_y(), 0]
        self.lenses.shift(place - self.lenses.frames.get_center())
        keys = [*((f"W{layer}", (row, column)) for column in columns), (f"b{layer}", (row, 0))]
        self.changes = _changes(steps, keys)
        self.changes.next_to(self.lenses.frames, RIGHT, buff=0.3)
        VGroup(self.bars, self.lenses, self.changes).move_to(_BARS_AT)

    def lines_appear(self) -> Gesture:
        """Write the rules, and then the arithmetic for one weight."""
        yield (FadeIn(self.rule),)
        yield (FadeIn(self.line),)

    def strips_appear(self) -> Gesture:
        """Show the strips to scale, the lenses at their tips, and what the step changes."""
        yield (FadeIn(self.bars),)
        yield (FadeIn(self.lenses),)
        both = VGroup(self.bars, self.lenses)
        yield Tween(both, self._show_change, run_time=style.SLOW), FadeIn(self.changes)

    def _show_change(self, moment: float) -> None:
        self.bars.show_change(moment)
        self.lenses.show_change(moment)


def _rules(update: Source) -> Sequence[str]:
    """Return the rules for weights and biases in letters."""
    if not update["plain"]:
        return _ADDED
    return (_RULE if float(update["shrink"]) == 1.0 else _SHRINKING), _BIASES


def _downhill(update: Source) -> Strip:
    """Return what gradient descent had added, with digits from which it follows."""
    rate = float(update["learning_rate"])
    digits = fewest_decimals([[update["gradient"]]], lambda g: -rate * g, result_decimals=3)
    looks = {"size": style.LABEL, "bracketed": True}
    share = quote(update, "learning_rate", (), len(f"{rate:g}".partition(".")[2]), **looks)
    slope = quote(update, "gradient", (), digits, role="delta", **looks)
    found = quote(update, "downhill", (), 3, **looks)
    return Strip(_DOWNHILL, "-", share, "dot", slope, "=", found, size=style.LABEL)


def _changes(steps: Sequence[Source], places: Sequence[Place]) -> VGroup:
    """Return lines `before → after`, in columns."""
    rows = VGroup()
    for row, (key, at) in enumerate(places):
        numbers = [quote(step, key, at, 3, size=style.SMALL) for step in steps]
        arrow = maths("arrow.r", size=style.SMALL, role="muted")
        parts: list[Formula | Readout] = [numbers[0], arrow, numbers[1]]
        for part, right in zip(parts, (0.0, 0.42, 1.42), strict=True):
            part.stand_on(-row * _PITCH)
            part.shift(RIGHT * (right - part.get_right()[0]))
        rows.add(VGroup(*parts))
    return rows
