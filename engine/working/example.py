"""One example of a step, followed forward and back on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array, sealed
from engine.basics.by_key import ByKey, Keys
from engine.basics.given import index
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Values
from engine.costs import cost as cost_named
from engine.errors import Refused, brief, unknown
from engine.steps import Step
from engine.working.keys import layer_of


@dataclass(frozen=True, eq=False)
class Example(ByKey, Values):
    """One example's column of a step: ``person["z1"]`` (n, 1), ``person["dW1"]`` shaped as W1.

    Keys: W b z slope da delta dW db, each numbered 1..L; a numbered 0..L; blame numbered 2..L;
    y, cost, index. ``slope`` is g′(z), ``da`` ∂C/∂a, ``delta`` ∂C/∂z, where C is this example's
    own cost; ``blame`` is w · δ for each weight (n_l, n_{l-1}), whose columns sum to ``da``.
    """

    index: int
    cost: float
    values: Mapping[str, Array]
    step: Step

    @property
    def keys(self) -> Keys:
        """Every key this example answers to."""
        return Keys((*vars(self)["values"], "cost", "index"))

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise unknown("quantity of an example", key, self.keys)
        values = vars(self)["values"]
        return values[key].view() if key in values else getattr(self, key)


@of_its_kind
def example(step: Step, i: int) -> Example:
    """The i-th example of the step's batch, followed forward and back on its own."""
    i = index(i, step.targets.shape[1], "example in this step's batch")
    depth = step.layout.depth
    values = {f"{q}{n}": step[f"{q}{n}"] for n in range(1, depth + 1) for q in "Wb"}
    keys = ["y", "a0", *(f"{q}{n}" for n in range(1, depth + 1) for q in "za")]
    values |= {key: step[key][:, [i]] for key in keys}
    cost = _judge(step, values, i)
    for n in range(depth, 0, -1):
        _go_back(step, values, n)
    return Example(i, cost, values, step)


def _judge(step: Step, values: dict[str, Array], i: int) -> float:
    """Write ∂C/∂a and ∂C/∂z of the output; the example's own cost."""
    cost, last = cost_named(step.run.cost), step.layout.depth
    z, a, y = values[f"z{last}"], values[f"a{last}"], values["y"]
    felt = np.empty_like(step.targets)
    with np.errstate(over="ignore", divide="ignore"):
        cost.gradient(step[f"z{last}"], step[f"a{last}"], step.targets, felt)
        mine = float(cost.each(z, a, y)[0])
    m = felt.shape[1]
    values[f"da{last}"] = m * felt[:, [i]]
    values[f"delta{last}"] = a - y if cost.partner else m * step[f"delta{last}"][:, [i]]
    return mine


def _go_back(step: Step, values: dict[str, Array], n: int) -> None:
    """Layer n's slope, its ∂C/∂a and δ (given for the last layer), and its own gradient."""
    g = activation(step.run.activations[n - 1])
    values[f"slope{n}"] = g.slope_at(values[f"z{n}"], values[f"a{n}"])
    if n < step.layout.depth:
        values[f"blame{n + 1}"] = values[f"W{n + 1}"] * values[f"delta{n + 1}"]
        values[f"da{n}"] = np.dot(values[f"W{n + 1}"].T, values[f"delta{n + 1}"])
        values[f"delta{n}"] = values[f"da{n}"] * values[f"slope{n}"]
    values[f"dW{n}"] = values[f"delta{n}"] * values[f"a{n - 1}"].T
    values[f"db{n}"] = values[f"delta{n}"].copy()


@of_its_kind
def per_example(step: Step, key: str) -> Array:
    """(m, …): each example's own gradient for dW1 … dWL or db1 … dbL; their mean is step[key]."""
    if str(key)[:2] not in ("dW", "db"):
        raise Refused(f"{brief(key)} is not a gradient; give dW1 to dW{step.layout.depth}, or db.")
    n = layer_of(key[1:], "Wb", step)
    deltas = step[f"delta{n}"].T[:, :, None] * step.targets.shape[1]
    own = deltas if key[1] == "b" else deltas * step[f"a{n - 1}"].T[:, None, :]
    return sealed(own)
