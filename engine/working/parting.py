"""Parting: the straight line with most points of a plane on their own side, found by trying all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.basics.arrays import Array
from engine.basics.given import floats, number, numbers
from engine.errors import Refused
from engine.working.keys import Keyed

_AT_ONCE = 4000  # directions that are tried together


@dataclass(frozen=True, eq=False)
class Parting(Keyed):
    """The line ``normal`` · p + ``offset`` = 0 with most points on their own side.

    ``normal`` (2,) has length 1 and points to the side of the yes; ``hits`` is how many points
    are on their own side, and ``right`` (m,) which.
    """

    normal: Array
    offset: float
    hits: int
    right: npt.NDArray[np.bool_]


def parting(points: npt.ArrayLike, yes: npt.ArrayLike, angle: float | None = None) -> Parting:
    """The best line for ``points`` (2, m), of which ``yes`` (m,) says which belong on its side.

    With an ``angle`` (radians, of the normal) it is the best of that direction alone. Without one
    it is the best there is: between two neighbouring directions in which two points are level,
    the order of all points along the normal is the same, so that one direction of each is enough.
    Raises ``Refused`` for points that are not (2, m), or another number of answers.
    """
    places, wanted = _asked(points, yes)
    angles = _directions(places) if angle is None else np.array([number(angle, "angle")])
    some = np.array_split(angles, len(angles) // _AT_ONCE + 1)
    most = np.concatenate([_most_hits(places, wanted, turns) for turns in some])
    return sides(*_cut(places, wanted, float(angles[np.argmax(most)])), places, wanted)


def sides(
    normal: npt.ArrayLike, offset: float, points: npt.ArrayLike, yes: npt.ArrayLike
) -> Parting:
    """How a given line parts ``points`` (2, m), of which ``yes`` (m,) belong above it."""
    way, (places, wanted) = floats(normal, "normal"), _asked(points, yes)
    length = float(np.linalg.norm(way))
    if way.shape != (2,) or not length > 0:
        raise Refused(f"normal={way.tolist()}: two numbers are wanted, not both 0.")
    unit, away = way / length, number(offset, "offset") / length
    right = (unit @ places + away > 0) == wanted
    return Parting(unit, away, int(right.sum()), right)


def _asked(points: npt.ArrayLike, yes: npt.ArrayLike) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Points (2, m), and which of them are to be on the side of the yes, (m,)."""
    places, wanted = floats(points, "points"), numbers(yes, "yes").astype(bool).ravel()
    if places.shape != (2, len(wanted)) or not len(wanted):
        raise Refused(
            f"points of shape {places.shape} and {len(wanted)} of yes; (2, m) and m are accepted."
        )
    return places, wanted


def _directions(places: Array) -> Array:
    """One direction between each two in which some points are level, all round."""
    i, j = np.triu_indices(places.shape[1], 1)
    across = places[:, j] - places[:, i]
    level = np.arctan2(across[0], -across[1])
    turns = np.unique(np.concatenate([level, level + np.pi]) % (2 * np.pi))
    ends = np.append(turns, turns[:1] + 2 * np.pi)
    return (ends[1:] + ends[:-1]) / 2 if len(turns) else np.array([0.0])


def _most_hits(places: Array, wanted: npt.NDArray[np.bool_], angles: Array) -> Array:
    """How many points the best line with each normal has right."""
    far = np.stack([np.cos(angles), np.sin(angles)], axis=1) @ places
    order = np.argsort(far, axis=1)
    ranked = np.take_along_axis(far, order, axis=1)
    # A line past one point more has one hit less if that was a yes, and one more if it was not.
    hits = wanted.sum() + np.cumsum(1 - 2 * wanted[order].astype(np.int32), axis=1)
    hits[:, :-1][ranked[:, 1:] == ranked[:, :-1]] = -1  # level points cannot be parted
    return np.maximum(hits.max(axis=1), wanted.sum())


def _cut(places: Array, wanted: npt.NDArray[np.bool_], angle: float) -> tuple[Array, float]:
    """The best place for a line with this normal: its normal and its offset."""
    normal = np.array([np.cos(angle), np.sin(angle)])
    far = normal @ places
    order = np.argsort(far, kind="stable")
    # Below the k-th of them are k; those above it are on the side of the yes.
    hits = np.append(0, np.cumsum(~wanted[order])) + np.append(
        np.cumsum(wanted[order][::-1])[::-1], 0
    )
    ends = np.concatenate([[far[order[0]] - 1.0], far[order], [far[order[-1]] + 1.0]])
    hits[np.flatnonzero(ends[1:] == ends[:-1])] = -1  # level points cannot be parted
    k = int(np.argmax(hits))
    return normal, -float(ends[k] + ends[k + 1]) / 2
