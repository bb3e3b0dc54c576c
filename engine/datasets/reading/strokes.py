"""Drawings as the hand made them, and the simplification that Quick, Draw! published them with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.basics.arrays import Array
from engine.datasets.reading.raster import placed, rasterise

SIDE = 255.0
"""The larger side of a simplified drawing."""

SPACING = 1.0
"""Units between the points of a stroke that was resampled."""

EPSILON = 2.0
"""Units by which the simplified line may miss a point of the resampled one."""

LONGEST = 50_000
"""Units of line accepted in one drawing: some two hundred times across. A hand in its twenty
seconds draws a fraction of that; a damaged file may hold more than there is memory for."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """One drawing: ``strokes``, each (2, points) of x and y, and what the game noted of it."""

    strokes: tuple[Array, ...]
    word: str
    recognised: bool
    country: str
    key: int

    def __len__(self) -> int:
        """How many strokes it has."""
        return len(self.strokes)

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of its strokes."""
        digest = hashlib.sha256()
        for stroke in self.strokes:
            digest.update(f"{stroke.shape}".encode() + np.ascontiguousarray(stroke).tobytes())
        return digest.hexdigest()

    def begun(self, share: float) -> tuple[Array, ...]:
        """The strokes when ``share`` of all line is drawn, 0 to 1: the last one ends at the pen.

        A file has no times: the pen is taken to move evenly, and to jump from stroke to stroke.
        """
        lengths = [np.hypot(*np.diff(stroke)) for stroke in self.strokes]
        left, drawn = share * sum(float(each.sum()) for each in lengths), list[Array]()
        for stroke, each in zip(self.strokes, lengths, strict=True):
            along = np.concatenate([[0.0], np.cumsum(each)])
            if left <= 0 and drawn:
                break
            drawn.append(stroke if left >= along[-1] else _cut(stroke, along, left))
            left -= along[-1]
        return tuple(drawn)

    def lines(self, share: float, *, side: int = 28) -> list[Array]:
        """The same lines, each (2, points) in pixels of the bitmap, from its upper left corner."""
        return placed(self.begun(share), whole=self.strokes, side=side)

    def unfolded(self, shares: Iterable[float]) -> Array:
        """(784, k) pixels from 0 to 1: a bitmap for each share of the line that is drawn.

        Rasterised as the publisher's bitmaps were, and standing where the whole drawing will.
        """
        parts = [rasterise(self.begun(share), whole=self.strokes) for share in shares]
        return np.stack(parts, axis=1) / 255


def _cut(stroke: Array, along: Array, length: float) -> Array:
    """A stroke (2, points) as far as ``length``, where its points lie ``along`` it."""
    k = int(np.searchsorted(along, length, side="right"))
    end = [np.interp(length, along, coordinate) for coordinate in stroke]
    return np.column_stack([stroke[:, :k], end])


def simplified(strokes: Sequence[Array]) -> tuple[Array, ...]:
    """Raw strokes (2, points), in pixels of some screen, as the published simplified ones.

    The four steps of the dataset's README: moved to the origin; scaled, both axes alike, to
    a maximum of 255; resampled every unit of length; thinned by Ramer, Douglas and Peucker's
    algorithm with an epsilon of 2; and rounded, as the published ones are. Raises
    ``ValueError`` for a drawing more than ``LONGEST`` units long.
    """
    everything = np.concatenate(strokes, axis=1)
    corner = everything.min(axis=1, keepdims=True)
    with np.errstate(all="ignore"):  # absurd coordinates make the length absurd, and are refused
        extent = (everything - corner).max()
        scale = SIDE / extent if extent > 0 else 1.0
        placed = [(stroke - corner) * scale for stroke in strokes]
        length = sum(float(np.hypot(*np.diff(stroke)).sum()) for stroke in placed)
    if not length <= LONGEST:
        raise ValueError(f"it is {length:,.0f} units long, and {LONGEST:,} are accepted")
    return tuple(np.rint(thinned(resampled(stroke))) for stroke in placed)


def resampled(stroke: Array) -> Array:
    """The same line (2, points) with a point at every unit of its length, and its last one."""
    lengths = np.hypot(*np.diff(stroke))
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.append(np.arange(0.0, along[-1], SPACING), along[-1])
    return np.stack([np.interp(at, along, stroke[0]), np.interp(at, along, stroke[1])])


def thinned(stroke: Array, *, epsilon: float = EPSILON) -> Array:
    """The points of a line (2, points) without which it would move by more than ``epsilon``.

    Ramer (1972), Douglas and Peucker (1973): keep the point farthest from the chord, if it is
    farther than epsilon, and look again at both sides of it.
    """
    count = stroke.shape[1]
    kept = np.zeros(count, dtype=bool)
    kept[[0, -1]] = True
    spans = [(0, count - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distance = _from_chord(stroke[:, first : last + 1])
        farthest = int(distance.argmax())
        if distance[farthest] > epsilon:
            kept[first + farthest] = True
            spans += [(first, first + farthest), (first + farthest, last)]
    return stroke[:, kept]


def _from_chord(points: Array) -> Array:
    """How far each point (2, k) is from the segment between the first and the last of them."""
    away = points - points[:, :1]
    chord = away[:, -1:]
    length = float((chord * chord).sum())
    t = np.clip((away * chord).sum(axis=0) / length, 0.0, 1.0) if length > 0 else 0.0
    distance: Array = np.hypot(*(away - t * chord))
    return distance
