"""The wings of a recorded step under a name: at three steps of a run, or of several runs."""

from collections.abc import Callable, Mapping
from typing import Self, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Square, VGroup

from scenes.pictures.sigmoid.wings import Wings
from scenes.vocabulary import style
from scenes.vocabulary.text import Source, maths, words
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.ellipsis import count_label

_NAMES = "at first", "half-way", "at the end"
_LEAST = 6.0  # an axis runs so far at least: over its wings there is room for names
_ABOVE = 0.22  # the axis, over whose left wing the name stands


class StepWings(VGroup):
    """`wings`, and over their left end a name, such as whose run it is.

    `axis`: `z` and `slope` (k,), as far as the curve is not flat. `read`: Gives a layer's `z` and
    `slope`, (n, m), by the step's index. `kinds`: As `Wings` takes them.
    """

    def __init__(
        self,
        name: str,
        axis: Source,
        read: Callable[[int], Source],
        *,
        reach: float,
        width: float = 11.6,
        height: float = 1.1,
        kinds: ArrayLike | None = None,
    ) -> None:
        self.read = read
        self.wings = Wings(axis, read(0), reach=reach, width=width, height=height, kinds=kinds)
        start = self.wings.ground.get_start()
        self.label = VGroup(words(name, size=style.NUMBER, bold=True).stand_on(_ABOVE))
        some, neurons = len(self.wings.rows), self.wings.neurons
        if some < neurons:
            self.label.add(count_label(some, neurons).stand_on(_ABOVE + 0.4))
        for line in self.label:
            line.shift(RIGHT * (start[0] - line.get_left()[0]))
        super().__init__(self.wings, self.label)

    def show_step(self, step: int) -> Self:
        """Show a recorded step."""
        self.wings.show_found(self.read(step))
        return self


class RunWings(VGroup):
    """The wings of several runs at one step, on one axis, one below the other.

    `axis`: As `StepWings` takes it. `reads`: By a run's name, what gives a layer's `z` and `slope`
    by the step's index.
    """

    def __init__(
        self,
        axis: Source,
        reads: Mapping[str, Callable[[int], Source]],
        *,
        reach: float,
        width: float = 11.6,
        height: float = 1.5,
    ) -> None:
        looks = {"reach": reach, "width": width, "height": height}
        super().__init__(*(StepWings(name, axis, read, **looks) for name, read in reads.items()))
        self.arrange(DOWN, buff=0.5, aligned_edge=LEFT)

    def show_step(self, step: int) -> Self:
        """Show every run at a step."""
        for panel in self:
            panel.show_step(step)
        return self


class ThreeSteps(VGroup):
    """The wings of a run at three steps, one below the other on one axis, none of them yet seen.

    `axis`: As `StepWings` takes it. `read`: Gives a layer's `z` and `slope` by the step's index.
    `count`: How many steps the run has: the first, one in the middle and the last are kept.
    `kinds`: As `Wings` takes them.
    """

    def __init__(
        self,
        axis: Source,
        read: Callable[[int], Source],
        count: int,
        *,
        width: float,
        kinds: ArrayLike | None = None,
    ) -> None:
        stops = 0, count // 2, count - 1
        self.stops = stops
        reach = max(_LEAST, *(float(np.ceil(np.abs(read(stop)["z"]).max())) for stop in stops))
        looks = {"reach": reach, "width": width, "height": 0.8}
        super().__init__(*(StepWings(name, axis, read, **looks, kinds=kinds) for name in _NAMES))
        self.arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        self.live = 0
        if kinds is not None:
            self[0].add(self._key())

    def go_on(self) -> StepWings:
        """Return the next picture, at the step where the last one stopped."""
        self.live += 1
        return cast(StepWings, self[self.live].show_step(self.stops[self.live - 1]))

    def half_lines(self, name: str) -> VGroup:
        """Return a line at half of each hill's height, and Typst maths for that height."""
        return VGroup(*(panel.wings.half_line(name) for panel in self))

    def _key(self) -> VGroup:
        """Return what the two colours of the strokes mean, for the right wing of the first."""
        key = VGroup()
        for value, rug in enumerate(self[0].wings.rugs):
            swatch = Square(0.16, stroke_width=0, fill_color=rug.get_color(), fill_opacity=1.0)
            name = maths(f"target(y) = {value}", size=style.SMALL).next_to(swatch, RIGHT, buff=0.12)
            key.add(VGroup(swatch, name))
        key.arrange(RIGHT, buff=0.4)
        end = self[0].wings.ground.get_end()
        return key.shift(end + UP * 0.65 - key.get_right())
