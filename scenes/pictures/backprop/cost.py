"""How wrong is the guess? One guess beside its truth, its cost, and the mean over all."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, VGroup

from scenes.pictures.backprop.bars import PredictionBars
from scenes.pictures.backprop.columns import ExampleColumns
from scenes.pictures.backprop.example_words import wording_of
from scenes.pictures.backprop.gauge import Gauge
from scenes.vocabulary import style
from scenes.vocabulary.layer import COSTS, Subject
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import (
    Formula,
    Readout,
    Source,
    Strip,
    fewest_decimals,
    maths,
    quote,
    words,
)
from scenes.vocabulary.text.formula import escaped


def own_line(person: Source, cost: str, *, last: int, name: str, size: float) -> Strip:
    """Return the line `C_2 = … = cost` of one example, with digits from which the cost follows.

    Where many outputs are summed only the result is written; a cross-entropy has one term.

    `person`: One example's working: its outputs, its `y` and its `cost`. `cost`: The cost's name.
    `last`: The number of the output layer. `name`: Typst maths for the example's cost.
    """
    y = np.ravel(person["y"])
    middle: list[str | Readout] = []
    if cost == "cce" or (cost == "bce" and len(y) == 1 and y[0] in (0.0, 1.0)):
        middle = _surprise(person, f"a{last}", int(np.argmax(y)) if len(y) > 1 else 0, size)
    elif COSTS[cost].distance and len(y) == 1:
        middle = _distance(person, f"a{last}", cost, size)
    result = quote(person, "cost", role="cost", size=size)
    equals = ["="] if middle else []
    return Strip(f"cost({name}) =", *middle, *equals, result, size=size)


def _surprise(person: Source, key: str, row: int, size: float) -> list[str | Readout]:
    """Return -ln of what was given to the truth."""
    guess, yes = float(person[key][row, 0]), float(person["y"][row, 0]) == 1.0
    decimals = fewest_decimals([guess], lambda a: -np.log(a if yes else 1 - a))
    number = quote(person, key, (row, 0), decimals, role="activation", size=size)
    return ["-ln", number] if yes else ["-ln paren.l 1 -", number, "paren.r"]


def _distance(person: Source, key: str, cost: str, size: float) -> list[str | Readout]:
    """Return the distance of the guess from the truth, squared or not."""
    guess, truth = (float(person[one][0, 0]) for one in (key, "y"))
    row = COSTS[cost]
    distance = row.far if row.far and abs(guess - truth) > 1 else row.distance
    assert distance is not None
    before, after, measure = distance
    whole = truth == round(truth)
    if whole:
        decimals = fewest_decimals([guess], lambda a: measure(a, truth))
    else:
        decimals = fewest_decimals([guess, truth], measure)
    looks = {"size": size, "bracketed": True}
    return [
        before,
        quote(person, key, (0, 0), decimals, role="activation", size=size),
        "-",
        quote(person, "y", (0, 0), 0 if whole else decimals, role="target", **looks),
        after,
    ]


_GAUGE_AT, _BARS_AT = style.HERO + LEFT * 2.6, style.HERO + LEFT * 2.2
_BARS_WIDTH, _NARROW, _WIDE = 3.3, 2.4, 3.4


class CostBoard:
    """The guess beside the truth, two lines of the cost, and a column for each example's cost.

    `guess` is a gauge for one output, and a bar for each of many.

    `about`: The run's subject: its guess, its truth, its cost. `everyone`: `cost` (m,), each
    example's own. `step`: `cost`, the mean. `who`: Which of the m examples is followed.
    """

    def __init__(self, about: Subject, everyone: Source, step: Source, *, who: int) -> None:
        person, outputs = about.person, about.guess
        self.guess: Gauge | PredictionBars
        if about.outputs > 1:
            self.guess = PredictionBars(
                outputs,
                about.y,
                names=labels_of(about.classes),
                ends=about.ends,
                width=_BARS_WIDTH,
                height=3.0,
            ).move_to(_BARS_AT)
        else:
            key, at = about.key, (0, 0)
            label = maths("delta(hat(y) - y)", size=style.NUMBER)
            looks: dict[str, Any] = {"of": key, "at": at, "ends": about.ends, "height": 3.6}
            self.guess = Gauge(outputs[0], about.y[0], label=label, **looks)
            self.guess.move_to(_GAUGE_AT)
        formula = about.judge.many if about.outputs > 1 else about.judge.one
        self.formula = maths(f"cost(C_i) = {formula}", size=style.WORKING)
        own = f"C_{who + 1}"
        self.own = own_line(person, about.cost, last=about.depth, name=own, size=style.WORKING)
        lines = VGroup(self.formula, self.own).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
        lines.move_to(style.HERO + UP * 2.2).align_to(style.RIGHT_SIDE, RIGHT)
        self.columns = ExampleColumns(
            everyone,
            step,
            "cost",
            name="cost(C)",
            role="cost",
            lit=who,
            decimals=(2, 4),
            who=wording_of(about).who,
            width=_NARROW if about.outputs > 1 else _WIDE,
        ).align_to(style.FLOOR_RIGHT + UP * 0.12, DOWN + RIGHT)

    def weigh(self) -> Gesture:
        """Show the guess beside the truth, and write what the distance costs."""
        yield (FadeIn(self.guess),)
        yield (FadeIn(self.formula),)
        yield (FadeIn(self.own, shift=DOWN * 0.2),)


def labels_of(names: Sequence[str]) -> list[Formula]:
    """Return type for bars that stand close: the names where they are short, else nothing."""
    if any(len(name) > 2 for name in names):
        return []
    return [words(escaped(name), size=style.SMALL, role="muted") for name in names]
