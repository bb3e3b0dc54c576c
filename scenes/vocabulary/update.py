"""The step W - α ∂C/∂W: written out for one weight, and drawn to scale for several."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.bars import SignedBars
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import maths
from scenes.vocabulary.motion import Tween
from scenes.vocabulary.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.readout import Readout, Source, quote
from scenes.vocabulary.strip import Strip

__all__ = ["StepBars", "StepLine", "step_decimals", "weight_name"]

_FINE = 5  # digits of a factor that is nearly 1
Place = tuple[str, tuple[int, int]]


def weight_name(row: int, column: int, *, layer: int | None = None) -> str:
    """Return Typst maths for one weight of a matrix, counted from 1 as on the board.

    From ten on the two numbers stand apart. A layer is written as a superscript.
    """
    indices = f"{row + 1}{column + 1}" if max(row, column) < 9 else f"{row + 1}, {column + 1}"
    return f"w_({indices})" if layer is None else f"w_({indices})^([{layer}])"


def step_decimals(*updates: Source) -> int:
    """Return the fewest digits from which the results of some steps follow, the same for all."""
    factors = [[float(one[key]) for one in updates] for key in ("before", "gradient")]
    rate, shrink = (float(updates[0][key]) for key in ("learning_rate", "shrink"))
    return fewest_decimals(factors, lambda w, g: shrink * w - rate * g, result_decimals=3)


class StepLine(Strip):
    """`w ← before - α · gradient = after`, with digits from which the result follows.

    Parameters
    ----------
    name
        Typst maths for the weight.
    update
        `before`, `shrink`, `learning_rate`, `gradient` and `after` of one weight; a shrink of 1
        is not written.
    role
        Whose colour the parameter has: "weight" or "bias".
    decimals
        Of the factors (default: the fewest from which the printed result follows).
    """

    def __init__(
        self,
        name: str,
        update: Source,
        *,
        size: float = style.NUMBER,
        role: str = "weight",
        decimals: int | None = None,
    ) -> None:
        rate, shrink = float(update["learning_rate"]), float(update["shrink"])
        digits = decimals or step_decimals(update)

        def number(key: str, places: int, role: str) -> Readout:
            looks = {"role": role, "size": size, "bracketed": key == "gradient"}
            return quote(update, key, (), places, **looks)

        shrinking: list[str | Readout] = []
        if shrink != 1.0:
            shrinking = [number("shrink", _FINE, "ink"), "dot"]
        super().__init__(
            f"{role}({name}) arrow.l",
            *shrinking,
            number("before", digits, role),
            "-",
            number("learning_rate", len(f"{rate:g}".partition(".")[2]), "ink"),
            "dot",
            number("gradient", digits, "delta"),
            "=",
            number("after", 3, role),
            size=size,
        )


class StepBars(SignedBars, Depiction):
    """Parameters as strips from zero, and at each strip's end the piece that the next step adds.

    Parameters
    ----------
    steps
        The recorded steps from the first on, as sources of their parameters.
    places
        The key and the place of each parameter.
    names
        Typst maths for each.
    decimals
        Digits of the number at the right of each strip; None for no numbers.
    """

    def __init__(
        self,
        steps: Sequence[Source],
        places: Sequence[Place],
        *,
        names: Sequence[str],
        width: float = 4.6,
        pitch: float = 0.62,
        decimals: int | None = 3,
    ) -> None:
        self.parameters = np.array([[step[key][at] for key, at in places] for step in steps])
        self.places = tuple(places)
        labels = [maths(name) for name in names]
        first = self.parameters[0]
        super().__init__(first, names=labels, width=width, pitch=pitch, decimals=decimals)
        for number, (key, at) in zip(self.numbers, places, strict=bool(len(self.numbers))):
            number.of, number.at = key, at

    @classmethod
    def of_neuron(
        cls,
        steps: Sequence[Source],
        layer: int,
        row: int,
        columns: Sequence[int],
        *,
        width: float = 4.6,
        pitch: float = 0.62,
        decimals: int | None = 3,
    ) -> Self:
        """Return the strips of a neuron: its weights in some columns, and its bias."""
        key = f"W{layer}"
        places = [*((key, (row, column)) for column in columns), (f"b{layer}", (row, 0))]
        names = [f"weight({weight_name(row, column, layer=layer)})" for column in columns]
        names.append(f"bias(b^([{layer}]))")
        return cls(steps, places, names=names, width=width, pitch=pitch, decimals=decimals)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the parameters that the strips' lengths say."""
        within = self.value_scale / self.reach * PIXEL / 2
        for (key, at), value in zip(self.places, self.drawn_values(), strict=True):
            yield Depicted(key, at, float(value), within)

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
