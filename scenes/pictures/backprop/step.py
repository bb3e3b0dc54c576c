"""The step: its rules, one weight's line of arithmetic, and one neuron's strips to scale."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, UP, FadeIn, VGroup

from scenes.pictures.backprop.lens import TipLenses
from scenes.pictures.backprop.step_bars import Place, StepBars
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import (
    Formula,
    Readout,
    Source,
    StepLine,
    maths,
    quote,
    weight_name,
    words,
)

_PITCH = 0.62  # from one strip to the next
_LINES_AT, _BARS_AT = style.HERO + UP * 1.75, style.HERO + DOWN
_BIASES = "bias(b) arrow.l bias(b) - alpha frac(partial cost(C), partial bias(b))"
_PULL = "alpha frac(partial cost(C), partial weight(W))"
_RULE = f"weight(W) arrow.l weight(W) - {_PULL}"
_SHRINKING = f"weight(W) arrow.l (1 - alpha lambda) weight(W) - {_PULL}"


class StepBoard:
    """The step in letters and for one weight, above strips that the step lengthens.

    A lens beside each strip shows its tip larger, and beside that is what the step changes.

    `update`: How one weight changes, as `StepLine` takes it. `steps`: The recorded steps that the
    strips can show, as sources of their parameters. `layer`, `places`: Some weights of one neuron:
    the first is written out, all of them and the bias are strips.
    """

    def __init__(
        self,
        update: Source,
        steps: Sequence[Source],
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
    ) -> None:
        plain = float(update["shrink"]) == 1.0
        self.rule = VGroup(maths(_RULE if plain else _SHRINKING), maths(_BIASES))
        self.rule.arrange(RIGHT, buff=0.9)
        step_line = StepLine(weight_name(*places[0], layer=layer), update, size=style.WORKING)
        VGroup(self.rule, step_line).arrange(DOWN, buff=0.35).move_to(_LINES_AT)
        mean = f"mean of {steps[0]['y'].shape[1]}"
        note = words(mean, size=style.SMALL, role="muted").next_to(step_line[-3], DOWN, buff=0.12)
        self.line = VGroup(step_line, note)
        row, columns = places[0][0], sorted(column for _, column in places)
        self.bars = StepBars.of_neuron(
            steps, layer, row, columns, width=2.8, pitch=_PITCH, decimals=None
        )
        unit = self.bars.reach / self.bars.value_scale
        self.lenses = TipLenses(self.bars.parameters, unit=unit, pitch=_PITCH)
        place = [self.bars.zero.get_x() + 2.3, self.bars.zero.get_y(), 0]
        self.lenses.shift(place - self.lenses.frames.get_center())
        keys = [*((f"W{layer}", (row, column)) for column in columns), (f"b{layer}", (row, 0))]
        self.changes = _changes(steps, keys)
        self.changes.next_to(self.lenses.frames, RIGHT, buff=0.3)
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


def _changes(steps: Sequence[Source], places: Sequence[Place]) -> VGroup:
    """Return lines `before → after`, in columns."""
    rows = VGroup()
    for row, (key, at) in enumerate(places):
        numbers = [quote(step, key, at, 3, size=style.SMALL) for step in steps]
        arrow = maths("arrow.r", size=style.SMALL, role="muted")
        parts: list[Formula | Readout] = [numbers[0], arrow, numbers[1]]
        for part, right in zip(parts, (0.0, 0.42, 1.42), strict=True):
            part.stand_on(-row * _PITCH)
            part.shift(RIGHT * (right - part.get_right()[0]))
        rows.add(VGroup(*parts))
    return rows
