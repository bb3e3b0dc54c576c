"""The wings of one recorded step: where its z stand, with the step and its cost beside them."""

from collections.abc import Callable
from typing import Self, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.ellipsis import count_label
from scenes.vocabulary.formula import words
from scenes.vocabulary.readout import Source, cite, quote
from scenes.vocabulary.wings import Wings

__all__ = ["StepWings", "ThreeSteps"]

_LABEL, _AIR, _PITCH = 1.75, 0.35, 0.40


class StepWings(VGroup):
    """`step` and `cost` at the left, the wings at the right; both cite the step they show.

    Parameters
    ----------
    axis
        `z` and `slope` (k,), as far as the curve is not flat.
    step
        A recorded step: `step` and `cost`.
    found
        Its layer's `z` and `slope`, (n, m).
    name
        What stands over the label, such as whose run it is.
    """

    def __init__(
        self,
        axis: Source,
        step: Source,
        found: Source,
        *,
        reach: float,
        name: str = "",
        width: float = 10.4,
        height: float = 1.1,
        ticks: bool = True,
    ) -> None:
        looks = {"reach": reach, "width": width, "height": height}
        self.wings = Wings(axis, found, **looks, ticks=ticks)
        self.step_number = quote(step, "step", (), 0, anchor="left")
        self.cost_number = quote(step, "cost", (), 4, role="cost", anchor="left")
        self.label = VGroup()
        some, neurons = len(self.wings.rows), self.wings.neurons
        if some < neurons:
            count = count_label(some, neurons).stand_on(-_PITCH)
            self.label.add(count.shift(LEFT * count.get_left()[0]))
        if name:
            heading = words(name, size=style.NUMBER, bold=True).stand_on(2 * _PITCH)
            self.label.add(heading.shift(LEFT * heading.get_left()[0]))
        for row, (title, number) in enumerate(
            (("cost", self.cost_number), ("step", self.step_number))
        ):
            word = words(title, size=style.SMALL, role="muted").stand_on(row * _PITCH)
            number.stand_on(row * _PITCH)
            number.shift(RIGHT * (0.72 - number.get_left()[0]))
            self.label.add(VGroup(word.shift(LEFT * word.get_left()[0]), number))
        ground = self.wings.ground
        self.label.shift(RIGHT * (ground.get_left()[0] - _LABEL - _AIR) + UP * 0.05)
        super().__init__(self.label, self.wings)

    def show_step(self, step: Source, found: Source) -> Self:
        """Show another recorded step."""
        self.step_number.show_value(float(step["step"]))
        self.cost_number.show_value(float(step["cost"]))
        cite(self.label, step)
        self.wings.show_found(found)
        return self


class ThreeSteps(VGroup):
    """The wings of a run at three steps, one below the other on one axis, none of them yet seen.

    Parameters
    ----------
    axis
        As `StepWings` takes them.
    read
        Gives a step and its layer's `z` and `slope` by the step's index.
    name
        What stands over the first one, such as whose run it is.
    count
        How many steps the run has: the first, one in the middle and the last are kept.
    """

    def __init__(
        self,
        axis: Source,
        read: Callable[[int], tuple[Source, Source]],
        count: int,
        *,
        width: float,
        name: str = "",
    ) -> None:
        stops = 0, count // 2, count - 1
        self.read, self.stops = read, stops
        reach = max(float(np.ceil(np.abs(read(stop)[1]["z"]).max())) for stop in stops)
        first = read(stops[0])
        names = name, "", ""
        super().__init__(
            *(StepWings(axis, *first, name=each, reach=reach, width=width) for each in names)
        )
        self.arrange(DOWN, buff=0.3, aligned_edge=RIGHT)
        self.live = 0

    def go_on(self) -> StepWings:
        """Let the next picture follow the clock, from where the last one stopped."""
        self.live += 1
        self.show_step(self.stops[self.live - 1])
        return cast(StepWings, self[self.live])

    def show_step(self, step: int) -> Self:
        """Show a step in the picture that follows the clock."""
        self[self.live].show_step(*self.read(step))
        return self
