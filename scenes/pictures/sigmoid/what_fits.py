"""Which runs have a sigmoid to show, in which layer and for whom, and why another has none."""

from typing import Any

from scenes.pictures.sigmoid.picking import first_inside
from scenes.vocabulary.text import shortened

_PERSON = 1  # whom we follow, if there are several: the second
_MOST = 5  # neurons whose z can be told apart
_FURTHEST = 12.0  # how far the z axis runs at most


def shown_of(history: Any) -> tuple[int, tuple[int, ...], Any]:
    """Return the first layer of sigmoids, its rows that are shown, and an example inside the axis.

    The run has a layer of sigmoids; None stands for an example that there is not.
    """
    layer = history.run.activations.index("sigmoid") + 1
    rows = shortened(history.run.sizes[layer], _MOST)
    zs = history[0][f"z{layer}"][list(rows)]
    return layer, rows, first_inside(zs, _FURTHEST, after=_PERSON)


def unfit(history: Any) -> str:
    """Return why a run has no sigmoid to show; nothing where it has."""
    used = dict.fromkeys(history.run.activations)
    if "sigmoid" not in used:
        return f"it has no sigmoid, only {', '.join(used)}"
    if not len(history):
        return "one recorded step is needed, and it has none"
    layer, _, chosen = shown_of(history)
    if chosen is None:
        return f"it has every z{layer} beyond {_FURTHEST:g}, where the curve is flat"
    return ""
