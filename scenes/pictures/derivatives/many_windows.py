"""A window for every parameter of a network: 25 curves, 25 slopes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from manim import DL, RIGHT, UP, Create, FadeIn, LaggedStart, VGroup

from scenes.pictures.derivatives.window import Window
from scenes.vocabulary import stage, style
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.text import Array, Source, maths, step_line

_COLUMNS, _GAPS, _SIZE = 9, (0.17, 0.3), (1.3, 1.45)
_SPAN, _TALL = 6.0, 0.16
_REACH, _HIGH = 0.36 * _SPAN, 0.46 * _SPAN * _TALL  # of a slope to either side, and up and down


class ManyWindows(VGroup):
    """All parameters of a step, each with the cost along it and its slope, on one scale.

    `cut`: From a key, a place and values to their `costs`.
    """

    def __init__(self, step: Any, cut: Callable[[str, tuple[int, int], Array], Source]) -> None:
        keys = [f"{kind}{n}" for n in range(1, step.layout.depth + 1) for kind in "Wb"]
        places = [(key, at) for key in keys for at in np.ndindex(step[key].shape)]
        heres = [(float(step[key][at]), float(step.cost)) for key, at in places]
        looks: Any = {"span": _SPAN, "tall": _TALL}
        pairs = zip(places, heres, strict=True)
        self.windows = VGroup(
            *(Window(partial(cut, *place), here, _SIZE, far=here, **looks) for place, here in pairs)
        )
        self.windows.arrange_in_grid(cols=_COLUMNS, buff=_GAPS).move_to(style.MIDDLE)
        self.slopes, self.names = VGroup(), VGroup()
        for (key, at), here, window in zip(places, heres, self.windows, strict=True):
            slope = float(step["d" + key][at])
            reach = min(_REACH, _HIGH / max(abs(slope), 1e-9))  # it stays in its window
            tangent = Tangent(window, f"d{key}", at).touch(*here, slope, reach)
            self.slopes.add(tangent.cite(step))
            self.names.add(_name(key, at).next_to(window.frame.get_corner(DL), UP + RIGHT, 0.08))
        super().__init__(self.windows, self.names, self.slopes)

    def open_up(self, *, run_time: float) -> stage.Gesture:
        """Open one window after the other."""
        pairs = (VGroup(*pair) for pair in zip(self.windows, self.names, strict=True))
        yield (LaggedStart(*map(FadeIn, pairs), lag_ratio=0.3, run_time=run_time),)

    def touch(self, *, run_time: float) -> stage.Gesture:
        """Draw the slope in each."""
        yield (LaggedStart(*map(Create, self.slopes), lag_ratio=0.2, run_time=run_time),)


def _name(key: str, at: tuple[int, ...]) -> VGroup:
    """Return how a parameter is written on the board."""
    kind, layer = key[0], int(key[1:])
    name = step_line.weight_name(*at, layer=layer) if kind == "W" else f"b_{at[0] + 1}^([{layer}])"
    return maths(f"{'weight' if kind == 'W' else 'bias'}({name})", size=style.SMALL)
