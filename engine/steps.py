"""One step: the network before update t, what flowed through it, and the gradient it led to."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from engine.backprop import Gradient
from engine.basics.arrays import Array, frozen, sealed
from engine.basics.by_key import ByKey, Keys
from engine.basics.guesses import Hinted
from engine.basics.plain import plain
from engine.basics.unchanging import Unchanging
from engine.errors import unknown
from engine.learning.examples import Examples
from engine.learning.frames import Layout
from engine.network import Forward, Network
from engine.optimizers import Descent, Update
from engine.run import Run


class Step(ByKey, Hinted, Unchanging):
    """``step["W1"]`` reads a quantity by its key on the board (``keys`` lists them), read-only.

    Layer l = 1..L of a key is index l-1 of a tuple; a0, the input, is ``forward.activations[0]``.
    """

    run: Run
    layout: Layout
    _examples: Examples
    _vector: Array
    _count: int

    def __init__(self, run: Run, layout: Layout, examples: Examples, vector: Array) -> None:
        count = int(layout.view(vector, "count"))
        self._put(run=run, layout=layout, _examples=examples, _vector=frozen(vector), _count=count)

    @property
    def keys(self) -> Keys:
        """Every key this step answers to."""
        return Keys(keys_of(self.layout))

    def __getitem__(self, key: str) -> Array:
        if not isinstance(key, str):
            raise unknown("quantity in a step", key, self.keys)
        if key in self.layout.shapes:
            return self.layout.view(self._vector, key, self._count)
        if key in keys_of_update(self.layout):
            return self._updated(key)
        if key == "batch":
            return sealed(np.arange(len(self._examples)))
        if key == "a0":
            examples = self._examples
            return (examples.some(self.batch) if self.layout.batched else examples.rows).T
        if key == "y":
            Y = self._examples.targets
            return sealed(np.take(Y, self.batch, 1)) if self.layout.batched else Y
        if key == "penalized_cost" and self.layout.penalty:
            return sealed(np.asarray(self["cost"] + self["penalty"]))
        raise unknown("quantity in a step", key, self.keys)

    @property
    def index(self) -> int:
        """t: how many updates came before."""
        return int(self["step"])

    @property
    def cost(self) -> float:
        """The batch's cost, at this step's parameters, without the penalty of L2."""
        return float(self["cost"])

    @property
    def penalty(self) -> float:
        """½ λ Σ w² over the weights; 0 without L2."""
        if "penalty" in self.layout.shapes:
            return float(self["penalty"])
        return 0.5 * self.run.l2 * sum(float(np.sum(W * W)) for W in self.network.weights)

    @property
    def penalized_cost(self) -> float:
        """The cost with the penalty, which is what the steps go down."""
        return float(self["penalized_cost"]) if self.layout.penalty else self.cost + self.penalty

    @property
    def learning_rate(self) -> float:
        """α of this step."""
        return float(plain(self["learning_rate"]))

    @property
    def batch(self) -> Array:
        """(m,) which of the examples these were."""
        return self["batch"]

    @property
    def targets(self) -> Array:
        """(n_L, m)."""
        return self["y"]

    @cached_property
    def network(self) -> Network:
        """The parameters before update t."""
        return Network(self._layers("W"), self._layers("b"), self.run.activations)

    @cached_property
    def forward(self) -> Forward:
        """What flowed through it."""
        return Forward((self["a0"], *self._layers("a")), self._layers("z"))

    @cached_property
    def gradient(self) -> Gradient:
        """Of the batch's cost."""
        return Gradient(self._layers("delta"), self._layers("dW"), self._layers("db"))

    @cached_property
    def update(self) -> Update:
        """What this step added to the parameters: W[t+1] = W[t] + ``update.weights``."""
        return Update(self._layers("uW"), self._layers("ub"))

    @cached_property
    def _change(self) -> Array:
        """(P,) the update, as it follows from what is recorded."""
        with np.errstate(all="ignore"):  # as while training: what is next to nothing may be nothing
            return sealed(self.descent().update(self._vector.item(2)))

    def descent(self) -> Descent:
        """The run's optimizer, as it stands at this step."""
        return Descent(self.run, self.layout, self._vector)

    def _updated(self, key: str) -> Array:
        place, first = self.layout.places[key[1:]], self.layout.parameters.start
        part = self._change[place.start - first : place.stop - first]
        return part.reshape(self.layout.shapes[key[1:]])

    def _layers(self, name: str) -> tuple[Array, ...]:
        return tuple(self[f"{name}{i}"] for i in range(1, self.layout.depth + 1))

    def __repr__(self) -> str:
        return f"Step({self.index} of {self.run.name}, cost {self.cost:.6g})"


def keys_of(layout: Layout) -> tuple[str, ...]:
    """What a step of this layout answers to, what is derived from the data included."""
    derived = ("a0", "y", "penalized_cost") if layout.penalty else ("a0", "y")
    return (*derived, *dict.fromkeys((*layout.shapes, *keys_of_update(layout), "batch")))


def keys_of_update(layout: Layout) -> tuple[str, ...]:
    """uW1 … uWL, ub1 … ubL."""
    return tuple(f"u{kind}{n}" for kind in "Wb" for n in range(1, layout.depth + 1))
