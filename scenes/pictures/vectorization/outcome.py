"""The code of a layer, with its arrays' shapes, and what comes out for each example."""

from typing import Any

import numpy as np
from manim import DOWN, UP

from scenes.pictures.vectorization.cells import AIR, PAD, Cells, Grid
from scenes.vocabulary import matrix, style
from scenes.vocabulary.text import Source, maths

_SHAPES = "W^([l]): n_l times n_(l-1) quad b^([l]): n_l times 1 quad A^([l]): n_l times m"
_BESIDE, _ABOVE = 1.2, 0.5  # between two statements; of those that shapes stand below


def forward(step: Source) -> matrix.CodeLine:
    """Return the code of the first layer, with the shapes of its arrays."""
    shapes = {0: step["z1"].shape, 2: step["W1"].shape, 4: step["a0"].shape, 6: step["b1"].shape}
    return matrix.CodeLine("Z", "=", "W", "@", "X", "+", "b", shapes=shapes)


def backward(step: Source) -> matrix.CodeLine:
    """Return the code of the gradient of the first layer's W, likewise."""
    (rows, m), columns = step["z1"].shape, len(step["a0"])
    shapes = {0: (rows, columns), 2: (rows, m), 4: (m, columns)}
    return matrix.CodeLine("dW", "=", "dZ", "@", "X.T", "/", f"{m}", shapes=shapes)


def all_layers() -> matrix.CodeLine:
    """Return the code that goes through all layers, and which shapes their arrays have."""
    code = matrix.CodeLine("A = X", "for W, b in layers: A = g(W @ A + b)", gap=_BESIDE)
    return code.add(maths(_SHAPES).next_to(code, DOWN)).shift(UP * _ABOVE)


_TALL, _BETWEEN, _NAMES, _OVER = 1.85, 0.16, 0.7, 1.05


def outcome(step: Source, each: Source, key: str, grid: Grid, costs: Any) -> list[Cells]:
    """Return answers `step[key]`, truths, and costs, of which some are given, below each other."""
    pitch = (style.RIGHT_EDGE - style.LEFT_EDGE - _NAMES) / len(grid.xs)
    xs, unit = style.LEFT_EDGE + pitch * (np.arange(len(grid.xs)) + 0.5), _TALL - 2 * AIR
    room = Grid(xs, grid.tints, pitch - 3 * PAD, _TALL, upright=True, origin=0.0, unit=unit)
    answers = Cells(step, key, room, "activation(hat(y))")
    low = answers.room.get_bottom()[1] - _BETWEEN
    truth = Cells(step, "y", room._replace(tall=grid.tall, top=low), "target(y)")
    last = room._replace(
        top=truth.room.get_bottom()[1] - _BETWEEN, unit=unit / (_OVER * np.max(costs))
    )
    return [answers, truth, Cells(each, "cost", last, "cost(C_k)", at=lambda _, k: (k,))]
