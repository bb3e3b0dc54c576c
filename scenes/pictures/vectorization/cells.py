"""A table whose numbers are strips in cells; a column is one example, in a colour of its own."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from manim import LEFT, RIGHT, UP, ManimColor, Rectangle, RoundedRectangle, VGroup, VMobject

from scenes.vocabulary import matrix, stage, style
from scenes.vocabulary.text import Array, Depicted, Depiction, Points, Source, maths, quote, strokes
from scenes.vocabulary.text.step_line import weight_name

TOP, GAP, PAD, AIR = 3.06, 0.05, 0.07, 0.08  # the stage's; between cells, around them, in them
_FAINT, _GROUND, _TICK = 0.45, 0.24, 0.04  # of a rim, of a capsule's colour; where nought is
Place = tuple[int, int]
_READABLE = 0.87  # of the smallest type: what has been shrunk to fit
_ASK, _ASKS = 0.66, 4.3  # a row of gradients at most, and all of them
At = Callable[[int, int], tuple[Any, ...]]  # from a row and a column to a place in a table


class Grid(NamedTuple):
    """Where cells stand, and how large; a strip begins at a share of its cell, `origin`."""

    xs: Any
    tints: Sequence[ManimColor]
    wide: float
    tall: float
    rows: int = 1
    top: float = TOP
    side: Any = RIGHT  # of the name; columns that have it there have capsules
    upright: bool = False
    origin: float = 0.5
    unit: float = 1.0

    @property
    def room(self) -> float:
        """How long a strip can be."""
        return (self.tall if self.upright else self.wide) - 2 * AIR

    def fit(self, *tables: Any) -> Self:
        """Return it with strips as long as fit: for numbers from 0 to 1, or of either sign."""
        values = np.concatenate([np.ravel(table) for table in tables])
        if values.min() >= 0:
            return self._replace(origin=0.0, unit=self.room / max(1.0, values.max()))
        return self._replace(origin=0.5, unit=self.room / 2 / (np.abs(values).max() or 1.0))


class Cells(VGroup, Depiction):
    """Columns of cells, empty until strips grow in them: `source[key][at(row, column)]`."""

    def __init__(
        self, source: Source, key: str, grid: Grid, name: str = "", *, at: At = lambda i, k: (i, k)
    ) -> None:
        self.grid, self.at, self.shape = grid, at, (grid.rows, len(grid.xs))
        self.places = [place[::-1] for place in np.ndindex(self.shape[::-1])]  # column by column
        high, wide = grid.rows * (grid.tall + GAP) - GAP + 2 * PAD, grid.wide + 2 * PAD
        self.room = Rectangle(width=np.ptp(grid.xs) + wide, height=high, stroke_width=0)
        self.room.move_to([np.mean(grid.xs), grid.top, 0.0], UP)
        self.capsules, self.slots, self.strips, self.name = (VGroup() for _ in range(4))
        for k, tint in enumerate(grid.tints):
            capsule = RoundedRectangle(width=wide, height=high, corner_radius=0.1)
            capsule.move_to([grid.xs[k], self.room.get_y(), 0.0]).set_stroke(tint, style.FIRM)
            ground = style.color("paper").interpolate(tint, _GROUND)
            self.capsules.add(capsule.set_fill(ground, opacity=1.0))
            slots = self._outline(self.middles()[:, k]).set_stroke(tint, style.FINE, _FAINT)
            self.slots.add(slots.set_fill(style.color("paper"), opacity=0.7))
            self.strips.add(VMobject(fill_color=tint, fill_opacity=1.0, stroke_width=0))
        seen = [self.capsules] if grid.side is RIGHT else []
        super().__init__(self.room, *seen, self.slots, self.strips)
        self.named(name)
        self.full, self.ends = np.zeros(self.shape, bool), np.zeros((2, *self.shape))
        self.turn(source, key).go(grown=0.0).show(1.0)

    def turn(self, source: Source, key: str, scale: Grid | None = None) -> Self:
        """Take the numbers from elsewhere from now on, to another grid's scale if one is given."""
        self.read, self.key, self.values = source, key, np.zeros(self.shape)
        for place in self.places:
            self.values[place] = source[key][self.at(*place)]
        if scale is not None:
            self.grid = self.grid._replace(origin=scale.origin, unit=scale.unit)
        return self.cite(source)

    def go(
        self, *only: Place, lag: float = 0.0, grown: float = 1.0, run_time: float = style.NORMAL
    ) -> stage.Tween:
        """Let strips go to their numbers, the last column `lag` of one's time after the first.

        `only`: Which cells move, if not all. `grown`: 0 empties them.
        """
        old, order, moves = self.ends, np.linspace(0, 1, self.shape[1]), np.zeros(self.shape, bool)
        moves[tuple(np.transpose(only or self.places))] = True
        start = np.full(self.shape, (self.grid.origin - 0.5) * self.grid.room)
        new = np.array([start, start + self.values * self.grid.unit * grown])

        def show(moment: float) -> None:
            share = np.clip(moment * (1 + lag) - lag * order, 0, 1)
            self._draw(old + (new - old) * share * moves)
            self.full = np.where(moves, grown == moment == 1.0, self.full)

        return stage.Tween(self, show, run_time=run_time)

    def named(self, name: str) -> VGroup:
        """Take a name in place of the one it has, at once; return it."""
        self.remove(self.name)
        self.name = maths(name, size=style.LAW) if name else VGroup()
        self.add(self.name.next_to(self.room, self.grid.side, buff=0.14))
        return self.name

    def rows_named(self, names: Sequence[VGroup]) -> VGroup:
        """Stand a name at the left of each row; return them."""
        for name, (x, y) in zip(names, self.middles()[:, 0], strict=True):
            name.next_to([x - self.grid.wide / 2, y, 0.0], LEFT, buff=0.3)
        return VGroup(*names)

    def digits(self, *only: Place, decimals: int = 2, size: float = style.SMALL) -> VGroup:
        """Return the numbers for cells that are empty, column by column, or for some of them.

        They are of one size, and have fewer decimals where they would be too small to read.
        """
        places, looks = only or self.places, {"size": size, "anchor": "center"}
        numbers = (quote(self.read, self.key, self.at(*p), decimals, **looks) for p in places)
        found = VGroup(*numbers)
        share = min(1.0, (self.grid.wide - 2 * AIR) / max(number.width for number in found))
        if decimals and share * size < _READABLE * style.SMALL:
            return self.digits(*only, decimals=decimals - 1, size=size)
        for number, place in zip(found, places, strict=True):
            number.scale(share).move_to([*self.middles()[place], 0.0])
        return found

    def frame(self, *places: Place) -> VMobject:
        """Return the outline around some cells."""
        middles = self.middles()[tuple(np.transpose(places))]
        return matrix.frame_around(self._outline(middles), air=0.0)

    def column(self, k: int) -> VGroup:
        """Return what is seen of a column without its capsule."""
        return VGroup(self.slots[k], self.strips[k])

    def middles(self) -> Array:
        """Return the middles of the cells (rows, columns, 2), wherever they were moved to."""
        x, y, _ = self.room.get_center()
        away = ((self.grid.rows - 1) / 2 - np.arange(self.grid.rows)) * (self.grid.tall + GAP)
        return np.stack(np.meshgrid(x + self.grid.xs - np.mean(self.grid.xs), y + away), axis=-1)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the numbers that the strips of full cells say, from their ends."""
        axis, unit, middles = int(self.grid.upright), self.grid.unit, self.middles()
        for k, strips in enumerate(self.strips):
            ends = strips.points[: 16 * self.shape[0] : 16, axis] - middles[:, k, axis]
            values = (ends - (self.grid.origin - 0.5) * self.grid.room) / unit
            for i in np.flatnonzero(self.full[:, k]):
                yield Depicted(self.key, self.at(int(i), k), values[i], style.PIXEL / 2 / unit)

    def _outline(self, middles: Array) -> VMobject:
        """Return the outlines of cells, by their middles (n, 2), as one object."""
        half = np.array([self.grid.wide, self.grid.tall]) / 2
        return VMobject().set_points(boxes_around(middles, half))

    def _draw(self, ends: Array) -> None:
        """Draw every strip between two places of its cell, and a tick where it begins."""
        self.ends, axis = ends, int(self.grid.upright)
        strips, ticks = self.middles(), self.middles()
        halves = np.full_like(strips, (self.grid.wide if axis else self.grid.tall) / 2 - AIR)
        marks = halves + _TICK
        strips[..., axis] += ends.mean(axis=0)
        ticks[..., axis] += ends[0]
        halves[..., axis] = np.diff(ends, axis=0)[0] / 2
        marks[..., axis] = _TICK / 4 * np.sign(halves[..., axis])  # none where a cell is empty
        middles, halves = np.vstack([strips, ticks]), np.vstack([halves, marks])
        for k, column in enumerate(self.strips):
            column.set_points(boxes_around(middles[:, k], halves[:, k]))


def boxes_around(middles: Array, halves: Array) -> Points:
    """Return the curves of rectangles, by their middles (n, 2) and half their sizes (n, 2)."""
    return strokes.boxes(np.hstack([middles + halves, middles - halves]))


def asks(each: Source, key: str, shape: Place, grid: Grid) -> tuple[Cells, VGroup]:
    """Return what each example asks of a table, a row for each entry, and the rows' names."""
    places = list(np.ndindex(shape))
    room = grid._replace(tall=min(_ASK, _ASKS / len(places) - GAP), rows=len(places))
    found = Cells(each, key, room.fit(each[key]), at=lambda i, k: (k, *places[i]))
    return found, found.rows_named([maths(f"weight({weight_name(*p)})") for p in places])
