"""What is said of a run where it depends on the run: each claim is looked up before it is made."""

from itertools import takewhile
from typing import Any

import numpy as np

from scenes.vocabulary.layer import Subject, counted, spoken
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
        return f"{self.steps} small changes did that. Back to the start: how does it know each one?"

    @property
    def what_one_is(self) -> str:
        """What goes in."""
        count, names = self.about.sizes[0], self.history.dataset.feature_names
        if self.about.data == "heart":
            return (
                "A person is two numbers: body weight and height, scaled. They go in on the left."
            )
        what = f"One {self.who} is {counted(count, 'number')}"
        go = "It goes in on the left." if count == 1 else "They go in on the left."
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
        every = spoken(self.history[0]["y"].shape[1])
        return f"That is what one {self.who} asks for. All {every} ask, and the mean counts."

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


def said_of_blame(
    values: Array, deltas: Array, *, slope: float, first: bool
) -> tuple[str, str, str]:
    """Return what is said as errors come to a neuron, as they meet, and as the sum leaves it.

    `values`, `deltas`: What arrives, w · δ, and the δ that it comes from (k,). `slope`: How far its
    door is open. `first`: Whether nothing was said of errors yet. Nothing is said where they meet,
    if all have one sign.
    """
    clash = values.min() < 0 < values.max()
    meet = "Opposite signs eat each other. What is left is this neuron's blame." if clash else ""
    if first:
        ways = {0.0: ", and this one is shut", 1.0: ", and this one is open"}
        way = ways.get(slope, ": only so much of the blame gets through")
        come = "The error flows back along the edges. Its width is its size."
        return come, meet, f"The slope at its z is a door{way}."
    turned, wider = np.sign(values) != np.sign(deltas), np.abs(values) > np.abs(deltas)
    does = {"stretches": wider, "shrinks": ~wider, "turns over": turned}
    *others, last = (verb for verb, is_so in does.items() if is_so.any())
    verbs = f"{', '.join(others)} or {last}" if others else last
    come = f"One layer back, the weight {verbs} it."
    if len(values) > 1:
        come = f"So do its neighbours: {spoken(len(values))} arrive. A weight {verbs} each."
    share = "And its door, the slope at its own z, lets a share through."
    return come, meet, share if slope < 1 else "Its door is open."
