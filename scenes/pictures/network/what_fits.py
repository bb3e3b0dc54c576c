"""Which runs can be shown as maps: two inputs, a few layers, two recorded steps."""

from typing import Any

_DEEPEST = 5


def unfit(history: Any) -> str:
    """Return why a run has no maps to show here; nothing where it has."""
    sizes, steps = history.run.sizes, len(history)
    if sizes[0] != 2:
        return f"maps need a plane of two inputs, and it has {sizes[0]}"
    if not 2 <= len(sizes) - 1 <= _DEEPEST:
        return f"two to {_DEEPEST} layers of weights fit, and it has {len(sizes) - 1}"
    if steps < 2:
        return "two recorded steps are needed, and it has one"
    return ""
