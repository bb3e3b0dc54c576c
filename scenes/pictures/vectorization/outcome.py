"""What comes out for each example: the answer, the truth, and what the answer costs."""

from typing import Any

import numpy as np

from scenes.pictures.vectorization.cells import AIR, PAD, Cells, Grid
from scenes.vocabulary import style
from scenes.vocabulary.text import Source

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
