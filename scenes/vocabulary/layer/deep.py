"""Which runs can be followed layer by layer: there is room for them, and something moves."""

from typing import Any

DEEPEST = 5  # layers of weights that fit the stage, and four minutes


def unfit_for_layers(history: Any, most: int = DEEPEST, *, least: int = 1) -> str:
    """Return why the layers of a run cannot be shown on its clock; nothing if they can."""
    depth = len(history.run.sizes) - 1
    if not least <= depth <= most:
        start = "two" if least == 2 else "up"
        return f"{start} to {most} layers of weights fit, and it has {depth}"
    return "" if len(history) > 1 else "two recorded steps are needed, and it has fewer"
