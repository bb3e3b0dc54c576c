"""What a ``history.json`` states, believed only where it adds up.

Whoever opens a history may have it from anywhere: nothing that it claims is allocated, and what
is wrong with it is said in one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.errors import NotAHistory, brief
from engine.learning.frames import Layout
from engine.learning.schedule import Schedule
from engine.learning.stepper import layout_of
from engine.optimizers import UNSTATED
from engine.recording.plans import Plan
from engine.recording.recorder import records
from engine.run import Run
from engine.storage.folder import FORMAT, OURS, VERSIONS

LONGEST = 128 * 2**20
"""Bytes of text accepted: a number for each of ten million steps, and more."""

WRONG = (KeyError, TypeError, ValueError, OverflowError, MemoryError, RecursionError)
"""What Python says of values that are not what they should be."""


@dataclass(frozen=True, eq=False)
class Stated:
    """A history's run and plan, m, and what is known at the end: None or empty until then."""

    run: Run
    m: int
    held_out: int
    plan: Plan
    schedule: Schedule
    layout: Layout
    series: dict[str, np.dtype[np.void]]
    complete: bool
    steps: int | None
    metrics: dict[str, Array]
    fingerprint: str | None
    unchecked: bool
    written_by: dict[str, str]


def stated(folder: Path) -> Stated:
    """What the JSON in ``folder`` says; ``NotAHistory`` where that cannot be."""
    about = _about(folder)
    try:
        run, m = Run.defined(_a(about, "run", dict)), _a(about, "examples", int)
        if about["version"] == 1 and (run.newer or "written_by" in about):
            raise ValueError("it is of the first format, and says what only the second knows")
        if m < 1:
            raise ValueError(f"it names {m} examples")
        held_out = _a(about, "held_out", int) if "held_out" in about else 0
        if held_out < 0:
            raise ValueError(f"it holds out {held_out} examples")
        schedule = Schedule(run, m)
        layout = layout_of(run, schedule, penalty=None if about["version"] == 2 else False)
        plan = _plan(_a(about, "plan", dict), run, schedule)
        if run.optimizer == UNSTATED and (plan.interval or not plan.whole):
            raise ValueError("its updates are not stated, and yet not every step is kept whole")
        if plan.gaps and (run.optimizer != UNSTATED or plan.kept[0]):
            raise ValueError("it keeps neither every step nor keyframes to compute others from")
        complete = _a(about, "complete", bool)
        steps = _a(about, "steps", int) if "steps" in about else None
        if (steps is None and complete) or (steps is not None and not 0 < steps <= schedule.steps):
            raise ValueError(f"its steps are {steps} of {schedule.steps}")
        metrics = _metrics(_a(about, "metrics", dict) if "metrics" in about else {})
        mark = _a(about, "fingerprint", str) if "fingerprint" in about else None
        unchecked = _a(about, "unchecked", bool) if "unchecked" in about else False
        author = _author(_a(about, "written_by", dict) if "written_by" in about else {})
        series = records(plan, schedule, layout)
    except WRONG as error:
        raise NotAHistory(
            f"{folder} is not a history this engine can read: {brief(error)}."
        ) from error
    end = complete, steps, metrics, mark, unchecked, author
    return Stated(run, m, held_out, plan, schedule, layout, series, *end)


def _about(folder: Path) -> dict[str, Any]:
    file = folder / "history.json"
    try:
        if not file.is_file():  # a pipe would keep us waiting, a device never ends
            raise ValueError("it is not a file")
        if file.stat().st_size > LONGEST:
            raise ValueError("it is too long")
        about = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, *WRONG) as error:
        raise NotAHistory(f"{folder} is not a saved history: no readable history.json.") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise NotAHistory(f"{folder} is not a history: its history.json is of another format.")
    if about.get("version") not in VERSIONS or isinstance(about["version"], bool):
        given = brief(about.get("version"))
        raise NotAHistory(f"{folder} is of format version {given}; this engine reads 1 and 2.")
    return about


def _plan(asked: dict[str, Any], run: Run, schedule: Schedule) -> Plan:
    kept, interval = np.array(_numbers(asked, "kept"), dtype=np.intp), _a(asked, "interval", int)
    keys, examples = tuple(_a(asked, "keys", list)), tuple(_numbers(asked, "examples"))
    if interval < 0:
        raise ValueError("its keyframes are less than no steps apart")
    if len(kept) and (kept[0] < 0 or kept[-1] >= schedule.steps or (np.diff(kept) < 1).any()):
        raise ValueError(f"the steps it keeps do not rise from 0 to {schedule.steps - 1}")
    if examples != run.keep_examples:
        raise ValueError("it keeps other examples than its run asks for")
    if examples and not 0 <= min(examples) <= max(examples) < schedule.m:
        raise ValueError(f"it keeps examples outside 0 to {schedule.m - 1}")
    return Plan(kept, interval, keys, examples)


def _author(given: dict[str, Any]) -> dict[str, str]:
    """Who wrote it; nothing where that is this engine, of whatever version."""
    if not all(isinstance(said, str) for said in given.values()):
        raise ValueError("its 'written_by' holds more than texts")
    return {} if given.get("framework") == OURS else given


def _metrics(given: dict[str, Any]) -> dict[str, Array]:
    found = {name: np.array(values) for name, values in given.items()}
    for name, values in found.items():
        if not values.ndim or values.dtype.kind not in "fiu":
            raise ValueError(f"its metric {brief(name)} is not a list of numbers")
    return found


def _a(holder: dict[str, Any], key: str, kind: type) -> Any:
    """``holder[key]``, which is a ``kind`` (and no True among the numbers)."""
    value = holder.get(key)
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise ValueError(f"its {key!r} is {brief(value)}, not {SPOKEN[kind]}")
    return value


SPOKEN = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}


def _numbers(holder: dict[str, Any], key: str) -> Sequence[int]:
    values: list[int] = _a(holder, key, list)
    if not all(type(value) is int for value in values):
        raise ValueError(f"its {key!r} holds more than whole numbers")
    return values
