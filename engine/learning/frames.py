"""A frame: everything that one step of training holds, as named views into one flat vector.

Because it is one vector, recording a step is one copy, updating every weight and bias is one
subtraction, and the record on disk is the vector as it stands. ``Layout`` says where each key
lies; it is the only place that knows.

Keys are numbered as on the board, layer l = 1..L:

| key | shape | |
|---|---|---|
| step, count | () | the step's index; how many examples its batch had (integers) |
| learning_rate, cost | () | |
| penalty | () | with L2 only: ½ λ Σ w², which is not in the cost |
| batch | (m,) | which examples (integers; absent when every step uses all of them in order) |
| W1 … WL, b1 … bL | (n_l, n_{l-1}), (n_l, 1) | before the update |
| dW1 … dWL, db1 … dbL | the same | gradient of the batch's cost |
| vW1 … vbL and others | the same | what the optimizer remembers, by its letters |
| z1 … zL, a1 … aL, delta1 … deltaL | (n_l, m) | |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.unchanging import Fixed, Unchanging

HEADER = ("step", "count", "learning_rate", "cost")
INTEGERS = ("step", "count", "batch")
PER_EXAMPLE = ("batch", "z", "a", "delta")


class Places(Unchanging):
    """Keys and their shapes, in the order in which they lie in one flat vector of ``dtype``."""

    shapes: Mapping[str, tuple[int, ...]]
    room: int
    dtype: str
    places: Mapping[str, slice]
    size: int
    integer: np.dtype[Any]

    def __init__(self, shapes: Mapping[str, tuple[int, ...]], room: int, dtype: str) -> None:
        ends = np.cumsum([prod(shape) for shape in shapes.values()]).tolist()
        bounds = pairwise([0, *ends])
        places = {key: slice(*bound) for key, bound in zip(shapes, bounds, strict=True)}
        # Integers are as wide as the floats, so that both can share one vector.
        integer = np.dtype(f"int{8 * np.dtype(dtype).itemsize}")
        self._put(room=room, dtype=dtype, size=ends[-1], integer=integer)
        self._put(shapes=Fixed(shapes), places=Fixed(places))

    @property
    def record(self) -> np.dtype[np.void]:
        """The vector as a packed structured dtype, for NumPy's own file format: each time a new
        one, since the names of its fields can be changed in place.
        """
        kinds = {key: self.integer if key in INTEGERS else self.dtype for key in self.shapes}
        return np.dtype([(key, kinds[key], shape) for key, shape in self.shapes.items()])

    def view(self, vector: Array, key: str, count: int | None = None) -> Array:
        """The array at ``key``, no copy; a shorter batch's arrays fill the first part of theirs."""
        shape, place = self.shapes[key], self.places[key]
        part = vector[place]
        if key in INTEGERS:
            part = part.view(self.integer)
        if count is not None and count < self.room and is_per_example(key):
            shape = (*shape[:-1], count)
            part = part[: prod(shape)]
        return part.reshape(shape)

    def stack(self, rows: Array, key: str) -> Array:
        """The arrays at ``key`` in each of ``rows`` (K, size), as one (K, …)."""
        part = rows[:, self.places[key]]
        if key in INTEGERS:
            part = np.ascontiguousarray(part).view(self.integer)
        return sealed(part.reshape(len(rows), *self.shapes[key]))


class Layout(Places):
    """Where each key lies in a frame of ``sizes`` (n_0 … n_L) with room for ``room`` examples."""

    sizes: tuple[int, ...]
    batched: bool
    memory: str
    penalty: bool
    depth: int
    weights: slice
    parameters: slice
    gradients: slice
    memories: tuple[slice, ...]
    remembered: slice

    def __init__(
        self,
        sizes: tuple[int, ...],
        room: int,
        *,
        batched: bool = False,
        memory: str = "",
        penalty: bool = False,
        dtype: str = "float64",
    ) -> None:
        depth = len(sizes) - 1
        self._put(sizes=sizes, depth=depth, batched=batched, memory=memory, penalty=penalty)
        super().__init__(self._shapes(room), room, dtype)
        self._put(
            weights=self._from_to("W1", f"W{depth}"),
            parameters=self._from_to("W1", f"b{depth}"),
            gradients=self._from_to("dW1", f"db{depth}"),
            memories=tuple(self._from_to(f"{each}W1", f"{each}b{depth}") for each in memory),
            remembered=self._from_to(f"{memory[0]}W1", f"{memory[-1]}b{depth}")
            if memory
            else slice(0, 0),
        )

    @property
    def state(self) -> int:
        """How many numbers the next step depends on: the parameters, and what is remembered."""
        return (self.parameters.stop - self.parameters.start) * (1 + len(self.memory))

    def _shapes(self, room: int) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = dict.fromkeys(HEADER, ())
        if self.penalty:
            shapes["penalty"] = ()
        if self.batched:
            shapes["batch"] = (room,)
        layers = list(enumerate(pairwise(self.sizes), start=1))
        for prefix in ("", "d", *self.memory):
            shapes |= {f"{prefix}W{i}": (after, before) for i, (before, after) in layers}
            shapes |= {f"{prefix}b{i}": (after, 1) for i, (_, after) in layers}
        for name in ("z", "a", "delta"):
            shapes |= {f"{name}{i}": (after, room) for i, (_, after) in layers}
        return shapes

    def _from_to(self, first: str, last: str) -> slice:
        return slice(self.places[first].start, self.places[last].stop)

    def narrowed(self, keys: Sequence[str], examples: Sequence[int]) -> Places:
        """The places of ``keys`` and ``examples`` alone; nothing of their size is allocated."""
        shapes = {key: self.shapes[key] for key in keys}
        if examples:
            width = (len(examples),)
            shapes |= {k: (*shapes[k][:-1], *width) for k in keys if is_per_example(k)}
        return Places(shapes, len(examples) or self.room, self.dtype)

    def pick(self, keys: Sequence[str], examples: Sequence[int]) -> Array:
        """Where in a frame the numbers of ``narrowed`` places are to be picked up."""
        found = []
        for key in keys:
            place = self.places[key]
            array = np.arange(place.start, place.stop).reshape(self.shapes[key])
            found.append(array[..., list(examples)] if examples and is_per_example(key) else array)
        return np.concatenate([array.ravel() for array in found])


def is_per_example(key: str) -> bool:
    """Whether the array at ``key`` has a column for each example of the batch."""
    return key.rstrip("0123456789") in PER_EXAMPLE


def aligned(size: int, dtype: str, *, at: int = 0) -> Array:
    """(size,) zeros whose element ``at`` starts a cache line: products read it a third faster."""
    width, line = np.dtype(dtype).itemsize, 64
    memory = np.zeros(size * width + line, np.uint8)
    start = -(memory.ctypes.data + at * width) % line
    return memory[start : start + size * width].view(dtype)


class Frame:
    """One flat vector and its named views; ``frame["W1"]`` is part of ``frame.vector``."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.vector = aligned(layout.size, layout.dtype, at=layout.parameters.start)
        self.parameters = self.vector[layout.parameters]
        self.gradients = self.vector[layout.gradients]

    def __getitem__(self, key: str) -> Array:
        return self.layout.view(self.vector, key)
