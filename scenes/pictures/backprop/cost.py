"""How wrong is the guess? One guess beside its truth, its cost, and the mean over all."""

from collections.abc import Sequence
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.pictures.backprop.bars import PredictionBars
from scenes.pictures.backprop.columns import ExampleColumns
from scenes.pictures.backprop.example_words import wording_of
from scenes.pictures.backprop.gauge import Gauge
from scenes.pictures.backprop.own_cost import own_line
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.text import Formula, Source, maths, words
from scenes.vocabulary.text.formula import escaped

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
            label = words("error", size=style.SMALL, role="delta")
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


def labels_of(names: Sequence[str]) -> list[Formula]:
    """Return type for bars that stand close: the names where they are short, else nothing."""
    if any(len(name) > 2 for name in names):
        return []
    return [words(escaped(name), size=style.SMALL, role="muted") for name in names]
