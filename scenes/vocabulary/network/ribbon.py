"""A ribbon: a signed number that travels along a line, as wide as it is large at every place."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, arrays, strokes

_STRENGTH = 0.78  # of the sign's colour: a wide area in full colour would outshine its numbers


class Ribbon(VGroup, Depiction):
    """A stream of signed width, of which a part has come so far.

    Parameters
    ----------
    middle
        (k, 2) its middle line, from where it starts.
    values
        (k,) the number that it carries at each place; where it passes 0 the sign's colour turns.
    scale
        Manim units of width for 1.
    of, at
        Where the number at its end is recorded.
    """

    def __init__(
        self, middle: Array, values: ArrayLike, *, scale: float, of: str, at: tuple[Any, ...]
    ) -> None:
        self.scale_of_width, self.of, self.at = scale, of, at
        self.values = np.broadcast_to(np.asarray(values, dtype=float), len(middle))
        self.edges = _edges(np.asarray(middle), np.abs(self.values) * scale)
        steps = np.linalg.norm(np.diff(middle, axis=0), axis=1)
        self.shares = np.append(0.0, np.cumsum(steps)) / steps.sum()
        parts = [area(role) for role in ("positive", "negative")]
        super().__init__(*parts)
        self.show_part(0.0, 0.0)

    def show_part(self, tail: float, head: float) -> Self:
        """Show what lies between two shares of its way, 0 to 1."""
        here = (self.shares >= tail) & (self.shares <= head + 1e-9)
        for part, sign in zip(self.submobjects, (1.0, -1.0), strict=True):
            part.points = _outline(self.edges, here & (self.values * sign >= 0))
        return self

    def show_front(self, moment: float) -> Self:
        """Let it come so far, 0 to 1."""
        return self.show_part(0.0, moment)

    def share_at(self, x: float) -> float:
        """Return how much of its way it has gone when it comes to an x."""
        middle = (self.edges[0] + self.edges[1]) / 2
        return float(self.shares[np.abs(middle[:, 0] - x).argmin()])

    def depicted(self) -> Iterator[Depicted]:
        """Yield the number that its width says where it ends, once it has arrived."""
        for part, sign in zip(self.submobjects, (1.0, -1.0), strict=True):
            if len(part.points) and self._ends_in(part):
                corners = part.points[::4]
                turn = len(corners) // 2
                width = np.linalg.norm(corners[turn - 1] - corners[turn])
                within = style.PIXEL / self.scale_of_width / 4
                yield Depicted(self.of, self.at, sign * width / self.scale_of_width, within)

    def _ends_in(self, part: VMobject) -> bool:
        end = np.stack([edge[-1] for edge in self.edges])
        corners = part.points[::4, :2]
        turn = len(corners) // 2
        return bool(np.allclose(corners[turn - 1 : turn + 1], end, atol=1e-6))


def s_curve(start: tuple[float, float], end: tuple[float, float], count: int = 80) -> Array:
    """Return a way of two equal arcs, level at both ends: no bend is tighter than it must be."""
    (x0, y0), (x1, y1) = start, end
    across, up = abs(x1 - x0), abs(y1 - y0)
    if up < 1e-6:
        return np.stack([np.linspace(x0, x1, count), np.full(count, y0)], axis=1)
    radius = (across**2 + up**2) / (4 * up)
    angles = np.linspace(0, np.arcsin(min(across / 2 / radius, 1.0)), count // 2)
    half = np.stack([radius * np.sin(angles), radius * (1 - np.cos(angles))], axis=1)
    whole = np.vstack([half, np.array([across, up]) - half[::-1][1:]])
    return np.array([x0, y0]) + whole * np.sign([x1 - x0, y1 - y0])


def rounded(corners: Array, length: float) -> Array:
    """Return a way (n, 3) along straight lines, each corner rounded over a length of the way."""
    far = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1)))
    along = np.linspace(-2 * length, far[-1] + 2 * length, 400)
    way = np.stack([np.interp(along, far, axis) for axis in corners.T], axis=1)
    width = int(2 * length / (along[1] - along[0]))
    sums = np.cumsum(np.vstack([np.zeros(3), way]), axis=0)
    return np.asarray((sums[width:] - sums[:-width]) / width)


def _edges(middle: Array, widths: Array) -> tuple[Array, Array]:
    """Return both edges (k, 2) of a ribbon along its middle line."""
    way = np.gradient(middle, axis=0)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    return middle + normal * widths[:, None] / 2, middle - normal * widths[:, None] / 2


def area(role: str) -> VMobject:
    """Return an area in a sign's colour that has no outline yet."""
    return VMobject(
        stroke_width=0, fill_opacity=1.0, fill_color=style.blend("paper", role, _STRENGTH)
    )


def outline_between(xs: Array, upper: Array, lower: Array) -> Array:
    """Return the outline of what lies between two curves over the same xs."""
    return _ring(np.stack([xs, upper], axis=1), np.stack([xs, lower], axis=1))


def _outline(edges: tuple[Array, Array], here: arrays.Flags) -> Array:
    return _ring(*(edge[here] for edge in edges))


def _ring(one: Array, other: Array) -> Array:
    """Return the outline between two lines (k, 2) as straight curves (4n, 3)."""
    if len(one) < 2:
        return np.zeros((0, 3))
    ring = np.vstack([one, other[::-1], one[:1]])
    corners = np.column_stack([ring, np.zeros(len(ring))])
    return strokes.segments(corners[:-1], corners[1:])
