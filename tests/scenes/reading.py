"""Numbers read back from pictures that say them to the eye alone: each the inverse of a drawing."""

import numpy as np

from scenes.vocabulary.text.strokes import lengths


def place_of(ball):
    """The parameters (2,) of the place where a ball is drawn."""
    cost = ball.view.cost_at(*ball.at) if ball.cost is None else ball.cost
    return ball.view.parameters_at(ball.disc.get_center(), cost)


def changes_of(lenses):
    """The changes that the lengths of the pieces under the lenses say."""
    drawn = np.zeros_like(lenses.changes)
    drawn[lenses.changes != 0] = lengths(lenses.pieces.points)[:, 0] / lenses.unit
    return drawn
