"""An honest ellipsis: of what is too long to draw, stated indices are shown, and dots between.

The same indices serve neurons, edges, beads, cells and the places that readouts name.
"""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, Dot, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import arrays, formula

ALONG, ACROSS, DIAGONAL = DOWN, RIGHT, (DOWN + RIGHT) / np.sqrt(2)
_APART, _RADIUS = 0.11, 0.026


def shortened(size: int, most: int) -> tuple[int, ...]:
    """Return the indices to show where there is room for `most`: all, or the first and the last.

    As many at either end, and the dots take a place: of 784 with room for 10, 4 and 4.
    """
    if size <= most or most == 1:
        return tuple(range(min(size, most)))
    ends = max((most - 1) // 2, 1)
    return (*range(ends), *range(size - ends, size))


def fewer(
    shown: Sequence[int], most: int, values: arrays.ArrayLike | None = None
) -> tuple[int, ...]:
    """Return as many of some shown indices as there is room for: the first and the last of them.

    Where some have to go, those go first whose value is 0, of all `values` (n,).
    """
    if values is not None and len(shown) > most:
        shown = [index for index in shown if np.ravel(values)[index]] or shown
    return tuple(shown[place] for place in shortened(len(shown), most))


def stated(indices: Sequence[int] | None, size: int, *, most: int) -> tuple[int, ...]:
    """Return chosen indices as they are to be shown, or `shortened` where none are given.

    Raises
    ------
    ValueError
        If they do not rise, or are not all of 0 … size - 1.
    """
    if indices is None:
        return shortened(size, most)
    chosen = tuple(int(index) for index in indices)
    if not chosen or list(chosen) != sorted(set(chosen)) or not 0 <= chosen[0] <= chosen[-1] < size:
        raise ValueError(f"indices {chosen} are given; rising ones of 0 to {size - 1} are accepted")
    return chosen


def slots(shown: Sequence[int], size: int) -> list[int | None]:
    """Return the shown indices with None wherever some are left out, at either end as well."""
    places: list[int | None] = []
    before = -1
    for index in shown:
        places += [index] if index == before + 1 else [None, index]
        before = index
    return places if before == size - 1 else [*places, None]


def dots(way: arrays.Points, *, scale: float = 1.0) -> VGroup:
    """Return three dots in a row: `ALONG` a column, `ACROSS` a row, or `DIAGONAL`."""
    return VGroup(
        *(
            Dot(way * _APART * scale * place, radius=_RADIUS * scale, color=style.color("muted"))
            for place in (-1, 0, 1)
        )
    )


def count_label(shown: int, size: int) -> formula.Formula:
    """Return what a shortened thing has to say: "8 of 784"."""
    return formula.words(f"{shown} of {size}", size=style.SMALL, role="muted")
