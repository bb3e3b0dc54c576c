"""Many straight strokes as one object, because what a frame costs is objects, not strokes."""

import numpy as np

from scenes.vocabulary.text.arrays import Array, Points


def segments(starts: Points, ends: Points) -> Points:
    """Return the curves (4k, 3) of k strokes, for `VMobject.set_points`."""
    shares = np.array([0.0, 1.0, 2.0, 3.0])[:, None] / 3
    return np.asarray(starts[:, None] + (ends - starts)[:, None] * shares).reshape(-1, 3)


def lengths(points: Points) -> Array:
    """Return the vectors (k, 3) from the start to the end of each stroke: the way back."""
    return np.asarray(points[3::4] - points[::4])


def dashes(start: Points, end: Points, *, length: float) -> Points:
    """Return the curves of a dashed line: dashes and gaps of one length, a dash at either end."""
    count = max(int(np.linalg.norm(end - start) / length), 1) | 1
    marks = start + (end - start) * np.linspace(0.0, 1.0, count + 1)[:, None]
    return segments(marks[0::2], marks[1::2])
