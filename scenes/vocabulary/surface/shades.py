"""Which colour a cost has on a surface and on its map, and at which costs the lines are drawn."""

from dataclasses import dataclass

import numpy as np
from manim import ManimColor

from scenes.vocabulary import style
from scenes.vocabulary.text.arrays import Array, ArrayLike


@dataclass(frozen=True)
class Shades:
    """A scale of costs: 0 at `low`, 1 at `high`, and beyond them on either side.

    Parameters
    ----------
    low, high
        The costs at which the colours begin and end.
    power
        1 for equal steps of cost. 2 for lines that are equally far apart on a quadratic bowl: it
        shows more of the bottom.
    """

    low: float
    high: float
    power: float = 1.0

    def share(self, cost: ArrayLike) -> Array:
        """Return how far up the scale costs are."""
        linear = (np.asarray(cost, dtype=float) - self.low) / (self.high - self.low)
        return np.asarray(np.sign(linear) * np.abs(linear) ** (1 / self.power))

    def cost(self, share: ArrayLike) -> Array:
        """Return the costs that are so far up the scale: `share`, read backwards."""
        shares = np.asarray(share, dtype=float)
        return self.low + np.sign(shares) * np.abs(shares) ** self.power * (self.high - self.low)


def cost_color(share: float) -> ManimColor:
    """Return the colour of a cost that lies `share` (0 to 1) of the way up the scale."""
    return style.blend("low", "high", float(np.clip(share, 0.0, 1.0)))
