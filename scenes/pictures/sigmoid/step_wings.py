"""The wings of a recorded step under a name: of one run, or of several below each other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.pictures.sigmoid.wings import Wings
from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, words
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.ellipsis import count_label
from scenes.vocabulary.text.formula import escaped

_ABOVE = 0.22  # the axis, over whose left wing the name stands


class StepWings(VGroup):
    """`wings`, and over their left end a name, such as whose run it is.

    `axis`: `z` and `slope` (k,), as far as the curve is not flat. `read`: Gives a layer's `z` and
    `slope`, (n, m), by the step's index. `kinds`, `lane`: As `Wings` takes them.
    `classes`: What the two kinds are.
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
        lane: float = 0.24,
        classes: Sequence[str] = (),
    ) -> None:
        self.read = read
        looks = {"reach": reach, "width": width, "height": height, "lane": lane}
        self.wings = Wings(axis, read(0), kinds=kinds, **looks)
        start = self.wings.ground.get_start()
        self.label = VGroup(words(name, size=style.NUMBER, bold=True).stand_on(_ABOVE))
        some, neurons = len(self.wings.rows), self.wings.neurons
        if some < neurons:
            self.label.add(count_label(some, neurons).stand_on(_ABOVE + 0.4))
        for kind, name_of_kind in enumerate(classes):
            key = words(escaped(name_of_kind), size=style.NUMBER)
            self.label.add(key.set_fill(style.class_color(bool(kind))).stand_on(1.5 - 0.45 * kind))
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
        height: float = 1.75,
    ) -> None:
        super().__init__(
            *(
                StepWings(name, axis, read, reach=reach, width=width, height=height)
                for name, read in reads.items()
            )
        )
        self.arrange(DOWN, buff=0.5, aligned_edge=LEFT)

    def show_step(self, step: int) -> Self:
        """Show every run at a step."""
        for panel in self:
            panel.show_step(step)
        return self


def zoom_out(*panels: Wings, reach: float, **looks: Any) -> Tween:
    """Return the motion of several axes that all come to run as far as `reach`."""
    start = panels[0].reach

    def show(moment: float) -> None:
        for panel in panels:
            panel.show_reach(start * (reach / start) ** moment)

    return Tween(VGroup(*panels), show, **looks)
