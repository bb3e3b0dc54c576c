"""A cube that grows by three slabs, one on each face; and exponents that hop down."""

from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, FadeIn, Polygon, ReplacementTransform, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Array, maths

_SIDE, _DEPTH = 2.3, np.array([0.42, 0.30])  # Manim units of the cube, and of a step backwards
_SHADES = 0.85, 0.65, 0.45  # of the faces in front, above and at the right
_FACES = (
    ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)),
    ((0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1)),
    ((1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0)),
)
# To the right, up, to the front: which ways a part lies beyond the cube. The nearest comes last.
_GROWN = [
    (right, up, front) for front in (False, True) for up in (False, True) for right in (False, True)
]
_ROLES = "weight", "slope", "muted", "muted"  # of the cube, a slab, an edge and the corner
_APART, _SEEN = 0.4, 0.3  # of a side: where slabs come from; of their way, until they are seen


class Cube(VGroup):
    """A cube, a slab on each of its visible faces, and what fills the edges between them."""

    def __init__(self) -> None:
        self.origin = style.LEFT_HALF + LEFT * 1.7 + UP * -1.5
        self.boxes = VGroup(*(self._box(_ROLES[grown.count(True)]) for grown in _GROWN))
        super().__init__(self.boxes)
        self.show_change(0.0, come=0.0, filled=0.0)

    def show_change(self, change: float, *, come: float = 1.0, filled: float = 1.0) -> Self:
        """Show slabs so thick, as a share of a side, so far on their way, and edges so filled."""
        shown = 1.0, min(come / _SEEN, 1.0), filled, filled
        gap = _APART * (1 - come)
        for box, grown in zip(self.boxes, _GROWN, strict=True):
            corner = np.where(grown, (1 + gap, 1 + gap, -change - gap), 0)
            sides = np.where(grown, change, 1)
            for face, places in zip(box, _FACES, strict=True):
                ends = self._flat(corner + np.array(places) * sides)
                face.set_points_as_corners([*ends, ends[0]])
            box.set_opacity(shown[grown.count(True)])
        return self

    def take_slabs(self, change: float) -> Gesture:
        """Lay a slab so thick on each face, then fill the edges."""
        for show in (
            lambda t: self.show_change(change, come=t, filled=0.0),
            lambda t: self.show_change(change, filled=t),
        ):
            yield (Tween(self, show, run_time=1.8),)

    def thin_out(self, first: float, last: float, *, run_time: float) -> Tween:
        """Return the way of all that it gained from one thickness to another."""
        return Tween(
            self, lambda t: self.show_change(first + (last - first) * t), run_time=run_time
        )

    def _flat(self, places: Array) -> Array:
        flat = places[:, :2] + places[:, 2:] * _DEPTH
        return np.asarray(np.column_stack([flat, np.zeros(len(flat))]) * _SIDE + self.origin)

    def _box(self, role: str) -> VGroup:
        faces = VGroup(*(Polygon(*np.eye(3), fill_opacity=1.0) for _ in _SHADES))
        for face, shade in zip(faces, _SHADES, strict=True):
            face.set_fill(style.blend("paper", role, shade))
        return faces.set_stroke(style.color("paper"), style.FINE)


class Hop(VGroup):
    """x to a power, and its derivative: the exponent hops down in front, and is one less."""

    def __init__(self, power: float | str, at: Array) -> None:
        less = f"{power} - 1" if isinstance(power, str) else f"{power - 1:g}"
        self.before = self._term("", f"{power}")
        self.before.shift(at - self.before[0].get_center())
        self.arrow = maths("arrow.r", size=style.RESULT)
        self.after = self._term(f"{power}", less)
        self.arrow.next_to(self.before, RIGHT, buff=0.45).set_y(self.before[0].get_y())
        self.after.next_to(self.arrow, RIGHT, buff=0.45).align_to(self.before, UP)
        self.after.shift(UP * (self.before[0].get_y() - self.after[0].get_y()))
        super().__init__(self.before)

    def hop(self) -> Gesture:
        """Write the base again, and let the exponent hop over to its front."""
        yield (FadeIn(self.arrow, self.after[0], run_time=0.5),)
        factor = ReplacementTransform(self.before[1].copy(), self.after[2], path_arc=-1.6)
        yield factor.set_run_time(1.4), FadeIn(self.after[1], run_time=1.4)

    def _term(self, factor: str, power: str) -> VGroup:
        base = maths("x", size=style.GIANT)
        exponent = maths('""' if power == "1" else power, size=style.RESULT)
        exponent.next_to(base, RIGHT + UP, buff=0.04)
        term = VGroup(base, exponent)
        if factor:
            term.add(maths(factor, size=style.GIANT).next_to(base, LEFT, buff=0.12))
        return term
