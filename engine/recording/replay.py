"""Replay: any step that was not kept, computed again from the last keyframe before it.

The same stepper, on the same batches, from the same bits: so the frame that comes out has the
bits that training saw. (On the machine that trained, that is; elsewhere, or with fewer threads, the
last bits of a matrix product may differ: a step has the cost that was recorded of it, and one that
no longer agrees with it is refused.)
"""

from __future__ import annotations

from math import isclose
from threading import RLock

import numpy as np

from engine.basics.arrays import Array, copied, let_go
from engine.errors import NotAHistory, Refused
from engine.learning.examples import Examples
from engine.learning.frames import Layout
from engine.learning.schedule import Schedule
from engine.learning.stepper import Stepper
from engine.network import Network
from engine.recording.recorder import Tape
from engine.run import Run


class Replay:
    """The frames of a tape, read where they were kept and computed where not.

    It has no `__dict__`: whoever names a history by what it holds, as Manim names a play's film,
    is not to see how far the stepper happens to have been gone through.
    """

    __slots__ = ("_at", "_one_at_a_time", "_stepper", "_tape", "_where")

    def __init__(self, run: Run, schedule: Schedule, examples: Examples, tape: Tape) -> None:
        self._stepper = Stepper(run, schedule, examples, penalty=tape.penalties is not None)
        self._tape = tape
        self._at = -1  # the step that the stepper's frame holds; -1 while it is on its way
        self._one_at_a_time = RLock()  # there is one frame, whoever asks
        self._where = {int(t): row for row, t in enumerate(tape.kept)}

    @property
    def layout(self) -> Layout:
        return self._stepper.layout

    def frame(self, t: int) -> Array:
        """(size,) everything of step t, read-only."""
        row = self._where.get(t)
        if row is not None and self._tape.places.size == self.layout.size:
            let_go(self._tape.frames)  # what others asked for
            return self._tape.frames[row]
        if not self._tape.interval:
            raise self._left_out(t)
        with self._one_at_a_time:
            self._go_to(t)
            return copied(self._stepper.vector)

    def after(self, t: int) -> Network:
        """The network that step t's update led to."""
        with self._one_at_a_time, np.errstate(all="ignore"):
            if self._tape.interval:
                self._go_to(t)
            else:
                self._stepper.vector[:] = self._tape.frames[self._where[t]]
            self._at = -1
            self._stepper.improve()
            return self._stepper.network()

    def _left_out(self, t: int) -> Refused:
        kept = self._tape.kept
        k = int(np.searchsorted(kept, t))
        around = " and ".join(str(near) for near in kept[max(k - 1, 0) : k + 1])
        return Refused(
            f"Step {t} was not recorded, and what another program did cannot be computed again; "
            f"next to it are the steps {around} (history.kept has all, history.at_hand(step) the "
            "last until then)."
        )

    def _go_to(self, t: int) -> None:
        start = t // self._tape.interval
        start = min(start, len(self._tape.keyframes) - 1) * self._tape.interval
        with np.errstate(all="ignore"):
            at, self._at = self._at, -1  # a refusal, or Ctrl-C, may come at any moment
            if not start <= at <= t:
                self._stepper.state = self._tape.keyframes[start // self._tape.interval]
                let_go(self._tape.keyframes)
                at = start
                self._attempt(at)
            while at < t:
                self._stepper.improve()
                at += 1
                self._attempt(at)
            self._at = t

    def _attempt(self, t: int) -> None:
        batch = None
        if self._tape.batches.size:
            batch = self._tape.batches[t, : self._stepper.schedule.count(t)]
        cost, recorded = self._stepper.attempt(t, batch), float(self._tape.costs[t])
        if not isclose(cost, recorded, rel_tol=1e-6, abs_tol=1e-12):
            raise NotAHistory(
                f"step {t} cannot be computed again here: its cost comes out as {cost!r}, and "
                f"{recorded!r} was recorded."
            )
        # Another number of threads, or another machine, adds up otherwise: what was recorded holds.
        self._stepper.vector[self.layout.places["cost"]] = recorded
        if self._tape.penalties is not None:
            self._stepper.vector[self.layout.places["penalty"]] = self._tape.penalties[t]
