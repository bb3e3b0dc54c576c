"""The numbers of one neuron as dials: a needle each, all on one scale, turned by the run."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, UP, Arc, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import maths, quote
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_RADIUS, _WIDEST = 0.62, np.radians(135)
_APART = 1.75


class Dial(VGroup, Depiction):
    """A needle that stands upright at 0, and points as far to its side as a number is large.

    `of`, `at`: Where it is recorded. `most`: The number at which it points furthest.
    """

    def __init__(self, step: Any, of: str, at: tuple[int, int], name: str, most: float) -> None:
        self.of, self.at, self.most = of, at, most
        looks: dict[str, Any] = {"color": style.color("muted"), "stroke_width": style.FIRM}
        scale = Arc(_RADIUS, np.pi / 2 - _WIDEST, 2 * _WIDEST, **looks)
        self.top = Line(UP * _RADIUS * 0.88, UP * _RADIUS * 1.12, **looks)
        self.needle = Line(stroke_width=style.BEAM)
        kind = "weight" if of.startswith("W") else "bias"
        letter = maths(f"{kind}({name})", size=style.CLAIM)
        looks = {"size": style.CLAIM, "role": kind, "anchor": "left"}
        self.number = quote(step, of, at, 2, **looks).put_anchor([_RADIUS + 0.3, -0.3, 0.0])
        letter.next_to(self.number, UP, buff=0.22).align_to(self.number, LEFT)
        super().__init__(scale, self.top, self.needle, letter, self.number)
        self.show_value(float(step[of][at]))

    def show_value(self, value: float) -> Self:
        """Turn to another number."""
        angle, foot = value / self.most * _WIDEST, self.top.get_center() + DOWN * _RADIUS
        tip = foot + _RADIUS * np.array([np.sin(angle), np.cos(angle), 0.0])
        self.needle.put_start_and_end_on(foot, tip)
        self.needle.set_color(style.color("positive" if value >= 0 else "negative"))
        self.number.show_value(value)
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the number that the needle's direction says."""
        way = self.needle.get_end() - self.needle.get_start()
        angle = np.arctan2(way[0], way[1])
        within = PIXEL / 2 / _RADIUS / _WIDEST * self.most
        yield Depicted(self.of, self.at, angle / _WIDEST * self.most, within)


class Dials(VGroup):
    """Two weights and a bias of one neuron, one below the other, at any step of a run."""

    def __init__(self, history: Any, layer: int, row: int) -> None:
        self.history = history
        keys = [(f"W{layer}", (row, k), f"w_{k + 1}") for k in range(2)]
        keys.append((f"b{layer}", (row, 0), "b"))
        most = max(float(np.abs(history[of][(slice(None), *at)]).max()) for of, at, _ in keys)
        most = most or 1.0  # of a run from zeros that never moved
        dials = [Dial(history[0], of, at, name, most) for of, at, name in keys]
        super().__init__(*dials)
        for k, dial in enumerate(self):
            dial.shift(DOWN * _APART * k)

    def show_step(self, step: int) -> Self:
        """Turn all needles to what was recorded."""
        now = self.history[step]
        for dial in self:
            dial.show_value(float(now[dial.of][dial.at]))
            dial.cite(now)
            dial.number.cite(now)
        return self


def liveliest(history: Any) -> int:
    """Return the neuron of the first layer whose weights the run has turned the furthest."""
    first, last = history[0]["W1"], history[-1]["W1"]
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(last, axis=1)
    cosines = (first * last).sum(axis=1) / np.maximum(lengths, 1e-12)
    return int(np.argmin(cosines))
