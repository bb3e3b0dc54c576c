"""A probe: any input, sent through the network of a step, whether its batch held it or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.basics.arrays import Array
from engine.basics.by_key import ByKey
from engine.basics.unchanging import Values
from engine.errors import unknown
from engine.steps import Step


@dataclass(frozen=True, eq=False)
class Probe(ByKey, Values):
    """``probe["a0"]`` … ``probe["aL"]`` and ``probe["z1"]`` … (n, m): what flowed, by columns.

    Where a batch held the very example, the recorded numbers differ by rounding at most.
    """

    values: Mapping[str, Array]
    step: Step

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key this probe answers to."""
        return tuple(self.values)

    def __getitem__(self, key: str) -> Array:
        if key not in self:
            raise unknown("quantity of a probe", key, self.keys)
        return self.values[key]

    def __repr__(self) -> str:
        return f"Probe({self.values['a0'].shape[1]} inputs through step {self.step.index})"


def probe(step: Step, X: Array) -> Probe:
    """Inputs X (n_0, m) fed forward through the step's network, before its update."""
    flowed = step.network.forward(X)
    values = {f"a{n}": a for n, a in enumerate(flowed.activations)}
    values |= {f"z{n}": z for n, z in enumerate(flowed.zs, start=1)}
    return Probe(values, step)
