"""How wrong is the guess? What one guess costs, and the mean over all."""

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, VGroup

from scenes.pictures.backprop import columns, sayings
from scenes.vocabulary import layer, stage, style
from scenes.vocabulary.text import Readout, Source, Strip, digits, maths, quote

_SIZE = style.WORKING


def own_line(person: Source, cost: str, *, last: int, name: str) -> Strip:
    """Return the line `C_2 = … = cost` of one example, with digits from which the cost follows.

    Where many outputs are summed only the result is written; a cross-entropy has one term.

    `person`: One example's working: its outputs, its `y` and its `cost`. `cost`: The cost's name.
    `last`: The number of the output layer. `name`: Typst maths for the example's cost.
    """
    middle: list[str | Readout] = []
    outputs, decimals = np.size(person["y"]), digits.seen_decimals(person["cost"], least=2)
    if cost == "cce" or (cost == "bce" and outputs == 1):
        middle = [*_surprise(person, f"a{last}", int(np.argmax(person["y"])), decimals), "="]
    elif layer.COSTS[cost].distance and outputs == 1:
        middle = [*_distance(person, f"a{last}", cost, decimals), "="]
    result = quote(person, "cost", (), decimals, role="cost", size=_SIZE)
    return Strip(f"cost({name}) =", *middle, result, size=_SIZE)


def _surprise(person: Source, key: str, row: int, of_cost: int) -> list[str | Readout]:
    """Return -ln of what was given to the truth, which comes to a cost of so many decimals."""
    guess, yes = float(person[key][row, 0]), float(person["y"][row, 0]) == 1.0
    surprise = lambda a: -np.log(a if yes else 1 - a)  # noqa: E731
    decimals = digits.fewest_decimals([guess], surprise, result_decimals=of_cost)
    number = quote(person, key, (row, 0), decimals, role="activation", size=_SIZE)
    return ["-ln", number] if yes else ["-ln paren.l 1 -", number, "paren.r"]


def _distance(person: Source, key: str, cost: str, of_cost: int) -> list[str | Readout]:
    """Return the distance of the guess from the truth, squared or not, as `_surprise` does."""
    guess, truth = (float(person[one][0, 0]) for one in (key, "y"))
    far = layer.COSTS[cost].far if abs(guess - truth) > 1 else None
    distance = far or layer.COSTS[cost].distance
    assert distance is not None
    before, after, measure = distance
    whole = truth == round(truth)
    factors = [guess] if whole else [guess, truth]
    apart = lambda a, y=truth: measure(a, y)  # noqa: E731
    decimals = digits.fewest_decimals(factors, apart, result_decimals=of_cost)
    told = quote(person, key, (0, 0), decimals, role="activation", size=_SIZE)
    looks = {"role": "target", "size": _SIZE, "bracketed": True}
    return [before, told, "-", quote(person, "y", (0, 0), 0 if whole else decimals, **looks), after]


class CostBoard:
    """Two lines of the cost, in letters and for one example, and a column for each one's cost.

    `about`: The run's subject: its guess, its truth, its cost. `everyone`: `cost` (m,), each
    example's own. `step`: `cost`, the mean. `who`: Which of the m examples is followed.
    """

    def __init__(self, about: layer.Subject, everyone: Source, step: Source, *, who: int) -> None:
        formula = about.judge.many if about.outputs > 1 else about.judge.one
        self.formula = maths(f"cost(C_i) = {formula}", size=_SIZE)
        self.own = own_line(about.person, about.cost, last=about.depth, name=f"C_{who + 1}")
        lines = VGroup(self.formula, self.own).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        lines.move_to(style.HERO + UP * 2.2)
        name, each = "cost(C)", sayings.example_name(about)
        self.columns = columns.ExampleColumns(
            everyone, step, "cost", name=name, role="cost", lit=who, who=each, decimals=(2, 4)
        )
        self.columns.move_to(style.HERO + DOWN * 0.9)

    def weigh(self) -> stage.Gesture:
        """Write what a guess costs, and what this one does."""
        yield (FadeIn(self.formula),)
        yield (FadeIn(self.own, lag_ratio=0.4, run_time=2.0),)
