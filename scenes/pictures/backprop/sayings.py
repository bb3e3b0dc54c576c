"""What is said of a run where it depends on the run: each claim is looked up before it is made."""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Any

import numpy as np

from scenes.pictures.backprop.blame_case import Case
from scenes.vocabulary.layer import Subject, counted, spoken
from scenes.vocabulary.text import digits, spelling

_LISTED = 3  # names that one hears and remembers
CHANGES = {
    "gradient_descent": "What is frozen stays. Each of the others goes against its slope.",
    "momentum": "Momentum: a velocity is added, and the slope changes it a little.",
    "nesterov": "Nesterov's momentum: what is added looks ahead along a velocity.",
    "rmsprop": "RMSProp: what is added is the slope over its usual size, times alpha.",
    "adam": "Adam: what is added is a mean slope over its usual size, times alpha.",
    "unstated": "How the change came about was not recorded. This is what was added.",
}
"""What an optimizer adds, where that is not minus alpha times each slope."""


def example_name(about: Subject) -> str:
    """Return what one example of a run is called."""
    if about.data in ("heart", "heart_raw"):
        return "person"
    plane = about.sizes[0] == 2 and len(about.classes) == 2
    return "picture" if about.shape is not None else "point" if plane else "example"


class Sayings:
    """The sentences of a lecture that not every run makes true."""

    def __init__(self, about: Subject, history: Any) -> None:
        self.about, self.history = about, history
        self.who = example_name(about)

    @property
    def steps(self) -> str:
        """How many there are."""
        count = len(self.history)
        return "A thousand" if count == 1000 else f"{count:,}"

    @property
    def what_did_that(self) -> str:
        """How it came to what it can do."""
        return f"{self.steps} small changes did that. How does it know each one?"

    @property
    def what_one_is(self) -> str:
        """What goes in."""
        count, names = self.about.sizes[0], self.history.dataset.feature_names
        if self.about.data == "heart":
            return "Two numbers go in on the left: body weight and height, scaled."
        what = f"One {self.who} is {counted(count, 'number')}"
        go = "It goes in on the left." if count == 1 else "They go in on the left."
        named = [f"{what}: {spelling.listed(names)}. {go}"] if 0 < len(names) <= _LISTED else []
        return spelling.fitting(*named, f"{what}. {go}")

    @property
    def price(self) -> str:
        """What the guess is held against, and what a distance costs."""
        said, about = self.about.judge.said, self.about
        if not about.classes:
            return said
        one = about.outputs == 1
        truth = about.classes[int(about.y[0] > about.middle) if one else about.truth]
        rule = said.partition(": ")[2]  # its name is not needed yet
        return spelling.fitting(f"Right would be “{truth}”. {rule[:1].upper()}{rule[1:]}", said)

    @property
    def mean(self) -> str:
        """What the network costs."""
        return f"Each {self.who} has such a cost. The mean is the network's."

    @property
    def all_ask(self) -> str:
        """Whose wishes count."""
        every = spoken(self.history[0]["y"].shape[1])
        return f"That is what one {self.who} asks for. All {every} ask, and the mean counts."

    @property
    def largest(self) -> str:
        """The largest δ of each layer on the way back, and whether it shrinks at every one."""
        deltas = [self.about.person[f"delta{n}"] for n in range(self.about.depth, 0, -1)]
        sizes = [float(np.abs(delta).max()) for delta in deltas]
        places = map(digits.seen_decimals, deltas)
        told = ", then ".join(f"{size:.{n}f}" for size, n in zip(sizes, places, strict=True))
        if all(after < before for before, after in pairwise(sizes)):
            brief = "Layer by layer the largest delta shrinks."
            return spelling.fitting(f"Layer by layer the largest shrinks: {told}.", brief)
        return spelling.fitting(f"The largest of each layer: {told}.", "The largest of each layer.")

    def change(self, *, plain: bool) -> str:
        """How far a step goes."""
        if plain:
            return "Alpha, the learning rate, says how far each goes against its slope."
        return CHANGES[self.about.run.optimizer]

    @property
    def first_step(self) -> str:
        """What the first step does to the cost, which the footer is about to show."""
        before, after = self.history.costs[:2]
        way = "falls" if after < before else "rises"
        moved = f"One step: the cost {way} from {before:.4f} to {after:.4f}."
        return moved if self.about.batch is None else "One step. The cost is now the next batch's."

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        network = self.history[0].network
        return sum(values.size for values in (*network.weights, *network.biases))

    @property
    def all_move(self) -> str:
        """Why the run is not on the landscape of two weights."""
        every = f"all {self.parameters:,} numbers at once"
        return f"The run moves {every}, and so it leaves the landscape."

    @property
    def ending(self) -> str:
        """What it has come to, and what one might ask."""
        next_question = "What if it saw only a few of them at a time?"
        if self.about.batch is not None:
            next_question = "What if it had seen all of them at every step?"
        if not self.about.classes:
            return f"That is as near as it has come. {next_question}"
        hits, count = self._hits(-1), self.history.dataset.X.shape[1]
        right = f"All {spoken(count)}" if hits == count else f"{hits:,} of {count:,}"
        return f"{right} are right. {next_question}"

    @property
    def settled(self) -> int:
        """Return from which step on, in the run's second half, the ending is so."""
        last = len(self.history) - 1
        if not self.about.classes or len(self.history.kept) <= last:
            return last
        final, late = self._hits(last), range(last, last // 2, -1)
        return min(takewhile(lambda step: self._hits(step) == final, late), default=last)

    def _hits(self, step: int) -> int:
        data = self.history.dataset
        return self.about.rightly(self.history[step].network.predict(data.X), data.Y)


def said_of_blame(case: Case, *, bend: str, first: bool, larger: bool) -> tuple[str, ...]:
    """Return what is said as δ comes, as it meets, of the slope, of the door, and of what passes.

    `bend`: The name of the hero's activation. `first`: Whether nothing was said of errors yet.
    `larger`: Whether widths are drawn to a larger scale than they last were. Where all that meets
    has one sign, nothing is said of that again.
    """
    values, deltas = case.values, case.deltas
    clash = values.min() < 0 < values.max()
    meet = "Opposite signs eat each other. What is left is this neuron's blame." if clash else ""
    if first:
        come = "Delta flows back, times the weight on its way. Width is size, colour is sign."
        meet = meet or "What arrives is its blame: the cost's slope in the neuron's activation."
        asked = "How much gets through? Ask the neuron's own curve: how steep is it at z?"
        shut, wide = "It is flat there: the door is shut.", "It rises by one: the door is open."
        most = " Of a sigmoid's, a quarter opens at most." if bend == "sigmoid" else ""
        door = {0.0: shut, 1.0: wide}.get(case.slope, f"The curve's slope is the door.{most}")
        return come, meet, asked, door, "Blame times that slope gets through: the neuron's delta."
    turned, wider = np.sign(values) != np.sign(deltas), np.abs(values) > np.abs(deltas)
    does = {"stretches": wider, "shrinks": ~wider, "turns over": turned}
    *others, last = (verb for verb, is_so in does.items() if is_so.any())
    verbs = f"{', '.join(others)} or {last}" if others else last
    drawn = ", drawn larger" if larger else " one layer back"
    come = f"One arrives{drawn}: the weight {verbs} it."
    if len(values) > 1:
        come = f"{spoken(len(values)).capitalize()} arrive{drawn}: a weight {verbs} each."
    return come, meet, "", "Again the slope of its curve is the door to its delta.", ""


def said_of_sweep(number: int, looks: Sequence[int], sizes: Sequence[int]) -> str:
    """Return what is said as a layer's error goes back to all before it.

    `looks`: The layers whose error was followed into one neuron.
    """
    if number == min(looks, default=len(sizes) - 1):
        return "All the others do the same. One sweep, and every neuron has its delta."
    alone = not looks or sizes[number - 1] == 1
    if alone:
        return "And so the error goes back, layer by layer."
    return "Its neighbours do the same: each has its delta."
