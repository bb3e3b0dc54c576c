"""Numbers read back from pictures that say them to the eye alone: each the inverse of a drawing."""


def place_of(ball):
    """The parameters (2,) of the place where a ball is drawn."""
    cost = ball.view.cost_at(*ball.at) if ball.cost is None else ball.cost
    return ball.view.parameters_at(ball.disc.get_center(), cost)
