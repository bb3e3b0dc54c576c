"""An example on a map: a full disc for yes, a ring for no."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import words
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.strip import plate_behind

_RADIUS, _CROWD, _SMALL = 0.14, 40, 0.45  # from so many on examples are small


def example_dot(yes: bool, scale: float = 1.0) -> Circle:
    """Return the disc or the ring of an example; of very many each is smaller."""
    tint = style.class_color(yes)
    dot = Circle(_RADIUS * scale, fill_opacity=1.0)
    if yes:
        width = style.FIRM if scale > _SMALL else style.FINE  # else a crowd is all rims
        return dot.set_stroke(style.color("target"), width).set_fill(tint)
    return dot.set_stroke(tint, style.HEAVY).set_fill(style.color("paper"))


class Examples(VGroup):
    """A disc or a ring for each example; of very many all of a kind are one object, quick to draw.

    `yes`: (m,) which are discs. `dots`: Each by itself.
    """

    def __init__(self, yes: Sequence[bool]) -> None:
        many = len(yes) >= _CROWD
        self.scale_of_dots = _SMALL if many else 1.0
        self.dots = [example_dot(bool(one), self.scale_of_dots) for one in yes]
        self.disc = example_dot(True, self.scale_of_dots).points
        no = [dot for dot, one in zip(self.dots, yes, strict=True) if not one]
        self.kinds = [no, [dot for dot in self.dots if dot not in no]] if many else []
        super().__init__(*([VMobject().match_style(dots[0]) for dots in self.kinds] or self.dots))

    def stand(self, places: Points) -> Self:
        """Stand at places (m, 3)."""
        for dot, place in zip(self.dots, places, strict=False):
            dot.points = place + self.disc  # anew: the roundings of many moves would stay
        for one, dots in zip(self, self.kinds, strict=False):
            one.points = np.vstack([dot.points for dot in dots])
        return self


class Rings(VMobject):
    """Rings around some of many dots, as one object."""

    def __init__(self, radius: float, width: float) -> None:
        super().__init__(color=style.color("cost"), stroke_width=width)
        self.ring = Circle(radius).points

    def stand_around(self, places: Points) -> None:
        """Stand around places (k, 3), and nowhere else."""
        self.points = (places[:, None] + self.ring).reshape(-1, 3)

    def places(self) -> Points:
        """Return where they are drawn, (k, 3): the inverse."""
        return np.asarray(self.points.reshape(-1, len(self.ring), 3).mean(axis=1))


def key_of(classes: Sequence[str], scale: float = 1.0) -> VGroup:
    """Return what a disc and a ring mean, on a plate of its own: borders may run anywhere."""
    lines = VGroup()
    for yes, name in reversed([*enumerate(classes)]):
        line = VGroup(example_dot(bool(yes), scale), words(escaped(name), size=style.NUMBER))
        lines.add(line.arrange(RIGHT, buff=0.16))
    lines.arrange(DOWN, buff=0.14, aligned_edge=LEFT)
    return VGroup(plate_behind(lines, air=0.14), lines) if classes else lines
