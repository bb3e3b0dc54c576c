"""What was learned: how far the cost fell, over the picture of the examples."""

from manim import DOWN, RIGHT, UP, VGroup, VMobject

from scenes.vocabulary.readout import Source, quote
from scenes.vocabulary.strip import Strip

__all__ = ["ClosingBoard"]

_PICTURE_AT, _SIZE = RIGHT * 2.5 + DOWN * 0.38, 0.44


class ClosingBoard:
    """`C: first → last` above a picture, such as a plot and what lies on it.

    Parameters
    ----------
    first, last
        The two steps, of which each has its `cost`.
    picture
        What is moved to the right half of the stage; the first of it is what the line stands over.
    """

    def __init__(self, first: Source, last: Source, *picture: VMobject) -> None:
        VGroup(*picture).move_to(_PICTURE_AT)
        looks = {"role": "cost", "size": _SIZE}
        costs = [quote(step, "cost", (), 4, **looks) for step in (first, last)]
        self.fall = Strip("cost(C):", costs[0], "arrow.r", costs[1], size=_SIZE)
        self.fall.next_to(picture[0], UP, buff=0.25)
