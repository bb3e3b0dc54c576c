"""An arrow on a cost sheet: the step, or the way against it, no longer than the sheet."""

from typing import Self

import numpy as np
from manim import Polygon, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.surface import marks, projection
from scenes.vocabulary.text import Array, Points, strokes

_HEAD, _PALE = 0.26, 0.5


class StepArrow(marks.Mark):
    """The step −α∇C as an arrow from one place to the next, lying on the sheet.

    Parameters
    ----------
    start, end
        The two parameters before and after the step.
    lying
        "sheet" for an arrow that follows the surface, "floor" for one on the contour map: where
        the surface stands in front of it, it is dashed and pale.
    """

    def __init__(
        self, start: marks.Place, end: marks.Place, *, lying: str = "sheet", role: str = "ink"
    ) -> None:
        if lying not in ("sheet", "floor"):
            raise ValueError(f"lying is {lying!r}; 'sheet' and 'floor' are accepted")
        self.start_place, self.end_place, self.share, self.lying = start, end, 1.0, lying
        self.pointing = True
        ink = style.color(role)
        self.shaft = VMobject(color=ink)
        self.hidden = VMobject(color=ink, stroke_width=style.FIRM).set_stroke(opacity=_PALE)
        self.head = Polygon(*np.eye(3), color=ink, fill_opacity=1.0)
        for part in (self.shaft, self.head):
            part.set_stroke(style.color("paper"), background=True)
        self._dress(1.0)
        super().__init__(self.hidden, self.shaft, self.head)

    def reach(self, start: marks.Place, end: marks.Place, *, share: float = 1.0) -> Self:
        """Point from one place to another, drawn so far (0 to 1) as `share` says."""
        self.start_place, self.end_place, self.share = start, end, share
        self.pointing = True
        return self._refresh()

    def withdraw(self) -> Self:
        """Take the arrow away until it points again, and let it forget where it pointed.

        A play from the cache draws no frame, so that what was drawn last must leave no trace.
        """
        self.start_place, self.end_place, self.share = np.zeros(2), np.zeros(2), 1.0
        self.pointing = False
        self._dress(1.0)
        for part in self:
            part.clear_points()
        return self

    def redraw(self, view: projection.View) -> None:
        """Draw the shaft along the sheet; a short arrow is a smaller arrow, not a bare head."""
        if not self.pointing:
            return
        x, y = path = self._path()
        on_floor = self.lying == "floor"
        line = view.place_on_floor(*path) if on_floor else view.place(x, y, view.cost_at(x, y))
        hidden = view.hides_floor(*path) if on_floor else np.zeros(len(x), dtype=bool)
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        size = min(1.0, length / (2.2 * _HEAD))
        self._dress(max(size, 0.4))
        shaft, tip = shaft_and_tip(line, _HEAD * size)
        self.head.set_points_as_corners(tip).set_fill(opacity=_PALE if hidden[-1] else 1.0)
        pieces, behind = strokes.segments(shaft[:-1], shaft[1:]), hidden[: len(shaft) - 1]
        pieces = pieces.reshape(len(behind), -1, 3)
        self.shaft.set_points(pieces[~behind].reshape(-1, 3))
        self.hidden.set_points(pieces[behind][::2].reshape(-1, 3))

    def _dress(self, size: float) -> None:
        """Give the shaft, the head and their halos the widths of an arrow of a size, 0 to 1."""
        for part, width in ((self.shaft, style.HEAVY), (self.head, 0.0)):
            part.set_stroke(width=width * size)
            part.set_stroke(width=(width + style.BOLD) * size, background=True)

    def _path(self) -> Array:
        """Return places (2, k) of the path, densely enough to follow a curved sheet."""
        start, end = np.asarray(self.start_place), np.asarray(self.end_place)
        way = (end - start) * self.share
        return np.asarray(start[:, None] + way[:, None] * np.linspace(0.0, 1.0, 40))


def shaft_and_tip(line: Points, head: float) -> tuple[Points, Points]:
    """Cut a line where its head begins; return the rest, and the head as a closed triangle."""
    rest = np.linalg.norm(line - line[-1], axis=1)
    neck = int(np.flatnonzero(rest >= head)[-1]) if np.any(rest >= head) else 0
    along = line[-1] - line[neck]
    along = along / (np.linalg.norm(along) or 1.0)
    base = line[-1] - along * head
    side = np.array([-along[1], along[0], 0.0]) * head * 0.42
    tip = np.array([line[-1], base + side, base - side, line[-1]])
    return np.vstack([line[: neck + 1], base + along * head * 0.2]), tip


def lean(along: StepArrow, against: StepArrow, here: Array, way: Array, times: float) -> None:
    """Draw an arrow so many times as long as a way from here; below 0 it is the one against it."""
    drawn, other = (along, against) if times > 0 else (against, along)
    other.withdraw()
    drawn.reach(here, here + way * times)


def within(view: projection.View, here: Array, way: Array, times: float) -> float:
    """Return so many times a way from here, or as many as lead to the edge of what is seen."""
    towards = way * np.sign(times)
    low, high = view.corners
    edge = np.where(towards > 0, high, low)
    share = np.min((edge - here)[towards != 0] / towards[towards != 0], initial=abs(times))
    return float(np.sign(times) * share)
