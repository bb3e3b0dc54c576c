"""The squash: z leaves its column for the axis, climbs to the curve, and comes off it as a."""

from manim import LEFT, RIGHT, FadeOut, VectorizedPoint

from scenes.vocabulary import style
from scenes.vocabulary.gesture import Gesture, together
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.motion import Flight, Reveal, Tween, conceal
from scenes.vocabulary.readout import Source
from scenes.vocabulary.squash import Squash

__all__ = ["SquashBoard"]

_COLUMN_AT, _CURVE_AT = LEFT * 0.95, RIGHT * 2.6


class SquashBoard:
    """A column of z at the left of the curve, and the column of a at its right.

    Parameters
    ----------
    weighted
        The column of z, on the stage already.
    person
        One example's working.
    number
        Which layer, from 1.
    bend
        The name of its activation.
    """

    def __init__(
        self, weighted: ValueMatrix, person: Source, number: int, *, bend: str = "sigmoid"
    ) -> None:
        self.weighted = weighted
        self.climb = Squash(person, number, bend=bend, rows=weighted.rows)
        self.climb.shift(_CURVE_AT - self.climb.get_center())
        head = f"activation(a^([{number}]))"
        values = person[f"a{number}"]
        self.result = ValueMatrix(values, of=f"a{number}", head=head, rows=weighted.rows)
        self.result.shift(RIGHT * (style.RIGHT_EDGE - self.result.get_right()[0]))
        conceal(self.climb, self.result)

    def set_up(self) -> Gesture:
        """Make room, and draw the curve."""
        climb = self.climb
        moving = Flight(self.weighted, VectorizedPoint(_COLUMN_AT), arc=0.0)
        yield moving, Reveal(climb.plot)
        yield (Reveal(climb.curve, climb.formula),)

    def put_on_axis(self) -> Gesture:
        """Carry each z to its place on the axis."""
        ghosts = self.weighted.numbers.copy()
        yield tuple(Flight(*pair) for pair in zip(ghosts, self.climb.dots, strict=True))
        shown = Reveal(self.climb.dots, self.climb.z_numbers)
        yield together(FadeOut(ghosts), shown, run_time=style.QUICK)

    def rise(self) -> Gesture:
        """Let each climb to the curve, and read off the height that it finds."""
        yield (Tween(self.climb, self.climb.show_climb, run_time=3.4),)
        yield (Reveal(self.result),)
