"""The cost of one neuron over its weight and its bias, cut along each by a pane of glass."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, UP, FadeIn

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.surface import Ball, CostSheet, Orbit
from scenes.vocabulary.surface.glass import GlassSurface
from scenes.vocabulary.surface.panes import Cut, Tangent, slide_in
from scenes.vocabulary.text import Source, Strip, cite, maths, quote

_FIRST, _EYE = (-78.0, 30.0), (-42.0, 22.0)  # the panes open towards the second
_NAMES = "weight(w)", "bias(b)"


class TwoPanes:
    """A surface over two parameters where its run starts; `updates` have each one's `gradient`."""

    def __init__(self, sheet: CostSheet, updates: Sequence[Source]) -> None:
        self.at, cost = np.array(sheet.path[0]), float(sheet.path_costs[0])
        self.surface = GlassSurface(
            sheet.xs,
            sheet.ys,
            sheet.costs,
            labels=(maths(_NAMES[0]), maths(_NAMES[1]), maths("cost(C)")),
            width=6.9,
            rise=2.3,
            drop=0.8,
            bottom=0.0,
            center=np.asarray(style.STAGE_LEFT + UP * 0.2, dtype=float),
        )
        self.surface.look_from(*_FIRST)
        self.cuts = [self.surface.carry(Cut(axis, self.at)) for axis in (0, 1)]
        self.tangents = [
            cite(Tangent(axis, self.at, cost, float(one["gradient"])), one)
            for axis, one in enumerate(updates)
        ]
        self.ball = self.surface.carry(Ball(self.at))
        self.labels = [
            self._label(k, *pair) for k, pair in enumerate(zip(_NAMES, updates, strict=True))
        ]

    def appear(self) -> Gesture:
        """Show the surface, and where its run starts."""
        yield (FadeIn(self.surface, run_time=0.5),)
        yield (Orbit(self.surface, *_EYE, run_time=3.0),)

    def hold(self, axis: int) -> Gesture:
        """Slide the pane along one parameter in, and draw the slope of the curve that it cuts."""
        yield (slide_in(self.surface, self.cuts[axis], self.at, run_time=2.6),)
        tangent = self.surface.carry(self.tangents[axis])
        yield (Tween(tangent, tangent.show_share, run_time=1.4),)
        yield (FadeIn(self.labels[axis], run_time=style.QUICK),)

    def _label(self, k: int, name: str, update: Source) -> Strip:
        number = quote(update, "gradient", (), 3, role="slope", size=style.CLAIM)
        parts = f"frac(slope(partial) cost(C), slope(partial) {name}) =", number
        label = Strip(*parts, size=style.CLAIM)
        return label.move_to(style.ASIDE + UP * (1.4 - 1.5 * k) + RIGHT * 0.4)
