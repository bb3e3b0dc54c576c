"""The plane of two inputs: where examples lie, and at which places a network is asked."""

import numpy as np

from scenes.vocabulary.text.arrays import Array


class Plane:
    """A part of the plane with all examples in it, and places in rows and columns.

    `given`, `measured`: (2, m) the examples' inputs, and the same before they were scaled. `air`:
    Of their spread, left free around them. `marks`: How many rows and columns. `low`, `high`:
    Its corners. `grid`: (2, k) the inputs of all places, row by row from the foot.
    """

    def __init__(
        self, given: Array, measured: Array, *, air: tuple[float, float], marks: tuple[int, int]
    ) -> None:
        self.given, self.measured, self.marks = given, measured, marks
        low, high = measured.min(axis=1), measured.max(axis=1)
        spare = np.where(high > low, 0.0, 0.5) + np.array(air) * (high - low)
        self.low, self.high = low - spare, high + spare
        ends = zip(self.low, self.high, reversed(marks), strict=True)
        self.xs, self.ys = (np.linspace(*axis) for axis in ends)
        self.grid = self._scaled(np.stack([axis.ravel() for axis in np.meshgrid(self.xs, self.ys)]))

    def inputs(self, shares: Array) -> Array:
        """Return the inputs of places, (2, k) shares of the way from the left and from the foot."""
        return self._scaled(self.low[:, None] + shares * (self.high - self.low)[:, None])

    def _scaled(self, places: Array) -> Array:
        """Return what the network is given for places (2, k), as it was for the examples."""
        given, measured = self.given, self.measured
        if given is measured:
            return places
        spread = given.std(axis=1, keepdims=True) / measured.std(axis=1, keepdims=True)
        away = places - measured.mean(axis=1, keepdims=True)
        return np.asarray(given.mean(axis=1, keepdims=True) + spread * away)
