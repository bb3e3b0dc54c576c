"""What is said of a run beside its slice: how far apart the two are, and when they agree."""

from typing import Any

import numpy as np

from scenes.pictures.gradient_descent.sliced import SlicedRun
from scenes.pictures.gradient_descent.what_fits import parameters
from scenes.vocabulary.stage.some_steps import row_of
from scenes.vocabulary.surface import CostSheet

_NEAR = 0.003  # of the run's highest cost, a pixel or so: what is nearer agrees,
_ALIKE = 0.1  # and differs by less than so much of the larger: both are printed
_PAUSE = 60  # the step at which the slice is judged, if there are twice as many
_LATE = 0.9  # of the run, in log time: what agrees after that agrees in the end


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
        self.apart = np.diff(np.round([true[-1], under[-1]], board.decimals)).item()
        ages = np.log1p(board.steps)
        self.late = self.never or bool(ages[self.met] > _LATE * ages[-1])
        half = row_of(board.steps, min(_PAUSE, int(board.steps[-1]) // 2))
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
        return "From here the two agree." if self.met else "The two agree all along."
