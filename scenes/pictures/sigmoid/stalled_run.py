"""A run that stalls beside one that learns: where their z stand, and what they cost."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.pictures.sigmoid.side_by_side import Contender, SideBySide
from scenes.pictures.sigmoid.step_wings import RunWings
from scenes.vocabulary import style
from scenes.vocabulary.text import Source, Strip, quote, words

_WIDTH = 5.2


class Stalled:
    """The `wings` of two runs, their `costs`, and below, the `guess` of the last and its `price`.

    `axis`, `reads`, `reach`: As `RunWings` takes them. `runs`: The same runs in the same order, the
    one that stalls at a guess of one half last. `layer`, `depth`: Whose z these are, and how many
    layers there are.
    """

    def __init__(
        self,
        axis: Source,
        reads: Mapping[str, Callable[[int], Source]],
        runs: Sequence[Contender],
        *,
        reach: float,
        layer: int,
        depth: int,
    ) -> None:
        self.wings = RunWings(axis, reads, reach=reach, width=_WIDTH, height=1.1)
        self.wings.move_to(style.MIDDLE + UP * 0.95).align_to(style.LEFT_SIDE, LEFT)
        level = float(np.log(2))
        self.costs = SideBySide(runs, level=level, level_name="ln 2", layer=layer)
        self.costs.move_to(style.MIDDLE + UP * 0.05).align_to(style.RIGHT_SIDE, RIGHT)
        last, looks = runs[-1].steps[-1], {"size": style.LINE}
        a, cost = (
            quote(last, key, at, 4, role=role, **looks)
            for key, at, role in ((f"a{depth}", (0, 0), "activation"), ("cost", (), "cost"))
        )
        text = f"for every example of the {runs[-1].name} run"
        whose = words(text, size=style.SMALL, role="muted")
        self.guess = Strip("activation(hat(y)) =", a, whose, size=style.LINE)
        self.price = Strip("cost(C) = -ln 1 \\/ 2 = ln 2 approx", cost, size=style.LINE)
        lines = VGroup(self.guess, self.price).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        lines.move_to(style.FOOT + DOWN * 0.1).align_to(self.wings[0].wings.ground, LEFT)
