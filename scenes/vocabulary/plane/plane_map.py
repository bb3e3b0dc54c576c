"""A neuron as a map: how strongly it answers at every place of the plane of two inputs."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from manim import Group, Rectangle, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plane import border, example_dot, field, places
from scenes.vocabulary.text import Array, Points, Source


class PlaneMap(Group):
    """The plane in the two colours of an answer, and a line on which the neuron cannot say.

    Parameters
    ----------
    plane
        Where examples lie, and where the network is asked.
    key, row
        Which neuron's answers it shows.
    ends
        Between which they lie: both colours.
    level
        The key and the value that the line is drawn at, if there is one.
    yes
        (m,) which examples are discs on it, and which are rings; or none is there.
    """

    def __init__(
        self,
        plane: places.Plane,
        key: str,
        ends: tuple[float, float],
        *,
        width: float,
        height: float,
        row: int = 0,
        level: tuple[str, float] | None = None,
        yes: Sequence[bool] = (),
        pen: float = style.BOLD,
        framed: bool = False,
    ) -> None:
        self.plane, self.key, self.row, self.level = plane, key, row, level
        self.middle, self.closed = sum(ends) / 2, False
        self.field = field.Field(width, height, key, ends, row=row)
        self.border = VMobject(stroke_width=pen, color=style.color("ink"))
        self.frame = Rectangle(width=width, height=height, color=style.color("muted"))
        self.frame.set_stroke(width=style.THIN)
        self.people = example_dot.Examples(yes).stand(self.places())
        super().__init__(self.field, self.border, *[self.frame] * framed, self.people)

    def table(self, values: Array) -> Array:
        """Return this neuron's of a layer's values (n, k) as rows and columns of the plane."""
        return np.asarray(values[self.row]).reshape(self.plane.marks)

    def show(self, flowed: Source, ask: Callable[[Array], Source]) -> Self:
        """Show what a network answered on the plane's grid; `ask` it what is read back of that."""
        self.show_values(self.table(flowed[self.key]), flowed)
        self.field.cite(ask(self.plane.inputs(self.field.places_read(self.plane.marks))))
        return self

    def show_values(
        self, values: Array, flowed: Source | None = None, *, line: Array | None = None
    ) -> Self:
        """Show values of the grid, and the line of what flowed there.

        Of what did not flow, but is on its way there, `line` is the table whose line it is.
        """
        self.values = values.reshape(self.plane.marks)
        self.field.show_guesses(self.values)
        self.field.says = flowed is not None
        if flowed is not None and self.level is not None:
            line = self.table(flowed[self.level[0]])
        lines = [] if line is None else self.lines_of(line)
        self.border.points = border.strokes(lines, self.point)
        self.closed = len(lines) == 1 and bool(np.allclose(lines[0][0], lines[0][-1]))
        return self

    def lines_of(self, table: Array) -> list[Array]:
        """Return the lines, each (k, 2), on which values of the grid are at the level."""
        if self.level is None:
            return []
        values = table.reshape(self.plane.marks)
        return border.borders(self.plane.xs, self.plane.ys, values, self.level[1])

    def show_part(self, share: float) -> Self:
        """Show a share of its colours, those first that lie next to where it cannot say."""
        away = np.abs(self.values - self.middle)
        near = away <= np.quantile(away, share) if share > 0 else np.zeros_like(away, bool)
        self.field.show_guesses(np.where(near, self.values, self.middle))
        self.field.set_opacity(min(4 * share, 1.0))
        self.field.says = share == 1.0
        return self

    def point(self, places: Array) -> Points:
        """Return where places (..., 2) of the plane stand."""
        corner, far = self.field.points[2], self.field.points[1]
        share = (places - self.plane.low) / (self.plane.high - self.plane.low)
        return np.asarray(corner + (far - corner) * np.insert(share, 2, 0.0, axis=-1))

    def places(self) -> Points:
        """Return where the examples stand, (m, 3)."""
        return self.point(self.plane.measured.T)

    def stand(self, centre: Points, width: float, height: float) -> Self:
        """Take another place and size; what it shows is drawn anew at the next `show`."""
        self.field.resize(width, height, centre)
        # Anew, as the field: the roundings of many strides would stay, and name plays otherwise.
        frame = Rectangle(width=self.field.width, height=self.field.height)
        self.frame.points = frame.points + self.field.get_center()
        self.people.stand(self.places())
        return self

    def move(
        self,
        centre: Points,
        width: float,
        height: float,
        again: Callable[[float], Any],
        *,
        run_time: float,
    ) -> stage.Tween:
        """Return its way to another place and size, where `again` draws anew what it shows."""
        start, before = self.field.get_center(), np.array([self.field.width, self.field.height])
        change = np.array([width, height]) - before

        def show(moment: float) -> None:
            self.stand(start + (centre - start) * moment, *(before + change * moment))
            again(moment)

        return stage.Tween(self, show, run_time=run_time)
