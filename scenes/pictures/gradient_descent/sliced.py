"""A run beside a slice of its surface: how far the two are apart, and what is said of it."""

from dataclasses import replace
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Group

from scenes.pictures.gradient_descent.runs import sheet_of
from scenes.pictures.gradient_descent.what_fits import parameters
from scenes.vocabulary import style
from scenes.vocabulary.stage import Live, motion, some_steps
from scenes.vocabulary.surface import CostSheet, DropLine, Runner
from scenes.vocabulary.text import ArrayLike, cite, ledger, words

_NEAR = 0.003  # of the run's highest cost, a pixel or so: what is nearer agrees,
_ALIKE = 0.1  # and differs by less than so much of the larger: both are printed
_PAUSE = 60  # the step at which the slice is judged, if there are twice as many
_LATE = 0.9  # of the run, in log time: what agrees after that agrees in the end
TURNED = -120.0, 17.0  # from where it is seen in the end: azimuth and elevation
_KEYS = "path_costs", "shadow_costs"
_LARGE = 1000.0  # a cost whose digits take room
_CLEAR = 0.36  # from the sentence's baseline up to the axes' names


class SlicedRun(Group):
    """The ball at its true cost, a line to the slice below or above it, and both costs.

    `sheet`: The slice; by key also `path_costs` and `shadow_costs`, (K + 1,) each: the run's true
    cost, and the slice's there. `steps`: (K,) of which step each row is; left out, of its own.
    """

    def __init__(self, sheet: CostSheet, steps: ArrayLike | None = None) -> None:
        self.path = np.array(sheet.path)
        self.steps = np.arange(len(self.path) - 1) if steps is None else np.array(steps)
        self.pace = some_steps.among(self.steps, motion.log_pace)
        self.values = [np.array(sheet[key]) for key in _KEYS]
        edges = [words(f"{n} direction", role="muted") for n in ("first", "second")]
        largest = float(np.max(self.values))
        room = {"width": 7.8, "rise": 3.3, "drop": 0.4, "power": 1.0}
        room["top"] = max(largest, float(np.max(sheet.costs)))
        self.surface = sheet_of(sheet, at=style.MIDDLE + LEFT * 0.9 + UP * 0.3, names=edges, **room)
        self._keep_clear_of_the_sentence()
        self.surface.look_from(-145.0, 16.0)
        self.runner = Runner(self.surface, sheet, lie=False)
        self.runner.ball.steps = self.steps
        self.drop = self.surface.carry(DropLine(self.path[0], float(self.values[0][0])))
        names = ('"the run’s" cost(C)', "cost"), ('"the slice’s" cost(C)', "ink")
        self.decimals = int(np.clip(2 - np.floor(np.log10(largest)), 0, 6))
        entries = (  # with room for the largest
            ledger.Entry(name, float(values.max()), self.decimals, key, role, (0,))
            for (name, role), key, values in zip(names, _KEYS, self.values, strict=True)
        )
        size = style.LINE if largest < _LARGE else style.BODY  # beside the sheet's highest corner
        self.ledger = cite(ledger.Ledger(*entries, size=size), sheet)
        self.ledger.align_to(style.TOP_RIGHT + UP * -0.6, UP + RIGHT)
        self.live = Live(self.show_step, self.runner, self.drop, self.ledger)
        super().__init__(self.surface, self.ledger)
        self.show_step(0)

    def _keep_clear_of_the_sentence(self) -> None:
        """Make the box less high where long numbers on its floor's axes push their names down."""
        surface = self.surface.look_from(*TURNED)
        below = min(axis.label.get_bottom()[1] for axis in surface.box.axes[:2])
        high, less = surface.view, max(0.0, style.SENTENCE_LINE + _CLEAR - float(below))
        surface.show_view(replace(high, rise=high.rise - less, center=high.center + UP * less / 2))

    def show_step(self, step: int) -> Self:
        """Show the run at a step that has a row, and how far the slice is from it."""
        row = some_steps.row_of(self.steps, step)
        self.runner.show_step(row)
        self.drop.show_at(self.path[row], float(self.values[0][row]))
        for line, values in enumerate(self.values):
            self.ledger.show_value(line, float(values[row]), (row,))
        return self


class SliceSays:
    """Sentences on a `history` and its slice, a `sheet`, as they are shown by a `board`.

    `pause`: The step at which the slice is judged. `batched`: Whether a step's own cost is that of
    a few examples, and the sheet's that of all.
    """

    def __init__(self, history: Any, sheet: CostSheet, board: SlicedRun) -> None:
        self.count, self.batched = parameters(history), bool(history.schedule.batched)
        self.examples, self.share = len(history.examples), float(sheet["share"])
        true, under = (values[:-1] for values in board.values)
        near = np.minimum(_NEAR * float(true.max()), _ALIKE * np.maximum(true, under))
        near = np.maximum(near, 10.0**-board.decimals)  # or the last digit printed
        far = np.flatnonzero(np.abs(true - under) >= near)
        self.met = int(far[-1]) + 1 if len(far) else 0
        self.never, self.decimals = self.met == len(true), board.decimals
        apart = np.diff(np.round([true, under], board.decimals), axis=0)[0]
        self.apart, self.most = float(apart[-1]), float(np.abs(apart[self.met :]).max(initial=0.0))
        ages = np.log1p(board.steps)
        self.late = self.never or bool(ages[self.met] > _LATE * ages[-1])
        half = some_steps.row_of(board.steps, min(_PAUSE, int(board.steps[-1]) // 2))
        self.pause = int(board.steps[half if self.late else max(self.met, half)])

    @property
    def what(self) -> str:
        """What a slice is of."""
        return f"{self.count:,} numbers cannot be drawn: this is a slice of their surface."

    @property
    def ball(self) -> str:
        """What the ball and its line say."""
        true = f"the cost of all {self.examples:,} examples" if self.batched else "its true cost"
        return f"The ball is at {true}. The line says how far off the slice is."

    @property
    def plane(self) -> str:
        """How much of the run is in the plane, and from when on, if at all, that is enough."""
        share = f"{self.share:.1%}" if self.share < 0.9995 else "More than 99.9%"
        return f"{share} of the movement is in this plane. {self._agreement}"

    @property
    def _agreement(self) -> str:
        if self.never:
            side = "high" if self.apart > 0 else "low"
            return f"At the end the slice is {abs(self.apart):.{self.decimals}f} too {side}."
        if self.late:
            return "Only near the end do they agree for good."
        if not self.most:
            return "From here the two agree." if self.met else "The two agree all along."
        begin = "From here the two differ" if self.met else "The two differ"
        return f"{begin} by {self.most:.{self.decimals}f} at most."
