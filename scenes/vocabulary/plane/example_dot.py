"""An example on a map: a full disc for yes, a ring for no."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, Group, VGroup, VMobject

from scenes.film import Pen
from scenes.vocabulary import style
from scenes.vocabulary.surface.canvas import Canvas, dip, go_around
from scenes.vocabulary.text import Points, spelling, strip, words

_RADIUS, _CROWD, _SMALL = 0.14, 40, 0.45  # from so many on examples are small
_PER_WIDTH = 0.01  # Manim units, of a stroke's width
_COLOURS = {
    "red", "orange", "yellow", "green", "blue", "purple", "violet", "pink", "brown", "black",
    "white", "grey", "gray",
}  # fmt: skip


def example_dot(yes: bool, scale: float = 1.0) -> Circle:
    """Return the disc or the ring of an example; of very many each is smaller."""
    tint = style.class_color(yes)
    dot = Circle(_RADIUS * scale, fill_opacity=1.0)
    if yes:
        width = style.FIRM if scale > _SMALL else style.FINE  # else a crowd is all rims
        return dot.set_stroke(style.color("target"), width).set_fill(tint)
    return dot.set_stroke(tint, style.HEAVY).set_fill(style.color("paper"))


class Examples(Group):
    """A disc or a ring for each example; very many are one picture, drawn anew when they move.

    `yes`: (m,) which are discs. `dots`: Each by itself.
    """

    def __init__(self, yes: Sequence[bool]) -> None:
        self.yes, many = [bool(one) for one in yes], len(yes) >= _CROWD
        self.scale_of_dots = _SMALL if many else 1.0
        self.dots = [example_dot(one, self.scale_of_dots) for one in self.yes]
        self.disc = example_dot(True, self.scale_of_dots).points
        self.crowd = Canvas() if many else None
        super().__init__(*([self.crowd] if self.crowd else self.dots))

    def stand(self, places: Points) -> Self:
        """Stand at places (m, 3)."""
        for dot, place in zip(self.dots, places, strict=False):
            dot.points = place + self.disc  # anew: the roundings of many moves would stay
        if self.crowd is not None:
            # So far out that no rim is cut.
            self.crowd.redraw(np.vstack([places - _RADIUS, places + _RADIUS]), self._draw)
        return self

    def _draw(self, pen: Pen) -> None:
        """Draw the rings, and above them the discs."""
        for kind in (False, True):
            _draw(pen, [dot for dot, yes in zip(self.dots, self.yes, strict=True) if yes == kind])


def _draw(pen: Pen, dots: Sequence[Circle]) -> None:
    """Draw dots, each over those before it: of a heap of them one sees whole ones."""
    for dot in dots:
        x, y, _ = dot.get_center()
        go_around(pen, x, y, dot.width / 2)
        dip(pen, dot.get_fill_color())
        pen.fill_preserve()
        dip(pen, dot.get_stroke_color())
        pen.set_line_width(dot.get_stroke_width() * _PER_WIDTH)
        pen.stroke()


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
    """Return what a disc and a ring mean, on a plate of its own: borders may run anywhere.

    A name that says a colour is in quotes: here it is drawn in another, and is but a name.
    """
    lines = VGroup()
    for yes, name in reversed([*enumerate(classes)]):
        if _COLOURS & {*name.lower().split()}:
            name = f"“{name}”"
        line = VGroup(example_dot(bool(yes), scale), words(spelling.named(name), size=style.NUMBER))
        lines.add(line.arrange(RIGHT, buff=0.16))
    lines.arrange(DOWN, buff=0.14, aligned_edge=LEFT)
    return VGroup(strip.plate_behind(lines, air=0.14), lines) if classes else lines
