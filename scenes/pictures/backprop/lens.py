"""A lens at the tip of each strip: what one step changes is too short to be seen without."""

from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, RoundedRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import maths
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.strokes import segments

_TIMES = 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
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
        self.times = fitting[-1] if fitting else 1
        self.unit, self.pitch, self.half = unit * self.times, pitch, width / 2
        self.frames = VGroup(*(self._frame(row, width) for row in range(len(self.before))))
        bar = 100 * 0.56 * pitch
        self.rises, self.falls, self.pieces = (
            VMobject(color=style.color(role), stroke_width=bar)
            for role in ("positive", "negative", "delta")
        )
        self.marks = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        self.label = maths(f"times {self.times}", size=style.SMALL, role="muted")
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
