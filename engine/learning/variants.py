"""Wrong gradients worth teaching: each is a real program's mistake, and a gradient check finds it.

They train, after a fashion, which is why nobody noticed. A run names one by its field
``gradient``; ``"right"`` is backpropagation as it should be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from engine.backprop import backpropagate, gate, parameter_gradients
from engine.basics.arrays import Array
from engine.costs import Cost
from engine.errors import among, unknown
from engine.layer import Layer

BOT_ACADEMY_RATE = 0.01

Backward = Callable[[Sequence[Layer], Cost, Array], None]


def _article_bias(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """Hidden biases get the row sums of ∂C/∂W where those of ∂C/∂Z belong.

    From "Learn to Build a Neural Network From Scratch — Yes, Really" (Aadil Mallick).
    """
    backpropagate(layers, cost, Y)
    for layer in layers[:-1]:
        np.sum(layer.dW, axis=1, keepdims=True, out=layer.db)


def _scalar_bias(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """Each bias gets the sum of ∂C/∂Z over classes as well: one scalar for the whole layer.

    From Samson Zhang's notebook. Softmax's deltas sum to zero, so its biases never move.
    """
    backpropagate(layers, cost, Y)
    for layer in layers:
        layer.db[:] = layer.delta.sum()


def _no_slope(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """At the output, δ is a - y: σ′ is left out, and so is the cost's own factor.

    From Bot Academy's video, whose stated cost is the squared error. It is the gradient of
    binary cross-entropy, which learns better, so the mistake helps.
    """
    m = Y.shape[1]
    _send_back(layers, lambda last: np.divide(last.A - Y, m, last.delta))


def _stale_order(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """``_no_slope``, and the error goes back through weights that were updated already.

    Bot Academy's program changes W2 before it computes δ1 with it; its learning rate is 0.01.
    """
    m = Y.shape[1]
    _send_back(layers, lambda last: np.divide(last.A - Y, m, last.delta), updated=BOT_ACADEMY_RATE)


def _send_back(
    layers: Sequence[Layer], judge: Callable[[Layer], object], *, updated: float = 0.0
) -> None:
    last = layers[-1]
    judge(last)
    parameter_gradients(last)
    for layer, previous in pairwise(reversed(layers)):
        (layer.W - updated * layer.dW).T.dot(layer.delta, previous.delta)
        gate(previous)
        parameter_gradients(previous)


VARIANTS: dict[str, Backward] = {
    "right": backpropagate,
    "article_bias": _article_bias,
    "scalar_bias": _scalar_bias,
    "no_slope": _no_slope,
    "bot_academy": _stale_order,
}


def variant(name: str) -> Backward:
    """The backward pass called ``name``; ``Refused`` with the known ones otherwise."""
    if not among(name, VARIANTS):
        raise unknown("gradient", name, VARIANTS)
    return VARIANTS[name]
