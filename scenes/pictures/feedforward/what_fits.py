"""Which runs can be followed from their inputs to their answers, and why another cannot."""

from typing import Any

from scenes.vocabulary.layer import ACTIVATIONS

_DEEPEST = 5  # layers of weights that fit the stage, and four minutes


def unfit(history: Any) -> str:
    """Return why a run cannot be followed to its answers; nothing if it can."""
    run, depth = history.run, len(history.run.sizes) - 1
    if not 2 <= depth <= _DEEPEST:
        return f"two to {_DEEPEST} layers of weights fit, and it has {depth}"
    if unknown := [name for name in run.activations if name not in ACTIVATIONS]:
        return f"no picture shows {unknown[0]}; {', '.join(ACTIVATIONS)} have one"
    if len(history) < 2:
        return "two recorded steps are needed, and it has one"
    return ""
