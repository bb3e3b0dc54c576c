"""What moves on a cost sheet: the ball, the step it takes, and the line that keeps it honest."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import Circle, DashedLine, Line, Polygon, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.typeset import Points
from scenes.vocabulary.view import View

__all__ = ["Ball", "DropLine", "Mark", "StepArrow"]

Place = Sequence[float] | npt.NDArray[np.float64]

_HEAD, _SHAFT = 0.26, 5.0


class Mark(VGroup):
    """A thing on the sheet; once a surface carries it, it stays in its place under every turn."""

    lies_on_floor = False

    def __init__(self, *parts: VMobject) -> None:
        super().__init__(*parts)
        self.view: View | None = None
        self.shadow: VMobject = VGroup()

    def show_from(self, view: View) -> Self:
        """Take another view, and draw the mark as it sees it."""
        self.view = view
        self.redraw(view)
        return self

    def redraw(self, view: View) -> None:
        """Draw the mark as the view sees it."""
        raise NotImplementedError

    def _refresh(self) -> Self:
        if self.view is not None:
            self.redraw(self.view)
        return self


class Ball(Mark):
    """A point of the run: coloured as its cost is, its shadow on the contour map.

    Parameters
    ----------
    at
        The two parameters.
    cost
        The true cost there; left out, the ball lies on the sheet.
    """

    def __init__(self, at: Place, cost: float | None = None, *, radius: float = 0.13) -> None:
        self.at, self.cost = at, cost
        self.disc = Circle(radius, fill_opacity=1.0, stroke_width=2.5, color=style.color("ink"))
        self.glint = Circle(radius * 0.26, fill_opacity=0.85, stroke_width=0)
        self.glint.set_fill(style.color("ink"))
        super().__init__(self.disc, self.glint)
        self.shadow = Circle(1.0, fill_opacity=0.55, stroke_width=0, color="#000000")
        self.radius = radius

    def show_at(self, at: Place, cost: float | None = None) -> Self:
        """Move to other parameters, and to the true cost there or onto the sheet."""
        self.at, self.cost = at, cost
        return self._refresh()

    def redraw(self, view: View) -> None:
        """Draw the ball, its colour and its shadow."""
        cost = float(view.cost_at(*self.at)) if self.cost is None else self.cost
        center = view.place(self.at[0], self.at[1], cost)
        self.disc.move_to(center)
        self.disc.set_fill(style.color("cost"))
        self.glint.move_to(center + self.radius * np.array([-0.35, 0.38, 0.0]))
        flat = max(float(np.sin(np.radians(view.elevation))), 0.2)
        self.shadow.stretch_to_fit_width(2.2 * self.radius)
        self.shadow.stretch_to_fit_height(2.2 * self.radius * flat)
        self.shadow.move_to(view.place_on_floor(*self.at))


class StepArrow(Mark):
    """The step −α∇C as an arrow from one place to the next, lying on the sheet.

    Parameters
    ----------
    start, end
        The two parameters before and after the step.
    lying
        "sheet" for an arrow that follows the surface, "floor" for one on the contour map.
    """

    def __init__(
        self, start: Place, end: Place, *, lying: str = "sheet", role: str = "ink"
    ) -> None:
        if lying not in ("sheet", "floor"):
            raise ValueError(f"lying is {lying!r}; 'sheet' and 'floor' are accepted")
        self.start_place, self.end_place, self.share = start, end, 1.0
        self.lies_on_floor = lying == "floor"
        ink = style.color(role)
        self.shaft = VMobject(color=ink, stroke_width=_SHAFT)
        self.shaft.set_stroke(style.color("paper"), _SHAFT + 4, background=True)
        self.head = Polygon(*np.eye(3), color=ink, fill_opacity=1.0, stroke_width=0)
        self.head.set_stroke(style.color("paper"), 4, background=True)
        super().__init__(self.shaft, self.head)

    def show_step(self, start: Place, end: Place, *, share: float = 1.0) -> Self:
        """Point from one place to another, drawn so far (0 to 1) as `share` says."""
        self.start_place, self.end_place, self.share = start, end, share
        return self._refresh()

    def redraw(self, view: View) -> None:
        """Draw the shaft along the sheet, and a head that shrinks with a short arrow."""
        line = self._line(view)
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        head = min(_HEAD, 0.62 * length)
        rest = np.linalg.norm(line - line[-1], axis=1)
        behind = line[rest >= head]
        neck = behind[-1] if len(behind) else line[0]
        along = line[-1] - neck
        along = along / (np.linalg.norm(along) or 1.0)
        base = line[-1] - along * head
        side = np.array([-along[1], along[0], 0.0]) * head * 0.42
        self.head.set_points_as_corners([line[-1], base + side, base - side, line[-1]])
        self.shaft.set_points_as_corners([*behind, base + along * head * 0.2])

    def _line(self, view: View) -> Points:
        """Return the arrow's path in the scene, densely enough to follow a curved sheet."""
        start, end = np.asarray(self.start_place), np.asarray(self.end_place)
        path = start + (end - start) * self.share * np.linspace(0.0, 1.0, 40)[:, None]
        x, y = path.T
        if self.lies_on_floor:
            return view.place_on_floor(x, y)
        return view.place(x, y, view.cost_at(x, y))


class DropLine(Mark):
    """From the true cost straight to the sheet's cost at the same place: what the slice leaves out.

    Parameters
    ----------
    at
        The two parameters.
    cost
        The true cost of the run there.
    """

    def __init__(self, at: Place, cost: float, *, role: str = "ink") -> None:
        self.at, self.cost = at, cost
        ink = style.color(role)
        self.line = VMobject(color=ink, stroke_width=2.5)
        self.ends = VGroup(*(Line(color=ink, stroke_width=3) for _ in range(2)))
        super().__init__(self.line, self.ends)

    @property
    def gap(self) -> float:
        """The true cost minus the sheet's cost there."""
        assert self.view is not None
        return float(self.cost - self.view.cost_at(*self.at))

    def show_at(self, at: Place, cost: float) -> Self:
        """Move to other parameters and the true cost there."""
        self.at, self.cost = at, cost
        return self._refresh()

    def redraw(self, view: View) -> None:
        """Draw the dashes and a small bar at either end."""
        true = view.place(self.at[0], self.at[1], self.cost)
        sheet = view.place(self.at[0], self.at[1], view.cost_at(*self.at))
        half = np.array([0.09, 0.0, 0.0])
        for bar, end in zip(self.ends, (true, sheet), strict=True):
            bar.put_start_and_end_on(end - half, end + half)
        dashes = DashedLine(true, sheet, dash_length=0.07)
        points = [dash.points for dash in dashes if dash.has_points()]
        self.line.set_points(np.concatenate(points) if points else np.zeros((0, 3)))
