"""Lines of arithmetic: how one entry of W a + b adds up, and how one ∂C/∂w multiplies out."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array, sealed
from engine.basics.given import index, place_in
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.working.example import Example
from engine.working.keys import Keyed, Place, layer_of


@dataclass(frozen=True, eq=False)
class Entry(Keyed):
    """How one entry of z = W a + b comes about: row meets column.

    ``weights``, ``inputs``, ``products`` (n,); ``partial_sums`` (n + 1,): the running sum after
    each product, then with the bias, which is z as recorded.
    """

    weights: Array
    inputs: Array
    products: Array
    partial_sums: Array
    bias: float
    z: float

    def between(self, first: int, last: int) -> float:
        """What the products first … last, both counted, add: those that an ellipsis leaves out."""
        if not 0 <= first <= last < len(self.products):
            raise Refused(f"products {first} to {last}: there are 0 to {len(self.products) - 1}.")
        return float(self.products[first : last + 1].sum())


@of_its_kind
def entry(person: Example, key: str, row: int) -> Entry:
    """The working of ``person[key][row]``, where key is z1 … zL."""
    n = layer_of(key, "z", person.step)
    row = index(row, len(person[key]), f"row of {key}")
    weights, inputs = person[f"W{n}"][row], person[f"a{n - 1}"][:, 0]
    products = weights * inputs
    bias, z = float(person[f"b{n}"][row, 0]), float(person[key][row, 0])
    sums = np.append(np.cumsum(products), z)
    return Entry(weights, inputs, sealed(products), sealed(sums), bias, z)


@dataclass(frozen=True, eq=False)
class Chain(Keyed):
    """∂C/∂w = ∂z/∂w · ∂a/∂z · ∂C/∂a for one weight or bias and one example.

    ``dz_dw`` is the activation that the weight multiplies (1 for a bias), ``da_dz`` the slope
    g′(z), ``dc_da`` how the example's cost feels this neuron; ``delta`` = ∂a/∂z · ∂C/∂a.
    A softmax couples its neurons, so there delta is not that product, and ``product`` is
    ∂z/∂w · δ. At a sigmoid under binary cross-entropy too far out for 1/a, likewise.
    """

    dz_dw: float
    da_dz: float
    dc_da: float
    delta: float
    product: float


@of_its_kind
def chain(person: Example, key: str, place: Place) -> Chain:
    """The factors of ∂C/∂w for the parameter at ``place`` of W1 … WL or b1 … bL."""
    n = layer_of(key, "Wb", person.step)
    j, k = place_in(person[key].shape, place, key)
    reach = float(person[f"a{n - 1}"][k, 0]) if key[0] == "W" else 1.0
    slope, felt = float(person[f"slope{n}"][j, 0]), float(person[f"da{n}"][j, 0])
    delta = float(person[f"delta{n}"][j, 0])
    split = activation(person.step.run.activations[n - 1]).slope is not None and isfinite(felt)
    product = reach * slope * felt if split else reach * delta
    return Chain(reach, slope, felt, delta, product)
