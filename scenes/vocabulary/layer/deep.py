"""Which runs can be followed layer by layer: there is room for them, and something moves."""

from typing import Any

DEEPEST = 5  # layers of weights that fit the stage, and four minutes


def unfit_for_layers(history: Any) -> str:
    """Return why the layers of a run cannot be shown on its clock; nothing if they can."""
    depth = len(history.run.sizes) - 1
    if not 2 <= depth <= DEEPEST:
        return f"two to {DEEPEST} layers of weights fit, and it has {depth}"
    return "" if len(history) > 1 else "two recorded steps are needed, and it has one"
