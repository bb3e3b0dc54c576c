"""Moves: a nudge of one parameter, how it ripples on to the cost, and the step that follows it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.basics.given import floats, number, place_in
from engine.basics.kinds import of_its_kind
from engine.costs import cost as cost_named
from engine.network import Network
from engine.steps import Step
from engine.working.example import Example
from engine.working.keys import Keyed, Place, layer_of
from engine.working.what_if import cost_with, with_entry


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


@of_its_kind
def nudge(step: Step, key: str, place: Place, *, epsilon: float = 1e-3) -> Nudge:
    """ΔC/ε beside backpropagation's ∂C/∂w, over the whole batch; it only feeds forward."""
    layer_of(key, "Wb", step)
    place, epsilon = place_in(step[key].shape, place, key), number(epsilon, "epsilon")
    weight = float(step[key][place])
    moved = cost_with(step, {key: with_entry(step[key], place, weight + epsilon)})
    change = moved - step.cost
    gradient = float(step["d" + key][place])
    return Nudge(
        weight, epsilon, weight + epsilon, step.cost, moved, change, change / epsilon, gradient
    )


@dataclass(frozen=True, eq=False)
class Ripple(Keyed):
    """What one example's pass gives for several sizes of a nudge, each (k,).

    ``weight``, ``z``, ``a`` and ``cost`` are what a whole forward pass has with the nudge in
    place; ``dz_dw``, ``da_dz``, ``dc_da``, ``dc_dz`` and ``dc_dw`` are the quotients of their
    changes from the unnudged pass, nan for a nudge of 0.
    """

    nudge: Array
    weight: Array
    z: Array
    a: Array
    cost: Array
    dz_dw: Array
    da_dz: Array
    dc_da: Array
    dc_dz: Array
    dc_dw: Array


@of_its_kind
def ripple(person: Example, key: str, place: Place, nudges: npt.ArrayLike) -> Ripple:
    """The passes of one example with the weight (or bias) at ``place`` of ``key`` nudged, (k,).

    ``z`` and ``a`` are those of the neuron that the weight leads to, row ``place[0]`` of its
    layer; ``cost`` is the example's own. Raises ``Refused`` for a key that is no W or b.
    """
    n = layer_of(key, "Wb", person.step)
    place = place_in(person[key].shape, place, key)
    sizes = floats(nudges, "nudges").ravel()
    moved = np.array([_pass(person, key, n, place, nudge) for nudge in sizes]).reshape(-1, 4)
    change = moved - _pass(person, key, n, place, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        links = change[:, 1:] / change[:, :-1]
        beyond, whole = change[:, 3] / change[:, 1], change[:, 3] / change[:, 0]
    columns = (sizes, *moved.T, *links.T, beyond, whole)
    return Ripple(*(sealed(np.ascontiguousarray(column)) for column in columns))


@dataclass(frozen=True, eq=False)
class Update(Keyed):
    """One parameter's step: after = shrink · before + step.

    ``step`` is -learning_rate · gradient, or where the optimizer is another, its update; ``shrink``
    is 1, or where a weight is shrunk beside its update, as gradient descent does with L2,
    1 - learning_rate · l2. ``downhill`` is -learning_rate · gradient whatever the optimizer, and
    ``plain`` says that the step is that.
    """

    before: float
    learning_rate: float
    gradient: float
    shrink: float
    step: float
    after: float
    downhill: float
    plain: bool = field(kw_only=True)


@of_its_kind
def update(step: Step, key: str, place: Place) -> Update:
    """How the parameter at ``place`` of W1 … WL or b1 … bL is changed by this step."""
    layer_of(key, "Wb", step)
    place = place_in(step[key].shape, place, key)
    # In the run's own dtype, so that ``after`` has the next step's bits.
    before, gradient = step[key][place], step["d" + key][place]
    descent = step.descent()
    shrink = 1.0 if key[0] == "b" else descent.shrink(step.learning_rate)
    downhill, plain = -step.learning_rate * gradient, descent.plain
    change = step["u" + key][place]
    if descent.shrinks:
        change = downhill if plain else step["v" + key][place]
    parts = (
        before,
        step.learning_rate,
        gradient,
        shrink,
        change,
        before * shrink + change,
        downhill,
    )
    return Update(*map(float, parts), plain=plain)


def _pass(person: Example, key: str, n: int, place: Place, nudge: float) -> list[float]:
    """The weight, its neuron's z and a, and the example's cost, of one forward pass."""
    step, depth = person.step, range(1, person.step.layout.depth + 1)
    changed = with_entry(person[key], place, person[key][place] + nudge)
    network = Network(
        tuple(changed if key == f"W{i}" else person[f"W{i}"] for i in depth),
        tuple(changed if key == f"b{i}" else person[f"b{i}"] for i in depth),
        step.run.activations,
    )
    flow = network.forward(person["a0"])
    with np.errstate(over="ignore", divide="ignore"):
        cost = cost_named(step.run.cost).each(flow.zs[-1], flow.activations[-1], person["y"])[0]
    row = place[0]
    z, a = flow.zs[n - 1][row, 0], flow.activations[n][row, 0]
    return [float(changed[place]), float(z), float(a), float(cost)]
