"""The contour map laid flat: the floor of a surface as it is seen from straight above."""

from dataclasses import replace

import numpy as np
from manim import LEFT, UP, FadeIn

from scenes.vocabulary import plot, style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.surface import canvas, contours, marks
from scenes.vocabulary.surface.surface import CostSurface, Orbit
from scenes.vocabulary.text import Points, maths

_SIDE, _AT = 4.6, style.LEFT_HALF + LEFT * 0.35 + UP * 0.4


class FlatMap(marks.Ground):
    """A square map of w and b around `at`, with the lines and colours of a surface's own floor."""

    def __init__(self, surface: CostSurface, at: Points = _AT) -> None:
        flat = {"azimuth": -90.0, "elevation": 90.0, "width": _SIDE * np.sqrt(2)}
        self.view = view = replace(surface.view, **flat, center=at)
        self.map = contours.ContourMap(view, surface.shades)
        ends = [(float(grid[0]), float(grid[-1])) for grid in (view.xs, view.ys)]
        labels = {"x_label": maths("weight(w)"), "y_label": maths("bias(b)")}
        self.plot = plot.Plot(*ends, width=_SIDE, height=_SIDE, **labels)
        self.plot.shift(at - self.plot.frame.get_center())
        self.picture = canvas.Canvas()
        corners = view.place_on_floor(view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]])
        self.picture.redraw(corners, lambda pen: self.map.draw(pen, view))
        super().__init__(self.picture, self.plot)

    def lie_down(self, surface: CostSurface) -> Gesture:
        """Tip the surface, which is seen as it stands, until it is this map."""
        zoom = self.view.width / surface.view.width
        yield (Orbit(surface, -90.0, 90.0, zoom=zoom, center=self.view.center, run_time=2.4),)
        # Its numbers stand where the map's will.
        yield (Tween(surface.box, lambda share: surface.box.turn_down(1 - share), run_time=0.3),)
        yield (
            Tween(surface, lambda share: surface.show_through(1 - share), remover=True),
            FadeIn(self),
        )
