"""What moves on a cost sheet: the ball, and the line that keeps it honest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Self, TypeVar

import numpy as np
from manim import BLACK, LEFT, RIGHT, UP, WHITE, Circle, Group, Mobject, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.surface.projection import View
from scenes.vocabulary.text import Array, Depicted, Depiction, Points, strokes
from scenes.vocabulary.text.provenance import CLOCK

Place = Sequence[float] | Array

_SHADOW = 0.55


class Mark(VGroup):
    """A thing on the sheet; once a surface carries it, it stays in its place under every turn."""

    def __init__(self, *parts: VMobject) -> None:
        super().__init__(*parts)
        self.view: View | None = None

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


AnyMark = TypeVar("AnyMark", bound=Mark)


class Ground(Group):
    """What carries marks: a cost surface, or its flat map."""

    view: View

    def __init__(self, *parts: Mobject) -> None:
        self.marks = Group()
        super().__init__(*parts, self.marks)

    def carry(self, mark: AnyMark) -> AnyMark:
        """Put a mark on the ground, where it stays under every turn; return the mark."""
        mark.show_from(self.view)
        self.marks.add(mark)
        return mark

    def shift(self, *vectors: Array) -> Self:
        """Move the whole picture; `move_to`, `next_to` and `to_edge` come here too."""
        super().shift(*vectors)
        self.view = replace(self.view, center=self.view.center + sum(vectors))
        for mark in self.marks:
            mark.view = self.view
        return self


class Ball(Mark, Depiction):
    """A point of the run, with its shadow on the contour map where the sheet does not hide it.

    Parameters
    ----------
    at
        The two parameters.
    cost
        The true cost there; left out, the ball lies on the sheet.

    `step` says at which row of the sheet's `path` it is; None on its way between two. `steps` says
    of which step each row is, where steps were left out.
    """

    step: int | None = None
    steps: Sequence[int] | Array | None = None

    def __init__(
        self, at: Place, cost: float | None = None, *, radius: float = 0.13, role: str = "cost"
    ) -> None:
        self.at, self.cost, self.radius = at, cost, radius
        # A shadow is black and a highlight white in every theme.
        self.shadow = Circle(1.0, fill_opacity=0.0, stroke_width=0, fill_color=BLACK)
        self.disc = Circle(
            radius, fill_opacity=1.0, stroke_width=style.EVEN, color=style.color("ink")
        )
        self.disc.set_fill(style.color(role))
        self.glint = Circle(radius * 0.24, fill_opacity=0.8, stroke_width=0, fill_color=WHITE)
        super().__init__(self.shadow, self.disc, self.glint)

    def show_at(self, at: Place, cost: float | None = None, *, step: int | None = None) -> Self:
        """Move to other parameters, and to the true cost there or onto the sheet."""
        self.at, self.cost, self.step = at, cost, step
        return self._refresh()

    def depicted(self) -> Iterator[Depicted]:
        """Yield the parameters of the step that it is at, and the step itself."""
        if self.step is None or self.view is None or not self.disc.get_fill_opacity():
            return
        here = self.disc.get_center()
        around = np.array([here, here + RIGHT * style.PIXEL, here + UP * style.PIXEL])
        cost = self.view.cost_at(*self.at) if self.cost is None else self.cost
        places = self.view.parameters_at(around, np.full(3, cost))
        precision = np.abs(places[1:] - places[0]).max(axis=0)
        yield Depicted("path", (self.step, slice(None)), places[0], precision)
        yield Depicted(CLOCK, (), self.step if self.steps is None else self.steps[self.step], 0)

    def redraw(self, view: View) -> None:
        """Draw the ball and its shadow."""
        x, y = self.at
        center = view.place(x, y, view.cost_at(x, y) if self.cost is None else self.cost)
        self.disc.move_to(center)
        self.glint.move_to(center + self.radius * np.array([-0.35, 0.38, 0.0]))
        self._cast_shadow(view, view.place_on_floor(x, y))

    def _cast_shadow(self, view: View, foot: Points) -> None:
        """Lay the shadow on the floor, as much of it as the eye can see past the sheet."""
        wide, flat = 2.2 * self.radius, np.sin(np.radians(view.elevation))
        self.shadow.stretch_to_fit_width(wide).stretch_to_fit_height(max(wide * flat, 0.02))
        self.shadow.move_to(foot)
        hidden = bool(view.hides_floor(self.at[0], self.at[1]))
        self.shadow.set_fill(opacity=0.0 if hidden else _SHADOW)


class DropLine(Mark):
    """From the true cost straight to the sheet's cost at the same place: what the slice leaves out.

    Parameters
    ----------
    at
        The two parameters.
    cost
        The true cost of the run there.
    """

    def __init__(self, at: Place, cost: float) -> None:
        self.at, self.cost = at, cost
        self.line = VMobject(color=style.color("ink"), stroke_width=style.HEAVY)
        self.line.set_stroke(style.color("paper"), style.HEAVY + style.BOLD, background=True)
        super().__init__(self.line)

    @property
    def gap(self) -> float:
        """The true cost minus the sheet's cost there, once a surface carries the line."""
        assert self.view is not None
        return float(self.cost - self.view.cost_at(self.at[0], self.at[1]))

    def show_at(self, at: Place, cost: float) -> Self:
        """Move to other parameters and the true cost there."""
        self.at, self.cost = at, cost
        return self._refresh()

    def redraw(self, view: View) -> None:
        """Draw the dashes, and a small bar at either end."""
        x, y = self.at
        ends = view.place(x, y, np.array([self.cost, float(view.cost_at(x, y))]))
        bars = strokes.segments(ends + LEFT * 0.14, ends + RIGHT * 0.14)
        self.line.set_points(np.concatenate([bars, strokes.dashes(*ends, length=0.07)]))
