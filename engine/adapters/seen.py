"""What another program hands over: of a whole recording, and of each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.basics.arrays import Array
from engine.errors import Refused, brief
from engine.recording.plans import steps_kept
from engine.run import MIB

ENDLESS = 2**62
"""Steps of a loop that does not say how many it takes."""


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


def planned(keep: str, steps: int | None) -> int:
    """How many steps a plan that is ``wanted`` records, about; 0 where nobody knows."""
    word, _, number = keep.partition(" ")
    if keep in ("all", "auto") or word == "every":
        return (steps or 0) // int(number or 1)
    return len(steps_kept(keep, steps or ENDLESS))
