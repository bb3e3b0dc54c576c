"""Judging: what guesses cost, a run's own or those of a network that was only asked, "what if?".

Values and gradients are those of ``engine.costs``. A push is -m ∂C/∂ŷ, without the batch's 1/m,
so that sets of any size compare: MAE's is 1 towards the target, MSE's twice the distance, and
cross-entropy's 1 over the share that was given to the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.basics.given import floats, refuse_other_lengths, whole
from engine.basics.kinds import of_its_kind
from engine.costs import cost as cost_named
from engine.errors import Refused
from engine.network import Network
from engine.steps import Step
from engine.working.keys import Keyed


def cost_of(network: Network, X: Array, Y: Array, *, cost: str) -> float:
    """The cost of ``network`` on X (n_0, m) and Y (n_L, m)."""
    flow = network.forward(X)
    with np.errstate(over="ignore", divide="ignore"):
        return cost_named(cost).value(flow.zs[-1], flow.activations[-1], Y)


def with_entry(array: Array, place: tuple[int, int], value: float) -> Array:
    """A copy of a weight matrix or bias in which one entry is another."""
    array = np.array(array)
    array[place] = value
    return array


def cost_with(
    step: Step, changed: Mapping[str, Array], among: Iterable[int] | None = None
) -> float:
    """The cost of the step's batch, had W1 … bL been those in ``changed`` where given.

    Of the examples ``among`` alone it is their share of the mean over the batch.
    """
    depth = range(1, step.layout.depth + 1)
    network = Network(
        tuple(changed.get(f"W{n}", step[f"W{n}"]) for n in depth),
        tuple(changed.get(f"b{n}", step[f"b{n}"]) for n in depth),
        step.run.activations,
    )
    X, Y = step["a0"], step.targets
    if among is None:
        return cost_of(network, X, Y, cost=step.run.cost)
    chosen = list(among)
    mean = cost_of(network, X[:, chosen], Y[:, chosen], cost=step.run.cost)
    return mean * len(chosen) / Y.shape[1]


@dataclass(frozen=True, eq=False)
class Constant(Keyed):
    """``guesses`` (K,), the answers, and ``costs`` (K,), what a step's batch costs under each."""

    guesses: Array
    costs: Array


@of_its_kind
def constant(step: Step, guesses: npt.ArrayLike) -> Constant:
    """The cost of a step's batch, had a network of one output answered a guess to all of it.

    Guesses lie between 0 and 1, both excluded. Raises ``Refused`` for others, and for more outputs.
    """
    answers = floats(guesses, "guesses").ravel()
    if step.targets.shape[0] != 1:
        raise Refused(f"the run has {step.targets.shape[0]} outputs; one is accepted.")
    if not ((answers > 0) & (answers < 1)).all():
        raise Refused(f"guesses from {answers.min():g} to {answers.max():g}; 0 to 1 are accepted.")
    shape = len(answers), 1, step.targets.shape[1]
    a = np.broadcast_to(answers[:, None, None], shape)
    costs = cost_named(step.run.cost).many(np.log(a / (1 - a)), a, step.targets)
    return Constant(sealed(answers), sealed(np.asarray(costs, dtype=float)))


@dataclass(frozen=True, eq=False)
class Judged(Keyed):
    """``guesses`` and ``targets`` (m,), in the data's unit, and what they come to.

    ``errors`` (m,) are ŷ - y, ``sizes`` |ŷ - y|, and ``squares`` their areas, the unit squared.
    ``mse`` is the mean area and ``rmse`` its side; ``mae`` is the mean length. ``slabs`` (m,) says
    how wide each square is once it is as high as that side: they add up to m sides.
    ``push_mse``, ``push_rmse`` and ``push_mae`` (m,) are -m ∂C/∂ŷ.
    """

    guesses: Array
    targets: Array
    errors: Array
    sizes: Array
    squares: Array
    slabs: Array
    mse: float
    rmse: float
    mae: float
    push_mse: Array
    push_rmse: Array
    push_mae: Array


@dataclass(frozen=True, eq=False)
class Priced(Judged):
    """Guesses that are shares, and targets of 0 or 1.

    ``shares`` (m,) is how much of 1 each guess gives to the truth, ``prices`` (m,) -ln of it, and
    ``bce`` their mean, the binary cross-entropy; ``push_bce`` (m,) is 1 over the share, with the
    sign of the way to the target. ``share_push_NAME`` (m,) for each of the four are -m ∂C/∂p, the
    push on the share p itself, 0 or more. ``slopes`` (m,) are p (1 - p), those of the sigmoid that
    gives such a share, and ``input_push_NAME`` their product: the push on its weighted input.
    """

    shares: Array
    prices: Array
    bce: float
    push_bce: Array
    slopes: Array
    share_push_mse: Array
    share_push_rmse: Array
    share_push_mae: Array
    share_push_bce: Array
    input_push_mse: Array
    input_push_rmse: Array
    input_push_mae: Array
    input_push_bce: Array


def judged(guesses: npt.ArrayLike, targets: npt.ArrayLike) -> Judged:
    """Judge guesses (m,) by targets (m,). Raises ``Refused`` where these are not equally many."""
    a, y = _rows(guesses, targets)
    errors = a - y
    sizes, squares = np.abs(errors), errors**2
    values = {name: cost_named(name).value(a, a, y) for name in ("mse", "rmse", "mae")}
    side = values["rmse"]
    slabs = squares / side if side else np.zeros_like(squares)
    found: dict[str, Any] = {"guesses": a, "targets": y, "errors": errors}
    found |= {"sizes": sizes, "squares": squares, "slabs": slabs}
    found = {key: sealed(part.ravel()) for key, part in found.items()} | values
    found |= {f"push_{name}": _push(name, a, a, y) for name in values}
    return Judged(**found)


def priced(guesses: npt.ArrayLike, targets: npt.ArrayLike) -> Priced:
    """Judge shares (m,), between 0 and 1, by targets (m,) of 0 or 1; ``Refused`` for others."""
    a, y = _rows(guesses, targets)
    if not (((a > 0) & (a < 1)).all() and np.isin(y, (0.0, 1.0)).all()):
        raise Refused("cross-entropy takes guesses between 0 and 1, and targets of 0 or 1.")
    found, z = judged(guesses, targets), np.log(a / (1 - a))
    same = {key: found[key] for key in found.keys}
    shares, prices = np.where(y > 0, a, 1 - a).ravel(), cost_named("bce").each(z, a, y)
    same |= {"bce": cost_named("bce").value(z, a, y), "push_bce": _push("bce", z, a, y)}
    slopes = (a * (1 - a)).ravel()
    for name in ("mse", "rmse", "mae", "bce"):
        push = np.abs(same[f"push_{name}"])
        same |= {f"share_push_{name}": sealed(push), f"input_push_{name}": sealed(push * slopes)}
    return Priced(**same, shares=sealed(shares), prices=sealed(prices), slopes=sealed(slopes))


def _rows(guesses: npt.ArrayLike, targets: npt.ArrayLike) -> tuple[Array, Array]:
    a, y = np.atleast_2d(floats(guesses, "guesses"), floats(targets, "targets"))
    if a.shape != y.shape or len(a) != 1 or not a.size:
        raise Refused(f"{a.shape} guesses and {y.shape} targets; as many of each are accepted.")
    return a, y


def _push(name: str, z: Array, a: Array, y: Array) -> Array:
    gradient = np.empty_like(a)
    cost_named(name).gradient(z, a, y, gradient)
    return sealed(-gradient.ravel() * a.size)


@dataclass(frozen=True, eq=False)
class Chord(Keyed):
    """The straight line between two points of a curve: ``xs``, ``heights`` and ``line``, (k,).

    They are those of the curve from one end to the other. ``over`` is how far the curve rises
    above the line at most, 0 where it does nowhere.
    """

    xs: Array
    heights: Array
    line: Array
    over: float


def chord(xs: npt.ArrayLike, heights: npt.ArrayLike, start: int, end: int) -> Chord:
    """The chord between two places of a curve (n,), the first before the second."""
    x, y = floats(xs, "xs").ravel(), floats(heights, "heights").ravel()
    refuse_other_lengths(x, y, "xs and heights")
    start, end = whole(start, "start"), whole(end, "end")
    if not 0 <= start < end < len(x):
        raise Refused(
            f"places {start} and {end} of {len(x)} on a curve; a rising pair is accepted."
        )
    x, y = x[start : end + 1], y[start : end + 1]
    line = y[0] + (y[-1] - y[0]) * (x - x[0]) / (x[-1] - x[0])
    over = float(max((y - line).max(), 0.0))
    return Chord(sealed(x.copy()), sealed(y.copy()), sealed(np.asarray(line)), over)


def convex(xs: npt.ArrayLike, heights: npt.ArrayLike) -> bool:
    """Whether no chord between two places of a curve (n,) passes below it.

    That is so where the slope from place to place nowhere falls (to rounding).
    """
    x, y = floats(xs, "xs").ravel(), floats(heights, "heights").ravel()
    refuse_other_lengths(x, y, "xs and heights")
    slopes = np.diff(y) / np.diff(x)
    return bool((np.diff(slopes) >= -1e-9 * np.abs(slopes).max()).all())
