"""What one answer to everyone costs: a curve over all answers, lowest where there is most doubt."""

from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, Create, Dot, FadeIn, VGroup, linear

from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Source, Strip, cite, maths, quote


class SameForAll(VGroup):
    """The cost of every constant answer, and the answer and the cost at which a run has stuck.

    `source`: `guesses` and `costs` (K,). `stuck`: The last step: `key` (1, m) and `cost`.
    """

    def __init__(self, source: Source, stuck: Source, key: str) -> None:
        guesses, costs = np.asarray(source["guesses"]), np.asarray(source["costs"])
        names = maths("activation(hat(y))"), maths("cost(C)")
        ends, looks = (0.0, 1.0), {"x_label": names[0], "y_label": names[1]}
        self.plot = Plot(ends, (0.0, float(costs.max())), width=6.4, height=3.9, **looks)
        self.curve = cite(Curve(self.plot, guesses, costs, role="cost", head=False), source)
        self.dot = Dot(radius=0.13, color=style.color("cost"))
        self.dot.move_to(self.plot.point(guesses[0], costs[0]))
        self.guesses, self.costs = guesses, costs
        self.price = quote(source, "costs", (0,), 4, role="cost", anchor="left", size=style.LINE)
        super().__init__(self.plot, self.curve, self.dot, self.price)
        self.move_to(style.LEFT_HALF + RIGHT * 0.5 + UP * 0.25)
        self.show_guess(0)
        size = {"size": style.LINE}
        lines = VGroup(
            Strip("activation(hat(y)) =", quote(stuck, key, (0, 0), 4, role="activation", **size)),
            Strip("cost(C) =", quote(stuck, "cost", (), 4, role="cost", **size)),
            maths(f"ln 2 = {np.log(2):.4f} dots", size=style.LINE),
        )
        self.lines = lines.arrange(DOWN, buff=0.4, aligned_edge=np.array([-1.0, 0, 0]))
        self.lines.move_to(style.RIGHT_HALF + RIGHT * 0.4)

    def show_guess(self, place: int) -> Self:
        """Put the dot at one of the answers, and print what that costs above it."""
        self.dot.move_to(self.plot.point(self.guesses[place], self.costs[place]))
        self.price.show_value(float(self.costs[place])).at = (place,)
        self.price.put_anchor(self.dot.get_center() + UP * 0.3 + RIGHT * 0.25)
        return self

    def appear(self) -> Gesture:
        """Draw the curve from one end to the other."""
        yield (FadeIn(self.plot, run_time=0.3),)
        yield (Create(self.curve, run_time=3.6, rate_func=linear),)

    def run_down(self) -> Gesture:
        """Let a dot run down to where it is lowest, and write what the run answers and costs."""
        moving, best = VGroup(self.dot, self.price), int(self.costs.argmin())
        yield (Tween(moving, lambda t: self.show_guess(round(best * t)), run_time=2.8),)
        for line in self.lines:
            yield (FadeIn(line, run_time=0.6),)
