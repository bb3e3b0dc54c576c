"""A cube that grows by three slabs, one on each face; and exponents that hop down."""

from itertools import product
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, Polygon, ReplacementTransform, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Flight, Gesture, Tween
from scenes.vocabulary.text import Array, Formula, maths

_SIDE, _DEPTH = 2.5, np.array([0.42, 0.30])  # Manim units of the cube, and of a step backwards
_AT = style.LEFT_HALF + LEFT * 1.7 + UP * -1.6
_SHADES = 0.85, 0.65, 0.45  # of the faces in front, above and at the right
_FACES = (
    ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)),
    ((0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1)),
    ((1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0)),
)
# To the right, up, to the front: which ways a part lies beyond the cube. The nearest comes last.
_GROWN = [ways[::-1] for ways in product((False, True), repeat=3)]
_SLABS = (4, 0), (2, 1), (1, 2)  # of these parts: which they are, and their largest face
_ROLES = "weight", "slope", "muted", "muted"  # of the cube, a slab, an edge and the corner
_AJAR = np.array([0.16, 0.16, 0.75])  # of a side: how far from it the cube stays to be seen


class Cube(VGroup):
    """A cube, a slab a little off each of its visible faces, and what fills the edges between."""

    def __init__(self) -> None:
        self.boxes = VGroup(*(self._box(_ROLES[grown.count(True)]) for grown in _GROWN))
        self.slabs = VGroup(*(maths("x^2 Delta x", size=style.LINE, role="paper") for _ in _SLABS))
        self.sides = VGroup(*(maths(name, size=style.LINE) for name in ("x", "Delta x")))
        super().__init__(self.boxes)
        self.show_change(0.0, 0.0)

    def show_change(self, change: float, off: float) -> Self:
        """Show slabs so thick, as a share of a side, and so far off their faces, 0 to 1."""
        self.now = np.array([change, off])
        for box, grown in zip(self.boxes, _GROWN, strict=True):
            gap = _AJAR * off
            corner = np.where(grown, [1, 1, -change] + gap * [1, 1, -1], 0)
            sides = np.where(grown, change, 1)
            for face, places in zip(box, _FACES, strict=True):
                ends = self._flat(corner + np.array(places) * sides)
                face.set_points_as_corners([*ends, ends[0]])
            box.set_opacity(float(change > 0 or grown.count(True) < 2))  # an edge of nothing
        if self.slabs in self.submobjects:
            self._place_names()
        return self

    def become(self, change: float, off: float, *, run_time: float) -> Tween:
        """Return the way to slabs of another thickness, or farther off."""
        start, way = self.now, [change, off] - self.now
        show = lambda moment: self.show_change(*(start + way * moment))  # noqa: E731
        return Tween(self, show, run_time=run_time)

    def name_parts(self) -> Gesture:
        """Say how long sides are, and how much each slab is; from now on that goes with them."""
        self._place_names()
        self.add(self.sides, self.slabs)
        yield (FadeIn(self.sides, self.slabs, lag_ratio=0.3, run_time=1.6),)

    def count(self, line: Formula) -> Gesture:
        """Let the slabs' names come together in a line of the power rule: three, each x² Δx."""
        names, slope = self.slabs.copy(), line[2]
        yield (FadeIn(line[0]),)
        yield tuple(Flight(name, slope, run_time=1.6, remover=True) for name in names)
        yield (FadeIn(line[1:], run_time=0.5),)

    def _place_names(self) -> None:
        for name, (part, face) in zip(self.slabs, _SLABS, strict=True):
            ground = self.boxes[part][face]
            name.move_to(ground).set_fill(style.readable_on(ground.get_fill_color()))
        for name, part in zip(self.sides, (4, 1), strict=True):
            name.next_to(self.boxes[part][0], DOWN, buff=0.15)

    def _flat(self, places: Array) -> Array:
        flat = places[:, :2] + places[:, 2:] * _DEPTH
        return np.asarray(np.column_stack([flat, np.zeros(len(flat))]) * _SIDE + _AT)

    def _box(self, role: str) -> VGroup:
        tints = (style.blend("paper", role, shade) for shade in _SHADES)
        faces = (Polygon(*np.eye(3), fill_color=tint, fill_opacity=1.0) for tint in tints)
        return VGroup(*faces).set_stroke(style.color("paper"), style.FINE)


def power_rule(power: float | str) -> Formula:
    """Return xⁿ → n xⁿ⁻¹: what hops is an outline of its own in both."""
    less = f"{power} - 1" if isinstance(power, str) else f"{power - 1:g}"
    base = "x" if less == "1" else f"x^({less})"
    return maths(f"x^slope({power})", "arrow.r", f"slope({power}) {base}", size=style.GIANT)


def hop(line: Formula) -> Gesture:
    """Write a power, its base again, and let the exponent hop over to the front of that."""
    before, arrow, after = line
    yield (FadeIn(before, arrow, lag_ratio=0.5, run_time=1.0),)
    factor = ReplacementTransform(before[1].copy(), after[0], path_arc=-1.6)
    yield factor.set_run_time(1.4), FadeIn(after[1], run_time=1.4)
