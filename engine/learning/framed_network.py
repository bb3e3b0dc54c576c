"""A framed network: laid out in one flat vector, so that working is writing the record.

Inside, inputs lie sample-major (one contiguous row for each example) because a batch is then a
few rows to copy; the network sees them transposed, (n_0, m), as on the board.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from engine.activations import activation
from engine.backprop import backpropagate
from engine.basics.arrays import Array
from engine.costs import Cost
from engine.layer import Layer
from engine.learning.examples import Examples
from engine.learning.frames import Frame, Layout, aligned
from engine.network import Network


def sweep(network: Network, cost: Cost, examples: Examples) -> FramedNetwork:
    """A network's way forward and back over all of ``examples``, in one frame."""
    layout = Layout(network.sizes, len(examples), dtype=examples.dtype.name)
    framed = FramedNetwork(layout, network.activations, cost, examples)
    framed.load(network)
    framed.forward()
    backpropagate(framed.layers, framed.cost, framed.Y)
    return framed


class FramedNetwork:
    """Runs batches of ``examples`` forward and back; everything it computes is in ``frame``."""

    def __init__(
        self, layout: Layout, activations: Sequence[str], cost: Cost, examples: Examples
    ) -> None:
        self.frame = Frame(layout)
        self.cost, self._judged = cost, cost.for_targets(examples.targets)
        self.examples, self._targets = examples, examples.targets
        self._activations = [activation(name) for name in activations]
        self._integers = self.frame.vector.view(layout.integer)
        self._indices = self.frame["batch"] if layout.batched else np.empty(0)
        self._scratch = np.empty_like(self.frame.vector)
        self._fitted: dict[int, tuple[list[Layer], Array, Array]] = {}
        x = aligned(layout.room * layout.sizes[0] * layout.batched, layout.dtype)
        self._x = x.reshape(-1, layout.sizes[0])
        self._y = np.empty(layout.sizes[-1] * layout.room, layout.dtype)
        self.layers, self.X, self.Y = self._for(layout.room)
        self._integers[1] = layout.room
        if not layout.batched:  # everything, always: nothing is copied
            self.X, self.Y = examples.rows, examples.targets
            self.layers[0].A_prev = self.X.T

    def load(self, network: Network) -> None:
        """Copy the network's parameters into the frame."""
        arrays = (*network.weights, *network.biases)
        np.concatenate([array.ravel() for array in arrays], out=self.frame.parameters)

    def take(self, batch: Array) -> None:
        """Lay out the examples with these indices."""
        count = len(batch)
        if count != self.X.shape[0]:
            self._clear()
            self._integers[1] = count
            self.layers, self.X, self.Y = self._for(count)
        self._indices[:count] = batch
        self.examples.copy_to(self.X, batch)
        self._targets.take(batch, 1, self.Y, "clip")

    def forward(self) -> float:
        """Feed the examples forward; the cost, as widely as the frame holds it."""
        for layer in self.layers:
            layer.forward()
        last = self.layers[-1]
        self.frame.vector[3] = self._judged(last.Z, last.A, self.Y)
        return self.frame.vector.item(3)

    @property
    def step(self) -> int:
        """The step's index, as it was stamped."""
        return int(self._integers.item(0))

    def stamp(self, step: int, learning_rate: float) -> None:
        """Write the step's index and learning rate into the frame."""
        self._integers[0] = step
        self.frame.vector[2] = learning_rate

    def _clear(self) -> None:
        """Zero what a shorter batch would leave standing, so that equal steps have equal bits."""
        self.frame.vector[self.frame.layout.places["z1"].start :] = 0.0
        self._indices[:] = 0

    def _for(self, count: int) -> tuple[list[Layer], Array, Array]:
        """Layers, inputs and targets for batches of ``count``, all views of the same memory."""
        if count not in self._fitted:
            X = self._x[:count]
            Y = self._y[: self.frame.layout.sizes[-1] * count].reshape(-1, count)
            self._fitted[count] = (self._layers(count, X), X, Y)
        return self._fitted[count]

    def _layers(self, count: int, X: Array) -> list[Layer]:
        view, vector, layers = self.frame.layout.view, self.frame.vector, []
        for i, g in enumerate(self._activations, start=1):
            layer = Layer()
            layer.activation = g
            layer.W, layer.b = view(vector, f"W{i}"), view(vector, f"b{i}")
            layer.dW, layer.db = view(vector, f"dW{i}"), view(vector, f"db{i}")
            layer.Z, layer.A = view(vector, f"z{i}", count), view(vector, f"a{i}", count)
            layer.delta = view(vector, f"delta{i}", count)
            layer.scratch = view(self._scratch, f"delta{i}", count)
            layer.ones, layer.each = np.ones((2, count, 1), vector.dtype)
            layer.each = layer.each.T
            layers.append(layer)
        layers[0].A_prev = X.T
        for before, after in pairwise(layers):
            after.A_prev = before.A
        return layers
