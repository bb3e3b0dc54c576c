"""What the boards of a lecture have no picture for, and which parts of a run they look at."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scenes.pictures.backprop.judgement import JUDGED
from scenes.vocabulary.layer import BENDING, Definition

_DEEPEST, _WIDEST = 5, 10  # layers of weights, and outputs, for which there is room
_COSTS = ", ".join(JUDGED)


def unfit(run: Definition, steps: int, examples: int) -> str:
    """Return why a run cannot be shown from its cost back to its inputs; nothing if it can.

    `run`: Its definition. `steps`, `examples`: How many steps it has, and how many examples its
    first one.
    """
    depth, outputs = len(run.sizes) - 1, run.sizes[-1]
    strange = [name for name in run.activations[:-1] if name not in BENDING]
    reasons = (
        (depth < 2, "it has no hidden layer to send an error back to"),
        (depth > _DEEPEST, f"it has {depth} layers of weights; there is room for {_DEEPEST}"),
        (outputs > _WIDEST, f"it has {outputs} outputs; there is room for {_WIDEST}"),
        (strange, f"no picture shows a hidden {strange[:1]}; {', '.join(BENDING)} have one"),
        (run.cost not in JUDGED, f"{run.cost} has no line for one example; {_COSTS} have one"),
        (run.gradient != "right", "its gradient is wrong on purpose, and here it is shown right"),
        (steps < 3, f"it has {steps} steps; three are needed"),
        (examples < 2, "its first step has one example; two are needed for a mean"),
    )
    return next((reason for failing, reason in reasons if failing), "")


def strongest(
    table: npt.ArrayLike, rows: Sequence[int], columns: Sequence[int], count: int = 1
) -> list[tuple[int, int]]:
    """Return where the largest sizes of a matrix are, among some rows and columns."""
    sizes = np.abs(np.asarray(table, dtype=float))
    places = [(row, column) for row in rows for column in columns]
    return sorted(places, key=lambda place: -sizes[place])[:count]
