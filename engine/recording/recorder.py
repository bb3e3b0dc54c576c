"""The recorder: writes down what the plan asks for, while training goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.unchanging import Values
from engine.learning.frames import Layout, Places
from engine.learning.schedule import Schedule
from engine.learning.stepper import Stepper
from engine.recording.growing import FileRows, MemoryRows
from engine.recording.plans import Plan


@dataclass(frozen=True, eq=False)
class Tape(Values):
    """What was recorded. With every frame kept, ``costs`` and ``keyframes`` are not needed; with
    gaps, which is another program's way, there are ``costs`` and no ``keyframes``.

    ``frames`` (K, size) lie as ``places`` says, at the steps ``kept`` (K,); ``costs`` (T,), and
    with L2 ``penalties`` (T,);
    ``batches`` (T, room) and ``keyframes`` (…, state), one every ``interval`` steps.
    """

    places: Places
    kept: Array
    frames: Array
    costs: Array
    batches: Array
    keyframes: Array
    interval: int
    penalties: Array | None = None

    @property
    def steps(self) -> int:
        """T."""
        return len(self.costs)

    @property
    def nbytes(self) -> int:
        """Bytes of all series."""
        return sum(part.nbytes for part in (self.frames, self.costs, self.batches, self.keyframes))


def records(plan: Plan, schedule: Schedule, layout: Layout) -> dict[str, np.dtype[np.void]]:
    """The dtype of a row in each series that the plan asks for."""
    places = places_of(plan, layout)
    series = {"frames": places.record} if len(plan.kept) else {}
    if plan.interval or plan.gaps:
        named = ("cost", "penalty") if layout.penalty else ("cost",)
        series["costs"] = np.dtype([(name, "<f8") for name in named])
    if plan.interval:
        series["keyframes"] = np.dtype([("state", layout.dtype, (layout.state,))])
        if schedule.batched:
            series["batches"] = np.dtype([("batch", "<i8", (schedule.room,))])
    return series


def places_of(plan: Plan, layout: Layout) -> Places:
    """Where the quantities of a kept frame lie."""
    return layout if plan.whole else layout.narrowed(plan.keys, plan.examples)


class Recorder:
    """Keeps what one stepper does, in memory or, given a folder, in its files as they come."""

    def __init__(self, plan: Plan, stepper: Stepper, folder: Path | None = None) -> None:
        self.plan, self.stepper = plan, stepper
        layout, schedule = stepper.layout, stepper.schedule
        self._pick = None if plan.whole else layout.pick(plan.keys, plan.examples)
        self._upcoming = iter([*plan.kept.tolist(), -1])
        self._next = next(self._upcoming)
        interval = plan.interval or schedule.steps
        rooms = {"frames": len(plan.kept), "keyframes": ceil(schedule.steps / interval)}
        self.series: dict[str, MemoryRows | FileRows] = {
            name: self._rows(name, record, rooms.get(name, schedule.steps), folder)
            for name, record in records(plan, schedule, layout).items()
        }
        self._room = schedule.room
        self._costs: list[tuple[float, float]] = []  # and penalties, since the last keyframe
        self._since = 0

    def _rows(
        self, name: str, record: np.dtype[np.void], capacity: int, folder: Path | None
    ) -> MemoryRows | FileRows:
        if folder is not None:
            return FileRows(folder / f"{name}.npy", capacity, record)
        numbers = {"batches": "<i8", "costs": "<f8"}.get(name, self.stepper.layout.dtype)
        return MemoryRows(capacity, record, numbers=numbers)

    def rewind(self) -> None:
        """Start again over the same memory (not files), for measurements."""
        self._upcoming = iter([*self.plan.kept.tolist(), -1])
        self._next = next(self._upcoming)
        self._since, self._costs = 0, []
        for series in self.series.values():
            if isinstance(series, MemoryRows):
                series.count = 0

    def before(self, t: int, state: Callable[[], Array] | None = None) -> None:
        """Before step t: a keyframe, where one is due; of ``state`` if the stepper is elsewhere."""
        if self.plan.interval and t % self.plan.interval == 0:
            self.series["keyframes"].append(state() if state else self.stepper.state)
            self._flush()

    def after(
        self,
        t: int,
        cost: float,
        batch: Array | None,
        frame: Callable[[], Array] | None = None,
    ) -> None:
        """After step t was worked out, and before the parameters move; ``frame`` as above."""
        if t == self._next:
            vector = frame() if frame else self.stepper.vector
            self.series["frames"].append(vector if self._pick is None else vector[self._pick])
            self._next = next(self._upcoming)
        if self.plan.interval:
            self._costs.append((cost, self.stepper.penalty))
            if batch is not None:
                if len(batch) < self._room:
                    batch = np.pad(batch, (0, self._room - len(batch)))
                self.series["batches"].append(batch)

    def _flush(self) -> None:
        """Hand over what is pending, where a crash cannot reach it."""
        if self.plan.interval:
            self.series["costs"].put(self._since, self._judged())
            # Ctrl-C may come between any two of these: what is put twice goes to the same rows.
            self._since += len(self._costs)
            self._costs = []
        for series in self.series.values():
            series.flush()

    def _judged(self) -> Array:
        """(k, 1) the costs that are pending; with L2 (k, 2), the penalties beside them."""
        columns = 1 + self.stepper.layout.penalty
        return np.array([judged[:columns] for judged in self._costs]).reshape(-1, columns)

    def close(self, steps: int) -> Tape:
        """The tape of the steps 0 … steps - 1."""
        self._flush()
        rows = {name: series.close() for name, series in self.series.items()}
        return tape_of(self.plan, self.stepper.schedule, self.stepper.layout, rows, steps)


def tape_of(
    plan: Plan, schedule: Schedule, layout: Layout, rows: dict[str, Array], steps: int
) -> Tape:
    """The tape that ``rows`` (series name -> structured rows) amount to, cut to ``steps``."""
    places = places_of(plan, layout)
    kept = plan.kept[plan.kept < steps]
    frames = _flat(rows.get("frames"), places.dtype, places.size)[: len(kept)]
    none = np.empty((0, 0))
    costs = places.stack(frames, "cost") if "costs" not in rows else rows["costs"]["cost"][:steps]
    keyframes = rows["keyframes"]["state"] if "keyframes" in rows else none
    batches = rows["batches"]["batch"][:steps] if "batches" in rows else none
    penalties = None
    if layout.penalty:
        penalties = (
            sealed(rows["costs"]["penalty"][:steps])
            if "costs" in rows
            else places.stack(frames, "penalty")
        )
    frames, costs, batches, keyframes = map(sealed, (frames, costs, batches, keyframes))
    return Tape(places, kept, frames, costs, batches, keyframes, plan.interval, penalties)


def _flat(rows: Array | None, dtype: str, size: int) -> Array:
    if rows is None:
        return np.empty((0, size), dtype)
    return rows.view(dtype).reshape(len(rows), size)
