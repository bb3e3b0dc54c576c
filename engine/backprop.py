"""Backpropagation: the gradient of the cost, found by walking the network backwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.basics.arrays import Array
from engine.basics.unchanging import Values
from engine.costs import Cost
from engine.layer import Layer


@dataclass(frozen=True, eq=False)
class Gradient(Values):
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
    judge(last, cost, Y)
    parameter_gradients(last)
    for layer, previous in pairwise(reversed(layers)):
        layer.W.T.dot(layer.delta, previous.delta)
        gate(previous)
        parameter_gradients(previous)


def judge(last: Layer, cost: Cost, Y: Array) -> None:
    """δ of the output layer."""
    if cost.partner:
        np.subtract(last.A, Y, last.delta)
        np.divide(last.delta, float(Y.shape[1]), last.delta)
    else:
        cost.gradient(last.Z, last.A, Y, last.delta)
        gate(last)


def gate(layer: Layer) -> None:
    """∂C/∂a, standing in delta, becomes ∂C/∂z: only what the slope lets through."""
    g = layer.activation
    if g.slope is not None:
        g.slope(layer.Z, layer.A, layer.scratch)
        np.multiply(layer.delta, layer.scratch, layer.delta)
    elif g.back is not None:  # softmax, whose neurons share their slopes
        g.back(layer.A, layer.delta)


def parameter_gradients(layer: Layer) -> None:
    """∂C/∂W = δ aᵀ and ∂C/∂b = δ 1: sums over the examples, whose 1/m is in δ."""
    layer.delta.dot(layer.A_prev.T, layer.dW)
    layer.delta.dot(layer.ones, layer.db)
