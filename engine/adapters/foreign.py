"""What another program trains, written down step by step as a history of ours.

Its updates are recorded as they happened, whatever made them. What it hands over is held to the
laws of learning at its first step, where it can still be mended, and as a whole at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from types import TracebackType
from typing import Any, Self

import numpy as np

from engine.adapters.batches import Batches
from engine.adapters.seen import About, Seen, planned, wanted
from engine.basics.arrays import Array, sealed
from engine.basics.paths import named
from engine.costs import cost
from engine.datasets.prepare import one_hot
from engine.errors import Refused, brief
from engine.history import History
from engine.learning.examples import Examples
from engine.learning.frames import Layout
from engine.learning.pairings import refuse_targets
from engine.learning.schedule import Schedule
from engine.learning.sources import given_to
from engine.network import Network
from engine.optimizers import UNSTATED
from engine.recording.laws import refuse_what_breaks_a_law
from engine.recording.plans import Plan
from engine.recording.recorder import tape_of
from engine.run import Run
from engine.storage.saving import refuse_to_replace

WRITTEN = "framework", "version", "dtype", "device"
"""What a history says of the program that wrote it."""
_READY = 8
"""One part in so many of the budget is made ready before the first step."""


class Recording:
    """Takes what is ``seen`` of each step; ``history`` is what it came to, once it is closed.

    Of a step that the plan leaves out there is the cost and the rate alone: ``skip``.
    """

    layout: Layout  # of each step's frame, known when the first was seen

    def __init__(
        self, about: About, sizes: Sequence[int], activations: Sequence[str], X: Any, Y: Any, *,
        dtype: str, frozen: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.about, self.sizes = about, tuple(sizes)
        self.folder = named(about.to or about.name)
        refuse_to_replace(self.folder)
        X = np.asarray(X)
        rows = X.reshape(len(X), -1) if X.ndim != 1 else X[:, None]
        images = {"image_shape": [n for n in X.shape[1:] if n > 1]} if X.ndim > 2 else {}
        options = {"features": list(about.features), "classes": list(about.classes)} | images
        words: dict[str, Any] = {
            "name": about.name, "about": ", ".join(about.written.values()), "sizes": self.sizes,
            "activations": tuple(activations), "cost": about.cost, "data": "given",
            "options": {word: said for word, said in options.items() if said},
            "dtype": dtype, "optimizer": UNSTATED, "frozen": tuple(frozen),
            "budget": about.budget, "keep": about.keep,
        }  # fmt: skip
        self.run = run = Run(**words, learning_rate=1.0, steps=1)
        targets = targets_of(Y, run)
        with np.errstate(over="ignore"):  # what it cannot hold becomes infinite, and is refused
            numbers, wished = (sealed(np.array(part, dtype)) for part in (rows, targets.T))
        self.data = given_to(run, numbers.T, wished.T)
        refuse_targets(run, self.data.X, self.data.Y)
        self._refuse_names()
        self.examples = Examples.of(self.data)
        self.batches: Batches | None = None
        self.wanted = wanted(about.keep, about.steps)
        self.t = 0  # the step that comes next
        self.kept: list[int] = []
        self.frames: list[Array] = []
        self._room = self._made_ready()
        self.costs: list[float] = []
        self.rates: list[float] = []
        self.after: list[Array] = []
        self.full = False
        self._history: History | None = None

    @property
    def history(self) -> History:
        """What was recorded, once the block has ended."""
        if self._history is None:
            raise Refused(
                "Nothing was recorded: no step was taken within the block by what it was given. "
                "(Copies, such as a search or a validation trains, are others.)"
            )
        return self._history

    def _refuse_names(self) -> None:
        about, data = self.about, self.data
        if len(about.features) != len(data.feature_names):
            said = f"{len(data.X)} features, and {len(about.features)} names"
            raise Refused(f"features={brief(list(about.features))}: X has {said}.")
        if len(about.classes) != len(data.class_names):
            many = len(data.Y) if len(data.Y) > 1 else 2
            raise Refused(f"classes={brief(list(about.classes))}: {many} names are wanted.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.frames and (kind is None or not issubclass(kind, Refused)):
            self.close(complete=kind is None)

    @property
    def due(self) -> bool:
        """Whether the step that comes next is to be recorded."""
        return not self.full and self.wanted(self.t)

    def skip(self, cost: float | None, rate: float) -> None:
        """Count a step that the plan leaves out."""
        if cost is None:
            raise Refused(
                f"keep={brief(self.about.keep)} leaves step {self.t} out, of which only the cost "
                "is recorded: give it, tape.step(loss)."
            )
        self.full = not isfinite(cost)
        self.costs.append(cost)
        self.rates.append(rate)
        self.t += 1

    def take(self, seen: Seen) -> None:
        """Write one step down; ``Refused`` where it cannot have been what was stated."""
        if self.full:
            return
        if self.batches is None:
            self._lay_out(seen)
        if self.layout.size * self.frames_bytes > self.about.budget:
            self.full = True
            return
        frame, after = self._frame(seen), seen.after
        with np.errstate(all="ignore"):
            sizes = [float(part.sum()) for part in (frame[3:4], *after)]
        if not all(map(isfinite, sizes)):
            self.full = True  # it diverged, and the steps until then are kept
            return
        self.frames.append(frame)
        self.kept.append(self.t)
        self.skip(float(frame[3]), float(seen.rate))
        self.after = after
        if len(self.frames) == 1 and not self.about.unchecked:
            refuse_what_breaks_a_law(self._made(complete=True))

    def _lay_out(self, first: Seen) -> None:
        self.batches = batches = Batches(self.examples, first, self.run)
        self.layout = Layout(
            self.sizes, batches.room, batched=batches.batched, memory="u", dtype=self.run.dtype
        )

    def _made_ready(self) -> Array:
        """Memory for the frames of a plan whose length is known, but for their examples.

        What a system hands out it clears when it is first touched: here, and not in the loop.
        """
        layout = Layout(self.sizes, 0, memory="u", dtype=self.run.dtype)
        room = self.about.budget // _READY // np.dtype(layout.dtype).itemsize
        many = planned(self.about.keep, self.about.steps)
        return np.full(min(many * layout.size, room), 0, layout.dtype)

    def _vector(self) -> Array:
        """Zeros for one frame, of the memory that was made ready while there is some."""
        size = self.layout.size
        vector, self._room = self._room[:size], self._room[size:]
        return vector if len(vector) == size else np.zeros(size, self.layout.dtype)

    @property
    def frames_bytes(self) -> int:
        """What each number of a frame would take with one frame more."""
        return (len(self.frames) + 1) * np.dtype(self.run.dtype).itemsize

    def close(self, *, complete: bool = True) -> None:
        """Make the history, hold it to the laws, and save it."""
        self._history = history = self._made(complete=complete)
        if not self.about.unchecked:
            refuse_what_breaks_a_law(history)
        history.save(self.folder)

    def _frame(self, seen: Seen) -> Array:
        assert self.batches is not None
        layout, depth, m = self.layout, self.layout.depth, len(seen.inputs)
        vector = self._vector()
        integers = vector.view(layout.integer)
        integers[0], integers[1] = self.t, m
        vector[2] = seen.rate
        which = self.batches.of(self.t, seen)
        if which is not None:
            layout.view(vector, "batch", m)[...] = which
        keys = [f"{kind}{n}" for kind in "Wb" for n in range(1, depth + 1)]
        for key, W, dW, new in zip(keys, seen.before, seen.gradients, seen.after, strict=True):
            shape = layout.shapes[key]
            layout.view(vector, key)[...] = np.reshape(W, shape)
            layout.view(vector, f"d{key}")[...] = np.reshape(dW, shape)
            u = layout.view(vector, f"u{key}")
            np.subtract(np.reshape(new, shape), np.reshape(W, shape), out=u)
        for name, arrays in (("z", seen.zs), ("a", seen.outputs), ("delta", seen.deltas)):
            for n, rows in enumerate(arrays, start=1):
                layout.view(vector, f"{name}{n}", m)[...] = rows.T
        vector[3] = self._cost(vector, m) if seen.cost is None else seen.cost
        return sealed(vector)

    def _cost(self, vector: Array, m: int) -> float:
        """The stated cost of the answers, where the program did not say it."""
        last, layout = self.layout.depth, self.layout
        z, a = layout.view(vector, f"z{last}", m), layout.view(vector, f"a{last}", m)
        which = layout.view(vector, "batch", m) if layout.batched else slice(None)
        with np.errstate(all="ignore"):
            return cost(self.about.cost).value(z, a, self.examples.targets[:, which])

    def _made(self, *, complete: bool) -> History:
        assert self.batches is not None
        steps, layout = self.kept[-1] + 1, self.layout  # what came after the last is cut off
        rates = self.rates[:steps]
        alpha: dict[str, Any] = {"learning_rate": rates}
        if len({*rates}) == 1 and rates[0] > 0:
            alpha = {"learning_rate": rates[0]}
        run = replace(self.run, steps=steps, **alpha, **self.batches.words)
        schedule = Schedule(run, len(self.examples))
        plan, rows = Plan(np.array(self.kept), 0), {"frames": np.stack(self.frames)}
        if plan.gaps:
            rows["costs"] = np.array([(each,) for each in self.costs], [("cost", "<f8")])
        tape = tape_of(plan, schedule, layout, rows, steps)
        said, flat = self.about.written, np.concatenate([part.ravel() for part in self.after])
        by = {word: said[word] for word in WRITTEN if word in said}
        final = Network.of_vector(flat.astype(run.dtype), run.sizes, run.activations)
        return History(
            run, tape=tape, examples=self.examples, dataset=self.data, complete=complete,
            final=final if complete else None, unchecked=self.about.unchecked, written_by=by,
        )  # fmt: skip


def targets_of(Y: Any, run: Run) -> Array:
    """(n_L, m) of targets that lie as frameworks have them: a row, or a label, an example."""
    Y, last = np.asarray(Y), run.sizes[-1]
    if last > 1 and Y.size in Y.shape and Y.ndim < 3:
        return one_hot(Y.ravel(), classes=last)
    return np.asarray(Y.reshape(len(Y), -1), float).T
