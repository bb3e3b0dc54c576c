"""Initialisers: where the weights start, by name.

The spread that keeps signals alive depends on how many inputs a neuron adds up (n_in): too wide
and sigmoids saturate, too narrow and deep layers say nothing, all equal and they never differ.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from engine.basics.arrays import Array
from engine.errors import among, unknown

Draw = Callable[[tuple[int, int], np.random.Generator], Array]


def _normal(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return rng.standard_normal(shape)


def _uniform(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return rng.uniform(-0.5, 0.5, shape)


def _scaled(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return rng.standard_normal(shape) / sqrt(shape[1])


def _xavier(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return rng.standard_normal(shape) * sqrt(2.0 / sum(shape))


def _he(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return rng.standard_normal(shape) * sqrt(2.0 / shape[1])


def _zeros(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return np.zeros(shape)


def _tenth(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    return np.full(shape, 0.1)


INITIALISERS: dict[str, Draw] = {
    "normal": _normal,  # N(0, 1)
    "uniform": _uniform,  # U(-½, ½)
    "scaled": _scaled,  # N(0, 1)/√n_in
    "xavier": _xavier,  # N(0, 2/(n_in + n_out)), Glorot and Bengio 2010
    "he": _he,  # N(0, 2/n_in), He et al. 2015
    "tenth": _tenth,  # 0.1, Playground's biases
    "zeros": _zeros,  # the symmetry trap: every neuron of a layer stays the same
}


def draw(name: str, shape: tuple[int, int], *, rng: np.random.Generator) -> Array:
    """Numbers of ``shape`` (n_out, n_in) by the initialiser ``name``; ``Refused`` if unknown."""
    if not among(name, INITIALISERS):
        raise unknown("initialiser", name, INITIALISERS)
    return INITIALISERS[name](shape, rng)
