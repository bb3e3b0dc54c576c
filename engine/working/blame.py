"""Blame, votes and doors: which connection caused an error, which input spoke for a class, and how
much of an error each layer's slopes let through.

All are parts of what the network computes anyway, looked at before they are added.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.given import index, whole
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.steps import Step
from engine.working.example import Example
from engine.working.keys import Keyed
from engine.working.probe import Probe


@of_its_kind
def blame(person: Example, n: int) -> Array:
    """(n_l, n_{l-1}): w · δ for each weight of layer n; a column's sum is that neuron's ∂C/∂a.

    Column k, summed, is ``person["da{n-1}"][k]`` to rounding: how much the neuron k of the layer
    before is to blame, connection by connection. Ribbons draw its size, |w · δ|.
    """
    n = _layer(person, n, lowest=2)
    return sealed(person[f"W{n}"] * person[f"delta{n}"])


@of_its_kind
def votes(person: Example, neuron: int, *, layer: int = 1) -> Array:
    """(n_{l-1},): w ⊙ a, what each input adds to the neuron's z; with the bias they sum to z."""
    layer = _layer(person, layer, lowest=1)
    W = person[f"W{layer}"]
    neuron = index(neuron, len(W), f"neuron in layer {layer}")
    return sealed(W[neuron] * person[f"a{layer - 1}"][:, 0])


@of_its_kind
def vote_map(person: Example | Probe, output: int) -> Array:
    """(n_0,): what each input adds to output's z, followed through all layers.

    Of a probe it is the first input's.

    Each hidden neuron passes on a/z of what it took in: exactly for (leaky) ReLU and identity,
    whose a is a share of z, so that votes and the biases passed on likewise sum to z. For other
    activations it is their chord from 0, and the map an explanation, not an identity.
    """
    step, depth = person.step, person.step.layout.depth
    row = step[f"W{depth}"][index(output, len(person[f"a{depth}"]), "output")]
    for n in range(depth - 1, 0, -1):
        z, a = person[f"z{n}"][:, 0], person[f"a{n}"][:, 0]
        share = np.divide(a, z, out=np.zeros_like(a), where=z != 0)
        row = (row * share) @ step[f"W{n}"]
    return sealed(row * person["a0"][:, 0])


@dataclass(frozen=True, eq=False)
class Contest(Keyed):
    """Why one output is ahead of another: each input's votes for it, and against it.

    ``votes`` (n_0,) are those for the ``first`` less those for the ``second``; ``pro`` is the sum
    of those above 0, ``con`` of those below. With what the ``biases`` pass on, the three sum to the
    ``margin`` of z: exactly for (leaky) ReLU and identity, see ``vote_map``.
    """

    first: int
    second: int
    votes: Array
    pro: float
    con: float
    biases: float
    margin: float


@of_its_kind
def contest(person: Example | Probe, first: int, second: int) -> Contest:
    """What spoke for the output ``first``, and what for ``second``; a probe's first input."""
    votes = sealed(vote_map(person, first) - vote_map(person, second))
    z = person[f"z{person.step.layout.depth}"][:, 0]
    margin = float(z[first] - z[second])
    pro, con = float(votes[votes > 0].sum()), float(votes[votes < 0].sum())
    return Contest(first, second, votes, pro, con, margin - pro - con, margin)


def _layer(person: Example, given: int, *, lowest: int) -> int:
    n, depth = whole(given, "layer"), person.step.layout.depth
    if not lowest <= n <= depth:
        raise Refused(f"layer {n}: this network has layers {lowest} to {depth} for that.")
    return n


@dataclass(frozen=True, eq=False)
class Doors(Keyed):
    """Of each layer 1 … L the mean size of ∂C/∂W, and how much its slopes let through.

    ``gradients`` (L,) are means of |∂C/∂W|. ``openings`` (L - 1,), of the hidden layers, are
    Σ|∂C/∂z| / Σ|∂C/∂a| over the batch: the mean slope of what arrives, at most the largest slope
    that the activation has. Where nothing arrives an opening is 0.
    """

    gradients: Array
    openings: Array


@of_its_kind
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
