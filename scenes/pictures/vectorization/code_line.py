"""A line of code whose parts light up, with the shapes of its arrays on chips that meet."""

from collections.abc import Mapping, Sequence

from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import Chip, frame_around
from scenes.vocabulary.stage import Flight, Gesture
from scenes.vocabulary.text import Source, maths, words

_BETWEEN, _BELOW, _LARGE = 0.2, 0.45, 1.2
_SHAPES = "W^([l]): n_l times n_(l-1) quad b^([l]): n_l times 1 quad A^([l]): n_l times m"
_ROLES = {"Z": "weighted", "W": "weight", "X": "activation", "A": "activation", "b": "bias"}
_ROLES |= {"dZ": "delta", "dW": "delta", "X.T": "activation", "X.shape": "activation"}


class CodeLine(VGroup):
    """Code in parts, with chips under arrays: `shapes` by the part's place."""

    def __init__(self, *parts: str, shapes: Mapping[int, Sequence[int]] | None = None) -> None:
        typed = ((f"`{part}`", _ROLES.get(part, "ink")) for part in parts)
        self.code = VGroup(*(words(part, size=style.LAW, role=role) for part, role in typed))
        chips = {k: Chip(*shape).scale(_LARGE) for k, shape in (shapes or {}).items()}
        self.chips, right = chips, 0.0
        for k, part in enumerate(self.code):
            wide = max(part.width, self.chips[k].width if k in self.chips else 0.0)
            part.stand_on(style.CODE).set_x(right + wide / 2)
            right += wide + _BETWEEN
            if k in self.chips:
                chip = self.chips[k].next_to(part, DOWN).set_y(style.CODE - _BELOW)
                chip[1].match_color(part[0][0])
        super().__init__(self.code, *self.chips.values())
        self.set_x(0)

    def part(self, *places: int) -> FadeIn:
        """Let some parts appear, or all, with their chips."""
        shown = places or range(len(self.code))
        chips = (self.chips[k] for k in shown if k in self.chips)
        return FadeIn(*(self.code[k] for k in shown), *chips)

    def meet(self, left: int, right: int, *, fits: bool, into: int | None = None) -> Gesture:
        """Slide two chips together: their inner sizes are framed, and part where they differ.

        The outer ones fly `into` the chip of the result.
        """
        one, other = self.chips[left], self.chips[right]
        gap = (other.get_left()[0] - one.get_right()[0]) / 2 - (0.0 if fits else 0.1)
        yield one.animate.shift(RIGHT * gap).build(), other.animate.shift(LEFT * gap).build()
        inner = VGroup(frame_around(one.columns), frame_around(other.rows))
        yield (FadeIn(inner, run_time=style.QUICK),)
        if into is not None:
            goal = self.chips[into]
            ways = ((one.rows, goal.rows), (other.columns, goal.columns))
            outer = VGroup(*(frame_around(start) for start, _ in ways))
            yield (FadeOut(goal[1]), FadeIn(outer))
            yield tuple(Flight(a.copy(), b, run_time=1.4, remover=True) for a, b in ways)
            yield FadeIn(goal[1], run_time=0.1), FadeOut(outer, run_time=style.QUICK)
        away = one.animate.shift(LEFT * gap).build(), other.animate.shift(RIGHT * gap).build()
        yield FadeOut(inner), *(() if fits else away)


def forward(step: Source) -> CodeLine:
    """Return the code of the first layer, with the shapes of its arrays."""
    shapes = {0: step["z1"].shape, 2: step["W1"].shape, 4: step["a0"].shape, 6: step["b1"].shape}
    return CodeLine("Z", "=", "W", "@", "X", "+", "b", shapes=shapes)


def backward(step: Source) -> CodeLine:
    """Return the code of the gradient of the first layer's W, likewise."""
    (rows, m), columns = step["z1"].shape, len(step["a0"])
    shapes = {0: (rows, columns), 2: (rows, m), 4: (m, columns)}
    return CodeLine("dW", "=", "dZ", "@", "X.T", "/", f"{m}", shapes=shapes)


def all_layers() -> CodeLine:
    """Return the code that goes through all layers, and which shapes their arrays have."""
    loop = CodeLine("for W, b in layers: A = g(W @ A + b)")
    start = CodeLine("A = X")  # on the same line
    start.shift(RIGHT * (loop.get_left()[0] - _LARGE - start.get_right()[0]))
    loop.add(start, maths(_SHAPES).next_to(VGroup(start, loop), DOWN))
    return loop.set_x(0)
