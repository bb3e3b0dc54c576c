"""A history: every step of a training, exactly as it happened, and nothing in it can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np

from engine.basics.arrays import Array, copied, let_go, sealed
from engine.basics.given import numbers, refuse_what_is_not_finite, whole
from engine.basics.guesses import Hinted
from engine.basics.paths import named
from engine.basics.unchanging import Unchanging, kept
from engine.datasets import LOADERS, Dataset
from engine.errors import Refused, counted, unknown
from engine.learning.examples import Examples
from engine.learning.frames import Layout, is_per_example
from engine.learning.schedule import Schedule
from engine.learning.sources import dataset_of, given_to
from engine.metrics import OF_CLASSES, Classes, metric
from engine.network import Network
from engine.recording.fingerprint import fingerprint
from engine.recording.recorder import Tape
from engine.recording.replay import Replay
from engine.run import Run
from engine.steps import Step, keys_of

GONE_THROUGH = 2**24
"""Numbers in all steps of a run that are computed again to see all of them."""


class History(Hinted, Unchanging, Sequence[Step]):
    """The steps 0 … T-1 of a run, and ``final``, the network that the last update led to.

    ``history[t]`` is a ``Step``, read or, where the plan did not keep it, computed again from a
    keyframe. ``history["W1"]`` is the stack (K, n_1, n_0) over the steps ``kept`` (K,), which
    are all of them in a small run. ``costs`` (T,) is every step's. ``metrics`` are by epoch.
    Another program's recording may have gaps: a step that is not ``kept`` is ``Refused``.
    ``unchecked`` is true where another program's recording was taken without holding it to the
    laws.
    ``written_by`` says which framework trained it, its version, dtype and device, where it was
    another's.
    """

    run: Run
    tape: Tape
    examples: Examples
    schedule: Schedule
    metrics: Mapping[str, Array]
    written_by: Mapping[str, str]
    complete: bool
    unchecked: bool
    costs: Array
    layout: Layout
    _replay: Replay
    _final: Network | None
    _dataset: Dataset | None

    def __init__(
        self,
        run: Run,
        *,
        tape: Tape,
        examples: Examples,
        final: Network | None = None,
        dataset: Dataset | None = None,
        metrics: Mapping[str, Array] | None = None,
        written_by: Mapping[str, str] | None = None,
        complete: bool = True,
        unchecked: bool = False,
    ) -> None:
        schedule = Schedule(run, len(examples))
        replay = Replay(run, schedule, examples, tape)
        self._put(run=run, tape=tape, examples=examples, schedule=schedule, complete=complete)
        # A narrow run's costs once stood wider beside its keyframes than its steps hold them.
        self._put(metrics=kept(dict(metrics or {})), costs=copied(tape.costs, run.dtype))
        self._put(written_by=kept(dict(written_by or {})))
        self._put(layout=replay.layout, _replay=replay, _final=final, _dataset=dataset)
        self._put(unchecked=unchecked)
        let_go(tape.frames)

    def __getstate__(self) -> dict[str, Any]:
        # The replay is made anew: its views of one vector would come apart.
        given = {"run": self.run, "tape": self.tape, "complete": self.complete}
        given |= {"final": self._final, "dataset": self._dataset, "metrics": self.metrics}
        given |= {"unchecked": self.unchecked}
        given |= {"written_by": self.written_by}
        data, batched = self._dataset, self.schedule.batched
        if data and Examples.of(data, batched=batched).stored.base is self.examples.stored.base:
            return given
        return given | {"examples": self.examples}

    def __setstate__(self, state: dict[str, Any]) -> None:
        if "examples" not in state:
            batched = state["run"].batch is not None
            state["examples"] = Examples.of(state["dataset"], batched=batched)
        History.__init__(self, **state)

    @property
    def name(self) -> str:
        """The run's name."""
        return self.run.name

    @cached_property
    def final(self) -> Network:
        """The network after the last update."""
        return self._final or self._replay.after(len(self) - 1)

    @cached_property
    def dataset(self) -> Dataset:
        """What the run learned from, with its names and units where they are known."""
        found = self._dataset or self._loaded()
        return found or given_to(self.run, self.examples.rows.T, self.examples.targets)

    @cached_property
    def held_out(self) -> Dataset | None:
        """What the run's data keeps out of training, as ``dataset.validation``; it alone.

        Of many images this takes a fraction of ``dataset``'s room. None where nothing is held out,
        or where its files are not on this machine.
        """
        found = self._dataset or self._loaded()
        return found.validation if found else None

    def _loaded(self) -> Dataset | None:
        """What the run's loader gives, if the run learned from just that."""
        try:
            known = self.run.data in LOADERS
            found = dataset_of(self.run, download=False) if known else None
        except (Refused, OSError, ImportError):
            return None  # its files are not on this machine; the numbers are here all the same
        return found if found and self.examples.equals(Examples.of(found)) else None

    @property
    def penalties(self) -> Array:
        """(T,) ½ λ Σ w² at every step, which is not in ``costs``; zeros without L2."""
        return self._penalties.view()

    @cached_property
    def _penalties(self) -> Array:
        if self.tape.penalties is not None:
            return copied(self.tape.penalties, self.run.dtype)
        return copied([step.penalty for step in self] if self.run.l2 else np.zeros(len(self)))

    @property
    def penalized_costs(self) -> Array:
        """(T,) the costs with their penalties, which is what the steps go down."""
        return sealed(self.costs + self.penalties)

    @property
    def kept(self) -> Array:
        """(K,) the steps that ``history[key]`` stacks: those with a frame, else the keyframes."""
        if len(self.tape.kept) or not self.tape.interval:
            return self.tape.kept
        return sealed(np.arange(0, len(self), self.tape.interval))

    def at_hand(self, step: int) -> int:
        """The last step until ``step`` that can be had: itself, but in a recording with gaps."""
        if self.tape.interval or not len(self.tape.kept):
            return step
        row = int(np.searchsorted(self.tape.kept, step, "right"))
        return int(self.tape.kept[max(row - 1, 0)])

    def __len__(self) -> int:
        return self.tape.steps

    @overload
    def __getitem__(self, at: int) -> Step: ...
    @overload
    def __getitem__(self, at: slice | list[int]) -> Sequence[Step]: ...
    @overload
    def __getitem__(self, at: str) -> Array: ...
    def __getitem__(self, at: int | slice | list[int] | str) -> Step | Sequence[Step] | Array:
        if isinstance(at, str):
            return self._stack(at)
        if isinstance(at, slice):
            return [self[t] for t in range(*at.indices(len(self)))]
        if isinstance(at, (list, np.ndarray)) and np.ndim(at) == 1:  # some steps by their numbers
            return [self[t] for t in at]
        at = whole(at, "step", 'a number, a slice, or a key such as "W1"')
        if not -len(self) <= at < len(self):
            raise IndexError(f"there is no step {at}; this history holds 0 to {len(self) - 1}")
        return Step(self.run, self.layout, self.examples, self.frame(at % len(self)))

    def frame(self, t: int) -> Array:
        """(size,) everything of step t in one read-only vector, as ``layout`` says."""
        return self._replay.frame(t)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in keys_of(self.layout)

    def __iter__(self) -> Iterator[Step]:
        return (self[t] for t in range(len(self)))

    def _stack(self, key: str) -> Array:
        if key not in keys_of(self.layout):
            raise unknown("quantity in a history", key, keys_of(self.layout))
        if (is_per_example(key) or key == "y") and self._ragged():
            raise Refused(
                f"{key} has another width in an epoch's last batch: ask each step for it."
            )
        if key in self.tape.places.shapes and len(self.tape.kept):
            return self.tape.places.stack(self.tape.frames, key)
        if not len(self.tape.kept) and key[0] in "Wb" and key != "batch":
            start = self.layout.places[key].start - self.layout.parameters.start
            part = self.tape.keyframes[:, start : start + np.prod(self.layout.shapes[key])]
            return sealed(part.reshape(-1, *self.layout.shapes[key]))
        return sealed(np.stack([self[int(t)][key] for t in self.kept]))

    def largest(self, key: str, place: tuple[int, ...] = ()) -> float:
        """The largest size of a number at ``key``, or at a ``place`` of it, at any step.

        Of a long run whose steps are computed again it is that of the steps ``kept``.
        """
        entries: Any = (slice(None), *place)
        stack = self[key][entries]
        if self.tape.interval and len(self) * self.layout.size <= GONE_THROUGH:
            stack = np.stack([step[key][place] for step in self])
        return max(float(stack.max()), -float(stack.min()))

    def _ragged(self) -> bool:
        return len({self.schedule.count(t) for t in self.kept.tolist()}) > 1

    def predict(self, X: Array) -> Array:
        """The outputs (n_L, m) of the final network for inputs X (n_0, m)."""
        return self.final.predict(X)

    def predict_classes(self, X: Array) -> Array:
        """(m,) which class the final network answers for each input of X (n_0, m).

        As ``Classes.answered`` numbers them; ``Refused`` where the targets are no classes, or an
        input is no number, of which the answer would be none.
        """
        classes, X = self._classes, numbers(X, "X")
        refuse_what_is_not_finite(X, "X")
        return classes.answered(self.predict(X))

    @cached_property
    def _classes(self) -> Classes:
        """What the run's targets tell apart; ``Refused`` where they are no classes."""
        return Classes.of(self.examples.targets, self.run.activations[-1])

    def measure(self, name: str) -> Array:
        """(K, …) a metric ("accuracy", "confusion", …) of each kept step's answers to its batch.

        What a class is, all of the run's targets say. Raises ``Refused`` where they are none.
        """
        metric(name)  # or it is refused
        classes = self._classes if name in OF_CLASSES else None
        ask, last = metric(name, classes), f"a{self.layout.depth}"
        steps = (self[int(t)] for t in self.kept)
        return copied([ask(step[last], step.targets) for step in steps])

    @cached_property
    def fingerprint(self) -> str:
        """A string that differs where the run's definition, its data or any recorded bit does."""
        data = self._dataset if self.run.data not in LOADERS else None
        held = data.validation.fingerprint if data and data.validation else ""
        run, metrics, tape, examples = self.run, self.metrics, self.tape, self.examples
        said = fingerprint(run, metrics, tape=tape, examples=examples, held=held, final=self._final)
        let_go(tape.frames)
        let_go(tape.keyframes)
        return said

    def save(self, path: str | Path) -> Path:
        """Write the history to the folder ``path``: a new one, or another history's."""
        from engine.storage.saving import save

        return save(self, named(path))

    def _repr_png_(self) -> tuple[bytes, dict[str, int]] | None:
        """The cost curve, which a notebook shows beside the text; None without matplotlib."""
        from engine.plots.saving import picture

        return picture(self)

    def __repr__(self) -> str:
        costs = f"cost {self.costs[0]:.6g} to {self.costs[-1]:.6g}" if len(self) else "empty"
        return f"History({self.name!r}, {counted(len(self), 'step')}, {costs})"
