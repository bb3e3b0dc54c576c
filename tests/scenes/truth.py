"""Where a number on screen was recorded: each readout's float is looked up by its key and place."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from engine import working
from scenes.vocabulary.lecture import Lecture
from scenes.vocabulary.readout import Readout
from tests.scenes.looking import visible

# The marks of a scale are chosen, not recorded; they have to say all of their number.
SCALES = {"", "axis"}
# Computed by the landscape, from a plane that only the lecture knows: audited with issue 6.
NOT_YET = {"path_costs", "shadow_costs"}
Place = tuple[int, ...]


class Records:
    """All that a run recorded of one step, and of the person who is followed through it.

    A line that works out a move (`update`, `nudge`) may stay on the board while the clock runs on:
    it is of the step on the clock, or of the one that `person`, an example, was taken from.
    """

    def __init__(self, history: Any, step: int, person: Any = None) -> None:
        self.history, self.now = history, history[step]
        self.person = None if person is None else working.example(self.now, person.index)
        self.worked = [self.now] if person is None else [self.now, person.step]

    def floats(self, key: str, at: Place, source: Any = None) -> set[str]:
        """Return the floats that a key may mean at a place, to the bit, as hexadecimals.

        A source that the number cites is asked alone: another step, run or example.
        """
        values = self._values(key, at) if source is None else _cited(source, key, at)
        return {float(value).hex() for value in values}

    def _values(self, key: str, at: Place) -> Iterator[float]:
        stem, _, part = key.partition(".")
        if part in FAMILIES or stem in FAMILIES:
            yield from FAMILIES[part if part in FAMILIES else stem](self, key, at)
            return
        for source in (self.now, self.person, self.history):
            yield from _number(source, key, at)
        if len(at) == 1:
            yield from self._listed(key, at[0])
        if not at and key[:1] == "d":
            yield from np.ravel(self.now[key])  # a mean over people, of a weight that is not named

    def _listed(self, key: str, place: int) -> Iterator[float]:
        """A list's entries: a layer's weights and then its biases, or one number a person."""
        if key[0] == "W" and key in self.now.keys:
            yield np.append(self.now[key], self.now[f"b{key[1:]}"])[place]
        if key[:2] in ("dW", "db"):
            yield from np.ravel(working.per_example(self.now, key)[place])

    def _transposed(self, key: str, at: Place) -> Iterator[float]:
        for source in (self.now, self.person):
            yield from _number(source, key.removesuffix(".T"), at[::-1])

    def _partial_sum(self, key: str, at: Place) -> Iterator[float]:
        assert self.person is not None
        yield working.entry(self.person, key.partition(".")[0], at[0]).partial_sums[at[1]]

    def _between(self, key: str, at: Place) -> Iterator[float]:
        assert self.person is not None
        yield working.entry(self.person, key.partition(".")[0], at[0]).between(*at[1:])

    def _worked(self, key: str, _: Place) -> Iterator[float]:
        """A move of a weight that the key does not name: any weight's will do."""
        move, field = key.split(".")
        parameters = [name for name in self.now.keys if name[0] in "Wb" and name[1:].isdigit()]
        for step in self.worked:
            for name in parameters:
                for place in np.ndindex(step[name].shape):
                    yield getattr(working, move)(step, name, place)[field]

    def _raw(self, _: str, at: Place) -> Iterator[float]:
        yield self.history.dataset.raw[at]

    def _costs(self, _: str, at: Place) -> Iterator[float]:
        """The cost of one person, or that of the run at a step."""
        (place,) = at
        if place < self.now.targets.shape[1]:
            yield working.example(self.now, place).cost
        yield self.history.costs[place]


FAMILIES: dict[str, Callable[[Records, str, Place], Iterator[float]]] = {
    "T": Records._transposed,
    "partial_sums": Records._partial_sum,
    "between": Records._between,
    "update": Records._worked,
    "nudge": Records._worked,
    "raw": Records._raw,
    "costs": Records._costs,
}


def audit(scene: Lecture) -> list[str]:
    """Return a sentence for each visible number that was not recorded where it says."""
    records = Records(scene.history, scene.step, getattr(scene, "person", None))
    shown = [thing for thing in visible(scene) if isinstance(thing, Readout)]
    return [fault for readout in shown if (fault := fault_of(readout, records))]


def fault_of(readout: Readout, records: Records) -> str:
    """Return what is wrong with a readout; nothing where it is as it was recorded."""
    name = f"{readout.text}, {readout.value!r} of {readout.of!r} at {tuple(readout.at)}"
    if readout.of in NOT_YET:
        return ""
    if readout.of in SCALES:
        whole = round(readout.value, readout.decimals)
        return "" if abs(whole - readout.value) < 1e-9 else f"{name} is a mark that hides digits"
    if readout.source is not None and not _is_of_the_engine(readout.source):
        return f"{name} cites a {type(readout.source).__name__}, which records nothing"
    found = records.floats(readout.of, tuple(readout.at), readout.source)
    if not found:
        return f"{name} names nothing that was recorded"
    where = f"step {records.now.index}" if readout.source is None else f"{readout.source!r:.60}"
    return "" if readout.value.hex() in found else f"{name} is not what {where} holds"


def _is_of_the_engine(source: Any) -> bool:
    return type(source).__module__.partition(".")[0] == "engine"


def _cited(source: Any, key: str, at: Place) -> Iterator[float]:
    """Yield the number that a cited source has; `W1.T` is its W1 with the place turned round."""
    stem, _, turned = key.partition(".")
    yield from _number(source, stem, at[::-1] if turned == "T" else at)


def _number(source: Any, key: str, at: Place) -> Iterator[float]:
    """Yield the number that a source has under a key at a place, if it has one."""
    try:
        value = np.asarray(source[key])[at]
    except (KeyError, IndexError, TypeError, ValueError):
        return
    if np.ndim(value) == 0:
        yield value
