"""A cost surface and its flat map side by side, and the runs that are shown on both."""

from manim import LEFT, UP, Group

from scenes.pictures.gradient_descent.flat_map import FlatMap
from scenes.pictures.gradient_descent.runner import Runner
from scenes.vocabulary import style
from scenes.vocabulary.surface import CostSheet, CostSurface
from scenes.vocabulary.text import cite, maths


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
