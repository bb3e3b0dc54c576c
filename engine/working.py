"""The working: what a teacher writes on the board to show where one number of a step came from.

Everything here is computed from a recorded ``Step``, by the same formulas as training. One
example's deltas are its own, without the batch's 1/m: at a sigmoid under binary cross-entropy,
δ is simply ŷ - y. Their mean over the examples is the recorded gradient, to 1e-12 relative.

Every result answers to its names by key as well, ``update["gradient"]``, so that a number on
screen can be traced by name and place. Places count from 0, as NumPy does: entry (j, k) of W.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.activations import Array, activation
from engine.costs import cost as cost_named
from engine.errors import Refused, unknown
from engine.judging import cost_with
from engine.steps import Step

Place = tuple[int, int]


class Keyed:
    """A result whose fields can also be read by key."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self))  # type: ignore[arg-type]

    def __getitem__(self, key: str) -> Any:
        if key not in self.keys:
            raise unknown(f"field of {type(self).__name__}", key, self.keys)
        return getattr(self, key)


@dataclass(frozen=True, eq=False)
class Example:
    """One example's column of a step: ``person["z1"]`` (n, 1), ``person["dW1"]`` shaped as W1.

    Keys: W b z slope da delta dW db, each numbered 1..L; a numbered 0..L; y, cost, index.
    ``slope`` is g′(z), ``da`` ∂C/∂a, ``delta`` ∂C/∂z, where C is this example's own cost.
    """

    index: int
    cost: float
    values: Mapping[str, Array]
    step: Step

    def __getitem__(self, key: str) -> Any:
        if key in ("index", "cost"):
            return getattr(self, key)
        if key not in self.values:
            raise unknown("quantity of an example", key, (*self.values, "cost", "index"))
        return self.values[key]


def example(step: Step, i: int) -> Example:
    """The i-th example of the step's batch, followed forward and back on its own."""
    count = step.targets.shape[1]
    if not 0 <= i < count:
        raise Refused(f"example {i} is not in this step's batch; it holds 0 to {count - 1}.")
    depth = step.layout.depth
    values = {f"{q}{n}": step[f"{q}{n}"] for n in range(1, depth + 1) for q in "Wb"}
    keys = ["y", "a0", *(f"{q}{n}" for n in range(1, depth + 1) for q in "za")]
    values |= {key: step[key][:, [i]] for key in keys}
    own = _judge(step, values, i)
    for n in range(depth, 0, -1):
        _go_back(step, values, n)
    for array in values.values():
        array.flags.writeable = False
    return Example(i, own, MappingProxyType(values), step)


def _judge(step: Step, values: dict[str, Array], i: int) -> float:
    """Write ∂C/∂a and ∂C/∂z of the output; the example's own cost."""
    cost, last = cost_named(step.run.cost), step.layout.depth
    z, a, y = values[f"z{last}"], values[f"a{last}"], values["y"]
    felt = np.empty_like(step.targets)
    with np.errstate(over="ignore"):
        cost.gradient(step[f"z{last}"], step[f"a{last}"], step.targets, felt)
        own = float(cost.each(z, a, y)[0])
    m = felt.shape[1]
    values[f"da{last}"] = m * felt[:, [i]]
    values[f"delta{last}"] = a - y if cost.partner else m * step[f"delta{last}"][:, [i]]
    return own


def _go_back(step: Step, values: dict[str, Array], n: int) -> None:
    """Layer n's slope, its ∂C/∂a and δ (given for the last layer), and its own gradient."""
    g = activation(step.run.activations[n - 1])
    values[f"slope{n}"] = g.slope_at(values[f"z{n}"], values[f"a{n}"])
    if n < step.layout.depth:
        values[f"da{n}"] = np.dot(values[f"W{n + 1}"].T, values[f"delta{n + 1}"])
        values[f"delta{n}"] = values[f"da{n}"] * values[f"slope{n}"]
    values[f"dW{n}"] = values[f"delta{n}"] * values[f"a{n - 1}"].T
    values[f"db{n}"] = values[f"delta{n}"].copy()


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


def entry(person: Example, key: str, row: int) -> Entry:
    """The working of ``person[key][row]``, where key is z1 … zL."""
    n = _layer(key, "z", person.step)
    weights, inputs = person[f"W{n}"][row], person[f"a{n - 1}"][:, 0]
    products = weights * inputs
    bias, z = float(person[f"b{n}"][row, 0]), float(person[key][row, 0])
    sums = np.append(np.cumsum(products), z)
    products.flags.writeable = sums.flags.writeable = False
    return Entry(weights, inputs, products, sums, bias, z)


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


def chain(person: Example, key: str, place: Place) -> Chain:
    """The factors of ∂C/∂w for the parameter at ``place`` of W1 … WL or b1 … bL."""
    n, (j, k) = _layer(key, "Wb", person.step), place
    reach = float(person[f"a{n - 1}"][k, 0]) if key[0] == "W" else 1.0
    slope, felt = float(person[f"slope{n}"][j, 0]), float(person[f"da{n}"][j, 0])
    delta = float(person[f"delta{n}"][j, 0])
    split = activation(person.step.run.activations[n - 1]).slope is not None and isfinite(felt)
    product = reach * slope * felt if split else reach * delta
    return Chain(reach, slope, felt, delta, product)


def per_example(step: Step, key: str) -> Array:
    """(m, …): each example's own gradient for dW1 … dWL or db1 … dbL; their mean is step[key]."""
    if key[:2] not in ("dW", "db"):
        raise Refused(f"{key!r} is not a gradient; give dW1 to dW{step.layout.depth}, or db.")
    n = _layer(key[1:], "Wb", step)
    deltas = step[f"delta{n}"].T * step.targets.shape[1]
    if key[1] == "b":
        return np.asarray(deltas[:, :, None])
    return np.asarray(deltas[:, :, None] * step[f"a{n - 1}"].T[:, None, :])


@dataclass(frozen=True, eq=False)
class Nudge(Keyed):
    """The nudge test: move one weight by ε, run again, see what the cost does."""

    weight: float
    epsilon: float
    nudged_weight: float
    cost: float
    nudged_cost: float
    change: float
    slope: float
    gradient: float


def nudge(step: Step, key: str, place: Place, *, epsilon: float = 1e-3) -> Nudge:
    """ΔC/ε beside backpropagation's ∂C/∂w, over the whole batch; it only feeds forward."""
    _layer(key, "Wb", step)
    weight = float(step[key][place])
    moved = cost_with(step, {key: _changed(step[key], place, weight + epsilon)})
    change = moved - step.cost
    gradient = float(step["d" + key][place])
    return Nudge(
        weight, epsilon, weight + epsilon, step.cost, moved, change, change / epsilon, gradient
    )


@dataclass(frozen=True, eq=False)
class Update(Keyed):
    """One parameter's step: after = before + step, where step = -learning_rate · gradient."""

    before: float
    learning_rate: float
    gradient: float
    step: float
    after: float


def update(step: Step, key: str, place: Place) -> Update:
    """How the parameter at ``place`` of W1 … WL or b1 … bL is changed by this step."""
    _layer(key, "Wb", step)
    before, gradient = float(step[key][place]), float(step["d" + key][place])
    change = -step.learning_rate * gradient
    return Update(before, step.learning_rate, gradient, change, before + change)


def _changed(array: Array, place: Place, value: float) -> Array:
    array = array.copy()
    array[place] = value
    return array


def _layer(key: str, kinds: str, step: Step) -> int:
    """The layer's number in a key such as W2; ``Refused`` unless it is one of ``kinds``."""
    depth = step.layout.depth
    known = [f"{kind}{n}" for kind in kinds for n in range(1, depth + 1)]
    if key not in known:
        raise unknown("such key here", key, known)
    return int(key[1:])
