"""Two equal networks: the cost of each on one clock, and how large z is in each."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.vocabulary import plot, style
from scenes.vocabulary.text import Source, Strip, cite, fewest_decimals, maths, quote, strip, words
from scenes.vocabulary.text.strokes import dashes

_ROLES = "lane_a", "lane_d"
_WIDTH, _HEIGHT, _APART, _LEAST = 8.6, 4.3, 0.32, 0.42
_PITCH, _LARGE = 2.0, 100  # from one sum to the next; a z that needs no decimals


class TwoCosts(VGroup):
    """Costs that show only the past, each with its run's name at its head, and a dashed level.

    The level is what a coin's answer costs. `runs`: Equally long.
    """

    def __init__(self, names: Sequence[str], runs: Sequence[Any]) -> None:
        costs = np.array([run.costs for run in runs])
        last, top = costs.shape[1] - 1, float(np.ceil(costs.max() * 5) / 5)
        self.plot = plot.cost_plot(last, (0, top), width=_WIDTH, height=_HEIGHT)
        self.curves, self.names = VGroup(), VGroup()
        for name, run, ys, role in zip(names, runs, costs, _ROLES, strict=True):
            curve = plot.Curve(self.plot, np.arange(last + 1), ys, role=role, of="cost")
            self.curves.add(cite(curve, run))
            self.names.add(words(name, size=style.LINE).set_fill(style.color(role)))
        ends = self.plot.point([0, last], np.log(2))
        self.level = VMobject(color=style.color("muted"), stroke_width=style.THIN)
        self.level.set_points(dashes(*ends, length=0.09))
        below = maths("ln 2", size=style.LINE).next_to(ends[1], DR, buff=0.12)
        super().__init__(self.plot, self.level, below, self.curves, self.names)
        self.move_to(style.MIDDLE)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Draw the costs up to a step; each name goes with the head of its curve."""
        for curve in self.curves:
            curve.show_until(step)
        heads = [curve.head.get_center() for curve in self.curves]
        floor, top = self.plot.frame.get_bottom()[1] + _LEAST, max(head[1] for head in heads)
        for label, (x, y, _) in zip(self.names, heads, strict=True):
            # To the right of its head, where its own curve has not been yet.
            left = min(x + 0.16, style.RIGHT_EDGE - label.width)
            label.set_y(y + _APART if y == top else max(y - _APART, floor))
            label.shift(RIGHT * (left - label.get_left()[0]))
        return self


def two_sums(names: Sequence[str], entries: Sequence[Source]) -> VGroup:
    """Return how one z came about in each network, w₁x₁ + w₂x₂ + b, below the network's name."""
    lines = [_sum(entry) for entry in entries]
    strip.in_columns(*lines)
    for place, (line, name, role) in enumerate(zip(lines, names, _ROLES, strict=True)):
        line.shift(DOWN * _PITCH * place)
        title = words(name, size=style.LINE).set_fill(style.color(role))
        line.add_to_back(title.next_to(line, UP, buff=0.3).align_to(line, LEFT))
    return VGroup(*lines).move_to(style.MIDDLE)


def _sum(entry: Source) -> Strip:
    factors, z = [entry["weights"], entry["inputs"], entry["bias"]], float(entry["z"])
    places = 2 if abs(z) < _LARGE else 0
    digits = fewest_decimals(factors, lambda w, x, b: w @ x + b, result_decimals=places)
    of_inputs = digits if np.any(entry["inputs"] % 1) else 0  # pounds and inches are whole
    looks: Any = {"size": style.CLAIM}
    parts: list[Any] = []
    for k, (w, x) in enumerate(zip(entry["weights"], entry["inputs"], strict=True)):
        factor = {**looks, "role": "weight", "bracketed": w < 0 < k}
        heard = {**looks, "role": "activation", "bracketed": x < 0}
        weight = quote(entry, "weights", (k,), digits, **factor)
        parts += [weight, "dot", quote(entry, "inputs", (k,), of_inputs, **heard), "+"]
    bias = quote(entry, "bias", (), digits, role="bias", bracketed=True, **looks)
    total = quote(entry, "z", (), places, role="weighted", **looks)
    return Strip("weighted(z) =", *parts, bias, "=", total, **looks)
