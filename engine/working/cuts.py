"""Cuts: the cost along one parameter, its quotients there, and how products grow.

The derivative as school has it: a change, what it does, and their ratio while the change shrinks.
It only feeds forward; backpropagation's own numbers stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array, sealed
from engine.basics.given import floats, indices, number, place_in
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.steps import Step
from engine.working.example import per_example
from engine.working.keys import Keyed, Place, layer_of, two_axes
from engine.working.what_if import cost_with, with_entry


@dataclass(frozen=True, eq=False)
class Cut(Keyed):
    """``costs`` (k,), what a step's batch costs with one parameter at each of ``values`` (k,).

    Of some examples alone it is their share of the mean: the shares of all groups add to it.
    """

    values: Array
    costs: Array


@of_its_kind
def cut(
    step: Step,
    key: str,
    place: Place,
    values: npt.ArrayLike,
    *,
    among: Iterable[int] | None = None,
) -> Cut:
    """The cost along the parameter at ``place`` of W1 … bL, all others held.

    ``among``: The examples whose share it is, by their places in the batch; by default all.
    """
    place = _place(step, key, place)
    xs = floats(values, "values").ravel()
    among = None if among is None else indices(among, step.targets.shape[1], "among")
    costs = [cost_with(step, {key: with_entry(step[key], place, x)}, among) for x in xs]
    return Cut(sealed(xs), sealed(np.array(costs)))


@dataclass(frozen=True, eq=False)
class Quotients(Keyed):
    """For changes (k,) of one parameter: the ``costs``, their ``rises`` and the ``quotients``.

    ``weight`` and ``cost`` are where all start, ``gradient`` is backpropagation's. A quotient
    misses it by about as much as the change is large (half the curvature), until rounding takes
    over: below about 1e-8 it is wrong again, the more the smaller the change.
    """

    weight: float
    cost: float
    gradient: float
    changes: Array
    costs: Array
    rises: Array
    quotients: Array


@of_its_kind
def quotients(
    step: Step,
    key: str,
    place: Place,
    changes: npt.ArrayLike,
    *,
    among: Iterable[int] | None = None,
) -> Quotients:
    """(C(w + Δw) - C(w)) / Δw for each change Δw, none of them 0; ``among`` as in ``cut``."""
    sizes = floats(changes, "changes").ravel()
    if not sizes.all():
        raise Refused("a change is 0, which has no quotient; others are accepted.")
    place = _place(step, key, place)
    weight = float(step[key][place])
    costs = cut(step, key, place, weight + sizes, among=among).costs
    here, gradient = step.cost, float(step["d" + key][place])
    if among is not None:
        chosen = indices(among, step.targets.shape[1], "among")
        here = cost_with(step, {}, chosen)
        gradient = float(per_example(step, "d" + key)[(chosen, *place)].sum())
        gradient /= step.targets.shape[1]
    rises = costs - here
    parts = (sealed(np.asarray(some)) for some in (sizes, costs, rises, rises / sizes))
    return Quotients(weight, here, gradient, *parts)


@dataclass(frozen=True, eq=False)
class Growth(Keyed):
    """What a product p·q gains when both factors grow: two ``strips`` and a ``corner``, each (k,).

    ``first`` is q·dp, ``second`` p·dq and ``corner`` dp·dq; ``rises`` their sum, and
    ``quotients`` the sum over dp. Of a square, p = q and dp = dq, that is 2p + dp.
    """

    p: float
    q: float
    dp: Array
    dq: Array
    first: Array
    second: Array
    corner: Array
    rises: Array
    quotients: Array


def growth(p: float, q: float, dp: npt.ArrayLike, dq: npt.ArrayLike) -> Growth:
    """How the product of two recorded numbers grows with changes dp and dq, (k,) each."""
    p, q = number(p, "p"), number(q, "q")
    one, other = np.broadcast_arrays(floats(dp, "dp").ravel(), floats(dq, "dq").ravel())
    strips = q * one, p * other, one * other
    rises = sum(strips)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (one, other, *strips, rises, rises / one)
    return Growth(p, q, *(sealed(np.array(part)) for part in parts))


@dataclass(frozen=True, eq=False)
class Turned(Keyed):
    """``slopes`` (k,) of the cost in directions ``angles`` (k,) of a plane of two parameters.

    ``gradient`` (2,) is backpropagation's, in the order of the axes.
    """

    angles: Array
    slopes: Array
    gradient: Array


@of_its_kind
def turned(
    step: Step,
    axes: Sequence[tuple[str, Place]],
    angles: npt.ArrayLike,
    *,
    change: float = 1e-6,
) -> Turned:
    """The central quotient of a step of ``change`` in each direction; angle 0 is the first axis."""
    turns, change = floats(angles, "angles").ravel(), number(change, "change")
    axes = [(key, _place(step, key, place)) for key, place in two_axes(axes)]
    slopes = [_slope(step, axes, np.array([np.cos(t), np.sin(t)]), change) for t in turns]
    gradient = [float(step["d" + key][place]) for key, place in axes]
    return Turned(sealed(turns), sealed(np.array(slopes)), sealed(np.array(gradient)))


def _place(step: Step, key: str, place: Place) -> Place:
    layer_of(key, "Wb", step)
    return place_in(step[key].shape, place, key)


def _slope(step: Step, axes: Sequence[tuple[str, Place]], way: Array, change: float) -> float:
    ends = []
    for sign in (1.0, -1.0):
        moved = {key: np.array(step[key]) for key, _ in axes}
        for (key, place), share in zip(axes, way, strict=True):
            moved[key][place] += sign * share * change
        ends.append(cost_with(step, moved))
    return (ends[0] - ends[1]) / (2 * change)
