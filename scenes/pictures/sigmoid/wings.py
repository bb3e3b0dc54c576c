"""Where a layer's z stand under the slope of their curve: on the hill, or out in the flat wings."""

from collections.abc import Iterator
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes.pictures.sigmoid.fading_tick import FadingTick
from scenes.vocabulary import style
from scenes.vocabulary.text import Source, maths, shortened
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import lengths, segments

_MOST = 120  # strokes that can be told from a solid patch
_TICKS = 0, 5, 50, 500, 5000
_RUG = 0.16  # Manim units: how long a stroke below the axis is
_LANES = 3  # neurons whose own lanes can be told apart
_TALL, _GLOW = 0.4, 0.4  # a lane whose strokes are broad; how much of a gap's colour is seen
_SIDE, _LEAST = 1.7, 0.28  # z at which the name of the slope stands, and Manim units at least


class Wings(VGroup, Depiction):
    """All z of a layer on one axis: a stroke below it for each, and above it one as tall as g′(z).

    The axis can reach further, and then the hill over its middle is a needle. Where examples are
    of two kinds, each neuron has a lane of its own, and the strokes have the kinds' colours.

    `axis`: `z` and `slope` (k,), as far as the curve is not flat. `found`: `z` and `slope`, (n, m)
    both; of very many neurons stated ones are drawn, `rows`. `reach`: How far the axis runs to
    either side. `kinds`: (m,) of 0 and 1: which of two kinds each example is (default: of one).
    """

    def __init__(
        self,
        axis: Source,
        found: Source,
        *,
        reach: float,
        width: float = 8.0,
        height: float = 1.2,
        kinds: ArrayLike | None = None,
        lane: float = 0.24,
    ) -> None:
        self.lane, self.tall_lanes = lane, lane > _TALL
        self.axis, self.slopes = (np.asarray(axis[key], float) for key in ("z", "slope"))
        self.half, self.tall = width / 2, height
        ends = LEFT * self.half, RIGHT * self.half
        self.ground = Line(*ends, color=style.color("muted"), stroke_width=style.THIN)
        self.hill = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.hill.set_fill(style.color("slope"), opacity=0.10)
        self.kinds = None if kinds is None else np.asarray(kinds, int)
        tints = [style.color("weighted")]
        if kinds is not None:
            tints = [style.class_color(bool(kind)) for kind in (0, 1)]
        wide = style.BROAD if self.tall_lanes else style.FIRM
        self.rugs = VGroup(*(VMobject(color=tint, stroke_width=wide) for tint in tints))
        self.gaps = VMobject(
            stroke_width=0, fill_opacity=_GLOW, fill_color=style.color("activation")
        )
        self.comb = VMobject(color=style.color("slope"), stroke_width=style.STRONG)
        self._read(found)
        values = sorted({sign * value for value in _TICKS for sign in (-1, 1)})
        self.ticks = VGroup(*(FadingTick(value, below=self.depth) for value in values))
        super().__init__(self.hill, self.ground, self._names(), self.ticks, self.gaps, self.rugs)
        self.add(self.comb)
        self.show_reach(reach)

    @property
    def lanes(self) -> int:
        """How many lanes the strokes below the axis have: one for each neuron, or one for all."""
        own = self.kinds is not None and len(self.rows) <= _LANES
        return len(self.rows) if own else 1

    @property
    def depth(self) -> float:
        """How far the strokes reach below the axis."""
        return self.lane * self.lanes if self.lanes > 1 else _RUG

    @property
    def parted(self) -> int:
        """Of how many neurons all z of one kind are beyond all z of the other."""
        return sum(low < high for low, high in self._gaps())

    def _names(self) -> VGroup:
        """Return the names of the axis, of the hill, and of each lane."""
        letter = maths("weighted(z)", size=style.LABEL).next_to(self.ground, RIGHT, buff=0.15)
        self.hill_name = maths("slope(sigma')", size=style.LABEL).shift(UP * (self.tall - 0.1))
        names, self.lane_names = VGroup(letter, self.hill_name), VGroup()
        if self.lanes > 1:
            size = style.LABEL if self.tall_lanes else style.SMALL
            for lane, row in enumerate(self.rows):
                name = maths(f"weighted(z_{row + 1})", size=size)
                name.next_to(LEFT * self.half + DOWN * self.lane * (lane + 0.5), LEFT, buff=0.15)
                self.lane_names.add(name)
        return names.add(self.lane_names)

    def show_found(self, found: Source) -> Self:
        """Show other z, and the slopes there; what is beyond the axis is not drawn."""
        self._read(found)
        return self._draw()

    def _read(self, found: Source) -> None:
        self.cite(found)
        self.neurons, examples = np.shape(found["z"])
        self.rows = np.array(shortened(self.neurons, max(_MOST // examples, 3)))
        self.zs, self.at = (
            np.asarray(found[key], float)[self.rows].ravel() for key in ("z", "slope")
        )

    def _draw(self) -> Self:
        here = np.abs(self.zs) <= self.reach
        feet = self._points(self.zs[here], np.zeros(int(here.sum())))
        tops = feet + DOWN * self.lane * self._lanes_of(here)[:, None]
        bottoms = tops + DOWN * (_RUG if self.lanes == 1 else self.lane * 0.85)
        for kind, rug in enumerate(self.rugs):
            mine = self._kinds_of(here) == kind
            rug.set_points(segments(bottoms[mine], tops[mine]))
        self.comb.set_points(segments(feet, self._points(self.zs[here], self.at[here])))
        self._light_the_gaps()
        return self

    def _light_the_gaps(self) -> None:
        """Let the gap glow that a neuron has opened between the two kinds, and its name with it."""
        corners = [np.zeros((0, 3))]
        for lane, (name, ends) in enumerate(zip(self.lane_names, self._gaps(), strict=False)):
            lit = ends[0] < ends[1]
            name.set_fill(style.color("activation" if lit else "muted"))
            if lit and np.abs(ends).max() <= self.reach:
                top = self._points(np.array(ends), np.zeros(2)) + DOWN * self.lane * lane
                ring = np.array([*top, *(top + DOWN * self.lane * 0.85)[::-1], top[0]])
                corners.append(segments(ring[:-1], ring[1:]))
        self.gaps.set_points(np.vstack(corners))

    def _gaps(self) -> list[tuple[float, float]]:
        """Return from where to where neither kind is, for each neuron; backwards if they mix."""
        if self.kinds is None or not 0 < self.kinds.sum() < len(self.kinds):
            return []
        zs = self.zs.reshape(len(self.rows), -1)
        one, other = zs[:, self.kinds == 0], zs[:, self.kinds == 1]
        below = one.max(1) < other.min(1)
        lows = np.where(below, one.max(1), other.max(1))
        highs = np.where(below, other.min(1), one.min(1))
        return [*zip(lows.tolist(), highs.tolist(), strict=True)]

    def _kinds_of(self, here: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        kinds = np.zeros(here.size // len(self.rows), int) if self.kinds is None else self.kinds
        return np.asarray(np.tile(kinds, len(self.rows))[here])

    def _lanes_of(self, here: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        lanes = np.arange(len(self.rows)) * (self.lanes > 1)
        return np.asarray(np.repeat(lanes, here.size // len(self.rows))[here])

    def show_reach(self, reach: float) -> Self:
        """Let the axis run as far as `reach` to either side."""
        self.reach = float(reach)
        inside = np.abs(self.axis) <= reach
        edges = np.array([-reach, reach])
        zs = np.concatenate([edges[:1], self.axis[inside], edges[1:]])
        slopes = np.interp(zs, self.axis, self.slopes)
        self.hill.set_points_as_corners(self._points(zs, slopes))
        away = max(_SIDE / reach * self.half, _LEAST)
        self.hill_name.set_x(self.ground.get_x() + away)
        for tick in self.ticks:
            # A tick that is off the axis waits, unseen, at its end.
            at = float(np.clip(tick.value, -reach, reach))
            away = abs(at) / reach * self.half
            tick.show_at(self._points(at, 0.0), away, on_axis=at == tick.value)
        return self._draw()

    @property
    def beyond(self) -> int:
        """How many z are further out than the axis reaches."""
        return int((np.abs(self.zs) > self.reach).sum())

    def depicted(self) -> Iterator[Depicted]:
        """Yield the z that the strokes stand at, and the slopes that they are as tall as."""
        shape = len(self.rows), len(self.zs) // len(self.rows)
        rows, examples = np.unravel_index(np.flatnonzero(np.abs(self.zs) <= self.reach), shape)
        places = self.rows[rows], examples
        yield Depicted("z", places, self.drawn_zs(), self.reach / self.half * PIXEL / 2)
        within = float(self.slopes.max()) / self.tall * PIXEL / 2
        yield Depicted("slope", places, self.drawn_slopes(), within)

    def drawn_zs(self) -> Array:
        """Return the z that the strokes' places say."""
        kinds = self._kinds_of(np.abs(self.zs) <= self.reach)
        across = np.empty(len(kinds))
        for kind, rug in enumerate(self.rugs):
            across[kinds == kind] = rug.points[3::4, 0]
        return np.asarray((across - self.ground.get_center()[0]) / self.half * self.reach)

    def drawn_slopes(self) -> Array:
        """Return the slopes that the strokes' lengths say: the inverse of `show_values`."""
        return np.asarray(lengths(self.comb.points)[:, 1] / self.tall * self.slopes.max())

    def _points(self, zs: ArrayLike, slopes: ArrayLike) -> Points:
        """Return where a slope stands over a z, wherever the axis was moved to."""
        across = np.asarray(zs, float)[..., None] / self.reach * self.half * RIGHT
        above = np.asarray(slopes, float)[..., None] / self.slopes.max() * self.tall * UP
        return np.asarray(self.ground.get_center() + across + above)
