"""Costs: one number for how wrong the network is, and the gradient that each answer receives.

Every cost is a mean over the m examples of a batch, so that batches of any size compare; what
is summed or halved before that is each one's convention, stated beside it. Arrays are (n, m).

Cross-entropies are computed from the weighted inputs z, where nothing can overflow: from the
probabilities, log(1 - a) divides by zero from z = 40 on. They therefore belong to one
activation each, and there ∂C/∂z is simply (a - y)/m. Their targets are 0 and 1, or soft: shares
between, which of one example add up to 1 where its outputs do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.activations import ones
from engine.basics.arrays import Array
from engine.errors import among, unknown


@dataclass(frozen=True)
class Cost:
    """``value(z, a, y)`` of a batch, ``each(z, a, y)`` of its examples (m,).

    ``gradient(z, a, y, out)`` writes ∂C/∂a (n, m), the mean over the examples in it.
    ``partner`` names the one activation a cross-entropy goes with, for which ∂C/∂z = (a - y)/m.
    ``quick`` is ``value`` for targets that are known to be 0 and 1.
    ``separable`` says that the batch's cost is the mean of its examples' own costs (RMSE's is not).
    """

    name: str
    title: str
    value: Callable[[Array, Array, Array], float]
    each: Callable[[Array, Array, Array], Array]
    gradient: Callable[[Array, Array, Array, Array], object]
    partner: str | None = None
    separable: bool = True
    quick: Callable[[Array, Array, Array], float] | None = None

    def for_targets(self, Y: Array) -> Callable[[Array, Array, Array], float]:
        """``value``, or what is as good for batches of the targets Y."""
        return self.quick if self.quick and certain(Y) else self.value

    def many(self, z: Array, a: Array, y: Array) -> Array:
        """(K,) costs of K networks at once, from z and a (K, n, m) and shared y (n, m)."""
        K, n, m = z.shape
        z, a = (np.swapaxes(part, 0, 1).reshape(n, K * m) for part in (z, a))
        each = self.each(z, a, np.tile(y, (1, K))).reshape(K, m)
        if self.separable:
            return np.asarray(each.mean(axis=1))
        return np.asarray(np.sqrt((each**2).mean(axis=1)))


def certain(y: Array) -> bool:
    """Whether all targets are 0 or 1, and none is a share between."""
    return bool(((y == 0.0) | (y == 1.0)).all())


def _total(values: Array) -> float:
    return float(values.ravel().dot(ones(values.size, values.dtype.char)))


def _product(x: Array, y: Array) -> float:
    return float(x.ravel().dot(y.ravel()))


def _bce(z: Array, a: Array, y: Array) -> float:
    # -y log a - (1 - y) log(1 - a) = log(1 + exp z) - y z
    return (_total(np.logaddexp(0.0, z)) - _product(y, z)) / z.shape[1]


def _bce_each(z: Array, a: Array, y: Array) -> Array:
    # log(1 + exp(∓z)), minus where y = 1: exact even where the cost is nearly nothing.
    near = np.rint(y)
    each = np.logaddexp(0.0, (1.0 - 2.0 * near) * z)
    return np.asarray((each if certain(y) else each + (near - y) * z).sum(axis=0))


def _bce_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    # -1/a where y = 1, 1/(1 - a) where y = 0; from z, since 1/σ(z) = 1 + exp(-z).
    if not certain(y):
        out[...] = ((1.0 - y) * (1.0 + np.exp(z)) - y * (1.0 + np.exp(-z))) / z.shape[1]
        return
    sign = 1.0 - 2.0 * y
    np.multiply(sign, (1.0 + np.exp(sign * z)) / z.shape[1], out)


SAFE = {"d": 700.0, "f": 80.0}
"""While the sum of -log a stays below, no a can be near the smallest float of its width."""


def _cce_tops(z: Array, a: Array) -> Array:
    # log Σ exp z = max z + log Σ exp(z - max z), and that last sum is 1 over the largest
    # activation: softmax has done the exponentials already.
    return np.asarray(np.maximum.reduce(z, 0) - np.log(np.maximum.reduce(a, 0)))


def _cce(z: Array, a: Array, y: Array) -> float:
    # Σ y (log Σ exp z - z); where one y is 1, the quick way is also exact next to nothing.
    if certain(y):
        return _cce_of_one(z, a, y)
    return (_total(_cce_tops(z, a)) - _product(y, z)) / z.shape[1]


def _cce_of_one(z: Array, a: Array, y: Array) -> float:
    # The mean of -log a[label], the quick way; far out, where a may have underflowed, from z.
    total = -_total(np.log(ones(len(y), y.dtype.char).dot(y * a)))
    if not total < SAFE[a.dtype.char]:
        total = _total(_cce_tops(z, a)) - _product(y, z)
    return total / z.shape[1]


def _cce_each(z: Array, a: Array, y: Array) -> Array:
    # -log a[label] = log Σ exp z - z[label]
    return np.asarray(_cce_tops(z, a) - np.add.reduce(y * z, 0))


def _cce_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    with np.errstate(divide="ignore", invalid="ignore"):
        out[...] = np.where(y == 0, 0.0, -y / a) / z.shape[1]


def _mse(z: Array, a: Array, y: Array) -> float:
    error = a - y
    return _product(error, error) / error.size


def _mse_each(z: Array, a: Array, y: Array) -> Array:
    return np.asarray(((a - y) ** 2).mean(axis=0))


def _mse_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    np.subtract(a, y, out)
    np.multiply(out, 2.0 / a.size, out)


def _half_squared(z: Array, a: Array, y: Array) -> float:
    error = a - y
    return 0.5 * _product(error, error) / a.shape[1]


def _half_squared_each(z: Array, a: Array, y: Array) -> Array:
    return np.asarray(0.5 * ((a - y) ** 2).sum(axis=0))


def _half_squared_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    np.subtract(a, y, out)
    np.divide(out, float(a.shape[1]), out)


def _rmse(z: Array, a: Array, y: Array) -> float:
    return float(np.sqrt(_mse(z, a, y)))


def _rmse_each(z: Array, a: Array, y: Array) -> Array:
    return np.asarray(np.sqrt(_mse_each(z, a, y)))


def _rmse_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    root = _rmse(z, a, y)
    np.subtract(a, y, out)
    np.divide(out, a.size * root or 1.0, out)  # at a perfect answer the slope is taken as 0


def _mae(z: Array, a: Array, y: Array) -> float:
    return _total(np.abs(a - y)) / a.size


def _mae_each(z: Array, a: Array, y: Array) -> Array:
    return np.asarray(np.abs(a - y).mean(axis=0))


def _mae_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    np.sign(np.subtract(a, y, out), out)
    np.divide(out, float(a.size), out)


KNEE = 1.0
"""The error at which the Huber cost goes over from a parabola to a straight line (Huber 1964)."""


def _huber(z: Array, a: Array, y: Array) -> float:
    error = a - y
    near = np.clip(error, -KNEE, KNEE)
    return _product(near, error - near / 2) / a.size  # ½ e², and beyond the knee |e| - ½


def _huber_each(z: Array, a: Array, y: Array) -> Array:
    error = a - y
    near = np.clip(error, -KNEE, KNEE)
    return np.asarray((near * (error - near / 2)).mean(axis=0))


def _huber_gradient(z: Array, a: Array, y: Array, out: Array) -> None:
    np.subtract(a, y, out)
    np.clip(out, -KNEE, KNEE, out)
    np.divide(out, float(a.size), out)


COSTS = {
    each.name: each
    for each in (
        Cost("mse", "mean squared error: mean over examples and outputs, no ½",
             _mse, _mse_each, _mse_gradient),
        Cost("half_squared", "½ squared error: summed over outputs, mean over examples",
             _half_squared, _half_squared_each, _half_squared_gradient),
        Cost("rmse", "root of the mean squared error over examples and outputs",
             _rmse, _rmse_each, _rmse_gradient, separable=False),
        Cost("mae", "mean absolute error over examples and outputs; slope 0 at a perfect answer",
             _mae, _mae_each, _mae_gradient),
        Cost("huber", "½ squared error up to an error of 1, then linear: mean over both",
             _huber, _huber_each, _huber_gradient),
        Cost("bce", "binary cross-entropy: summed over outputs, mean over examples",
             _bce, _bce_each, _bce_gradient, partner="sigmoid"),
        Cost("cce", "categorical cross-entropy: mean over examples",
             _cce, _cce_each, _cce_gradient, partner="softmax", quick=_cce_of_one),
    )
}  # fmt: skip


def cost(name: str) -> Cost:
    """The cost called ``name``; raises ``Refused`` with the known names otherwise."""
    if not among(name, COSTS):
        raise unknown("cost", name, COSTS)
    return COSTS[name]
