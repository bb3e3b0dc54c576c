"""The landscape from above: the surface, two weights' steps, and both costs under each other."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, VGroup

from scenes.pictures.backprop.descent import EYE, Descent
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.surface import CostSheet, Orbit
from scenes.vocabulary.text import Source, StepLine, weight_name
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.step_line import step_decimals


class LandscapeBoard:
    """A run's descent at the left; at the right how its two weights move, and what that costs.

    `sheet`: As `Descent` takes it. `updates`: Of the two weights, as `StepLine` takes them: their
    gradients point uphill. `layer`, `places`: (row, column) of the two weights in the matrix of a
    layer. `last`: The last step that is shown.
    """

    def __init__(
        self,
        sheet: CostSheet,
        updates: Sequence[Source],
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
        last: int,
    ) -> None:
        first, second = (weight_name(*place, layer=layer) for place in places)
        names = first, second
        uphill = np.array([update["gradient"] for update in updates])
        self.descent = Descent(sheet, uphill, names=names, last=last)
        pairs = zip(names, updates, strict=True)
        digits = step_decimals(*updates)
        self.lines = VGroup(*(StepLine(name, one, decimals=digits) for name, one in pairs))
        self.lines.arrange(DOWN, buff=0.3, aligned_edge=RIGHT)
        self.lines.align_to(style.TOP_RIGHT + DOWN * 0.8, UP + RIGHT)
        self.descent.ledger.next_to(self.lines, DOWN, buff=0.7)
        ends = {"gradient cost(C)": 1.0, "-gradient cost(C)": -1.0}
        self.names = [self.descent.label(name, times) for name, times in ends.items()]

    def appear(self) -> Gesture:
        """Show the surface, and walk around it."""
        yield (FadeIn(self.descent.surface, run_time=style.QUICK),)
        yield (Orbit(self.descent.surface, *EYE, run_time=3.6),)

    def point(self) -> Gesture:
        """Put the ball down, draw the gradient from it, and turn the arrow round."""
        descent = self.descent
        yield (FadeIn(descent.put_the_ball(), run_time=style.QUICK),)
        descent.put_the_arrows()
        yield (descent.lean(0.0, 1.0),)
        yield (FadeIn(self.names[0], run_time=style.QUICK),)
        yield FadeOut(self.names[0], run_time=style.QUICK), descent.lean(1.0, -1.0, run_time=1.2)
        yield (FadeIn(self.names[1], run_time=style.QUICK),)

    def step_down(self) -> Gesture:
        """Write what the step along the arrow comes to, and what it costs."""
        yield (FadeIn(self.lines),)
        yield (FadeIn(self.descent.ledger, self.descent.drop_a_line()),)

    def see_through(self) -> Gesture:
        """Let what belonged to the first step go, and what is below the sheet be seen."""
        yield FadeOut(self.names[1], self.lines), self.descent.see_through()


def span_of(walk: Sequence[ArrayLike], *, least: float = 0.6) -> list[tuple[float, float]]:
    """Return the ends of a sheet about the start of a walk, on which all of the walk has room.

    `walk`: Of each of the sheet's two parameters its values (K,), the first step's first. `least`:
    Half the sheet's width at least.
    """
    spans = []
    for values in walk:
        here = float(np.ravel(values)[0])
        half = max(least, 1.15 * float(np.abs(np.ravel(values) - here).max()))
        spans.append((here - half, here + half))
    return spans
