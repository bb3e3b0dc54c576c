"""Activations: the curve a neuron bends its weighted input with, and the slope of that curve.

Each is a pair, ``value(z, out)`` and ``slope(z, a, out)``, both elementwise and both writing
where they are told, so that training allocates nothing. The slope is given the activation as
well as z because it is often cheaper from there: σ′(z) = a(1 - a).

Softmax couples the neurons of a layer, so it has no elementwise slope and comes with ``back``
instead, which turns ∂C/∂a (in ``d``) into ∂C/∂z, in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.basics.arrays import Array
from engine.errors import among, unknown

LEAK = 0.01
"""The slope of leaky ReLU left of zero (Maas, Hannun and Ng 2013)."""


@dataclass(frozen=True)
class Activation:
    """A curve and its slope; arrays are (n, m), one column for each example."""

    name: str
    value: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object] | None
    back: Callable[[Array, Array], object] | None = None
    lowest: float = -np.inf
    highest: float = np.inf

    def slope_at(self, z: Array, a: Array) -> Array:
        """g′(z) as a new array; for softmax the diagonal of its Jacobian, a(1 - a)."""
        out = np.empty_like(a)
        (self.slope or _sigmoid_slope)(z, a, out)
        return out

    def __call__(self, z: Array) -> Array:
        """g(z) as a new array, without a warning however large |z| is."""
        out = np.empty_like(np.asarray(z, dtype=np.result_type(z, np.float32)), order="C")
        with np.errstate(over="ignore"):
            self.value(z, out)
        return out


def _sigmoid(z: Array, out: Array) -> None:
    # The textbook form is the most accurate one; below z = -709 exp overflows to infinity,
    # whose reciprocal is the right answer, 0.
    np.negative(z, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    np.reciprocal(out, out)


def _sigmoid_slope(z: Array, a: Array, out: Array) -> None:
    np.subtract(1.0, a, out)
    np.multiply(out, a, out)


def _tanh_slope(z: Array, a: Array, out: Array) -> None:
    np.multiply(a, a, out)
    np.subtract(1.0, out, out)


def _relu(z: Array, out: Array) -> None:
    np.maximum(z, 0.0, out=out)


def _relu_slope(z: Array, a: Array, out: Array) -> None:
    np.sign(a, out)  # a is never negative; at the kink the slope is taken as 0


def _leaky(z: Array, out: Array) -> None:
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def _leaky_slope(z: Array, a: Array, out: Array) -> None:
    out[...] = np.where(z > 0, 1.0, LEAK)


def _softplus(z: Array, out: Array) -> None:
    np.logaddexp(0.0, z, out)  # log(1 + exp z), which cannot overflow


def _softplus_slope(z: Array, a: Array, out: Array) -> None:
    # σ(z) = 1 - exp(-a), exact also far left, where a is next to nothing
    np.negative(a, out)
    np.expm1(out, out)
    np.negative(out, out)


@lru_cache(maxsize=256)
def ones(size: int, dtype: str = "d") -> Array:
    """(size,) ones: a sum written as a product with them is several times quicker than np.sum."""
    return np.ones(size, dtype)


def _softmax(z: Array, out: Array) -> None:
    np.subtract(z, np.maximum.reduce(z, 0), out)
    np.exp(out, out)
    np.divide(out, np.add.reduce(out, 0) if out.ndim > 2 else _column_sums(out), out)


def _column_sums(array: Array) -> Array:
    return np.asarray(ones(len(array), array.dtype.char).dot(array))


def _softmax_back(a: Array, d: Array) -> None:
    # Its Jacobian is diag(a) - a aᵀ, so ∂C/∂z = a ⊙ (∂C/∂a - Σ a ∂C/∂a).
    np.subtract(d, np.add.reduce(a * d, 0), d)
    np.multiply(d, a, d)


def _identity(z: Array, out: Array) -> None:
    np.copyto(out, z)


def _identity_slope(z: Array, a: Array, out: Array) -> None:
    out.fill(1.0)


ACTIVATIONS = {
    each.name: each
    for each in (
        Activation("sigmoid", _sigmoid, _sigmoid_slope, None, 0.0, 1.0),
        Activation("tanh", np.tanh, _tanh_slope, None, -1.0, 1.0),
        Activation("relu", _relu, _relu_slope, None, 0.0),
        Activation("leaky_relu", _leaky, _leaky_slope),
        Activation("softplus", _softplus, _softplus_slope, None, 0.0),
        Activation("softmax", _softmax, None, _softmax_back, 0.0, 1.0),
        Activation("identity", _identity, _identity_slope),
    )
}


def activation(name: str) -> Activation:
    """The activation called ``name``; raises ``Refused`` with the known names otherwise."""
    if not among(name, ACTIVATIONS):
        raise unknown("activation", name, ACTIVATIONS)
    return ACTIVATIONS[name]
