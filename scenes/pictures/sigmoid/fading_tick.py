"""A number of an axis that fades where others have no room for it."""

import numpy as np
from manim import DOWN, UP, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Readout
from scenes.vocabulary.text.arrays import Points

_MARK, _DOWN = 0.07, 0.26
_CLEAR, _FADE = 0.5, 0.35  # Manim units from the middle: where a tick's number begins, and is whole


class FadingTick(VGroup):
    """A number of the axis, which fades where it would come too near to the middle."""

    def __init__(self, value: int, *, below: float) -> None:
        self.value, self.below = value, below
        looks = {"color": style.color("muted"), "stroke_width": style.THIN}
        self.mark = Line(UP * _MARK, DOWN * _MARK, **looks)
        self.number = Readout(value, 0, of="axis", size=style.SMALL, role="muted", anchor="center")
        super().__init__(self.mark, self.number)

    def show_at(self, point: Points, away: float, *, on_axis: bool) -> None:
        """Stand at a point that is `away` from the middle of the axis, seen if it is on it."""
        self.mark.move_to(point)
        self.number.put_anchor(point + DOWN * (_DOWN + self.below - 0.04))
        share = 1.0 if self.value == 0 else float(np.clip((away - _CLEAR) / _FADE, 0.0, 1.0))
        self.set_opacity(share * on_axis)
