"""Backpropagation: the gradient of the cost, found by walking the network backwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.activations import Array
from engine.costs import Cost
from engine.network import Layer


@dataclass(frozen=True, eq=False)
class Gradient:
    """Of the batch's cost: ``deltas[l]`` = ∂C/∂z (n_{l+1}, m), the 1/m inside; ``weights`` and
    ``biases`` shaped as the network's."""

    deltas: tuple[Array, ...]
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]


def backpropagate(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """Fill each layer's delta, dW and db, given that the network has been fed forward.

    δ_L = ∂C/∂z_L; going back, δ_{l-1} = W_lᵀ δ_l ⊙ g′(z_{l-1}); and at each layer
    ∂C/∂W = δ aᵀ, ∂C/∂b = δ 1 (Nielsen 2015, chapter 2, whose BP1 to BP4 these are).
    """
    last = layers[-1]
    cost.delta(last.Z, last.A, Y, last.activation, last.delta)
    learn(last)
    for layer, previous in pairwise(reversed(layers)):
        np.dot(layer.W.T, layer.delta, previous.delta)
        gate(previous)
        learn(previous)


def gate(layer: Layer) -> None:
    """∂C/∂a, standing in delta, becomes ∂C/∂z: only what the slope lets through."""
    assert layer.activation.slope is not None
    layer.activation.slope(layer.Z, layer.A, layer.slope)
    np.multiply(layer.delta, layer.slope, layer.delta)


def learn(layer: Layer) -> None:
    """∂C/∂W = δ aᵀ and ∂C/∂b = δ 1: sums over the examples, whose 1/m is in δ."""
    np.dot(layer.delta, layer.A_prev.T, layer.dW)
    np.dot(layer.delta, layer.ones, layer.db)
