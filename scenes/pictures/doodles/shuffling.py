"""The pixels of an image, and a neuron's weights for them, change places."""

from typing import Any, Self

import numpy as np
from manim import ManimColor

from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface.swarm import Swarm
from scenes.vocabulary.text.arrays import Array

_RAGGED = 0.5  # of the time: how much later the last pixel leaves


class Shuffling(Swarm):
    """What is not nought of an image or of a row of weights, on its way to other places of it.

    `image`: Where they stand at first.
    """

    def __init__(self, image: PixelGrid) -> None:
        self.every = np.array([image.pixel(k)[:2] for k in range(image.values.size)])
        self.filled = np.flatnonzero(image.values.ravel())
        colours = map(ManimColor, image.colours().reshape(-1, 3)[self.filled])
        self.kinds = [(colour, [k]) for k, colour in enumerate(colours)]
        self.sides = np.full(len(self.filled), image.pitch)
        leave = np.arange(len(self.filled)) / len(self.filled) * _RAGGED
        super().__init__(image.points.copy(), leave, 1 - _RAGGED)
        self.show(self.every[self.filled])

    def show(self, places: Array) -> Self:
        """Show them at these places (k, 2)."""
        self.places = places
        return self.scatter(places, self.sides, self.kinds, round=False)

    def to(self, order: Any, *, run_time: float) -> Tween:
        """Return how they go to other places: pixel k to the place `order[k]` (n,) of the image."""
        starts, ends = self.places, self.every[order[self.filled]]
        return self.go(lambda t: self.show(self.between(starts, ends, t)), run_time=run_time)
