"""Several runs at once: a race on a sheet and on its map, and two starts on one sheet."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, UP, Group, VGroup, linear

from scenes.pictures.gradient_descent.race import Lane, Race
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Live, Tween
from scenes.vocabulary.surface import CostSheet, Ground, Runner, flat_map, glass
from scenes.vocabulary.text import Formula, maths, quote, strip, words

_RACE_AT, _STARTS_AT = style.RIGHT_HALF + UP * 0.25, style.HERO + UP * 0.45
_FRESH = 2  # steps whose way is drawn bold: the way there and back
_PACE = 1.6  # of many steps in one go: the first ones are slower


class RaceBoard:
    """Runs from one start on one `surface`, on its `flat` map, and the `race` of their costs.

    `lanes`: The runs; the first lies on top. `low`, `high`: The ends of the chart's log cost axis.
    """

    def __init__(self, lanes: Sequence[Lane], sheet: CostSheet, low: float, high: float) -> None:
        self.lanes = list(reversed(lanes))
        self.surface = sheet_of(sheet, width=8.6, rise=2.7, drop=0.8, at=style.MIDDLE + UP * 0.55)
        self.flat = flat_map.FlatMap(self.surface)
        self.race = Race(lanes, low=low, high=high).move_to(_RACE_AT)
        self.runners = self._on(self.surface)

    def run_over_the_sheet(self, last: int, clock: Live) -> Tween:
        """Return the first steps of all runs, the balls rolling without a stop; a clock follows."""

        def show(moment: float) -> None:
            way = last * moment**_PACE
            clock.show_step(int(way))
            for runner in self.runners:
                runner.show_between(int(way), way % 1.0)

        return Tween(Group(*self.runners, clock), show, rate_func=linear)

    def line_up(self) -> None:
        """Put the runs on the map, at their start."""
        self.runners = self._on(self.flat)

    def step_one_by_one(self, tells: Sequence[int]) -> Gesture:
        """Let each run take its first step, the first lane's first; some it is told by already."""
        for n, runner in enumerate(reversed(self.runners)):
            yield (runner.roll(0, run_time=1.1),)
            self.race.show_lane(n, 1)
            if n in tells:
                yield (self.race.tell(n),)

    def _on(self, ground: Ground) -> list[Runner]:
        return [Runner(ground, one.route, role=one.role, fresh=_FRESH) for one in self.lanes]


class StartsBoard:
    """Runs that differ in their start alone, on one `surface` over two parameters."""

    def __init__(self, lanes: Sequence[Lane], sheet: CostSheet) -> None:
        self.surface = sheet_of(sheet, width=6.2, rise=1.8, drop=0.8, power=2.2, at=_STARTS_AT)
        self.surface.look_from(74.0, 36.0)  # over the starts, into both valleys
        self.lanes = lanes
        self.runners = [Runner(self.surface, one.route, role=one.role) for one in lanes]

    def name_the_end(self, lane: int, name: str) -> VGroup:
        """Return words above the place where a run ended, and its cost there."""
        run, last = self.lanes[lane], len(self.lanes[lane].costs) - 1
        cost = quote(run.source, "cost", (last,), 3, role=run.role, size=style.LABEL)
        label = VGroup(words(name), cost).arrange(DOWN, buff=0.12)
        x, y = run.route.path[last]
        label.next_to(self.surface.view.place(x, y, run.costs[last]), UP, buff=0.3)
        return VGroup(strip.plate_behind(label, air=0.1), label)


def sheet_of(
    sheet: CostSheet, *, at: object, names: Sequence[Formula] | None = None, **looks: Any
) -> glass.GlassSurface:
    """Return a surface that stands and is lit as all of this lecture's are (over w and b).

    `looks`: The `width`, `rise` and `drop` of its box, and what is not as in the others.
    """
    first, second = names or (maths("weight(w)"), maths("bias(b)"))
    looks = {"bottom": 0.0, "power": 2.0, "azimuth": -52.0, "elevation": 26.0} | looks
    looks |= {"labels": (first, second, maths("cost(C)")), "center": np.asarray(at, dtype=float)}
    return glass.GlassSurface(sheet.xs, sheet.ys, sheet.costs, **looks)
