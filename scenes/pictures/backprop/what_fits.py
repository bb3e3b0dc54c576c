"""Which runs can be shown from their cost back to their inputs, and why another cannot."""

from typing import Any

import numpy as np

from scenes.vocabulary.layer import ACTIVATIONS, COSTS, subject

_DEEPEST, _WIDEST = 5, 10  # layers of weights, and outputs, for which there is room
_KNOWN = ", ".join(ACTIVATIONS)
_BENT = ", ".join(name for name, curve in ACTIVATIONS.items() if curve.letter)
_OF_SHARES = "bce", "cce"
_JUDGED = ", ".join(name for name, cost in COSTS.items() if cost.one)


def unfit(history: Any) -> str:
    """Return why a run cannot be shown from its cost back to its inputs; nothing if it can."""
    if len(history) < 3:
        return f"three recorded steps are needed, and it has {len(history)}"
    if history.at_hand(1) != 1:
        return "its step 1 was not recorded, and the first update is shown from both sides"
    run, targets = history.run, history[0].targets
    examples = targets.shape[1]
    depth, outputs = len(run.sizes) - 1, run.sizes[-1]
    cost = COSTS.get(run.cost)
    soft = run.cost in _OF_SHARES and not np.isin(targets, (0, 1)).all()
    unknown = [name for name in run.activations if name not in ACTIVATIONS]
    strange = [name for name in run.activations[:-1] if name not in _BENT.split(", ")]
    reasons = (
        (depth < 2, "it has no hidden layer to send an error back to"),
        (depth > _DEEPEST, f"it has {depth} layers of weights; there is room for {_DEEPEST}"),
        (outputs > _WIDEST, f"it has {outputs} outputs; there is room for {_WIDEST}"),
        (strange, f"no picture shows a hidden {strange[:1]}; {_BENT} have one"),
        (unknown, f"no picture shows {unknown[:1]}; {_KNOWN} have one"),
        (
            cost is None or not cost.one,
            f"{run.cost} has no line for one example; {_JUDGED} have one",
        ),
        (
            outputs > 1 and not subject.class_names(history.dataset),
            f"its {outputs} outputs have no names, and the largest is to be called by its name",
        ),
        (soft, "its targets are shares, and what is said of its cost is of 0 and 1"),
        (run.gradient != "right", "its gradient is wrong on purpose, and here it is shown right"),
        (examples < 2, "its first step has one example; two are needed for a mean"),
    )
    return next((reason for failing, reason in reasons if failing), "")
