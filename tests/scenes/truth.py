"""Where a number on screen was recorded: each readout's float is looked up by its key and place."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine import History, working
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Lecture
from scenes.vocabulary.text import Readout
from scenes.vocabulary.text.provenance import CLOCK, Cited, Depicted, Depiction
from tests.scenes.looking import nouns, visible

# The marks of a scale are chosen, not recorded; they have to say all of their number.
SCALES = {"", "axis"}


class Records:
    """All that a run recorded of one step, and of the example that a lecture follows through it.

    A number that cites nothing is that example's, at the step on the clock, where the example has
    such a number; else the whole step's; else the run's. `cost` is always the whole step's.
    """

    def __init__(self, history: Any, step: int, person: Any = None) -> None:
        self.clock, self.now = step, history[step]
        # An epoch's last batch may be too short to have an example at that place.
        there = person is not None and person.index < self.now.batch.size
        self.sources = [
            working.example(self.now, person.index) if there else None,
            self.now,
            history,
        ]

    def values(self, key: str, at: tuple[Any, ...], source: Any = None, *, count: int = 1) -> Any:
        """Return the numbers at some places of a key, or None: of a source, or of the clock's step.

        `W1.T` is W1 with its places turned round; `count` is how many numbers are meant.
        """
        if key == CLOCK:
            return self.clock
        stem, _, part = key.partition(".")
        default = self.sources[1:] if stem == "cost" else self.sources
        for asked in default if source is None else [source]:
            try:
                if part == "between":
                    found = _between(asked, stem, *at)
                else:
                    found = _table(asked, stem, part)[at[::-1] if part == "T" else at]
            except (KeyError, IndexError, TypeError, ValueError):
                continue
            if np.size(found) == count:
                return found
        return None


def _between(source: Any, stem: str, row: int, first: int, last: int) -> float:
    """Return what the products that an ellipsis stands for come to."""
    if not isinstance(source, working.Example):
        raise TypeError("only one example's sum has terms")
    return working.entry(source, stem, row).between(first, last)


def _table(source: Any, stem: str, part: str) -> Any:
    """Return what a source has under a key."""
    if part == "partial_sums":
        rows = range(len(source[stem]))
        return np.array([working.entry(source, stem, row).partial_sums for row in rows])
    if isinstance(source, History) and stem == "cost":
        return source.costs  # every step's, whatever else was thinned
    return np.asarray(source[stem])


def audit(scene: Lecture) -> list[str]:
    """Return a sentence for each visible number that was not recorded where it says.

    Lengths, colours and places are read while nothing moves but the run's clock: what grows into
    its place does not say a number yet.
    """
    records = Records(scene.recording, scene.step, scene.example)
    shown = visible(scene)
    readouts = [thing for thing in shown if isinstance(thing, Readout)]
    faults = [fault for readout in readouts if (fault := fault_of(readout, records))]
    if not getattr(scene, "unsettled", False):
        for thing in nouns(scene, Depiction):
            faults += [
                fault for said in thing.depicted() if (fault := fault_in(thing, said, records))
            ]
    return [*faults, *misplaced_marks(scene)]


def misplaced_marks(scene: Lecture) -> Iterator[str]:
    """Yield a sentence for each mark of an axis that does not stand where its number is."""
    shown = {id(part) for part in visible(scene)}
    for plot in nouns(scene, Plot):
        for place, ticks in enumerate((plot.x_ticks, plot.y_ticks)):
            for mark, number in ticks:
                if id(number) not in shown:
                    continue
                found = float(plot.frame.numbers(mark.get_start()[None])[place][0])
                if abs(found - number.value) > 1e-4 * max(1.0, abs(number.value)):
                    yield f"the mark {number.text} of an axis stands at {found:.6g}"


def fault_in(thing: Depiction, said: Depicted, records: Records) -> str:
    """Return what is wrong with numbers that a picture says; nothing where they were recorded."""
    name = f"the {type(thing).__name__} of {said.of!r} at {_place(said.at)}"
    found, fault = _recorded(name, thing, said.of, said.at, records, np.size(said.value))
    if fault or np.all(_said(said, found)):
        return fault
    return f"{name} says {np.ravel(said.value)[-1]:.6g}, which is not what was recorded"


def _recorded(
    name: str, thing: Cited, key: str, at: tuple[Any, ...], records: Records, count: int = 1
) -> tuple[Any, str]:
    """Return what was recorded of a thing's number, or what is wrong with where it says it was."""
    if thing.source is not None and not _is_of_the_engine(thing.source):
        return None, f"{name} cites a {type(thing.source).__name__}, which records nothing"
    found = records.values(key, tuple(at), thing.source, count=count)
    if found is None:
        return None, f"{name} names nothing that was recorded"
    return found, ""


def _said(said: Depicted, recorded: Any) -> Any:
    """Tell which recorded numbers the picture says, as exactly as it can."""
    recorded = np.asarray(recorded, dtype=float)  # narrow ones would have the difference so too
    near = np.abs(said.value - recorded) <= said.within
    full = np.asarray(said.full)
    if full.dtype != bool:  # at which end of its scale
        return near | (full * recorded >= full * said.value - said.within) & (full != 0)
    beyond = np.abs(recorded) >= np.abs(said.value) - said.within
    return near | (full & beyond & (np.sign(recorded) == np.sign(said.value)))


def _place(at: tuple[Any, ...]) -> str:
    return ", ".join(str(part) if np.ndim(part) == 0 else f"{len(part)} places" for part in at)


def fault_of(readout: Readout, records: Records) -> str:
    """Return what is wrong with a readout; nothing where it is as it was recorded, to the bit."""
    name = f"{readout.text}, {readout.value!r} of {readout.of!r} at {tuple(readout.at)}"
    if readout.of in SCALES:
        whole = round(readout.value, readout.decimals)
        return "" if abs(whole - readout.value) < 1e-9 else f"{name} is a mark that hides digits"
    found, fault = _recorded(name, readout, readout.of, readout.at, records)
    if fault:
        return fault
    if readout.value.hex() == float(found).hex():
        return ""
    where = f"step {records.now.index}" if readout.source is None else f"{readout.source!r:.60}"
    return f"{name} is not what {where} holds"


def _is_of_the_engine(source: Any) -> bool:
    return type(source).__module__.partition(".")[0] == "engine"
