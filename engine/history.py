"""A history: every step of a training, exactly as it happened, and nothing in it can change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np

from engine import datasets
from engine.activations import Array
from engine.backprop import Gradient
from engine.datasets import LOADERS, Dataset
from engine.errors import Refused, unknown
from engine.frames import Layout
from engine.network import Forward, Network
from engine.runs import Run
from engine.workbench import Examples


class Step:
    """One step: the network before update t, what flowed through it, and its gradient.

    ``step["W1"]`` reads a quantity by its key on the board (``keys`` lists them); all arrays are
    read-only. Layer l = 1..L of a key is index l-1 of a tuple.
    """

    def __init__(self, run: Run, layout: Layout, examples: Examples, vector: Array) -> None:
        self.run = run
        self.layout = layout
        self._examples = examples
        self._vector = vector

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key this step answers to."""
        return ("a0", "y", *dict.fromkeys((*self.layout.shapes, "batch")))

    def __getitem__(self, key: str) -> Array:
        if key in self.layout.shapes:
            return self.layout.view(self._vector, key, self._count)
        if key == "batch":
            return _readonly(np.arange(len(self._examples)))
        if key == "a0":
            rows = self._examples.rows
            return _readonly(rows[self.batch] if self.layout.batched else rows).T
        if key == "y":
            Y = self._examples.targets
            return _readonly(Y[:, self.batch]) if self.layout.batched else Y
        raise unknown("quantity in a step", key, self.keys)

    @property
    def _count(self) -> int:
        return int(self.layout.view(self._vector, "count"))

    @property
    def index(self) -> int:
        """t: how many updates came before."""
        return int(self["step"])

    @property
    def cost(self) -> float:
        """The batch's cost, at this step's parameters."""
        return float(self["cost"])

    @property
    def learning_rate(self) -> float:
        return float(self["learning_rate"])

    @property
    def batch(self) -> Array:
        """(m,) which of the examples these were."""
        return self["batch"]

    @property
    def targets(self) -> Array:
        """(n_L, m)."""
        return self["y"]

    @cached_property
    def network(self) -> Network:
        """The parameters before update t."""
        return Network(self._layers("W"), self._layers("b"), self.run.activations)

    @cached_property
    def forward(self) -> Forward:
        return Forward((self["a0"], *self._layers("a")), self._layers("z"))

    @cached_property
    def gradient(self) -> Gradient:
        return Gradient(self._layers("delta"), self._layers("dW"), self._layers("db"))

    def _layers(self, name: str) -> tuple[Array, ...]:
        return tuple(self[f"{name}{i}"] for i in range(1, self.layout.depth + 1))

    def __repr__(self) -> str:
        return f"Step({self.index} of {self.run.name}, cost {self.cost:.6g})"


class History(Sequence[Step]):
    """The steps 0 … T-1 of a run, and ``final``, the network that the last update led to.

    ``history[t]`` is a ``Step``; ``history["W1"]`` the stack over steps, (T, n_1, n_0);
    ``costs`` (T,) the cost before each update; ``dataset`` what it learned from.
    """

    def __init__(
        self,
        run: Run,
        *,
        layout: Layout,
        rows: Array,
        examples: Examples,
        final: Network,
        dataset: Dataset | None = None,
    ) -> None:
        self.run = run
        self.layout = layout
        self.rows = _readonly(rows)
        self.examples = examples
        self.final = final
        self._dataset = dataset

    @property
    def name(self) -> str:
        """The run's name."""
        return self.run.name

    @cached_property
    def dataset(self) -> Dataset:
        """What the run learned from, with its names and units where they are known."""
        X, Y = self.examples.rows.T, self.examples.targets
        if self._dataset is None and self.run.data in LOADERS:
            try:
                self._dataset = datasets.load(self.run.data)
            except (Refused, OSError):  # the files are not on this machine: the numbers are here
                self._dataset = None
        return self._dataset or Dataset(name=self.run.data, X=X, Y=Y)

    @property
    def costs(self) -> Array:
        """(T,) every step's cost."""
        return self["cost"]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Step: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Step]: ...
    @overload
    def __getitem__(self, at: str) -> Array: ...
    def __getitem__(self, at: int | slice | str) -> Step | Sequence[Step] | Array:
        if isinstance(at, str):
            return self._stack(at)
        if isinstance(at, slice):
            return [self[t] for t in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(f"there is no step {at}; this history holds 0 to {len(self) - 1}")
        return Step(self.run, self.layout, self.examples, self.rows[at])

    def __iter__(self) -> Iterator[Step]:
        return (self[t] for t in range(len(self)))

    def _stack(self, key: str) -> Array:
        if key not in self.layout.shapes:
            if key not in self[0].keys:
                raise unknown("quantity in a history", key, self[0].keys)
            return _readonly(np.stack([step[key] for step in self]))
        part = self.rows[:, self.layout.places[key]]
        if key in ("step", "count", "batch"):
            part = np.ascontiguousarray(part).view(self.layout.integer)
        return _readonly(part.reshape(len(self), *self.layout.shapes[key]))

    @cached_property
    def fingerprint(self) -> str:
        """A string that differs where the run's definition, its data or any recorded bit does."""
        digest = hashlib.sha256(json.dumps(self.run.definition(), sort_keys=True).encode())
        for part in (self.examples.rows, self.examples.targets, self.rows):
            digest.update(np.ascontiguousarray(part).view(np.uint8).data)
        return digest.hexdigest()[:32]

    def save(self, path: str | Path) -> Path:
        """Write the history to the folder ``path``; see ``engine.storage`` for what is refused."""
        from engine.storage import save

        return save(self, Path(path))

    def __repr__(self) -> str:
        costs = f"cost {self.costs[0]:.6g} to {self.costs[-1]:.6g}" if len(self) else "empty"
        return f"History({self.name!r}, {len(self)} steps, {costs})"


def _readonly(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view
