"""What a lecture on one run is about: its shape, and the choices of what to show of it.

A run of another shape has other things worth showing. They are found here, from the run's
definition and its data.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS, COSTS, Cost
from scenes.vocabulary.network import Holds, inkiest
from scenes.vocabulary.text import Array, Source, spelling

_BLOCK, _WATCHED = 4, 10  # pixels that stand for a picture, and guesses that stand for all


class Subject:
    """The choices of a lecture on one run, in which one example is followed.

    Parameters
    ----------
    run, data
        The run's definition, and what it learns from.
    person
        The working of the example that is followed, at the first step.
    """

    def __init__(self, run: Any, data: Any, person: Source) -> None:
        self.run = run
        self.sizes, self.activations = tuple(run.sizes), tuple(run.activations)
        self.curves = [ACTIVATIONS[name] for name in self.activations]
        self.cost, self.batch, self.person = run.cost, run.batch, person
        self.data, self.examples = str(run.data), int(data.X.shape[1])
        self.classes, self.shape = class_names(data), data.image_shape
        self.depth, self.outputs = len(self.sizes) - 1, self.sizes[-1]
        self.key = f"a{self.depth}"
        self.guess, self.y = np.ravel(person[self.key]), np.ravel(person["y"])
        self.ends = self.curves[-1].ends or _ends(self.guess, data.Y)
        self.yes = data.Y[0] > self.middle

    @property
    def judge(self) -> Cost:
        """How its cost is written and said."""
        return COSTS[self.cost]

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
        return [first, *("signed" if curve.signed else "activation" for curve in self.curves)]

    @property
    def shown(self) -> dict[int, tuple[int, ...]]:
        """Of a picture, the neighbouring pixels where most ink is; else what a diagram chooses."""
        if self.shape is None:
            return {}
        return {0: tuple(inkiest(self.person["a0"].reshape(self.shape), _BLOCK))}

    @property
    def layers(self) -> dict[str, Any]:
        """How its layers are drawn: how many, what they hold, and which neurons are shown."""
        return {"depth": self.depth, "holds": self.holds, "shown": self.shown}

    def watched(
        self, data: Any, steps: Sequence[Any], probe: Callable[[Any, Array], Source]
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


def class_names(data: Any) -> tuple[str, ...]:
    """Return what a data set's classes are called: their numbers, where nobody has named them."""
    unnamed = not data.class_names and len(data.Y) > 1
    if unnamed and np.isin(data.Y, (0, 1)).all() and (data.Y.sum(axis=0) == 1).all():
        return tuple(map(str, range(len(data.Y))))
    return tuple(map(spelling.called, data.class_names))


def _ends(guess: Array, targets: Array) -> tuple[int, int]:
    """Return the whole numbers between which outputs and targets lie."""
    values = np.append(guess, np.ravel(targets))
    return min(int(np.floor(values.min())), 0), max(int(np.ceil(values.max())), 1)
