"""Where the parameters of a network lie: a picture for each neuron that sees, then its tables."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.text.arrays import Array

ROOM = np.array([[style.LEFT_EDGE + 0.1, style.FLOOR + 0.15], [3.7, style.STAGE_TOP - 0.35]])
_GAP, _WIDEST = 2.0, 0.16  # in pitches between two blocks; and of a pitch, in Manim units


class Packed(NamedTuple):
    """All parameters (N,): values, places (N, 2) on the stage, layers, and which block's they are.

    `pitch`: Manim units from one to the next. `centres`: (blocks, 2).
    """

    values: Array
    places: Array
    layers: Array
    blocks: Array
    pitch: float
    centres: Array


def packed(weights: Sequence[Array], biases: Sequence[Array], shape: tuple[int, int]) -> Packed:
    """Lay all parameters out, as large as there is room for.

    Each neuron of the first layer has its weights as a picture of the inputs' `shape`, and below it
    its bias; of the others each layer is a table, and its biases the column at the right.
    """
    pictures = zip(weights[0], biases[0], strict=True)
    tables = [(0, row.reshape(shape), bias) for row, bias in pictures]
    tables += [(n, weights[n], biases[n]) for n in range(1, len(weights))]
    blocks = [_places(*table) for table in tables]
    sizes = [block.max(axis=0) + 0.5 for block in blocks]
    (left, bottom), (right, top) = ROOM
    pitches = np.linspace(_WIDEST, 0.01, 400)
    pitch = next(p for p in pitches if _rows(sizes, (right - left) / p)[1] <= (top - bottom) / p)
    corners, _ = _rows(sizes, (right - left) / pitch)
    places = [block + corner for block, corner in zip(blocks, corners, strict=True)]
    counts, to_stage = [len(block) for block in blocks], pitch * np.array([1.0, -1.0])
    return Packed(
        np.concatenate([np.append(table, bias) for _, table, bias in tables]),
        np.concatenate(places) * to_stage + [left, top],
        np.repeat([layer for layer, *_ in tables], counts),
        np.repeat(np.arange(len(blocks)), counts),
        float(pitch),
        (np.array(corners) + np.array(sizes) / 2) * to_stage + [left, top],
    )


def _places(layer: int, table: Array, biases: Array) -> Array:
    """Return where a table's entries lie, row by row, and then its biases: (k, 2) in pitches."""
    rows, columns = table.shape
    below, beside = [((columns - 1) / 2, rows + 0.5)], [(columns + 0.5, i) for i in range(rows)]
    grid = np.argwhere(np.ones((rows, columns)))[:, ::-1]
    return np.vstack([grid, beside if layer else below]) + 0.5


def _rows(sizes: Sequence[Array], width: float) -> tuple[list[Array], float]:
    """Return each block's corner, row by row within a width, and how high all of them are."""
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for wide, tall in sizes:
        if x and x + wide > width:
            x, y, high = 0.0, y + high + _GAP, 0.0
        corners.append(np.array([x, y]))
        x, high = x + wide + _GAP, max(high, tall)
    return corners, y + high
