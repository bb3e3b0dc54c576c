"""The squash: z leaves its column for the axis, climbs to the curve, and comes off it as a."""

from manim import LEFT, RIGHT, FadeOut, VectorizedPoint

from scenes.vocabulary import style
from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS
from scenes.vocabulary.layer.bend_board import BendBoard
from scenes.vocabulary.layer.climb import Along, Squash
from scenes.vocabulary.layer.forward_board import ForwardBoard
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.stage import Flight, Gesture, Reveal, Tween, conceal, together

_COLUMN_AT, _CURVE_AT = style.HERO + LEFT * 3.45, style.HERO + RIGHT * 0.1
_LONG = 3.4  # seconds in which a class can follow a climb


class SquashBoard:
    """A column of z at one side of the curve, and the column of a at the other.

    Rightwards z moves to the left side, and a stands at the right one. Leftwards z stays where
    the layer's equation ended, and a comes off the curve towards the neurons that wait for it.

    Parameters
    ----------
    layer
        Whose z they are: its column of them is on the stage already.
    curve
        From an activation's name and the ends of an axis to `z` and `a` along it.
    bend
        The name of its activation.
    leftwards
        Whether a stands at the left of the curve.
    """

    def __init__(
        self,
        layer: ForwardBoard,
        curve: Along,
        *,
        bend: str = "sigmoid",
        leftwards: bool = False,
    ) -> None:
        person, number, rows = layer.person, layer.number, layer.weighted.rows
        self.weighted, self.leftwards = layer.weighted, leftwards
        self.climb = Squash(person, number, curve, bend=bend, rows=rows)
        self.climb.shift(_CURVE_AT - self.climb.get_center())
        head = f"activation(a^([{number}]))"
        values = person[f"a{number}"]
        self.result = ValueMatrix(values, of=f"a{number}", head=head, rows=rows)
        if leftwards:
            self.result.shift(_COLUMN_AT - self.result.get_center())
        else:
            self.result.align_to(style.RIGHT_SIDE, RIGHT)
        conceal(self.climb, self.result)

    def set_up(self) -> Gesture:
        """Make room, and draw the curve."""
        climb = self.climb
        if self.leftwards:
            yield (Reveal(climb.plot, climb.curve, climb.formula),)
        else:
            yield Flight(self.weighted, VectorizedPoint(_COLUMN_AT), arc=0.0), Reveal(climb.plot)
            yield (Reveal(climb.curve, climb.formula),)

    def put_on_axis(self) -> Gesture:
        """Carry each z to its place on the axis."""
        ghosts = self.weighted.numbers.copy()
        yield tuple(Flight(*pair) for pair in zip(ghosts, self.climb.dots, strict=True))
        shown = Reveal(self.climb.dots, self.climb.z_numbers)
        yield together(FadeOut(ghosts), shown, run_time=style.QUICK)

    def rise(self, *, run_time: float = _LONG) -> Gesture:
        """Let each climb to the curve, and read off the height that it finds."""
        yield (Tween(self.climb, self.climb.show_climb, run_time=run_time),)
        yield (Reveal(self.result),)

    def one_by_one(self, *, run_time: float = _LONG) -> Gesture:
        """Do both: from its column to the axis, up to the curve, and off it."""
        yield from self.put_on_axis()
        yield from self.rise(run_time=run_time)


def bending_board(layer: ForwardBoard, name: str, curve: Along) -> SquashBoard | BendBoard:
    """Return the curve that a layer's z have to climb; softmax looks at all of them at once."""
    if not ACTIVATIONS[name].letter:
        return BendBoard(layer)
    return SquashBoard(layer, curve, bend=name, leftwards=True)
