"""The step: its rule, one weight's line of arithmetic, and the last neuron drawn to scale."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, UP, VGroup

from scenes.vocabulary.formula import maths
from scenes.vocabulary.readout import Source
from scenes.vocabulary.update import StepBars, StepLine, weight_name

__all__ = ["StepBoard"]

_LINES_AT, _BARS_AT = RIGHT * 2.5 + UP * 1.75, RIGHT * 2.5 + DOWN * 1.0
_PULL = "alpha frac(partial cost(C), partial weight(W))"
_RULE = f"weight(W) arrow.l weight(W) - {_PULL}"
_SHRINKING = f"weight(W) arrow.l (1 - alpha lambda) weight(W) - {_PULL}"


class StepBoard:
    """W ← W - α ∂C/∂W in letters and for one weight, above strips that the step lengthens.

    Parameters
    ----------
    update
        How one weight changes, as `StepLine` takes it.
    steps
        The recorded steps that the strips can show, as sources of their parameters.
    layer, places
        Some weights of one neuron: the first is written out, all of them and the bias are strips.
    """

    def __init__(
        self,
        update: Source,
        steps: Sequence[Source],
        *,
        layer: int,
        places: Sequence[tuple[int, int]],
    ) -> None:
        self.rule = maths(_RULE if float(update["shrink"]) == 1.0 else _SHRINKING)
        self.line = StepLine(weight_name(*places[0]), update, size=0.33)
        VGroup(self.rule, self.line).arrange(DOWN, buff=0.4).move_to(_LINES_AT)
        columns = sorted(column for _, column in places)
        self.bars = StepBars.of_neuron(steps, layer, places[0][0], columns)
        self.bars.move_to(_BARS_AT)
