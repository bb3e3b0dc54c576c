"""Where the parameters of a network lie: a picture for each neuron that sees, then its tables."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.text.arrays import Array

ROOM = np.array([[style.LEFT_EDGE + 0.1, style.FLOOR + 0.15], [3.7, style.STAGE_TOP - 0.35]])
_GAP, _WIDEST = 2.0, 0.16  # in pitches between two blocks; and of a pitch, in Manim units


class Block(NamedTuple):
    """Some of a layer's weights and biases, and where each lies in the block, (k, 2) in pitches."""

    layer: int
    values: Array
    places: Array
    size: tuple[float, float]


class Packed(NamedTuple):
    """All parameters (N,): values, places (N, 2) on the stage, layers, and which block's they are.

    `pitch`: Manim units from one to the next. `centres`: (blocks, 2). `inputs`: Weights of a
    picture, before its bias.
    """

    values: Array
    places: Array
    layers: Array
    blocks: Array
    pitch: float
    centres: Array
    inputs: int


def packed(
    weights: Sequence[Array], biases: Sequence[Array], shape: tuple[int, int], room: Array
) -> Packed:
    """Lay all parameters out, as large as a room ((left, bottom), (right, top)) lets them be.

    Each neuron of the first layer has its weights as a picture of the inputs' `shape`, and below it
    its bias; of the others each layer is a table, and its biases the column at the right.
    """
    blocks = [_picture(*pair, shape) for pair in zip(weights[0], biases[0], strict=True)]
    for n in range(1, len(weights)):
        blocks.append(_table(n, weights[n], biases[n]))
    (left, bottom), (right, top) = room
    pitches = np.linspace(_WIDEST, 0.01, 400)
    pitch = next(p for p in pitches if _rows(blocks, (right - left) / p)[1] <= (top - bottom) / p)
    corners, _ = _rows(blocks, (right - left) / pitch)
    to_stage = np.array([1.0, -1.0]) * pitch
    places = [b.places + corner for b, corner in zip(blocks, corners, strict=True)]
    centres = [np.array(b.size) / 2 + corner for b, corner in zip(blocks, corners, strict=True)]
    counts = [len(b.values) for b in blocks]
    return Packed(
        np.concatenate([b.values for b in blocks]),
        np.concatenate(places) * to_stage + [left, top],
        np.repeat([b.layer for b in blocks], counts),
        np.repeat(np.arange(len(blocks)), counts),
        float(pitch),
        np.array(centres) * to_stage + [left, top],
        weights[0].shape[1],
    )


def _picture(weights: Array, bias: Array, shape: tuple[int, int]) -> Block:
    rows, columns = shape
    places = np.vstack([_grid(rows, columns), [[(columns - 1) / 2, rows + 0.5]]])
    return Block(0, np.append(weights, bias), places + 0.5, (columns, rows + 1.5))


def _grid(rows: int, columns: int) -> Array:
    """Return the places (rows · columns, 2) of a table, row by row."""
    grid = np.meshgrid(np.arange(columns), np.arange(rows))
    return np.stack(grid, axis=-1).reshape(-1, 2).astype(float)


def _table(layer: int, weights: Array, biases: Array) -> Block:
    rows, columns = weights.shape
    beside = np.stack([np.full(rows, columns + 0.5), np.arange(rows)], axis=1)
    places = np.vstack([_grid(rows, columns), beside])
    return Block(layer, np.append(weights, biases), places + 0.5, (columns + 1.5, rows))


def _rows(blocks: Sequence[Block], width: float) -> tuple[list[Array], float]:
    """Return each block's corner, row by row within a width, and how high all of them are."""
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for wide, tall in (block.size for block in blocks):
        if x and x + wide > width:
            x, y, high = 0.0, y + high + _GAP, 0.0
        corners.append(np.array([x, y]))
        x, high = x + wide + _GAP, max(high, tall)
    return corners, y + high
