"""A frame: everything that one step of training holds, as named views into one flat vector.

Because it is one vector, recording a step is one copy, updating every weight and bias is one
subtraction, and the record on disk is the vector as it stands. ``Layout`` says where each key
lies; it is the only place that knows.

Keys are numbered as on the board, layer l = 1..L:

| key | shape | |
|---|---|---|
| step, count | () | the step's index; how many examples its batch had (integers) |
| learning_rate, cost | () | |
| batch | (m,) | which examples (integers; absent when every step uses all of them in order) |
| W1 … WL, b1 … bL | (n_l, n_{l-1}), (n_l, 1) | before the update |
| dW1 … dWL, db1 … dbL | the same | gradient of the batch's cost |
| z1 … zL, a1 … aL, delta1 … deltaL | (n_l, m) | |
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from engine.activations import Array

INTEGERS = ("step", "count", "batch")
PER_EXAMPLE = ("batch", "z", "a", "delta")


@dataclass(frozen=True)
class Layout:
    """Where each key lies in a frame of ``sizes`` (n_0 … n_L) with room for ``room`` examples."""

    sizes: tuple[int, ...]
    room: int
    batched: bool
    dtype: str = "float64"

    @cached_property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Key -> shape, in the order in which they lie in the vector."""
        shapes: dict[str, tuple[int, ...]] = dict.fromkeys(
            ("step", "count", "learning_rate", "cost"), ()
        )
        if self.batched:
            shapes["batch"] = (self.room,)
        layers = list(enumerate(zip(self.sizes, self.sizes[1:], strict=False), start=1))
        for prefix in ("", "d"):
            shapes |= {f"{prefix}W{i}": (after, before) for i, (before, after) in layers}
            shapes |= {f"{prefix}b{i}": (after, 1) for i, (_, after) in layers}
        for name in ("z", "a", "delta"):
            shapes |= {f"{name}{i}": (after, self.room) for i, (_, after) in layers}
        return shapes

    @cached_property
    def places(self) -> dict[str, slice]:
        """Key -> its slice of the vector."""
        places, start = {}, 0
        for key, shape in self.shapes.items():
            places[key] = slice(start, start + prod(shape))
            start += prod(shape)
        return places

    @cached_property
    def size(self) -> int:
        """Numbers in a frame."""
        return sum(prod(shape) for shape in self.shapes.values())

    @property
    def depth(self) -> int:
        return len(self.sizes) - 1

    @cached_property
    def parameters(self) -> slice:
        """All weights and biases, side by side."""
        return slice(self.places["W1"].start, self.places[f"b{self.depth}"].stop)

    @cached_property
    def gradients(self) -> slice:
        """Their gradient, in the same order."""
        return slice(self.places["dW1"].start, self.places[f"db{self.depth}"].stop)

    @cached_property
    def record(self) -> np.dtype[np.void]:
        """The frame as a packed structured dtype, for NumPy's own file format."""
        whole = self.integer
        kinds = {key: whole if key in INTEGERS else np.dtype(self.dtype) for key in self.shapes}
        return np.dtype([(key, kinds[key], shape) for key, shape in self.shapes.items()])

    @property
    def integer(self) -> np.dtype[np.signedinteger]:
        """Integers as wide as the floats, so that both can share one vector."""
        return np.dtype(f"int{8 * np.dtype(self.dtype).itemsize}")

    def view(self, vector: Array, key: str, count: int | None = None) -> Array:
        """The array at ``key``, no copy; a shorter batch's arrays fill the first part of theirs."""
        shape, place = self.shapes[key], self.places[key]
        part = vector[place]
        if key in INTEGERS:
            part = part.view(self.integer)
        if count is not None and count < self.room and key.rstrip("0123456789") in PER_EXAMPLE:
            shape = (*shape[:-1], count)
            part = part[: prod(shape)]
        return part.reshape(shape)


class Frame:
    """One flat vector and its named views; ``frame["W1"]`` is part of ``frame.vector``."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.vector: Array = np.zeros(layout.size, dtype=layout.dtype)
        self.parameters = self.vector[layout.parameters]
        self.gradients = self.vector[layout.gradients]

    def __getitem__(self, key: str) -> Array:
        return self.layout.view(self.vector, key)
