"""Without its bend a layer is flat: two multiplied out are one, and a plane stays a plane.

`collapse` multiplies out; `facing` sees a plane of inputs among a layer's numbers, flat and bent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.given import numbers, refuse_rows, whole
from engine.basics.kinds import of_its_kind
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


@of_its_kind
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
    a = step[f"a{n - 1}"] if inputs is None else numbers(inputs, "inputs").astype(W.dtype)
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


@dataclass(frozen=True, eq=False)
class Facing(Keyed):
    """What layer n makes of a plane, before and after its activation, seen from where it lay flat.

    W{n} (n_l, 2) puts the plane, flat, among n_l numbers. ``eye`` (2, n_l), with rows of length 1
    at right angles, sees it there without foreshortening and without a turn: ``flat`` (2, k) is
    eye · z, in which any two are as far apart as in z. ``bent`` (2, k) is eye · a: the same eye,
    once the activation has bent the sheet.
    """

    eye: Array
    flat: Array
    bent: Array


@of_its_kind
def facing(step: Step, n: int, inputs: Array) -> Facing:
    """Send ``inputs`` (2, k) of layer n through it, and look at them from straight above.

    The eye is the turn in the polar decomposition of W{n}, a turn times a stretch. Raises
    ``Refused`` for a layer that does not take two numbers, or has fewer neurons than two.
    """
    n = whole(n, "layer")
    if not 1 <= n <= step.layout.depth:
        raise Refused(f"there is no layer {n}; layers 1 to {step.layout.depth} are there.")
    W, b = step[f"W{n}"], step[f"b{n}"]
    if W.shape[1] != 2 or len(W) < 2:
        raise Refused(
            f"layer {n} has {len(W)} neurons of {W.shape[1]} inputs; a plane needs two inputs, and "
            "two neurons or more."
        )
    inputs = numbers(inputs, "inputs").astype(W.dtype)
    refuse_rows(inputs, 2, "inputs")
    z = np.dot(W, inputs) + b
    left, _, right = np.linalg.svd(W, full_matrices=False)
    eye = np.dot(left, right).T
    bent = activation(step.run.activations[n - 1])(z)
    return Facing(eye, np.dot(eye, z), np.dot(eye, bent))
