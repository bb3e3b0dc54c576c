"""The cost of one neuron over its weight and its bias, cut along each by a pane of glass."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn

from scenes.vocabulary import stage, style
from scenes.vocabulary.surface import Ball, CostSheet, Orbit, flat_map, glass, panes
from scenes.vocabulary.text import Points, Source, maths

_FIRST, _EYE = (-74.0, 24.0), (-42.0, 22.0)  # the panes open towards the second
_NAMES = "weight(w)", "bias(b)", "cost(C)"


class TwoPanes(panes.Panes):
    """A surface over two parameters where its run starts; `updates` have each one's `gradient`."""

    def __init__(self, sheet: CostSheet, updates: Sequence[Source]) -> None:
        first, second, cost = map(maths, _NAMES)
        surface = glass.GlassSurface(
            *(sheet.xs, sheet.ys, sheet.costs),
            labels=(first, second, cost),
            width=6.7,
            rise=1.6,
            drop=0.8,
            bottom=0.0,
            center=np.asarray(style.STAGE_LEFT + DOWN * 0.2, dtype=float),
        )
        surface.look_from(*_FIRST)
        super().__init__(surface, sheet, updates, 3)
        surface.carry(Ball(self.at))
        for k, label in enumerate(self.labels):
            label.move_to(style.ASIDE + UP * (1.4 - 1.5 * k) + RIGHT * 0.4)

    def appear(self) -> stage.Gesture:
        """Show the surface, and where its run starts."""
        yield (FadeIn(self.surface, run_time=0.5),)
        yield (Orbit(self.surface, *_EYE, run_time=3.0),)

    def lie_down(self, *at: Points) -> stage.Gesture:
        """Tip the surface, and what lies on it, until it is its own map, which then is `flat`."""
        self.flat = flat_map.FlatMap(self.surface, *at)
        self.flat.carry(Ball(self.at))
        yield from self.flat.lie_down(self.surface)
