"""Two layers without their bend are one layer: multiplied out, so that anyone can see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.activations import activation
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


def collapse(step: Step | Example, n: int, inputs: Array | None = None) -> Collapse:
    """Multiply layers n and n + 1 out into one, and send the step's examples through both ways.

    Other ``inputs`` of layer n, (n_{l-1}, k), are sent through in their place.
    """
    n = whole(n, "layer")
    record = step if isinstance(step, Step) else step.step
    depth = record.layout.depth
    if not 1 <= n < depth:
        raise Refused(f"layer {n} has no layer after it; layers 1 to {depth - 1} have one.")
    W, b = step[f"W{n}"], step[f"b{n}"]
    a = step[f"a{n - 1}"] if inputs is None else np.asarray(inputs, dtype=W.dtype)
    if a.ndim != 2 or a.shape[0] != W.shape[1]:
        raise Refused(f"inputs have shape {a.shape}; layer {n} takes ({W.shape[1]}, k).")
    V, c = step[f"W{n + 1}"], step[f"b{n + 1}"]
    weights, biases = np.dot(V, W), np.dot(V, b) + c
    in_two = np.dot(V, np.dot(W, a) + b) + c
    in_one = np.dot(weights, a) + biases
    if inputs is None:
        bent = step[f"z{n + 1}"]
    else:
        bent = np.dot(V, activation(record.run.activations[n - 1])(np.dot(W, a) + b)) + c
    return Collapse(weights, biases, in_two, in_one, bent)
