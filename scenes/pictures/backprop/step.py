"""The step: its rules, one weight's line of arithmetic, and one neuron's strips to scale."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, UP, FadeIn, VGroup

from scenes.pictures.backprop.strips import PITCH, Place, StepBars, TipLenses
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, StepLine, Strip, maths, quote, weight_name, words
from scenes.vocabulary.text.digits import fewest_decimals

_LINES_AT, _BARS_AT = style.HERO + UP * 1.75, style.HERO + DOWN
_LENSES, _COLUMNS = 2.3, (0.0, 0.42, 1.42)  # right of zero; of before, an arrow, and after


class StepBoard:
    """The step in letters and for one weight, above strips that the step lengthens.

    A lens beside each strip shows its tip larger, and beside that is what the step changes. Of an
    optimizer that is not gradient descent it says what was added, and beside it what that had been.

    `update`: How one weight changes, as `StepLine` takes it. `steps`: The recorded steps before and
    after it, as sources of their parameters. `layer`, `places`: Some weights of one neuron: the
    first is written out, all of them and the bias are strips.
    """

    def __init__(
        self,
        update: Source,
        steps: Sequence[Source],
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
    ) -> None:
        self.rule = VGroup(*map(maths, _rules(update))).arrange(RIGHT, buff=0.9)
        step_line = StepLine(weight_name(*places[0], layer=layer), update, size=style.WORKING)
        self.line = VGroup(step_line)
        if not update["plain"]:
            self.line.add(_downhill(update).next_to(step_line, DOWN, buff=0.2))
        VGroup(self.rule, self.line).arrange(DOWN, buff=0.35).move_to(_LINES_AT)
        mean = f"mean of {steps[0]['y'].shape[1]}"
        note = words(mean, size=style.SMALL, role="muted")
        self.line.add(note.next_to(self.line[-1][-3], DOWN, buff=0.12))
        strips = [*((f"W{layer}", at) for at in sorted(places)), (f"b{layer}", (places[0][0], 0))]
        self.bars = StepBars(steps, strips)
        self.lenses = TipLenses(self.bars.parameters, unit=self.bars.unit)
        self.lenses.shift(
            self.bars.zero.get_center() + RIGHT * _LENSES - self.lenses.frames.get_center()
        )
        self.changes = _changes(steps, strips).next_to(self.lenses.frames, RIGHT, buff=0.3)
        VGroup(self.bars, self.lenses, self.changes).move_to(_BARS_AT)

    def lines_appear(self) -> Gesture:
        """Write the rules, and then the arithmetic for one weight."""
        yield (FadeIn(self.rule),)
        yield (FadeIn(self.line),)

    def strips_appear(self) -> Gesture:
        """Show the strips to scale, the lenses at their tips, and what the step changes."""
        yield (FadeIn(self.bars),)
        yield (FadeIn(self.lenses),)
        both = VGroup(self.bars, self.lenses)
        yield Tween(both, self._show_change, run_time=style.SLOW), FadeIn(self.changes)

    def _show_change(self, moment: float) -> None:
        self.bars.show_change(moment)
        self.lenses.show_change(moment)


def _rules(update: Source) -> list[str]:
    """Return the rules for weights and biases in letters; only weights shrink."""
    rules = []
    shrink = "" if float(update["shrink"]) == 1.0 else "(1 - alpha lambda)"
    for kept, role, name in ((shrink, "weight", "W"), ("", "bias", "b")):
        now = f"{role}({name})"
        if update["plain"]:
            rule = f"{kept} {now} - alpha frac(partial cost(C), partial {now})"
        else:
            rule = f"{now} + {role}(Delta {name})"
        rules.append(f"{now} arrow.l {rule}")
    return rules


def _downhill(update: Source) -> Strip:
    """Return what gradient descent had added, with digits from which it follows."""
    rate = float(update["learning_rate"])
    digits = fewest_decimals([[update["gradient"]]], lambda g: -rate * g, result_decimals=3)
    looks = {"size": style.LABEL, "bracketed": True}
    share = quote(update, "learning_rate", (), len(f"{rate:g}".partition(".")[2]), **looks)
    slope = quote(update, "gradient", (), digits, role="delta", **looks)
    found = quote(update, "downhill", (), 3, **looks)
    name = "-alpha frac(partial cost(C), partial weight(w)) ="
    return Strip(name, "-", share, "dot", slope, "=", found, size=style.LABEL)


def _changes(steps: Sequence[Source], places: Sequence[Place]) -> VGroup:
    """Return lines `before → after`, in columns."""
    rows = VGroup()
    for row, (key, at) in enumerate(places):
        before, after = (quote(step, key, at, 3, size=style.SMALL) for step in steps)
        arrow = maths("arrow.r", size=style.SMALL, role="muted")
        rows.add(VGroup(before, arrow, after))
        for part, right in zip(rows[-1], _COLUMNS, strict=True):
            part.stand_on(-row * PITCH).shift(RIGHT * (right - part.get_right()[0]))
    return rows
