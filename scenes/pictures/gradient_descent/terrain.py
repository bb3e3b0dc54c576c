"""The contour map laid flat, beside the surface that it is the floor of, and the runs on both."""

from dataclasses import replace

import numpy as np
from manim import LEFT, ORIGIN, UP, Group

from scenes.pictures.gradient_descent.runner import Runner
from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface import Canvas, ContourMap, CostSheet, CostSurface, Ground, View
from scenes.vocabulary.text import Formula, cite, maths
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points


class FlatMap(Ground):
    """A square map of two parameters with the lines and colours of a surface's own floor.

    `surface`: Whose map it is. `side`: The length of an edge, in Manim units. `labels`: Type for
    the two parameters.
    """

    def __init__(
        self,
        surface: CostSurface,
        *,
        side: float = 4.0,
        labels: tuple[Formula, Formula] | None = None,
        center: ArrayLike = ORIGIN,
    ) -> None:
        middle, width = np.array(center, dtype=float), side * np.sqrt(2)
        view = surface.view
        self.view = replace(view, azimuth=-90.0, elevation=90.0, width=width, center=middle)
        self.map = ContourMap(self.view, surface.shades)
        across, above = labels or (None, None)
        ends = [(float(grid[0]), float(grid[-1])) for grid in (view.xs, view.ys)]
        self.plot = Plot(*ends, width=side, height=side, x_label=across, y_label=above)
        self.plot.shift(middle - self.plot.frame.get_center())
        self.picture = Canvas()
        super().__init__(self.picture, self.plot)
        self._draw_as(self.view)

    def place(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return where parameters stand in the scene."""
        return self.view.place_on_floor(x, y)

    def unfold(self, surface: CostSurface, *, run_time: float = style.SLOW) -> Tween:
        """Return the motion in which the floor of a surface comes up to be this map."""
        first, last = _as_numbers(surface.view), _as_numbers(self.view)

        def show(moment: float) -> None:
            self._draw_as(_with_numbers(self.view, first + (last - first) * moment))

        return Tween(self.picture, show, run_time=run_time)

    def _draw_as(self, view: View) -> None:
        """Draw the map as another view sees it."""
        corners = view.place_on_floor(view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]])
        self.picture.redraw(corners, lambda pen: self.map.draw(pen, view))


def _as_numbers(view: View) -> Array:
    """Return what a view can be carried along by: its angles, its sizes and its centre."""
    sizes = view.azimuth, view.elevation, view.width, view.rise, view.drop
    return np.array([*sizes, *view.center])


def _with_numbers(view: View, numbers: Array) -> View:
    azimuth, elevation, width, rise, drop = map(float, numbers[:5])
    return replace(
        view,
        azimuth=azimuth,
        elevation=elevation,
        width=width,
        rise=rise,
        drop=drop,
        center=numbers[5:],
    )


class Terrain(Group):
    """The map in the middle of the stage and the surface at its right: one scale of colours.

    `names`: Typst maths for the two parameters. `power`, `azimuth`, `elevation`: As for the
    surface.
    """

    def __init__(
        self,
        sheet: CostSheet,
        names: tuple[str, str],
        *,
        power: float = 2.0,
        azimuth: float = -60.0,
        elevation: float = 30.0,
    ) -> None:
        x, y = names
        self.surface = CostSurface(
            sheet.xs,
            sheet.ys,
            sheet.costs,
            labels=(maths(x), maths(y), maths("cost(C)")),
            width=4.2,
            rise=2.3,
            drop=0.9,
            bottom=0.0,
            power=power,
            center=style.ASIDE + UP * 0.72,
            azimuth=azimuth,
            elevation=elevation,
        )
        labels = maths(x), maths(y)
        self.map = FlatMap(
            self.surface, side=3.4, labels=labels, center=style.MIDDLE + LEFT * 0.3 + UP * 0.5
        )
        # The floor of the surface comes up to be the map: it does so behind everything.
        self.map.picture.set_z_index(-1)
        super().__init__(self.map, self.surface)

    def run(self, route: CostSheet, *, role: str = "cost") -> Runner:
        """Put a run on both, and return it."""
        grounds = self.surface, self.map
        return cite(Runner(*grounds, path=route.path, costs=route.path_costs, role=role), route)
