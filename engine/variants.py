"""Wrong gradients worth teaching: each is a real program's mistake, and a gradient check finds it.

They train, after a fashion, which is why nobody noticed. A run names one by its field
``gradient``; ``"right"`` is backpropagation as it should be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.activations import Array
from engine.backprop import backpropagate
from engine.costs import Cost
from engine.errors import unknown
from engine.network import Layer

Backward = Callable[[Sequence[Layer], Cost, Array], None]


def _article_bias(layers: Sequence[Layer], cost: Cost, Y: Array) -> None:
    """Hidden biases get the row sums of ∂C/∂W where those of ∂C/∂Z belong.

    From "Learn to Build a Neural Network From Scratch — Yes, Really" (Aadil Mallick).
    """
    backpropagate(layers, cost, Y)
    for layer in layers[:-1]:
        np.sum(layer.dW, axis=1, keepdims=True, out=layer.db)


VARIANTS: dict[str, Backward] = {"right": backpropagate, "article_bias": _article_bias}


def variant(name: str) -> Backward:
    """The backward pass called ``name``; ``Refused`` with the known ones otherwise."""
    if name not in VARIANTS:
        raise unknown("gradient", name, VARIANTS)
    return VARIANTS[name]
