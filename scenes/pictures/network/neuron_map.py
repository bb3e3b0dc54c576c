"""A neuron as a map: how strongly it answers at every place of the plane of two inputs."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import Group, Square, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.layer.activations_and_costs import Activation
from scenes.vocabulary.plane.border import borders, strokes
from scenes.vocabulary.plane.example_dot import example_dot
from scenes.vocabulary.plane.field import Field
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array, Points

_MARKS = 201  # places to a side at which the network is asked
_AIR = 0.16  # of the data's spread, left free around it
_CROWD = 40  # from here on examples are small


class Plane:
    """The plane of two inputs: where examples lie, and where a network is asked.

    `examples`: (2, m). `grid`: (2, k) the inputs of all places.
    """

    def __init__(self, examples: Array) -> None:
        self.examples = examples
        low, high = examples.min(axis=1, keepdims=True), examples.max(axis=1, keepdims=True)
        wide = np.where(high > low, high - low, 1.0)
        self.low = (low + high - (1 + 2 * _AIR) * wide) / 2
        self.spread = (1 + 2 * _AIR) * wide
        self.xs, self.ys = self.low + self.spread * np.linspace(0, 1, _MARKS)
        self.grid = np.stack([axis.ravel() for axis in np.meshgrid(self.xs, self.ys)])

    def share(self, place: Array) -> Array:
        """Return how far places (..., 2) lie from the left and from the foot, 0 to 1."""
        return np.asarray((place - self.low[:, 0]) / self.spread[:, 0])


class NeuronMap(Group):
    """A square of the plane in two colours, and a line on which the neuron cannot say.

    `key`, `row`: Which neuron's activation it shows; `ends` are both colours. `level`: The key and
    the value that the line is drawn at.
    """

    def __init__(
        self,
        plane: Plane,
        key: str,
        row: int,
        ends: tuple[float, float],
        *,
        level: tuple[str, float] | None,
        side: float,
    ) -> None:
        self.plane, self.key, self.row, self.level = plane, key, row, level
        self.field = Field(side, side, key, ends, row=row)
        self.border = VMobject(stroke_width=style.BOLD, color=style.color("ink"))
        self.frame = Square(side, color=style.color("muted"), stroke_width=style.THIN)
        self.people = VGroup()
        super().__init__(self.field, self.border, self.frame, self.people)

    def show(self, flowed: Source, ask: Callable[[Array], Source]) -> Self:
        """Show what a network answered on the plane's grid; `ask` it what is read back of that."""
        self.show_values(self.table(flowed[self.key]), flowed)
        shares = self.field.places_read((_MARKS, _MARKS))
        self.field.cite(ask(self.plane.low + self.plane.spread * shares))
        return self

    def show_values(
        self, values: Array, flowed: Source | None = None, *, line: Array | None = None
    ) -> Self:
        """Show values of the grid, (k, k) or (k²,), and the line of what flowed there.

        Of what did not flow, but is on its way there, `line` is the table whose line it is.
        """
        self.values = values.reshape(_MARKS, _MARKS)
        self.field.show_guesses(self.values)
        self.field.says = flowed is not None
        lines: Sequence[Array] = []
        if self.level is not None:
            line = line if flowed is None else self.table(flowed[self.level[0]])
        if self.level is not None and line is not None:
            table = line.reshape(_MARKS, _MARKS)
            lines = borders(self.plane.xs, self.plane.ys, table, self.level[1])
        self.border.points = strokes(lines, self.point)
        self.closed = len(lines) == 1 and bool(np.allclose(lines[0][0], lines[0][-1]))
        return self

    def show_part(self, share: float) -> Self:
        """Show a share of its colours, those first that lie next to where it cannot say."""
        middle = sum(self.field.ends) / 2
        away = np.abs(self.values - middle)
        near = away <= np.quantile(away, share) if share > 0 else np.zeros_like(away, bool)
        self.field.show_guesses(np.where(near, self.values, middle))
        self.field.set_opacity(min(4 * share, 1.0))
        self.field.says = share == 1.0
        return self

    def stand(self, centre: Points, side: float) -> Self:
        """Take another place and size; what it shows is drawn anew at the next `show`."""
        self.field.resize(side, side, centre)
        self.frame.scale_to_fit_width(side).move_to(centre)
        self._put_people()
        return self

    def go_to(self, centre: Points, side: float, flowed: Source, *, run_time: float) -> Tween:
        """Return its way to another place and size, with what flowed on the plane's grid."""
        start, before = self.frame.get_center(), self.frame.width
        values = self.table(flowed[self.key])

        def show(moment: float) -> None:
            self.stand(start + (centre - start) * moment, before + (side - before) * moment)
            self.show_values(values, flowed)
            self.people.set_opacity(1.0 - min(3 * moment, 1.0))

        return Tween(self, show, run_time=run_time)

    def add_people(self, yes: Sequence[bool]) -> Self:
        """Put the examples on it."""
        size = 1.0 if len(yes) < _CROWD else 0.45
        self.people.add(*(example_dot(bool(one), size) for one in yes))
        self._put_people()
        return self

    def point(self, place: Array) -> Points:
        """Return where places (..., 2) of the plane stand."""
        corner, far = self.field.points[2], self.field.points[1]
        share = np.insert(self.plane.share(place), 2, 0.0, axis=-1)
        return np.asarray(corner + (far - corner) * share)

    def _put_people(self) -> None:
        for dot, place in zip(self.people, self.plane.examples.T, strict=False):
            dot.move_to(self.point(place))

    def table(self, values: Array) -> Array:
        """Return this neuron's of a layer's values (n, k²) as a square."""
        return np.asarray(values[self.row]).reshape(_MARKS, _MARKS)


def ends_of(curve: Activation | None, *answers: Array) -> tuple[float, float]:
    """Return the ends of a map's colours: the curve's own, or as far as its answers reach."""
    if curve and curve.ends:
        return curve.ends
    most = max(float(np.abs(some).max()) for some in answers) or 1.0
    return -most, most
