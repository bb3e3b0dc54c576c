"""A stepper takes a run's steps one by one, the same whether for the first time or once more."""

from __future__ import annotations

import numpy as np

from engine.basics.arrays import Array
from engine.costs import cost
from engine.learning.examples import Examples
from engine.learning.framed_network import FramedNetwork
from engine.learning.frames import Layout
from engine.learning.schedule import Schedule
from engine.learning.variants import variant
from engine.network import Network
from engine.optimizers import Descent, optimizer
from engine.run import Run


class Stepper:
    """``attempt`` fills the frame with everything of step t; ``improve`` moves the parameters."""

    def __init__(
        self, run: Run, schedule: Schedule, examples: Examples, *, penalty: bool | None = None
    ) -> None:
        self.run, self.schedule = run, schedule
        self.layout = layout_of(run, schedule, penalty=penalty)
        self.penalty = 0.0
        self.framed = FramedNetwork(self.layout, run.activations, cost(run.cost), examples)
        self.vector = self.framed.frame.vector
        self.descent = Descent(run, self.layout, self.vector)
        self._backward = variant(run.gradient)

    def attempt(self, t: int, batch: Array | None) -> float:
        """Feed the batch forward and send its error back; the cost.

        A cost that is not finite ends the run: nothing is sent back.
        """
        framed, rate = self.framed, self.schedule.learning_rate(t)
        framed.stamp(t, rate)
        if batch is not None:
            framed.take(batch)
        cost = framed.forward()
        if cost - cost != 0.0:  # infinite, or not a number
            return cost
        self._backward(framed.layers, framed.cost, framed.Y)
        if self.layout.penalty:
            self.vector[self.layout.places["penalty"]] = self.descent.penalty()
            self.penalty = self.vector.item(self.layout.places["penalty"].start)
        if self.layout.memory:
            self.descent.remember(rate)
        return cost

    def improve(self) -> None:
        """θ goes downhill, by the frame's gradient."""
        self.descent.step(self.vector.item(2))

    @property
    def state(self) -> Array:
        """What the next step depends on: the parameters, and what the optimizer remembers."""
        theta, memory = self.vector[self.layout.parameters], self.vector[self.layout.remembered]
        return np.concatenate([theta, memory]) if memory.size else theta

    @state.setter
    def state(self, value: Array) -> None:
        theta = self.layout.parameters
        split = theta.stop - theta.start
        self.vector[theta] = value[:split]
        self.vector[self.layout.remembered] = value[split:]

    def network(self) -> Network:
        """The parameters as they now are."""
        layers = self.framed.layers
        weights, biases = tuple(each.W for each in layers), tuple(each.b for each in layers)
        return Network(weights, biases, self.run.activations)


def layout_of(run: Run, schedule: Schedule, *, penalty: bool | None = None) -> Layout:
    """The layout of a run's frames; ``penalty`` is false for L2 as format 1 understood it."""
    return Layout(
        run.sizes,
        schedule.room,
        batched=schedule.batched,
        memory=optimizer(run.optimizer).memory,
        penalty=run.l2 > 0 if penalty is None else penalty,
        dtype=run.dtype,
    )
