"""Several runs at once: a race on one map beside one chart, and two starts on one terrain."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.pictures.gradient_descent.fit import FitPanel
from scenes.pictures.gradient_descent.race import Lane, Race, Standings
from scenes.pictures.gradient_descent.runner import Runner
from scenes.pictures.gradient_descent.terrain import FlatMap, Terrain
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.surface import CostSheet, CostSurface
from scenes.vocabulary.text import cite, maths, words
from scenes.vocabulary.text.strip import plate_behind

_MAP_AT, _RACE_AT = style.LEFT_HALF + LEFT * 0.35 + UP * 0.25, style.RIGHT_HALF + UP * 0.25
_POWER = 2.2  # so that a contour line closes around each valley
_STROKES = 3  # of a trail: a run that goes to and fro would paint its own way over


class RaceBoard:
    """The `flat` map with every run on it, and beside it the `race` of their costs.

    `lanes`: The runs; the first one lies on top where they meet. `surface`: Whose map it is.
    `names`: Typst maths for the two parameters. `low`, `high`: The ends of the chart's log cost
    axis.
    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        surface: CostSurface,
        names: tuple[str, str],
        *,
        low: float,
        high: float,
    ) -> None:
        labels = maths(names[0]), maths(names[1])
        self.flat = FlatMap(surface, side=4.8, labels=labels, center=_MAP_AT)
        self.race = Race(lanes, low=low, high=high).move_to(_RACE_AT)
        self.runners = [
            cite(self._runner(lane.route, lane.role), lane.route) for lane in reversed(lanes)
        ]

    def _runner(self, route: CostSheet, role: str) -> Runner:
        path, costs = route.path, route.path_costs
        return Runner(self.flat, path=path, costs=costs, role=role, memory=_STROKES)

    def step_one_by_one(self, *, run_time: float = style.NORMAL) -> Gesture:
        """Let each run take its first step, one after the other, the first lane's first."""
        for runner in reversed(self.runners):
            yield (runner.roll(0, run_time=run_time),)


class StartsBoard:
    """Runs that differ in their start alone: on one `terrain`, with their curves and `standings`.

    `lanes`: The runs. `sheet`: The cost over the two parameters. `names`: Typst maths for the two
    parameters. `panel`: The examples, and each run's curve through them. `azimuth`, `elevation`:
    Where the eye stands.
    """

    def __init__(
        self,
        lanes: Sequence[Lane],
        sheet: CostSheet,
        names: tuple[str, str],
        panel: FitPanel,
        *,
        azimuth: float,
        elevation: float,
    ) -> None:
        self.terrain = Terrain(sheet, names, power=_POWER, azimuth=azimuth, elevation=elevation)
        self.panel = panel.without_misses()
        self.model = maths("activation(hat(y)) = sigma(weight(w) x + bias(b))")
        self.model.next_to(panel.plot.frame, UP, buff=0.15).align_to(panel.plot.frame, RIGHT)
        self.standings = Standings(lanes, rate_at=2.25, cost_at=3.45)
        self.standings.next_to(panel.plot.frame, DOWN, buff=1.0).align_to(panel.plot.frame, LEFT)
        self.lanes = list(lanes)
        self.runners = [self.terrain.run(lane.route, role=lane.role) for lane in lanes]

    def name_the_end(self, lane: int, name: str) -> VGroup:
        """Return words for the map, above the place where a run ends."""
        end = self.terrain.map.place(*self.lanes[lane].route.path[-1])
        label = words(name, size=style.SMALL).move_to(end + UP * 0.46)
        edge = self.terrain.map.plot.frame.get_right()[0] - 0.2
        label.shift(LEFT * max(0.0, label.get_right()[0] - edge))
        return VGroup(plate_behind(label, air=0.09), label)
