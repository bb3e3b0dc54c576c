"""The bend: every z goes through the same function, each for itself, and becomes an activation."""

from manim import UP, VectorizedPoint, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer.forward_board import ForwardBoard
from scenes.vocabulary.matrix import Equation, Fill, ValueMatrix
from scenes.vocabulary.stage import Depart, Flight, Gesture, Reveal, conceal, together
from scenes.vocabulary.text import Formula, maths

BENT = "limits(stretch(->, size: #3em))^g"  # what stands between z and a
_AT, _WIDEST = style.HERO + UP * 0.2, 7.9


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
            ValueMatrix(person[f"{key}{number}"], of=f"{key}{number}", head=head, rows=rows)
            for key, head in (
                ("z", f"weighted(z^([{number}]))"),
                ("a", f"activation(a^([{number}]))"),
            )
        )
        self.line = Equation(self.weighted, BENT, self.result, gap=0.35)
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
        yield (Fill(self.result, lag=0.8, run_time=run_time),)


def becomes(old: ValueMatrix, new: ValueMatrix) -> Gesture:
    """Carry a matrix to where the same one stands, concealed as yet, in another line."""
    yield (Flight(old, VectorizedPoint(new.get_center()), arc=0.0),)
    yield together(Reveal(new), Depart(old), run_time=0.1)  # so that it never blinks


def in_one_line(depth: int) -> Formula:
    """Return a whole network as a formula at the right of the stage: ŷ = g(W g(W x + b) + b)."""
    inner = "activation(x)"
    for n in range(1, depth + 1):
        inner = f"g(weight(W^([{n}])) {inner} + bias(b^([{n}])))"
    formula = maths(f"activation(hat(y)) = {inner}", size=style.SUMMARY)
    formula.scale_to_fit_width(min(formula.width, _WIDEST))
    return formula.move_to([style.RIGHT_EDGE - formula.width / 2 - 0.1, _AT[1], 0])
