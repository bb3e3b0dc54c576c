"""The bend: each z becomes an activation, on a curve that it climbs, or by a rule for all."""

from manim import LEFT, RIGHT, UP, FadeOut, VectorizedPoint, VGroup

from scenes.vocabulary import matrix, style
from scenes.vocabulary.layer.activations_and_costs import ACTIVATIONS
from scenes.vocabulary.layer.climb import Along, Squash
from scenes.vocabulary.layer.forward_board import ForwardBoard
from scenes.vocabulary.stage import Depart, Flight, Gesture, Reveal, Tween, conceal, together
from scenes.vocabulary.text import Readout, maths

BENT = "limits(stretch(->, size: #3em))^g"  # what stands between z and a
_AT = style.HERO + UP * 0.2
_COLUMN_AT, _CURVE_AT = style.HERO + LEFT * 3.45, style.HERO + RIGHT * 0.1
_UNSEEN = 0.1  # of the way from a cell
_LONG = 3.4  # seconds in which a class can follow a climb


class BendBoard:
    """z and a side by side, an arrow with g between them: for a g that has no curve, as softmax.

    Nothing of it is shown at first.

    Parameters
    ----------
    layer
        Whose z they are: its column of them is on the stage already.
    """

    def __init__(self, layer: ForwardBoard) -> None:
        person, number, rows = layer.person, layer.number, layer.weighted.rows
        self.before = layer.weighted
        self.weighted, self.result = (
            matrix.ValueMatrix(person[f"{key}{number}"], of=f"{key}{number}", head=head, rows=rows)
            for key, head in (
                ("z", f"weighted(z^([{number}]))"),
                ("a", f"activation(a^([{number}]))"),
            )
        )
        self.line = matrix.Equation(self.weighted, BENT, self.result, gap=0.35)
        self.rule = maths("activation(a) = g(weighted(z))", size=style.LAW)
        self.rule.next_to(self.line, UP, buff=0.5)
        VGroup(self.line, self.rule).move_to(_AT)
        self.result.blank()
        conceal(self.rule, self.line)

    def set_up(self) -> Gesture:
        """Make room, and show where the activations will be."""
        yield from becomes(self.before, self.weighted)
        yield (Reveal(self.rule, self.line[1], self.result.shell),)

    def one_by_one(self, *, run_time: float = 2.8) -> Gesture:
        """Let each z give its activation."""
        yield (matrix.Fill(self.result, lag=0.8, run_time=run_time),)


def becomes(old: matrix.ValueMatrix, new: matrix.ValueMatrix) -> Gesture:
    """Carry a matrix to where the same one stands, concealed as yet, in another line."""
    yield (Flight(old, VectorizedPoint(new.get_center()), arc=0.0),)
    yield together(Reveal(new), Depart(old), run_time=0.1)  # so that it never blinks


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
        self, layer: ForwardBoard, curve: Along, *, bend: str = "sigmoid", leftwards: bool = False
    ) -> None:
        person, number, rows = layer.person, layer.number, layer.weighted.rows
        self.weighted, self.leftwards = layer.weighted, leftwards
        self.climb = Squash(person, number, curve, bend=bend, rows=rows)
        self.climb.shift(_CURVE_AT - self.climb.get_center())
        head = f"activation(a^([{number}]))"
        values = person[f"a{number}"]
        self.result = matrix.ValueMatrix(values, of=f"a{number}", head=head, rows=rows)
        if leftwards:
            self.result.shift(_COLUMN_AT - self.result.get_center())
        else:
            self.result.align_to(style.RIGHT_SIDE, RIGHT)
        conceal(self.climb, self.result)

    def set_up(self) -> Gesture:
        """Make room, and draw the axes."""
        if self.leftwards:
            yield (Reveal(self.climb.plot),)
        else:
            away = Flight(self.weighted, VectorizedPoint(_COLUMN_AT), arc=0.0)
            yield away, Reveal(self.climb.plot)

    def put_on_axis(self) -> Gesture:
        """Carry each z to its place on the axis."""
        ghosts, climb = self.weighted.numbers.copy(), self.climb
        written = {number.at: number for number in climb.z_numbers}  # above the axis, not on it
        # Others would come down on the axis' own numbers: each of them shrinks into its dot.
        yield tuple(
            _leave(ghost, written[ghost.at])
            if ghost.at in written
            else FadeOut(ghost, target_position=dot, scale=0.2)
            for ghost, dot in zip(ghosts, climb.dots, strict=True)
        )
        landed = VGroup(*(ghost for ghost in ghosts if ghost.at in written))
        shown = Reveal(self.climb.dots, self.climb.z_numbers)
        yield together(FadeOut(landed), shown, run_time=style.QUICK)

    def rise(self, *, run_time: float = _LONG) -> Gesture:
        """Draw the curve, let each climb to it, and read off the height that it finds."""
        yield (Reveal(self.climb.curve, self.climb.formula),)
        yield (Tween(self.climb, self.climb.show_climb, run_time=run_time),)
        yield (Reveal(self.result),)

    def one_by_one(self, *, run_time: float = _LONG) -> Gesture:
        """Do both: from its column to the axis, up to the curve, and off it."""
        yield from self.put_on_axis()
        yield from self.rise(run_time=run_time)


def _leave(number: Readout, place: Readout) -> Flight:
    """Return how a number leaves its cell: it is seen when it is clear of its own digits there."""
    number.set_stroke(style.color("paper"), width=style.BROAD, background=True)
    flight = Flight(number, place)
    fly = flight.show

    def show(moment: float) -> None:
        fly(moment)
        seen = min(max((moment - _UNSEEN) / _UNSEEN, 0.0), 1.0)
        number.set_fill(opacity=seen).set_stroke(opacity=seen, background=True)

    flight.show = show
    return flight


def bending_board(layer: ForwardBoard, name: str, curve: Along) -> SquashBoard | BendBoard:
    """Return the curve that a layer's z have to climb; softmax looks at all of them at once."""
    if not ACTIVATIONS[name].letter:
        return BendBoard(layer)
    return SquashBoard(layer, curve, bend=name)
