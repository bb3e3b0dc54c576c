"""What is said of a run where it depends on the run: each claim is looked up before it is made."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from scenes.pictures.backprop.example_words import wording_of
from scenes.vocabulary.layer import Subject, counted
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.names import fitting, listed

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


class Sayings:
    """The sentences of a lecture that not every run makes true.

    Parameters
    ----------
    about
        The run's subject.
    history
        The run: its costs, its steps, its data.
    """

    def __init__(self, about: Subject, history: Any) -> None:
        self.about, self.history = about, history
        self.who = wording_of(about).who

    @property
    def what_did_that(self) -> str:
        """How it came to what it can do."""
        steps = len(self.history)
        count = "A thousand" if steps == 1000 else f"{steps:,}"
        return f"{count} small changes did that. Back to the start: how does it know each one?"

    @property
    def one_goes_through(self) -> str:
        """The headline of the way forward."""
        return f"One {self.who} goes through"

    @property
    def what_one_is(self) -> str:
        """What goes in."""
        count, names = self.about.sizes[0], self.history.dataset.feature_names
        if self.about.run.data.startswith("heart"):
            return (
                "A person is two numbers: body weight and height, scaled. They go in on the left."
            )
        what, go = f"One {self.who} is {counted(count, 'number')}", "They go in on the left."
        if count == 1:
            go = "It goes in on the left."
        named = [f"{what}: {listed(names)}. {go}"] if 0 < len(names) <= _LISTED else []
        return fitting(*named, f"{what}. {go}")

    @property
    def price(self) -> str:
        """What the guess is held against, and what a distance costs."""
        said, about = self.about.judge.said, self.about
        if not about.classes:
            return said
        one = about.outputs == 1
        truth = about.classes[int(about.y[0] > about.middle) if one else about.truth]
        rule = said.partition(": ")[2]  # its name is not needed yet
        return fitting(f"Right would be “{truth}”. {rule[:1].upper()}{rule[1:]}", said)

    @property
    def mean(self) -> str:
        """What the network costs."""
        return f"Each {self.who} has such a cost. Their mean is the cost of the network."

    @property
    def all_ask(self) -> str:
        """Whose wishes count."""
        count = self.history[0]["y"].shape[1]
        every = "All ten" if count == 10 else f"All {count:,}"
        return f"That is what one {self.who} asks for. {every} ask, and the mean counts."

    def change(self, *, plain: bool) -> str:
        """How far a step goes."""
        if plain:
            return "Alpha, the learning rate, says how far each goes against its slope."
        return CHANGES[self.about.run.optimizer]

    def step_down(self, *, plain: bool) -> str:
        """Which way a step goes."""
        if plain:
            return "The step goes down, against the gradient."
        return "Minus the gradient points down. The step is what was added."

    @property
    def first_step(self) -> str:
        """What the first step does to the cost, which the footer is about to show."""
        before, after = self.history.costs[:2]
        if self.about.batch is not None:
            return "One step. The cost after it is the next batch's."
        return f"One step: from {before:.4f} the cost {'falls' if after < before else 'rises'}."

    @property
    def all_move(self) -> str:
        """Why the run is not on the sheet of two weights."""
        network = self.history[0].network
        count = sum(values.size for values in (*network.weights, *network.biases))
        return f"The run moves all {count:,} numbers at once, and so it leaves this sheet."

    @property
    def many_times(self) -> str:
        """The headline of the whole run."""
        steps = len(self.history)
        return "A thousand times" if steps == 1000 else f"{steps:,} times"

    @property
    def ending(self) -> str:
        """What it has come to, and what one might ask."""
        next_question = "What if it saw only a few of them at a time?"
        if self.about.batch is not None:
            next_question = "What if it had seen all of them at every step?"
        if not self.about.classes:
            return f"That is as near as it has come. {next_question}"
        hits, count = self._hits(-1), self.history.dataset.X.shape[1]
        if hits == count:
            return f"All {count if count != 10 else 'ten'} are right. {next_question}"
        return f"{hits:,} of {count:,} are right. {next_question}"

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


class BlameSayings:
    """What is said while an error goes back into one neuron.

    `values`: What arrives, w · δ. `deltas`: The δ that it comes from. `slope`: How far the door is
    open. `first`: Whether nothing was said of errors yet.
    """

    def __init__(self, values: Array, deltas: Array, *, slope: float, first: bool) -> None:
        self.values, self.deltas, self.slope, self.first = values, deltas, slope, first

    @property
    def arriving(self) -> str:
        """What comes back, and what a weight does to it."""
        if self.first:
            return "The error flows back along the edges. Its width is its size."
        turned = np.sign(self.values) != np.sign(self.deltas)
        wider = np.abs(self.values) > np.abs(self.deltas)
        does = {"stretches": wider, "shrinks": ~wider, "turns over": turned}
        *others, last = (verb for verb, is_so in does.items() if is_so.any())
        verbs = f"{', '.join(others)} or {last}" if others else last
        if (count := len(self.values)) == 1:
            return f"One layer back, the weight {verbs} it."
        return f"So do its neighbours: {_counted(count)} arrive. A weight {verbs} each."

    @property
    def meeting(self) -> str:
        """What becomes of opposite signs, where there are any."""
        if (self.values > 0).any() and (self.values < 0).any():
            return "Opposite signs eat each other. What is left is this neuron's blame."
        return ""

    @property
    def leaving(self) -> str:
        """What the door does."""
        if not self.first:
            share = "And its door, the slope at its own z, lets a share through."
            return share if self.slope < 1 else "Its door is open."
        if self.slope == 0:
            return "The slope at its z is a door, and this one is shut."
        if self.slope == 1:
            return "The slope at its z is a door, and this one is open."
        return "The slope at its z is a door: only so much of the blame gets through."


def _counted(number: int) -> str:
    words: Sequence[str] = ("none", "one", "two", "three", "four")
    return words[number] if number < len(words) else str(number)
