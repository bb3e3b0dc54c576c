"""What flows: any input through the network of a step, and any z through a layer's curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array
from engine.basics.by_key import ByKey, Keys
from engine.basics.given import number, whole
from engine.basics.kinds import of_its_kind
from engine.basics.unchanging import Values
from engine.errors import Refused, unknown
from engine.steps import Step
from engine.working.example import Example
from engine.working.keys import Keyed, layer_of


@dataclass(frozen=True, eq=False)
class Probe(ByKey, Values):
    """``probe["a0"]`` … ``probe["aL"]`` and ``probe["z1"]`` … (n, m): what flowed, by columns.

    Where a batch held the very example, the recorded numbers differ by rounding at most.
    """

    values: Mapping[str, Array]
    step: Step

    @property
    def keys(self) -> Keys:
        """Every key this probe answers to."""
        return Keys(vars(self)["values"])

    def __getitem__(self, key: str) -> Array:
        if key not in self:
            raise unknown("quantity of a probe", key, self.keys)
        found: Array = vars(self)["values"][key].view()
        return found

    def __repr__(self) -> str:
        return f"Probe({self.values['a0'].shape[1]} inputs through step {self.step.index})"


@of_its_kind
def probe(step: Step, X: Array) -> Probe:
    """Inputs X (n_0, m) fed forward through the step's network, before its update."""
    flowed = step.network.forward(X)
    values = {f"a{n}": a for n, a in enumerate(flowed.activations)}
    values |= {f"z{n}": z for n, z in enumerate(flowed.zs, start=1)}
    return Probe(values, step)


@dataclass(frozen=True, eq=False)
class Squashed(Keyed):
    """Weighted inputs ``z``, what becomes of them, ``a`` = g(z), and ``slope``, g′(z).

    All three have one shape. For softmax, whose neurons are coupled, ``slope`` is a(1 - a).
    """

    z: Array
    a: Array
    slope: Array


@of_its_kind
def squashed(step: Step | Example, key: str, name: str | None = None) -> Squashed:
    """The weighted inputs ``key``, such as z1, under the activation ``name``, (n, m).

    Without a name it is the layer's own, and ``a`` is what was recorded. Another's is what the
    layer would have answered to the same z. Raises ``Refused`` for an unknown key or name.
    """
    record = step if isinstance(step, Step) else step.step
    n = layer_of(key, "z", record)
    own = record.run.activations[n - 1]
    z = step[key]
    g = activation(own if name is None else name)
    a = step[f"a{n}"] if g.name == own else g(z)
    return Squashed(z, a, g.slope_at(z, a))


def curve(name: str, low: float, high: float, *, points: int = 481) -> Squashed:
    """An activation over the axis from ``low`` to ``high``, (points,), both ends counted.

    Raises ``Refused`` for an unknown name.
    """
    g = activation(name)
    points = whole(points, "points")
    if points < 1:
        raise Refused(f"points {points}: 1 or more are wanted.")
    z = np.linspace(number(low, "low"), number(high, "high"), points)
    a = g(z)
    return Squashed(z, a, g.slope_at(z, a))
