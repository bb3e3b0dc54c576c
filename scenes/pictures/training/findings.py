"""What is said of a run that nobody knew before: sentences that its numbers decide."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenes.vocabulary.text import Array, Source

_ALIKE, _MANY = 1.2, 1_000_000  # times as much is alike, or less; and is not told apart, or more


class Findings:
    """Sentences on a `history`, the `found` progress of its cost, and its layers.

    `heard`, `moved`: (K,) at each step shown, sources of `gradients` (L,) and of `moved` (L,).
    """

    def __init__(
        self, history: Any, found: Source, heard: Sequence[Source], moved: Sequence[Source]
    ) -> None:
        self.steps = len(history)
        at, keys = np.asarray(found["steps"]), ("plateau", "drop")
        self.flat, self.fall = ([int(at[place]) for place in found[key]] for key in keys)
        self.end, self.fell = int(at[-1]), [float(fall) for fall in found["falls"]]
        self.first, self.away = np.asarray(heard[0]["gradients"]), np.asarray(moved[-1]["moved"])

    @property
    def what(self) -> str:
        """What is to be seen of it."""
        return f"{self.steps:,} steps: the cost of all its examples, and each of its layers."

    @property
    def lies_still(self) -> bool:
        """Whether there are two steps between which the cost stays."""
        return self.flat[0] < self.flat[1]

    @property
    def falls(self) -> bool:
        """Whether it falls, and not on its plateau alone."""
        return self.fell[1] > 0 and not self.flat[0] <= self.fall[0] <= self.fall[1] <= self.flat[1]

    @property
    def still(self) -> str:
        """Where the curve stays within the plateau's share of its height."""
        first, last = self.flat
        if not self.lies_still:
            return "This curve lies nowhere still, not from one point to the next."
        if last < self.end:
            return f"From step {first:,} to {last:,} the curve stays within 5% of its height."
        if first:
            return f"From step {first:,} on the curve stays within 5% of its height."
        return "From its start to its end the curve stays within 5% of its height."

    @property
    def drop(self) -> str:
        """Where it fell the most."""
        first, last = self.fall
        return f"Most of its fall: from step {first:,} to {last:,}."

    @property
    def heard(self) -> str:
        """Which layer the first gradient is largest and smallest at."""
        heard, most, least = self.first, int(self.first.argmax()), int(self.first.argmin())
        if not heard[most]:
            return "In the first step no weight hears anything: each gradient is 0."
        if len(heard) == 1:
            return "It has one layer of weights: all of the gradient is its own."
        if not heard[least]:
            return f"In the first step layer {least + 1} hears nothing, layer {most + 1} the most."
        times = heard[most] / heard[least]
        if times < _ALIKE:
            return "In the first step all layers hear about as much."
        much = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
        much = much if times < _MANY else f"over {_MANY:,}"
        return (
            f"In the first step layer {most + 1} hears {much} times as much as layer {least + 1}."
        )

    @property
    def moved(self) -> str:
        """Which layer is the farthest from its start in the end."""
        told = np.flatnonzero(np.isfinite(self.away))
        if not len(told):
            return "Its weights began at 0, so there is no share of that to tell."
        away = self.away[told]
        far = _share(away.max())
        if not away.max():
            return "In the end no layer's weights are anywhere but at their start."
        if len(told) == 1:
            return f"In the end layer {told[0] + 1} has moved by {far} its start's length."
        if away.max() < _ALIKE * away.min():
            return f"In the end all have moved about as far: by {far} their start's length."
        most = int(told[away.argmax()]) + 1
        return f"In the end layer {most} has moved furthest: by {far} its start's length."


def _share(size: Array) -> str:
    if size >= 2:
        return f"{size:,.1f} times"
    return "under 0.01% of" if size < 1e-4 else f"{size:.2%} of" if size < 0.1 else f"{size:.0%} of"
