"""Two layers without their bend are one layer: multiplied out, so that anyone can see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import whole
from engine.errors import Refused
from engine.steps import Step
from engine.working.example import Example
from engine.working.keys import Keyed


@dataclass(frozen=True, eq=False)
class Collapse(Keyed):
    """Layers n and n + 1, had there been no activation between them.

    ``weights`` (n_{l+1}, n_{l-1}) is W{n+1} W{n}, ``biases`` (n_{l+1}, 1) W{n+1} b{n} + b{n+1}.
    ``in_two`` is W{n+1} (W{n} a + b{n}) + b{n+1} and ``in_one`` weights · a + biases, each
    (n_{l+1}, m): the same but for rounding. ``bent`` is z{n+1} as recorded, with the activation.
    """

    weights: Array
    biases: Array
    in_two: Array
    in_one: Array
    bent: Array


def collapse(step: Step | Example, n: int) -> Collapse:
    """Multiply layers n and n + 1 out into one, and send the step's examples through both ways."""
    n = whole(n, "layer")
    depth = (step if isinstance(step, Step) else step.step).layout.depth
    if not 1 <= n < depth:
        raise Refused(f"layer {n} has no layer after it; layers 1 to {depth - 1} have one.")
    W, b, a = step[f"W{n}"], step[f"b{n}"], step[f"a{n - 1}"]
    V, c = step[f"W{n + 1}"], step[f"b{n + 1}"]
    weights, biases = np.dot(V, W), np.dot(V, b) + c
    in_two = np.dot(V, np.dot(W, a) + b) + c
    in_one = np.dot(weights, a) + biases
    return Collapse(weights, biases, in_two, in_one, step[f"z{n + 1}"])
