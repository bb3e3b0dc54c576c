"""The cost surface: a sheet over two parameters, its contour map below, and what moves on them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Self

import numpy as np
from manim import ORIGIN, Animation, Mobject, smooth

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.surface import axes_box, canvas, marks, projection, shades
from scenes.vocabulary.surface.contours import ContourMap
from scenes.vocabulary.surface.quads import Quads
from scenes.vocabulary.text import Array, ArrayLike, Formula, Points


class CostSurface(marks.Ground):
    """The cost over two parameters, looked at from any side.

    Parameters
    ----------
    xs, ys
        (nx,) and (ny,) values of the two parameters, rising.
    costs
        (ny, nx) the cost over them.
    labels
        Type for the two parameters and the cost, such as `maths("w_12^([3])")`.
    decimals
        Digits after the point on the axes of the two parameters and of the cost (default: as
        many as tell the ticks apart).
    width
        The floor's diagonal; no turn makes the picture wider, save for the axes' type.
    rise, drop
        The height of the sheet, and how far below its lowest point the floor lies.
    bottom, top
        The costs at which `rise` begins and ends (default: the sheet's lowest and highest). Give
        the run's last cost as `bottom`, and a ball at its true cost does not fall below the floor.
    power
        How the colours and the contour lines crowd towards the low costs, as in `Shades`.
    azimuth, elevation
        Where the eye stands, in degrees. Square on (a multiple of 90) two edges are equally near,
        and the axes that change their edge there are faded out.
    """

    def __init__(
        self,
        xs: ArrayLike,
        ys: ArrayLike,
        costs: ArrayLike,
        *,
        labels: tuple[Formula, Formula, Formula] | None = None,
        decimals: tuple[int, int, int] | None = None,
        width: float = 6.0,
        rise: float = 2.3,
        drop: float = 1.0,
        bottom: float | None = None,
        top: float | None = None,
        power: float = 1.0,
        center: ArrayLike = ORIGIN,
        azimuth: float = -60.0,
        elevation: float = 30.0,
    ) -> None:
        grid = np.array(xs, float), np.array(ys, float), np.array(costs, float)
        if grid[2].shape != (len(grid[1]), len(grid[0])):
            raise ValueError(
                f"costs is {grid[2].shape}; (len(ys), len(xs)) = "
                f"{(len(grid[1]), len(grid[0]))} is accepted"
            )
        self.shades = shades.Shades(float(grid[2].min()), float(grid[2].max()), power)
        low = self.shades.low if bottom is None else bottom
        high = self.shades.high if top is None else top
        middle = np.array(center, dtype=float)
        self.view = projection.View(*grid, low, high, middle, width, rise, drop, azimuth, elevation)
        self.map, self.sheet = ContourMap(self.view, self.shades), Quads(self.view, self.shades)
        self.picture = canvas.Canvas()
        self.box = axes_box.Box(self.view, labels, decimals)
        self.opacity = 1.0
        super().__init__(self.picture, self.box)
        self.show_view(self.view)

    def place(self, x: ArrayLike, y: ArrayLike, cost: ArrayLike) -> Points:
        """Return where parameters and a cost stand in the scene."""
        return self.view.place(x, y, cost)

    def cost_at(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the sheet's cost at parameters."""
        return self.view.cost_at(x, y)

    def show_through(self, opacity: float) -> Self:
        """Show so much of the sheet, 0 to 1: below 1 what lies behind it is seen as well."""
        self.opacity = opacity
        return self.show_view(self.view)

    def look_from(self, azimuth: float, elevation: float) -> Self:
        """Redraw everything as the eye sees it from there (degrees)."""
        return self.show_view(replace(self.view, azimuth=azimuth, elevation=elevation))

    def show_view(self, view: projection.View) -> Self:
        """Redraw everything as another view sees it, which may be nearer or elsewhere."""
        self.view = view
        x, y = view.xs[[0, -1, -1, 0]], view.ys[[0, 0, -1, -1]]
        grid = view.place(view.xs, view.ys[:, None], view.costs).reshape(-1, 3)
        self.picture.redraw(np.concatenate([view.place_on_floor(x, y), grid]), self.draw)
        self.box.show_from(view)
        for mark in self.marks:
            mark.show_from(view)
        return self

    def draw(self, pen: Pen) -> None:
        """Draw map and sheet as the present view sees them."""
        self.map.draw(pen, self.view)
        with canvas.thinned(pen, self.opacity):
            self.sheet.draw(pen, self.view)


class Orbit(Animation):
    """Walk around a surface: the view alone changes, and every frame follows from the moment.

    The eye comes to `azimuth` and `elevation` (degrees), everything becomes `zoom` times as large,
    and the middle of the box comes to `center` (default: it stays).
    """

    def __init__(
        self,
        surface: CostSurface,
        azimuth: float,
        elevation: float,
        *,
        zoom: float = 1.0,
        center: ArrayLike | None = None,
        run_time: float = style.SLOW,
        rate_func: Callable[[float], float] = smooth,
    ) -> None:
        self.surface, self.zoom, self.center = surface, zoom, center
        self.end = azimuth, elevation
        super().__init__(surface, run_time=run_time, rate_func=rate_func)

    def begin(self) -> None:
        """Remember from where the eye looks."""
        self.start = self.surface.view
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Return the surface itself: the view is all that there is to remember."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Look from where the eye is by now."""
        share, here = self.rate_func(alpha), self.start
        angles, center, size = (here.azimuth, here.elevation), here.center, self.zoom**share
        azimuth, elevation = (
            float(a + (b - a) * share) for a, b in zip(angles, self.end, strict=True)
        )
        if self.center is not None:
            center = center + (np.asarray(self.center) - center) * share
        sizes = {name: getattr(here, name) * size for name in ("width", "rise", "drop")}
        view = replace(here, azimuth=azimuth, elevation=elevation, center=center, **sizes)
        self.surface.show_view(view)
