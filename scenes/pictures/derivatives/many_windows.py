"""A window for every parameter of a network: 25 curves, 25 slopes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from manim import Create, FadeIn, LaggedStart, Line, VGroup

from scenes.pictures.derivatives.window import Window
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_COLUMNS, _PITCH, _SIZE = 9, (1.47, 1.75), (1.3, 1.45)
_SPAN, _TALL = 6.0, 0.16


class Slope(Line, Depiction):
    """A stroke through a window's middle, as steep as the cost is there."""

    def __init__(self, window: Window, of: str, at: tuple[int, int], slope: float) -> None:
        self.window, self.of, self.at = window, of, at
        (w, cost), reach = window.here, window.span * np.array([-0.36, 0.36])
        ends = window.point(w + reach, cost + slope * reach)
        super().__init__(*ends, color=style.color("slope"), stroke_width=style.BOLD)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the slope that its direction says."""
        within = PIXEL / self.get_vector()[0] * self.window.tall
        yield Depicted(self.of, self.at, self.window.slope_of(self), within)


class ManyWindows(VGroup):
    """All parameters of a step, each with the cost along it and its slope, on one scale.

    `cut`: From a key, a place and values to their `costs`.
    """

    def __init__(self, step: Any, cut: Callable[[str, tuple[int, int], Array], Source]) -> None:
        depth = step.layout.depth
        keys = [f"{kind}{n}" for n in range(1, depth + 1) for kind in "Wb"]
        places = [(key, at) for key in keys for at in np.ndindex(step[key].shape)]
        self.windows, self.slopes = VGroup(), VGroup()
        for k, (key, at) in enumerate(places):
            here = float(step[key][at]), float(step.cost)
            looks: Any = {"width": _SIZE[0], "height": _SIZE[1], "named": False}
            window = Window(partial(cut, key, at), here, far=here, span=_SPAN, tall=_TALL, **looks)
            self.windows.add(window.shift(_place(k, len(places))))
            self.slopes.add(Slope(window, f"d{key}", at, float(step["d" + key][at])).cite(step))
        super().__init__(self.windows, self.slopes)

    def appear(self, *, run_time: float) -> Gesture:
        """Open one after the other, and draw the slope of each."""
        yield (LaggedStart(*map(FadeIn, self.windows), lag_ratio=0.3, run_time=run_time),)
        yield (LaggedStart(*map(Create, self.slopes), lag_ratio=0.2, run_time=run_time),)


def _place(k: int, count: int) -> Array:
    """Return where one of so many windows stands, row by row, each row in the middle."""
    row, column = divmod(k, _COLUMNS)
    wide = min(_COLUMNS, count - row * _COLUMNS)
    up = (-(-count // _COLUMNS) - 1) / 2 - row
    return np.array([(column - (wide - 1) / 2) * _PITCH[0], style.MIDDLE[1] + up * _PITCH[1], 0.0])
