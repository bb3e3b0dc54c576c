"""A recording plan: which steps are kept whole, and how every other one can still be had.

Small runs (up to a sixteenth of the budget) keep every frame. Long ones keep keyframes (the
parameters every k steps, and which examples each step saw) and compute any frame again from
the last keyframe before it, bit for bit. A plan may ask for some steps to be kept whole as
well, so that they are read, not made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from engine.basics.arrays import Array
from engine.basics.unchanging import Values
from engine.errors import Refused, brief, counted, memory
from engine.learning.frames import Layout
from engine.learning.schedule import Schedule
from engine.run import Run

REPLAY = 0.02
"""Seconds that recomputing a step may take by the estimate below, two thirds of what is due."""
FORMS = "'auto', 'all', 'keyframes', 'every 10', 'log 50' or steps such as '0,1,4,16'"


@dataclass(frozen=True)
class Plan(Values):
    """``kept`` (K,) the steps whose frames are kept; ``interval`` between keyframes, 0 for none.

    ``keys`` and ``examples`` narrow what a kept frame holds; empty, it holds everything.
    """

    kept: Array
    interval: int
    keys: tuple[str, ...] = ()
    examples: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether kept frames hold everything."""
        return not self.keys and not self.examples

    @property
    def gaps(self) -> bool:
        """Whether steps are left out that nothing brings back, which is another program's way."""
        return not self.interval and not np.array_equal(self.kept, np.arange(len(self.kept)))


def plan(run: Run, schedule: Schedule, layout: Layout) -> Plan:
    """The plan that ``run.keep`` asks for; ``Refused`` where it does not fit ``run.budget``."""
    keys, examples = _narrowed(run, schedule, layout)
    whole = not keys and not examples
    frame = _frame_bytes(layout, keys, examples)
    keep = run.keep
    if keep == "auto":
        keep = "all" if frame * schedule.steps <= run.budget // 16 else "keyframes"
    _refuse_too_many(keep, run, schedule, layout, frame)
    kept = steps_kept(keep, schedule.steps)
    interval = 0 if whole and len(kept) == schedule.steps else _interval(run, schedule, layout)
    made = Plan(kept, interval, keys, examples)
    if len(kept) * frame + _other_bytes(run, schedule, layout) * (interval > 0) > run.budget:
        raise _too_large(len(kept), run, schedule, layout, frame)
    return made


def steps_kept(keep: str, total: int) -> Array:
    """(K,) the steps of ``total`` that the words of a plan ask for; else ``Refused``."""
    word, _, number = keep.partition(" ")
    try:
        if keep == "all":
            return np.arange(total)
        if keep == "keyframes":
            return np.arange(0)
        if word == "every" and int(number) > 0:
            return np.arange(0, total, int(number))
        if word == "log" and int(number) > 1:
            spaced = np.geomspace(1, total, int(number)) - 1
            return np.unique(np.rint(spaced).astype(int))
        steps = np.unique([int(text) for text in keep.split(",")])
    except ValueError:
        steps = np.array([-1])
    if steps[0] < 0 or steps[-1] >= total:
        raise Refused(f"keep={brief(keep)}: write {FORMS}; steps run from 0 to {total - 1}.")
    return steps


def _narrowed(
    run: Run, schedule: Schedule, layout: Layout
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    for key in run.keep_quantities:
        if key not in layout.shapes:
            raise Refused(
                f"keep_quantities: there is no {brief(key)}; known: {', '.join(layout.shapes)}."
            )
    if run.keep_examples and schedule.batched:
        raise Refused("keep_examples is for full-batch runs; ask history[t].network.forward(X).")
    if run.keep_examples and not all(0 <= i < schedule.m for i in run.keep_examples):
        raise Refused(f"keep_examples: examples run from 0 to {schedule.m - 1}.")
    keys = run.keep_quantities or (tuple(layout.shapes) if run.keep_examples else ())
    return keys, run.keep_examples


def _frame_bytes(layout: Layout, keys: tuple[str, ...], examples: tuple[int, ...]) -> int:
    size = layout.size if not keys else layout.narrowed(keys, examples).size
    return size * np.dtype(layout.dtype).itemsize


def _interval(run: Run, schedule: Schedule, layout: Layout) -> int:
    """Steps between keyframes: as many as replay quickly, more where the budget asks for it."""
    products = sum(prod(layout.shapes[f"W{n}"]) for n in range(1, layout.depth + 1))
    # About 20 µs a layer of calls, and six operations a weight and example at 40 a nanosecond.
    seconds = 20e-6 * layout.depth + 6 * products * layout.room / 40e9
    fits = _parts(schedule.steps * _keyframe_bytes(layout), run.budget // 2)
    return max(1, int(REPLAY / seconds), fits)


def _keyframe_bytes(layout: Layout) -> int:
    return layout.state * np.dtype(layout.dtype).itemsize + 8


def _refuse_too_many(keep: str, run: Run, schedule: Schedule, layout: Layout, frame: int) -> None:
    """Refuse by their number alone steps that would not fit, before they are so much as listed."""
    word, _, number = keep.partition(" ")
    total, each = schedule.steps, int(number) if re.fullmatch(r"\d{1,18}", number) else 0
    asked = {"all": total, "every": total // max(each, 1), "log": each, "keyframes": 0}.get(word, 0)
    step = layout.size * np.dtype(layout.dtype).itemsize
    if step > run.budget:
        raise Refused(
            f"One step of {run.name!r} takes {memory(step)}, more than the budget of "
            f"{memory(run.budget)} (budget={run.budget}); "
            f"{_keyframes(run, schedule, layout)} fits."
        )
    # A logarithmic plan lists a step once, however often it is asked for.
    if word == "log" and each > 1_000_000:
        raise Refused(f"keep={brief(keep)}: a million steps at most can be spaced that way.")
    if (word != "log" and asked * frame > run.budget) or total * 8 > run.budget:
        raise _too_large(asked, run, schedule, layout, frame)


def _other_bytes(run: Run, schedule: Schedule, layout: Layout) -> int:
    """What keyframes take, every step's cost, and which examples it saw."""
    keyframes = _parts(schedule.steps, _interval(run, schedule, layout))
    return keyframes * _keyframe_bytes(layout) + schedule.steps * 8 * (
        1 + layout.penalty + layout.room * schedule.batched
    )


def _parts(whole: int, each: int) -> int:
    """How many of ``each`` it takes; of any size, which floats are not."""
    return -(-whole // max(each, 1))


def _keyframes(run: Run, schedule: Schedule, layout: Layout) -> str:
    """The fields that keep no whole frame, with all the budget that this takes."""
    keep = "" if run.keep in ("auto", "keyframes") else "keep='keyframes' with "
    budget, needed = 0, layout.size * np.dtype(layout.dtype).itemsize
    while needed > budget:  # with more to spend, keyframes lie closer together
        budget = needed
        needed = max(needed, _other_bytes(replace(run, budget=budget), schedule, layout))
    return f"{keep}budget={budget}"


def _too_large(asked: int, run: Run, schedule: Schedule, layout: Layout, frame: int) -> Refused:
    """The refusal of a plan with so many whole frames, which names one that fits."""
    other = _other_bytes(run, schedule, layout)
    room = (run.budget - other) // frame
    if room > 1:
        offer = f"keep='every {_parts(schedule.steps, room)}'"
    elif other <= run.budget:
        offer = "keep='keyframes'"
    else:
        offer = _keyframes(run, schedule, layout)
    needed = asked * frame + other
    return Refused(
        f"keep={brief(run.keep)} of {run.name!r} would take {memory(needed)} for "
        f"{asked or 'no'} whole frames of {counted(schedule.steps, 'step')}, more than the budget "
        f"of {memory(run.budget)} (budget={run.budget}); {offer} fits."
    )
