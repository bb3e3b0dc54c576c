"""Examples on their way through a network, each in its colour: on every edge, then its answer."""

from collections.abc import Iterator, Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, Line, VGroup, VMobject, linear

from scenes.pictures.vectorization.cells import Grid
from scenes.vocabulary import style
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Tween, motion
from scenes.vocabulary.text import Depicted, Depiction, Source, formula, words

_HIGH, _WAITING, _SMALL, _PITCH = 4.2, 0.16, 0.062, 0.47
_LANE = 0.0875  # between neighbours on an edge: ten of them have room side by side


class Passing(VGroup, Depiction):
    """Discs before a network pass along its edges, and end as high as `step[key]` says, 0 to 1."""

    def __init__(self, network: NetworkDiagram, step: Source, key: str, grid: Grid) -> None:
        exit_, self.key, count = network.layers[-1][0].circle, key, len(grid.tints)
        self.axis = Line(DOWN, UP, color=style.color("muted"), stroke_width=style.FIRM)
        self.axis.scale(_HIGH / 2).move_to([style.RIGHT_EDGE - 0.36, exit_.get_y(), 0])
        self.ways, self.discs = [], VGroup()
        for k, tint in enumerate(grid.tints):
            lane = DOWN * (k - (count - 1) / 2)
            start = np.array([style.LEFT_EDGE + _WAITING, exit_.get_y(), 0]) + lane * _PITCH
            ways = [[(start, n.circle.get_left() + lane * _LANE) for n in network.layers[0]]]
            for edges in map(network.edges_of, range(len(network.edges))):
                ways.append([(e.get_start(), e.get_end()) + lane * _LANE for e in edges])
            goal = self.axis.get_start() + UP * _HIGH * step[key][0, k] + RIGHT * 0.17 * (k % 3 - 1)
            ways.append([(exit_.get_right() + lane * _LANE, goal)])
            self.ways.append([np.array(stretch) for stretch in ways])
            self.discs.add(VMobject(fill_color=tint, fill_opacity=1.0, stroke_width=0))
        super().__init__(self.axis, self.discs)
        self.cite(step).show_at([0.0] * count)

    def show_at(self, progress: Sequence[float]) -> None:
        """Show each so far on its way: 0 still waits, 1 has answered."""
        self.progress = progress
        for disc, ways, far in zip(self.discs, self.ways, progress, strict=True):
            now = ways[n := min(int(far * len(ways)), len(ways) - 1)]
            places = now[:, 0] + (now[:, 1] - now[:, 0]) * (far * len(ways) - n)
            dot = Circle(_WAITING if far in (0.0, 1.0) else _SMALL).points
            disc.set_points(np.concatenate([dot + place for place in np.unique(places, axis=0)]))

    def go(self, *, lag: float, run_time: float, start: float = 0.0, end: float = 1.0) -> Tween:
        """Return how they pass, each `lag` of one's time after the last: all, or a part of it."""

        def show(moment: float) -> None:
            self.show_at(motion.in_turn(start + (end - start) * moment, len(self.discs), lag=lag))

        return Tween(self.discs, show, run_time=run_time, rate_func=linear)

    def ends_named(self, names: Sequence[str]) -> VGroup:
        """Return what an answer of 0 is called, and one of 1, at the ends of the axis."""
        found = VGroup(*(words(formula.escaped(name), size=style.SMALL) for name in names))
        for name, end, out in zip(found, self.axis.get_start_and_end(), (DOWN, UP), strict=True):
            name.next_to(end, out, buff=0.25).shift(RIGHT * (style.RIGHT_EDGE - name.get_right()))
        return found

    def depicted(self) -> Iterator[Depicted]:
        """Yield the answers that the discs' heights say, of all that have arrived."""
        for k in (k for k, far in enumerate(self.progress) if far == 1.0):
            value = (self.discs[k].get_y() - self.axis.get_start()[1]) / _HIGH
            yield Depicted(self.key, (0, k), value, style.PIXEL / _HIGH)
