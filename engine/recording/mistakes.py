"""Mistakes that many programs make, told by the number that they leave."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.basics.arrays import Array
from engine.learning.frames import is_per_example
from engine.learning.stepper import Stepper
from engine.learning.variants import VARIANTS
from engine.optimizers import UNSTATED

SAID = {
    "article_bias": "it is the sum of dW's row, where the sum of δ's belongs",
    "scalar_bias": "it is one sum for the whole layer, where each neuron has its own",
    "no_slope": "the slope of the last activation is left out of it",
}
"""A wrong gradient by its name -> the mistake in it."""
CLOSE = 1e-3
FEW = 1000
"""Examples of which all pairs are looked at."""


def mistake(stepper: Stepper, key: str, seen: Sequence[Array]) -> str:
    """A sentence about what went wrong at ``key``, where that can be guessed.

    ``seen`` are the recorded frames of the step and, if there is one, of the step before it.
    """
    layout, framed = stepper.layout, stepper.framed
    foreign = stepper.descent.rule.name == UNSTATED
    if key == "cost" and foreign:
        return _of_cost(stepper)
    if key[0] == "z" and foreign and len(seen) > 1:
        return " Were weights changed after the step before was written down?"
    if key not in layout.places or not key.startswith("d"):
        return ""
    count, recorded = len(framed.X), seen[-1]
    found = np.array(layout.view(recorded, key, count), dtype=float)
    made = {}
    for name in ("right", *SAID):
        stepper.vector[:] = recorded
        VARIANTS[name](framed.layers, framed.cost, framed.Y)
        made[name] = np.array(layout.view(stepper.vector, key, count), dtype=float)
    right = made.pop("right")
    if _alike(found, right):
        return ""  # it is one number, and no mistake with a system
    for name, wrong in made.items():
        if _alike(found, wrong):
            return f" Most likely {SAID[name]}."
    summed = len(seen) > 1 and not is_per_example(key)
    if summed and _alike(found, right + layout.view(seen[0], key)):
        return " Most likely the gradient of the step before was not set to zero."
    times = _times(found, right)
    return (
        f" All of {key} is {times:.6g} times what it should be: is the loss summed, halved or "
        "averaged otherwise than the stated cost, or scaled and never unscaled?"
    ) * (times > 0)


def _of_cost(stepper: Stepper) -> str:
    """What a cost is that is none of these answers': the mistakes that a loss leaves in it."""
    framed, last = stepper.framed, stepper.framed.layers[-1]
    a, Y, found = last.A, framed.Y, stepper.vector.item(3)
    count = Y.shape[1]

    def alike(made: float) -> bool:
        return abs(found - made) <= CLOSE / 10 * abs(found)

    def price(z: Array, a: Array, Y: Array) -> float:
        with np.errstate(all="ignore"):
            return float(framed.cost.value(z, a, Y))

    if count > 1 and alike(count * price(last.Z, a, Y)):
        return f" It is the sum over {count} examples, and the stated cost is their mean."
    if len(Y) > 1 and alike(price(last.Z, a, Y) / len(Y)):
        return (
            f" It is the mean over its {len(Y)} outputs as well, and the stated cost is their sum."
        )
    if alike(price(a, last.activation(a), Y)):
        return (
            f" {last.activation.name} was applied twice: the loss takes z, so leave it out of the "
            "model, or take the loss of what it answers."
        )
    if len(Y) == 1 and 1 < count <= FEW:
        every = np.repeat(a, count, axis=1), np.tile(Y, (1, count))
        if alike(price(every[0], *every)):
            return (
                " Each answer was held against every target: give the loss both in one shape, "
                "(m, 1), not (m,)."
            )
    return " Is the loss weighted, smoothed, or is there a term for the weights in it?"


def _alike(one: Array, other: Array) -> bool:
    return bool(np.abs(one - other).max() <= CLOSE * np.abs(other).max())


def _times(found: Array, made: Array) -> float:
    """By what number ``found`` is ``made``; 0 where it is by none, or by 1."""
    square = float((made * made).sum())
    times = float((found * made).sum()) / square if square else 0.0
    if found.size < 2 or not np.isfinite(times) or abs(times - 1) < CLOSE or times <= 0:
        return 0.0
    return times if _alike(found, times * made) else 0.0
