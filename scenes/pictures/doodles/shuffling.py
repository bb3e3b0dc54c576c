"""The pixels of an image, and a neuron's weights for them, change places."""

from typing import Any, Self

import numpy as np
from manim import ManimColor, linear

from scenes.film import Pen
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.network.ribbon import eased
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.surface.canvas import Canvas, dip
from scenes.vocabulary.text.arrays import Array

_RAGGED = 0.5  # of the time: how much later the last pixel leaves


class Shuffling(Canvas):
    """What is not nought of an image or of a row of weights, on its way to other places of it.

    `image`: Where they stand at first.
    """

    def __init__(self, image: PixelGrid) -> None:
        super().__init__()
        self.pitch, self.corners = image.pitch, image.points.copy()
        self.every = np.array([image.pixel(k)[:2] for k in range(image.values.size)])
        self.filled = np.flatnonzero(image.values.ravel())
        self.colours = list(map(ManimColor, image.colours().reshape(-1, 3)[self.filled]))
        self.leave = np.arange(len(self.filled)) / len(self.filled) * _RAGGED
        self.show(self.every[self.filled])

    def show(self, places: Array) -> Self:
        """Show them at these places (k, 2)."""
        self.places, side = places, self.pitch

        def draw(pen: Pen) -> None:
            for (x, y), colour in zip(places.tolist(), self.colours, strict=True):
                dip(pen, colour)
                pen.rectangle(x - side / 2, y - side / 2, side, side)
                pen.fill()

        return self.redraw(self.corners, draw)

    def to(self, order: Any, *, run_time: float) -> Tween:
        """Return how they go to other places: pixel k to the place `order[k]` (n,) of the image."""
        starts, ends = self.places, self.every[order[self.filled]]

        def show(moment: float) -> None:
            shares = eased((moment - self.leave) / (1 - _RAGGED))[:, None]
            self.show(starts + (ends - starts) * shares)

        return Tween(self, show, run_time=run_time, rate_func=linear)
