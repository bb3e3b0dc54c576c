"""A network: weights, biases and activations, and what flows forward through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.activations import activation
from engine.basics.arrays import Array, copied, frozen, is_sealed, sealed
from engine.basics.given import generator, layer_names, layer_sizes, numbers, one_each, refuse_rows
from engine.basics.guesses import Hinted, by_name
from engine.basics.unchanging import Unchanging, Values
from engine.errors import Refused, brief
from engine.learning.initialisers import draw


@dataclass(frozen=True, eq=False)
class Forward(Values):
    """What flowed: ``activations[l]`` (n_l, m) with l = 0 the input, ``zs[l]`` (n_{l+1}, m)."""

    activations: tuple[Array, ...]
    zs: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Network(Hinted, Unchanging):
    """``weights[l]`` (n_{l+1}, n_l), ``biases[l]`` (n_{l+1}, 1), one activation's name a layer.

    A value: its arrays are read-only, and training returns another network.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...] = ()
    activations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_sizes(self.weights)
        weights, biases = (
            tuple(map(_floats, one_each(name, getattr(self, name))))
            for name in ("weights", "biases")
        )
        names = layer_names(self.activations, len(weights))
        self._put(weights=weights, biases=biases, activations=names)
        _refuse_what_does_not_fit(self)

    @property
    def sizes(self) -> tuple[int, ...]:
        """(n_0, …, n_L)."""
        return (self.weights[0].shape[1], *(W.shape[0] for W in self.weights))

    @classmethod
    @by_name
    def random(
        cls,
        sizes: Sequence[int],
        *,
        rng: np.random.Generator,
        activations: str | Sequence[str] = "sigmoid",
        weights: str = "normal",
        biases: str = "normal",
    ) -> Network:
        """A network to start from: W1 … WL are drawn, then b1 … bL, by the named initialisers."""
        layers = list(pairwise(layer_sizes(sizes)))
        rng = generator(rng)
        return cls(
            tuple(draw(weights, (n, before), rng=rng) for before, n in layers),
            tuple(draw(biases, (n, 1), rng=rng) for _, n in layers),
            layer_names(activations, len(layers)),
        )

    @classmethod
    def of_vector(cls, theta: Array, sizes: Sequence[int], activations: Sequence[str]) -> Network:
        """The network whose parameters are ``theta`` (P,): W1 … WL, then b1 … bL, row by row."""
        layers = list(zip(sizes[1:], sizes, strict=False))
        shapes = [*layers, *((n, 1) for n, _ in layers)]
        ends = np.cumsum([rows * columns for rows, columns in shapes])
        if len(theta) != ends[-1]:
            raise Refused(f"sizes {tuple(sizes)} have {ends[-1]} parameters; {len(theta)} given.")
        parts = [
            part.reshape(shape)
            for part, shape in zip(np.split(theta, ends[:-1]), shapes, strict=True)
        ]
        return cls(tuple(parts[: len(layers)]), tuple(parts[len(layers) :]), tuple(activations))

    def forward(self, X: Array) -> Forward:
        """Feed X (n_0, m) through: a_l = g(W_l a_{l-1} + b_l). Raises ``Refused`` on its shape."""
        a = numbers(X, "X")
        refuse_rows(a, self.sizes[0], "X")
        activations, zs = [frozen(a, self.weights[0].dtype)], []
        for W, b, name in zip(self.weights, self.biases, self.activations, strict=True):
            zs.append(sealed(W @ activations[-1] + b))
            activations.append(sealed(activation(name)(zs[-1])))
        return Forward(tuple(activations), tuple(zs))

    def predict(self, X: Array) -> Array:
        """The output activations (n_L, m) for inputs X (n_0, m)."""
        return self.forward(X).activations[-1].copy()

    def __call__(self, X: Array) -> Array:
        """``predict``, for who is used to a network that is a function."""
        return self.predict(X)


def _refuse_sizes(weights: object) -> None:
    """``Refused``, with what draws a network, for the sizes of one in place of its weights."""
    sizes = weights if isinstance(weights, (tuple, list)) else (weights,)
    if sizes and all(isinstance(n, (int, np.integer)) for n in sizes):
        drawn = brief(tuple(map(int, sizes))) if len(sizes) > 1 else "(2, 3, 1)"
        raise Refused(
            f"weights={brief(weights)}: an array for each layer is wanted; "
            f"engine.Network.random({drawn}, rng=rng) draws them."
        )


def _floats(array: Array) -> Array:
    """``array`` if it is of floats and sealed already, else a sealed copy that is."""
    array = np.asarray(array)
    floats = np.result_type(array, np.float32)
    return frozen(array) if is_sealed(array) and array.dtype == floats else copied(array, floats)


def _refuse_what_does_not_fit(network: Network) -> None:
    if not len(network.weights) == len(network.biases) == len(network.activations) > 0:
        raise Refused(
            f"{len(network.weights)} weight matrices, {len(network.biases)} biases and "
            f"{len(network.activations)} activations; a network has one of each for each layer."
        )
    for i, (W, b) in enumerate(zip(network.weights, network.biases, strict=True), start=1):
        before = network.weights[i - 2].shape[0] if i > 1 else (0, *W.shape)[-1]
        if W.ndim != 2 or W.shape[1] != before or b.shape != (W.shape[0], 1):
            raise Refused(
                f"W{i} is {W.shape} and b{i} is {b.shape}; after a layer of {before}, "
                f"W{i} is (n, {before}) and b{i} is (n, 1){f', b{i}[:, None]' * (b.ndim == 1)}."
            )
