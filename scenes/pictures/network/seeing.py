"""A digit meets the numbers: its ink picks out grains, each picture becomes one activation."""

from functools import partial
from typing import Any

import numpy as np
from manim import RIGHT, FadeIn, FadeOut, Group, VGroup

from scenes.pictures.network.dust import Dust
from scenes.vocabulary import style
from scenes.vocabulary.network import Awaken, Neuron, PixelGrid
from scenes.vocabulary.stage import Gesture, Tween, motion
from scenes.vocabulary.text import Points, Source, cite, words

_LARGEST, _COLUMNS = 0.42, (5.9, 4.6)
_LAG = 0.25  # of the time in which one picture adds up: how much later the next one does
_HIGH, _THIN = 4.8, 0.4  # of a column of neurons; and how much of the image is seen over grains


class Seeing:
    """One image on its way through the dust of a network.

    `person`: One example's working. `depth`: How many layers there are. `shape`: Rows and columns.
    """

    def __init__(self, dust: Dust, person: Source, depth: int, shape: tuple[int, int]) -> None:
        self.dust, self.person, self.depth = dust, person, depth
        high = shape[0] * dust.grains.pitch
        self.image = PixelGrid(person["a0"].reshape(shape), height=high)
        self.image.cite(person).move_to(style.ASIDE + RIGHT * 0.9)
        self.border = self.image.frame(role="muted")
        self.first = self._neurons(1, dust.middles, min(_LARGEST, 0.45 * high))
        xs = np.linspace(*_COLUMNS, depth - 1)[::-1]
        self.later = [self._column(n, x) for n, x in enumerate(xs, start=2)]
        self.names = [
            words(str(one.index), size=style.SMALL, role="muted").next_to(one, RIGHT, buff=0.18)
            for one in self.later[-1]
        ]

    def lay_over(self) -> Gesture:
        """Lay the image over the first picture, whose grains it lights; then over all of them."""
        both = self.border, self.image
        border, image = (thing.animate(run_time=1.4).move_to(self.first[0]) for thing in both)
        yield border.build(), image.set_opacity(_THIN).build()
        show, one = partial(self.dust.show_products, self.person["a0"]), 1 / len(self.first)
        yield (self.dust.go(show, end=one, run_time=1.2),)
        yield (FadeOut(self.image, self.border, run_time=0.5),)
        yield (self.dust.go(show, start=one, run_time=3.0),)

    def gather(self) -> Gesture:
        """Let one picture after the other add up into a neuron, and all neurons bend their sums."""

        def show(moment: float) -> None:
            shares = motion.in_turn(moment, len(self.first), lag=_LAG)
            self.dust.show_gathered(shares)
            for one, share in zip(self.first, shares, strict=True):
                one.circle.set_stroke(opacity=share).set_fill(opacity=share)

        yield (Tween(Group(self.dust, *self.first), show, run_time=3.2),)
        yield (Awaken(self.first, self.person["a1"], run_time=1.4),)

    def answer(self) -> Gesture:
        """Let the later layers answer, and name the strongest of the last."""
        for n, neurons in enumerate(self.later, start=2):
            shown = [*neurons, *(self.names if n == self.depth else [])]
            yield (FadeIn(VGroup(*shown), run_time=0.4),)
            yield (Awaken(neurons, self.person[f"a{n}"], run_time=1.0),)
        answers = np.ravel(self.person[f"a{self.depth}"])
        best = self.later[-1][int(answers.argmax())]
        name, small = words(str(best.index), size=style.RESULT, bold=True), self.names[best.index]
        yield FadeOut(small, run_time=0.4), FadeIn(name.next_to(best, RIGHT, buff=0.18))

    def _column(self, n: int, x: float) -> list[Neuron]:
        pitch = min(0.5, _HIGH / (count := len(self.person[f"a{n}"])))
        ys = style.MIDDLE[1] + ((count - 1) / 2 - np.arange(count)) * pitch
        return self._neurons(n, np.array([[x, y, 0.0] for y in ys]), 0.42 * pitch)

    def _neurons(self, n: int, places: Points, radius: float) -> list[Neuron]:
        looks: Any = {"of": f"a{n}", "radius": radius, "size": len(places), "holds": "activation"}
        found = (Neuron(at=(k, 0), **looks).move_to(place) for k, place in enumerate(places))
        return [cite(one, self.person) for one in found]
