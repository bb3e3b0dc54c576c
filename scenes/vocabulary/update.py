"""The step W - α ∂C/∂W: written out for one weight, and drawn to scale for several."""

from typing import Self

import numpy as np
import numpy.typing as npt

from scenes.vocabulary import style
from scenes.vocabulary.bars import SignedBars
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import maths
from scenes.vocabulary.motion import Tween
from scenes.vocabulary.readout import Readout, Source
from scenes.vocabulary.strip import Strip

__all__ = ["StepBars", "StepLine"]


class StepLine(Strip):
    """`w ← before - α · gradient = after`, with digits from which the result follows.

    Parameters
    ----------
    name
        Typst maths for the weight.
    update
        `before`, `learning_rate`, `gradient` and `after` of one weight.
    """

    def __init__(self, name: str, update: Source, *, size: float = style.NUMBER) -> None:
        rate = float(update["learning_rate"])
        decimals = fewest_decimals(
            [update["before"], update["gradient"]], lambda w, g: w - rate * g, result_decimals=3
        )

        def number(key: str, digits: int, role: str) -> Readout:
            return Readout(
                update[key],
                digits,
                of=f"update.{key}",
                role=role,
                size=size,
                bracketed=key == "gradient",
            )

        super().__init__(
            f"weight({name}) arrow.l",
            number("before", decimals, "weight"),
            "-",
            number("learning_rate", len(f"{rate:g}".partition(".")[2]), "ink"),
            "dot",
            number("gradient", decimals, "delta"),
            "=",
            number("after", 3, "weight"),
            size=size,
        )


class StepBars(SignedBars):
    """Parameters as strips from zero, and at each strip's end the piece that the next step adds.

    Parameters
    ----------
    parameters
        (steps, k) the parameters at the recorded steps.
    names
        Typst maths for each.
    of
        The key of the parameters.
    """

    def __init__(self, parameters: npt.ArrayLike, *, names: list[str], of: str) -> None:
        self.parameters = np.asarray(parameters, dtype=float)
        labels = [maths(name) for name in names]
        first = self.parameters[0]
        super().__init__(first, names=labels, width=4.6, pitch=0.62, decimals=3, of=of)

    def show_step(self, step: int) -> Self:
        """Show the parameters at a recorded step, and what the first step is about to add."""
        return self.show_change(1.0) if step == 0 else self.show_values(self.parameters[step])

    def show_change(self, moment: float) -> Self:
        """Show the first parameters, and so much of the first step, 0 to 1, at their ends."""
        self.show_values(self.parameters[0], (self.parameters[1] - self.parameters[0]) * moment)
        return self

    def step(self, *, run_time: float = style.SLOW) -> Tween:
        """Return the growth of the step's pieces."""
        return Tween(self, self.show_change, run_time=run_time)
