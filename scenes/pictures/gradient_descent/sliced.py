"""A run beside a slice of its surface: how far the slice's cost is from the run's own."""

from dataclasses import replace
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Group

from scenes.pictures.gradient_descent.runs import sheet_of
from scenes.vocabulary import style
from scenes.vocabulary.stage import Live
from scenes.vocabulary.stage.motion import log_pace
from scenes.vocabulary.stage.some_steps import among, row_of
from scenes.vocabulary.surface import CostSheet, DropLine, Runner
from scenes.vocabulary.text import Entry, Ledger, cite, words
from scenes.vocabulary.text.arrays import ArrayLike

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
        self.pace = among(self.steps, log_pace)
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
            Entry(name, float(values.max()), self.decimals, key, role, (0,))
            for (name, role), key, values in zip(names, _KEYS, self.values, strict=True)
        )
        size = style.LINE if largest < _LARGE else style.BODY  # beside the sheet's highest corner
        self.ledger = cite(Ledger(*entries, size=size), sheet)
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
        row = row_of(self.steps, step)
        self.runner.show_step(row)
        self.drop.show_at(self.path[row], float(self.values[0][row]))
        for line, values in enumerate(self.values):
            self.ledger.show_value(line, float(values[row]), (row,))
        return self
