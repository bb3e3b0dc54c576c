"""Learning rates: how α goes on from epoch to epoch, by name.

Without batches every step is an epoch. ``step`` and ``cosine`` are PyTorch's ``StepLR`` and
``CosineAnnealingLR`` with a least rate of 0, which rises again after its period.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.run import Run


class Rate(NamedTuple):
    """``at(run, epoch)`` is α; ``words`` are the fields of a run that are this one's own."""

    at: Callable[[Run, int], float]
    words: tuple[str, ...] = ()


def _over_time(run: Run, epoch: int) -> float:
    return run.learning_rate / (1.0 + run.decay * epoch)


def _by_steps(run: Run, epoch: int) -> float:
    return run.learning_rate * run.factor ** (epoch // (run.period or 1))


def _half_a_wave(run: Run, epoch: int) -> float:
    return run.learning_rate * 0.5 * (1.0 + cos(pi * epoch / (run.period or 1)))


RATES = {
    "constant": Rate(lambda run, epoch: run.learning_rate),  # α
    "1/t": Rate(_over_time, ("decay",)),  # α/(1 + decay · epoch)
    "step": Rate(_by_steps, ("period", "factor")),  # α · factor^⌊epoch/period⌋
    "cosine": Rate(_half_a_wave, ("period",)),  # ½ α (1 + cos(π epoch/period))
}
