"""What another program trains, written down step by step as a history of ours.

Its updates are recorded as they happened, whatever made them. What it hands over is held to the
laws of learning at its first step, where it can still be mended, and as a whole at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.paths import named
from engine.costs import cost
from engine.datasets import Dataset
from engine.datasets.prepare import one_hot
from engine.errors import Refused, brief
from engine.history import History
from engine.learning.examples import Examples
from engine.learning.framed_network import sweep
from engine.learning.frames import Layout
from engine.learning.pairings import refuse_targets
from engine.learning.schedule import Schedule
from engine.learning.sources import given_to
from engine.network import Network
from engine.optimizers import UNSTATED
from engine.recording.laws import refuse_what_breaks_a_law
from engine.recording.plans import Plan, steps_kept
from engine.recording.recorder import tape_of
from engine.run import MIB, Run
from engine.storage.saving import refuse_to_replace

ENDLESS = 2**62
"""Steps of a loop that does not say how many it takes."""
WRITTEN = "framework", "version", "dtype", "device"
"""What a history says of the program that wrote it."""


@dataclass
class Seen:
    """One step of another program. Examples lie in rows: ``inputs`` (m, n_0), ``zs``, ``outputs``
    (the activations after each layer) and ``deltas`` (m, n_l); parameters are as the board's."""

    inputs: Array
    zs: list[Array]
    outputs: list[Array]
    deltas: list[Array]
    gradients: list[Array]  # dW1 … dWL, db1 … dbL
    before: list[Array]  # W1 … WL, b1 … bL
    after: list[Array]
    rate: float
    cost: float | None = None
    batch: Any = None


@dataclass(frozen=True, kw_only=True)
class About:
    """What is to be said of a recording that its numbers do not say."""

    cost: str
    name: str
    features: Sequence[str] = ()
    classes: Sequence[str] = ()
    to: str | Path | None = None
    keep: str = "all"
    steps: int | None = None
    budget: int = 1024 * MIB
    unchecked: bool = False
    written: Mapping[str, str] = field(default_factory=dict)  # framework, version, dtype, …

    def by(self, written: Mapping[str, str]) -> About:
        """The same, of a recording that this program wrote."""
        return replace(self, written=written)


class Recording:
    """Takes what is ``seen`` of each step; ``history`` is what it came to, once it is closed.

    Of a step that the plan leaves out there is the cost and the rate alone: ``skip``.
    """

    history: History

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
        self.words: dict[str, Any] = {
            "name": about.name, "about": ", ".join(about.written.values()), "sizes": self.sizes,
            "activations": tuple(activations), "cost": about.cost, "data": "given",
            "options": {word: said for word, said in options.items() if said},
            "dtype": dtype, "optimizer": UNSTATED, "frozen": tuple(frozen),
            "budget": about.budget, "keep": about.keep,
        }  # fmt: skip
        self.run = run = Run(**self.words, learning_rate=1.0, steps=1)
        targets = targets_of(Y, run)
        data = Dataset(name="given", X=np.asarray(rows, float).T, Y=targets).astype(dtype)
        refuse_targets(run, data.X, data.Y)
        self.data = given_to(run, data.X, data.Y)
        self._refuse_names()
        self.examples = Examples.of(self.data)
        self.layout: Layout | None = None
        self.wanted = wanted(about.keep, about.steps)
        self.t = 0  # the step that comes next
        self.kept: list[int] = []
        self.frames: list[Array] = []
        self.costs: list[float] = []
        self.rates: list[float] = []
        self._ways: dict[bool, Schedule] = {}
        self.after: list[Array] = []
        self.full = False
        self._where: dict[bytes, list[int]] = {}

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
        m = len(seen.inputs)
        if self.layout is None:
            batched = m < len(self.examples) or not np.array_equal(seen.inputs, self.examples.rows)
            batched = batched or seen.batch is not None
            dtype = self.words["dtype"]
            self.layout = Layout(self.sizes, m, batched=batched, memory="u", dtype=dtype)
        if self.layout.size * self.frames_bytes > self.about.budget:
            self.full = True
            return
        self._count(m)
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

    @property
    def frames_bytes(self) -> int:
        """What each number of a frame would take with one frame more."""
        return (len(self.frames) + 1) * np.dtype(self.words["dtype"]).itemsize

    def close(self, *, complete: bool = True) -> None:
        """Make the history, hold it to the laws, and save it."""
        self.history = self._made(complete=complete)
        if not self.about.unchecked:
            refuse_what_breaks_a_law(self.history)
        self.history.save(self.folder)

    def _frame(self, seen: Seen) -> Array:
        assert self.layout is not None
        layout, depth, m = self.layout, self.layout.depth, len(seen.inputs)
        vector = np.zeros(layout.size, layout.dtype)
        integers = vector.view(layout.integer)
        integers[0], integers[1] = self.t, m
        vector[2] = seen.rate
        if m > layout.room:
            raise self._ragged(m)
        if layout.batched:
            layout.view(vector, "batch", m)[...] = self._batch(seen)
        elif not np.array_equal(seen.inputs, self.examples.rows):
            raise Refused(
                f"Step {self.t} saw other examples than step 0, which saw all of X: are "
                "they drawn anew, or changed on the way?"
            )
        keys = [f"{kind}{n}" for kind in "Wb" for n in range(1, depth + 1)]
        for key, W, dW, new in zip(keys, seen.before, seen.gradients, seen.after, strict=True):
            shape = layout.shapes[key]
            layout.view(vector, key)[...] = np.reshape(W, shape)
            layout.view(vector, f"d{key}")[...] = np.reshape(dW, shape)
            layout.view(vector, f"u{key}")[...] = np.reshape(new, shape) - np.reshape(W, shape)
        for name, arrays in (("z", seen.zs), ("a", seen.outputs), ("delta", seen.deltas)):
            for n, rows in enumerate(arrays, start=1):
                layout.view(vector, f"{name}{n}", m)[...] = rows.T
        vector[3] = self._cost(vector, m) if seen.cost is None else seen.cost
        return sealed(vector)

    def _cost(self, vector: Array, m: int) -> float:
        """The stated cost of the answers, where the program did not say it."""
        assert self.layout is not None
        last, layout = self.layout.depth, self.layout
        z, a = layout.view(vector, f"z{last}", m), layout.view(vector, f"a{last}", m)
        which = layout.view(vector, "batch", m) if layout.batched else slice(None)
        with np.errstate(all="ignore"):
            return cost(self.about.cost).value(z, a, self.examples.targets[:, which])

    # -- Which examples they were

    def _batch(self, seen: Seen) -> Array:
        if seen.batch is not None:
            batch = np.asarray(seen.batch).ravel().astype(int)
            if (
                len(batch) != len(seen.inputs)
                or not np.isin(batch, range(len(self.examples))).all()
            ):
                raise Refused(f"batch={brief(seen.batch)}: the number of each example is wanted.")
            return batch
        if not self._where:
            self._look_at_the_rows()
        found = [self._where.get(row.tobytes(), [-1])[0] for row in seen.inputs]
        if -1 in found:
            raise Refused(
                f"The inputs of step {self.t} are not among the rows of X: give X as it "
                "goes into the model, scaled and flattened, without noise or augmentation; or say "
                "which they were, tape.step(batch=indices)."
            )
        return np.array(found)

    def _look_at_the_rows(self) -> None:
        where = defaultdict(list)
        for i, row in enumerate(self.examples.rows):
            where[row.tobytes()].append(i)
        Y = self.examples.targets
        for same in where.values():
            if len(same) > 1 and (Y[:, same] != Y[:, same[:1]]).any():
                raise Refused(
                    f"Examples {same[0]} and {same[1]} of X have the same inputs and other targets,"
                    " so it cannot be seen which were used: say it, tape.step(batch=indices)."
                )
        self._where = dict(where)

    def _count(self, m: int) -> None:
        """Keep what the steps' numbers of examples leave open: is an epoch's last batch short?"""
        if not self._ways:
            self._ways = {drop: Schedule(self._run(drop_last=drop), len(self.examples)) for drop in
                          (False, True)}  # fmt: skip
        self._ways = {drop: way for drop, way in self._ways.items() if way.count(self.t) == m}
        if not self._ways:
            raise self._ragged(m)

    def _ragged(self, m: int) -> Refused:
        assert self.layout is not None
        return Refused(
            f"Step {self.t} saw {m} examples, and the first {self.layout.room}: all "
            "batches are of one size, but an epoch's last, which may be shorter."
        )

    def _run(self, **words: Any) -> Run:
        assert self.layout is not None
        batch = {"batch": self.layout.room} if self.layout.batched else {"drop_last": False}
        return Run(**self.words | {"learning_rate": 1.0, "steps": 1} | words | batch)

    def _made(self, *, complete: bool) -> History:
        assert self.layout is not None
        steps, layout = self.kept[-1] + 1, self.layout  # what came after the last is cut off
        rates = self.rates[:steps]
        alpha: dict[str, Any] = {"learning_rate": rates}
        if len({*rates}) == 1 and rates[0] > 0:
            alpha = {"learning_rate": rates[0]}
        run = self._run(drop_last=min(self._ways), steps=steps, **alpha)
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


def wanted(keep: str, steps: int | None) -> Callable[[int], bool]:
    """Whether the plan records a step, the first in any case; ``steps`` is how many there are."""
    if keep in ("all", "auto"):
        return lambda t: True
    word, _, number = keep.partition(" ")
    if keep == "keyframes":
        raise Refused("keep='keyframes': what another program did cannot be computed again; write "
                      "'all', 'every 10', 'log 50' or steps such as '0,1,4,16'.")  # fmt: skip
    if word == "log" and steps is None:
        raise Refused(f"keep={brief(keep)}: say how many steps there will be, steps=….")
    if word == "every" and number.isdecimal() and int(number):
        each = int(number)
        return lambda t: t % each == 0
    planned = {0, *steps_kept(keep, steps or ENDLESS).tolist()}
    return planned.__contains__


def targets_of(Y: Any, run: Run) -> Array:
    """(n_L, m) of targets that lie as frameworks have them: a row, or a label, an example."""
    Y, last = np.asarray(Y), run.sizes[-1]
    if last > 1 and Y.size in Y.shape and Y.ndim < 3:
        return one_hot(Y.ravel(), classes=last)
    return np.asarray(Y.reshape(len(Y), -1), float).T


def worked_out(
    run: Run, inputs: Array, targets: Array, parameters: Sequence[Array]
) -> tuple[list[Array], list[Array], list[Array], list[Array]]:
    """zs, activations and deltas (m, n_l), and gradients, of rows of ``inputs`` (m, n_0).

    As the engine works them out from the parameters and ``targets`` (n_L, m), for frameworks that
    do not hand them over.
    """
    examples = Examples(sealed(inputs.copy()), sealed(targets.copy()))
    flat = np.concatenate([part.ravel() for part in parameters])
    network = Network.of_vector(flat, run.sizes, run.activations)
    with np.errstate(all="ignore"):
        layers = sweep(network, cost(run.cost), examples).layers
    gradients = [*(each.dW for each in layers), *(each.db for each in layers)]
    zs, outputs = [each.Z.T for each in layers], [each.A.T for each in layers]
    return zs, outputs, [each.delta.T for each in layers], gradients
