"""Two runs side by side: their costs, what each step says of both, and how one of them stalls."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Self, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes.pictures.sigmoid.step_wings import RunWings
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, cost_plot
from scenes.vocabulary.text import Readout, Source, Strip, cite, maths, quote, weight_name, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.strokes import dashes

_PITCH, _COLUMNS = 0.46, (2.9, 4.4)
_WIDTH = 5.2


class Contender(NamedTuple):
    """One of two runs: `steps[t]` has `cost` and gradients by key, `costs` is (T,)."""

    name: str
    steps: Sequence[Any]
    costs: Array
    role: str


class SideBySide(VGroup):
    """Costs that show only the past, a level that they are held against, and a table of now.

    `runs`: Equally long. `level`, `level_name`: A cost, and Typst maths for it. `layer`: Whose
    gradient is printed: the one that is largest in the first run's last step.
    """

    def __init__(
        self, runs: Sequence[Contender], *, level: float, level_name: str, layer: int
    ) -> None:
        key = f"dW{layer}"
        sizes = np.abs(runs[0].steps[-1][key])
        row, column = np.unravel_index(sizes.argmax(), sizes.shape)
        place = int(row), int(column)
        self.runs = list(runs)
        count = len(self.runs[0].costs)
        top = float(np.ceil(max(run.costs.max() for run in runs) * 5) / 5)
        self.plot = cost_plot(count - 1, (0, top), width=4.5, height=2.5, named=False)
        self.curves = VGroup(*(self._curve(run) for run in runs))
        ends = self.plot.point(0, level), self.plot.point(count - 1, level)
        self.level = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        self.level.set_points(dashes(*ends, length=0.09))
        named = maths(level_name, size=style.LABEL).next_to(ends[1], RIGHT, buff=0.14)
        self.numbers = VGroup(
            *(self._column(run, key, place, x) for run, x in zip(runs, _COLUMNS, strict=True))
        )
        table = VGroup(self._heads(place), self.numbers)
        table.next_to(self.plot, DOWN, buff=0.35).align_to(self.plot.frame, LEFT)
        super().__init__(self.plot, self.level, named, self.curves, table)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Draw the costs up to a step, and print what it holds in each run."""
        for run, curve, column in zip(self.runs, self.curves, self.numbers, strict=True):
            curve.show_until(step)
            now = run.steps[step]
            for number in column:
                number.show_value(float(np.asarray(now[number.of])[number.at]))
            cite(column, now)
        return self

    def _curve(self, run: Contender) -> Curve:
        curve = Curve(self.plot, np.arange(len(run.costs)), run.costs, role=run.role, of="cost")
        return cite(curve, cast(Source, run.steps))

    def _column(self, run: Contender, key: str, place: tuple[int, int], x: float) -> VGroup:
        numbers: list[Readout] = [
            quote(run.steps[0], "cost", (), 4, role="cost"),
            quote(run.steps[0], key, place, 4, role="delta"),
        ]
        for row, number in enumerate(numbers, start=1):
            number.put_anchor(np.array([x, -row * _PITCH, 0.0]))
        return VGroup(*numbers)

    def _heads(self, place: tuple[int, int]) -> VGroup:
        """Return a swatch and a name over each column, and what each row is."""
        heads = VGroup()
        name = f"delta(partial cost(C) \\/ partial {weight_name(*place)})"
        for run, x in zip(self.runs, _COLUMNS, strict=True):
            title = words(run.name, size=style.SMALL).stand_on(0.0)
            title.shift(RIGHT * (x - title.get_right()[0]))
            swatch = Line(
                LEFT * 0.14, RIGHT * 0.14, color=style.color(run.role), stroke_width=style.HEAVY
            )
            heads.add(title, swatch.next_to(title, LEFT, buff=0.12))
        for row, text in enumerate(("cost(C)", name), start=1):
            head = maths(text, size=style.LABEL).stand_on(-row * _PITCH - 0.09)
            heads.add(head.shift(LEFT * head.get_left()[0]))
        return heads


class Stalled:
    """The `wings` of two runs, their `costs`, and below, the `guess` of the last and its `price`.

    `axis`, `reads`, `reach`: As `RunWings` takes them. `runs`: The same runs in the same order, the
    one that stalls at a guess of one half last. `layer`, `depth`: Whose z these are, and how many
    layers there are.
    """

    def __init__(
        self,
        axis: Source,
        reads: Mapping[str, Callable[[int], Source]],
        runs: Sequence[Contender],
        *,
        reach: float,
        layer: int,
        depth: int,
    ) -> None:
        self.wings = RunWings(axis, reads, reach=reach, width=_WIDTH, height=1.1)
        self.wings.move_to(style.MIDDLE + UP * 0.95).align_to(style.LEFT_SIDE, LEFT)
        level = float(np.log(2))
        self.costs = SideBySide(runs, level=level, level_name="ln 2", layer=layer)
        self.costs.move_to(style.MIDDLE + UP * 0.05).align_to(style.RIGHT_SIDE, RIGHT)
        last, looks = runs[-1].steps[-1], {"size": style.LINE}
        a, cost = (
            quote(last, key, at, 4, role=role, **looks)
            for key, at, role in ((f"a{depth}", (0, 0), "activation"), ("cost", (), "cost"))
        )
        text = f"for every example of the {runs[-1].name} run"
        whose = words(text, size=style.SMALL, role="muted")
        self.guess = Strip("activation(hat(y)) =", a, whose, size=style.LINE)
        self.price = Strip("cost(C) = -ln 1 \\/ 2 = ln 2 approx", cost, size=style.LINE)
        lines = VGroup(self.guess, self.price).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        lines.move_to(style.FOOT + DOWN * 0.1).align_to(self.wings[0].wings.ground, LEFT)
