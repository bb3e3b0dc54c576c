"""What a lecture on one run is about: its shape, its choices of what to show, its own sentences.

A run of another shape has other things worth showing, and other words for them. Both are found
here, from the run's definition and its data; what every run has in common a lecture says itself.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from scenes.vocabulary.layer.facts import Data, Definition
from scenes.vocabulary.layer.wording import (
    BENDING,
    JUDGING,
    Bending,
    Wording,
    ordinal,
    signs,
    spoken,
    wording_of,
)
from scenes.vocabulary.network import Holds, inkiest
from scenes.vocabulary.text import Source

Array = npt.NDArray[np.float64]

_BLOCK, _WATCHED = 4, 10  # pixels that stand for a picture, and guesses that stand for all
_BOUNDED = {"sigmoid": (0, 1), "softmax": (0, 1), "tanh": (-1, 1)}
_SIGNED = "tanh", "identity"
_ALIKE = "zeros", "tenth"  # ways to start that draw nothing


class Subject:
    """The choices and the words of a lecture on one run, in which one example is followed.

    Parameters
    ----------
    run, data
        The run's definition, and what it learns from.
    person
        The working of the example that is followed, at the first step.
    """

    def __init__(self, run: Definition, data: Data, person: Source) -> None:
        self.run = run
        self.sizes, self.activations = tuple(run.sizes), tuple(run.activations)
        self.cost, self.batch, self.person = run.cost, run.batch, person
        self.classes, self.shape = tuple(data.class_names), data.image_shape
        self.depth, self.outputs = len(self.sizes) - 1, self.sizes[-1]
        self.key = f"a{self.depth}"
        self.guess, self.y = np.ravel(person[self.key]), np.ravel(person["y"])
        self.ends = _ends(self.activations[-1], self.guess, data.Y)
        facts = data.X.shape[1], self.sizes[0], self.classes, self.shape
        self.words: Wording = wording_of(run.data, *facts)

    # -- Choices

    @property
    def middle(self) -> float:
        """The guess that is neither yes nor no."""
        return sum(self.ends) / 2

    @property
    def truth(self) -> int:
        """Which output is looked at: of many, the one that should be full."""
        return int(self.y.argmax())

    @property
    def best(self) -> int:
        """Which output is the largest."""
        return int(self.guess.argmax())

    @property
    def partnered(self) -> bool:
        """Whether δ of the output is guess minus truth, for the cost goes with the activation."""
        return bool(np.all(np.ravel(self.person[f"delta{self.depth}"]) == self.guess - self.y))

    @property
    def holds(self) -> list[Holds]:
        """What the neurons of each layer hold."""
        first: Holds = "signed" if self.shape is None else "pixel"
        return [first, *("signed" if one in _SIGNED else "activation" for one in self.activations)]

    @property
    def shown(self) -> dict[int, tuple[int, ...]]:
        """Of a picture, the neighbouring pixels where most ink is; else what a diagram chooses."""
        if self.shape is None:
            return {}
        return {0: tuple(inkiest(self.person["a0"].reshape(self.shape), _BLOCK))}

    def watched(
        self, data: Data, steps: Sequence[Any], probe: Callable[[Any, Array], Source]
    ) -> tuple[Callable[[int], Array], Array]:
        """Return whose guesses are watched, all of one example's or those for a few.

        Parameters
        ----------
        steps, probe
            The recorded steps; and from one of them and inputs (n_0, k) to what flowed.

        Returns
        -------
        answers, targets
            From a step to the guesses (k,), and what they should be.
        """
        inputs = self.person["a0"] if self.outputs > 1 else data.X[:, :_WATCHED]
        targets = self.y if self.outputs > 1 else data.Y[0, :_WATCHED]
        return lambda step: np.ravel(probe(steps[step], inputs)[self.key]), targets

    @property
    def flat(self) -> bool:
        """Whether the inputs are a plane on which a line can part yes from no."""
        return self.sizes[0] == 2 and self.outputs == 1 and bool(self.classes)

    def rightly(self, outputs: Array, targets: Array) -> int:
        """Return how many outputs (n_L, m) are on the side of their targets."""
        if self.outputs > 1:
            return int((outputs.argmax(axis=0) == targets.argmax(axis=0)).sum())
        return int(((outputs > self.middle) == (targets > self.middle)).sum())

    # -- Sentences

    @property
    def bending(self) -> Bending:
        """What the first layer's activation does."""
        return BENDING[self.activations[0]]

    @property
    def colours(self) -> str:
        """What lines and beads are, and their colours."""
        return f"Lines are weights, beads are biases. {signs()}"

    @property
    def columns(self) -> str:
        """The inputs and the biases, as columns."""
        inputs, neurons = spoken(self.sizes[0]), spoken(self.sizes[1])
        return f"The {inputs} inputs are a column, and so are the {neurons} biases."

    @property
    def agreement(self) -> str:
        """The shapes that meet."""
        inputs, neurons = spoken(self.sizes[0]), spoken(self.sizes[1], capital=True)
        return f"{neurons} by {inputs} meets {inputs} by one: the inner sizes agree."

    def layer(self, number: int) -> str:
        """What a later layer does."""
        before = spoken(self.sizes[number - 1])
        if number < self.depth:
            return f"The {ordinal(number)} layer does the same, with these {before} as its inputs."
        if self.outputs == 1:
            return "The last layer has one neuron: its activation is the guess, ŷ."
        count = spoken(self.outputs)
        return f"The last layer has {count} neurons, one for each kind: the largest is the guess."

    @property
    def verdict(self) -> str:
        """The guess and the truth."""
        guess, truth = float(self.guess[0]), float(self.y[0])
        if self.outputs > 1:
            best, right = (self.classes[k] for k in (self.best, self.truth))
            return f"The largest output says {best}. What it should say is {right}."
        if not self.classes:
            return f"The guess is {guess:.2f}. What was measured is {truth:.2f}."
        name = self.classes[int(truth > self.middle)]
        return (
            f"The guess is {guess:.2f}. {self.words.this} is {name}, so the truth is {truth:.0f}."
        )

    @property
    def judging(self) -> str:
        """What the cost is like."""
        return JUDGING[self.cost]

    def mean(self, step: Source) -> str:
        """The cost as a mean."""
        count, cost = step["y"].shape[1], float(step["cost"])
        over = f"all {count} {self.words.many}" if self.batch is None else f"a batch of {count}"
        return f"The mean over {over} is the cost, {cost:.4f}"

    @property
    def error(self) -> str:
        """What δ is at the output."""
        if self.partnered:
            return "At the output it is guess minus truth. Why? One chain shows it."
        return "At the output it is how the cost answers to the guess, times the slope."

    def back(self, number: int) -> tuple[str, str]:
        """How the error goes back through W of a layer: the turn, and the sharing out."""
        if number == self.depth:
            turn = "The same lines, read from right to left: W transposed shares the error out."
            return turn, BENDING[self.activations[number - 2]].back
        turn = "One layer further back, it is the same with a bigger matrix."
        if self.sizes[number] * self.sizes[number - 1] <= self.sizes[-1] * self.sizes[-2]:
            turn = "One layer further back, it is the same with another matrix."
        return turn, "Now every neuron of the network knows its share of the blame."

    def learned(self, step: int, hits: int, asked: str) -> str:
        """What the last step has come to; `asked` is who was asked, such as "10 people"."""
        if not self.classes:
            return f"After {step:,} steps, the guesses are as near as this network has come."
        if self.flat:
            return f"After {step:,} steps, {hits} of {asked} are on the right side of the line."
        done = "named" if self.shape is not None else "judged"
        return f"After {step:,} steps, {hits:,} of {asked} are {done} rightly."

    def question(self, count: int) -> str:
        """What comes next."""
        many = self.words.many
        if self.batch is None:
            return f"It saw all {count} {many} at every step. What if it saw a few at a time?"
        return (
            f"It saw {self.batch} {many} at a time. What if it had seen all of them at every step?"
        )

    def start(self, parameters: int) -> str:
        """Where the parameters come from."""
        if self.run.start or self.run.weights in _ALIKE:
            return f"{parameters:,} numbers, and nothing is learned yet."
        if self.run.biases in _ALIKE:
            biases = sum(self.sizes[1:])
            return f"{parameters - biases:,} weights were drawn at random."
        return f"All {parameters:,} were drawn at random."

    @property
    def links(self) -> tuple[str, str]:
        """The links of the chain rule, and how they end."""
        if self.activations[-1] == "softmax":
            return "a product of two links", "The last link is delta itself."
        return "a product of three links", "The last two links make delta."

    def arrow(self, rate: float) -> str:
        """How far the step follows the arrow."""
        share = "all" if rate == 1.0 else f"{rate:g}"
        return f"The step is {share} of this arrow: minus alpha times the gradient."

    def strips(self, shown: int) -> str:
        """What is drawn to scale."""
        which = "the last neuron" if self.outputs == 1 else "one output neuron"
        whole = "the" if shown == self.sizes[-2] else "some"
        many = f"{whole} {spoken(shown)}" if whole == "the" else f"{spoken(shown)}"
        return f"Drawn to scale: {many} weights and the bias of {which}."

    def first_step(self, before: float, after: float) -> str:
        """What the first step does to the cost."""
        if self.batch is not None:
            return f"All of them move at once. The next batch costs {after:.4f}."
        falls = "falls" if after < before else "rises"
        return f"All of them move at once, and the cost {falls} from {before:.4f} to {after:.4f}."

    def halfway(self, step: int, answers: Array, cost: float) -> str:
        """Where the run is when it begins to hurry."""
        low, high = float(answers.min()), float(answers.max())
        if self.outputs == 1 and high - low < 0.1 * (self.ends[1] - self.ends[0]):
            between = f"every guess is between {low:.2f} and {high:.2f}"
            return f"At step {step} {between}. Now watch them part."
        return f"At step {step} the cost is {cost:.4f}. Now watch the rest, faster and faster."


def _ends(activation: str, guess: Array, targets: Array) -> tuple[int, int]:
    """Return the whole numbers between which outputs and targets lie."""
    if activation in _BOUNDED:
        return _BOUNDED[activation]
    values = np.append(guess, np.ravel(targets))
    return min(int(np.floor(values.min())), 0), max(int(np.ceil(values.max())), 1)
