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

_COLUMNS, _PITCH, _SIZE = 9, (1.47, 1.75), (1.3, 1.45)
_SPAN, _TALL = 6.0, 0.16
_REACH, _HIGH = 0.36 * _SPAN, 0.46 * _SPAN * _TALL  # of a slope to either side, and up and down


class ManyWindows(VGroup):
    """All parameters of a step, each with the cost along it and its slope, on one scale.

    `cut`: From a key, a place and values to their `costs`.
    """

    def __init__(self, step: Any, cut: Callable[[str, tuple[int, int], Array], Source]) -> None:
        keys = [f"{kind}{n}" for n in range(1, step.layout.depth + 1) for kind in "Wb"]
        places = [(key, at) for key in keys for at in np.ndindex(step[key].shape)]
        self.windows, self.slopes, self.names = VGroup(), VGroup(), VGroup()
        for k, (key, at) in enumerate(places):
            here = float(step[key][at]), float(step.cost)
            looks: Any = {"width": _SIZE[0], "height": _SIZE[1], "named": False}
            window = Window(partial(cut, key, at), here, far=here, span=_SPAN, tall=_TALL, **looks)
            self.windows.add(window.shift(_place(k, len(places))))
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


def _place(k: int, count: int) -> Array:
    """Return where one of so many windows stands, row by row, each row in the middle."""
    row, column = divmod(k, _COLUMNS)
    wide = min(_COLUMNS, count - row * _COLUMNS)
    up = (-(-count // _COLUMNS) - 1) / 2 - row
    return np.array([(column - (wide - 1) / 2) * _PITCH[0], style.MIDDLE[1] + up * _PITCH[1], 0.0])
