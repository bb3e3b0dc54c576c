"""Numbers read back from pictures that say them to the eye alone: each the inverse of a drawing."""

import numpy as np

from scenes.vocabulary.text.strokes import lengths


def place_of(ball):
    """The parameters (2,) of the place where a ball is drawn."""
    cost = ball.view.cost_at(*ball.at) if ball.cost is None else ball.cost
    return ball.view.parameters_at(ball.disc.get_center(), cost)


def slope_of_the_bar(steep):
    """The slope that the length of a steepness's bar says."""
    ends = np.array([steep.bar.points[0], steep.bar.points[-1]])
    return float(np.diff(steep.lower.frame.numbers(ends)[1])[0])


def slope_of_the_tangent(steep):
    """The rise over run of a steepness's tangent, in the numbers of the axes."""
    ends = np.array([steep.tangent.get_start(), steep.tangent.get_end()])
    across, above = steep.upper.frame.numbers(ends)
    return float(np.diff(above)[0] / np.diff(across)[0])


def answer_of(wiggle):
    """How far the activation moves, as the edge on its axis says."""
    ends = np.array([wiggle.answer.get_start(), wiggle.answer.get_end()])
    return float(np.diff(wiggle.plot.frame.numbers(ends)[1])[0])


def changes_of(lenses):
    """The changes that the lengths of the pieces under the lenses say."""
    drawn = np.zeros_like(lenses.changes)
    drawn[lenses.changes != 0] = lengths(lenses.pieces.points)[:, 0] / lenses.unit
    return drawn
