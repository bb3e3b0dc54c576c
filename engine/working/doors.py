"""Doors in a row: what is left of a gradient layer by layer, and how open the slopes were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.steps import Step
from engine.working.keys import Keyed


@dataclass(frozen=True, eq=False)
class Doors(Keyed):
    """Of each layer 1 … L the mean size of ∂C/∂W, and how much its slopes let through.

    ``gradients`` (L,) are means of |∂C/∂W|. ``openings`` (L - 1,), of the hidden layers, are
    Σ|∂C/∂z| / Σ|∂C/∂a| over the batch: the mean slope of what arrives, at most the largest slope
    that the activation has. Where nothing arrives an opening is 0.
    """

    gradients: Array
    openings: Array


def doors(step: Step) -> Doors:
    """The recorded gradients of a step, and the openings that they went through on their way."""
    depth = step.layout.depth
    gradients = np.array([np.abs(step[f"dW{n}"]).mean() for n in range(1, depth + 1)])
    openings = []
    for n in range(1, depth):
        arriving = np.abs(np.dot(step[f"W{n + 1}"].T, step[f"delta{n + 1}"])).sum()
        left = np.abs(step[f"delta{n}"]).sum()
        openings.append(float(left / arriving) if arriving else 0.0)
    return Doors(sealed(gradients), sealed(np.array(openings)))
