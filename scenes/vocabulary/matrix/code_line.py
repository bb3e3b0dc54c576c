"""A line of code whose parts light up, with the shapes of its arrays on chips that meet."""

from collections.abc import Mapping, Sequence

from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, VGroup

from scenes.vocabulary import stage, style
from scenes.vocabulary.matrix import tiles
from scenes.vocabulary.text import words

_BETWEEN, _BELOW, _LARGE = 0.2, 0.45, 1.2
_LOW = 0.6  # below the line for code, where no chips take the room
_ROLES = {"W": "weight", "b": "bias", "Z": "weighted", "dZ": "delta", "dW": "delta"}
_ROLES |= {"X": "activation", "A": "activation"}


class CodeLine(VGroup):
    """Code in parts, in the colour of the array that each begins with.

    `shapes`: Of arrays, on chips under them, by the part's place. `gap`: Between two parts.
    """

    def __init__(
        self, *parts: str, shapes: Mapping[int, Sequence[int]] | None = None, gap: float = _BETWEEN
    ) -> None:
        typed = ((f"`{part}`", _ROLES.get(part.split(".")[0], "ink")) for part in parts)
        self.code = VGroup(*(words(part, size=style.LAW, role=role) for part, role in typed))
        self.chips = {k: tiles.Chip(*shape).scale(_LARGE) for k, shape in (shapes or {}).items()}
        line, right = style.CODE - (0.0 if shapes else _LOW), 0.0
        for k, part in enumerate(self.code):
            wide = max(part.width, self.chips[k].width if k in self.chips else 0.0)
            part.stand_on(line).set_x(right + wide / 2)
            right += wide + gap
            if k in self.chips:
                chip = self.chips[k].next_to(part, DOWN).set_y(line - _BELOW)
                chip[1].match_color(part[0][0])
        super().__init__(self.code, *self.chips.values())
        self.set_x(0)

    def part(self, *places: int) -> FadeIn:
        """Let some parts appear, or all, with their chips."""
        shown = places or range(len(self.code))
        chips = (self.chips[k] for k in shown if k in self.chips)
        return FadeIn(*(self.code[k] for k in shown), *chips)

    def meet(self, left: int, right: int, *, fits: bool, into: int | None = None) -> stage.Gesture:
        """Slide two chips together: their inner sizes are framed, and part where they differ.

        The outer ones fly `into` the chip of the result.
        """
        one, other = self.chips[left], self.chips[right]
        gap = (other.get_left()[0] - one.get_right()[0]) / 2 - (0.0 if fits else 0.1)
        yield one.animate.shift(RIGHT * gap).build(), other.animate.shift(LEFT * gap).build()
        inner = VGroup(tiles.frame_around(one.columns), tiles.frame_around(other.rows))
        yield (FadeIn(inner, run_time=style.QUICK),)
        if into is not None:
            goal = self.chips[into]
            ways = ((one.rows, goal.rows), (other.columns, goal.columns))
            outer = VGroup(*(tiles.frame_around(start) for start, _ in ways))
            yield (FadeOut(goal[1]), FadeIn(outer))
            yield tuple(stage.Flight(a.copy(), b, run_time=1.4, remover=True) for a, b in ways)
            yield FadeIn(goal[1], run_time=0.1), FadeOut(outer, run_time=style.QUICK)
        away = one.animate.shift(LEFT * gap).build(), other.animate.shift(RIGHT * gap).build()
        yield FadeOut(inner), *(() if fits else away)
