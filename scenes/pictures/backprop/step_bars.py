"""Several parameters of a neuron as strips to scale, and the piece that one step adds to each."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np

from scenes.pictures.backprop.bars import SignedBars
from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, maths, weight_name
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

Place = tuple[str, tuple[int, int]]
_OVER = 1.2  # times the largest strip that a step may lead to, or it sets the scale


class StepBars(SignedBars, Depiction):
    """Parameters as strips from zero, and at each strip's end the piece that the next step adds.

    `steps`: The recorded steps from the first on, as sources of their parameters. `places`: The key
    and the place of each parameter. `names`: Typst maths for each. `decimals`: Digits of the number
    at the right of each strip; None for no numbers.
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
        first, after = self.parameters[0], self.parameters[:2]
        largest = np.abs(first).max() * _OVER
        scale = float(np.abs(after).max()) if np.abs(after).max() > largest else None
        super().__init__(
            first, scale=scale, names=labels, width=width, pitch=pitch, decimals=decimals
        )
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
