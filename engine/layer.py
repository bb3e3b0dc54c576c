"""A layer at work: the two lines of feed-forward, on memory that is laid out once."""

from __future__ import annotations

import numpy as np

from engine.activations import Activation
from engine.basics.arrays import Array


class Layer:
    """A layer at work: W (n, n_prev), b (n, 1); A_prev (n_prev, m); Z, A, delta (n, m).

    All are views into a frame, so working is writing the record. ``each`` (1, m) and ``ones``
    (m, 1) are ones, ``scratch`` (n, m) is nobody's.
    """

    W: Array
    b: Array
    dW: Array
    db: Array
    Z: Array
    A: Array
    delta: Array
    A_prev: Array
    each: Array
    ones: Array
    scratch: Array
    activation: Activation

    def forward(self) -> None:
        """z = W a + b, a = g(z)."""
        self.W.dot(self.A_prev, self.Z)
        # b, copied for each example: as a product it is quicker than NumPy's broadcasting.
        self.b.dot(self.each, self.scratch)
        np.add(self.Z, self.scratch, self.Z)
        self.activation.value(self.Z, self.A)
