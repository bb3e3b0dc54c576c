"""The gradient, cell by cell: δ times an input is what one example asks of one weight."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, VGroup

from scenes.pictures.backprop.columns import ExampleColumns
from scenes.pictures.backprop.layer_back import LayerGradient
from scenes.vocabulary import style
from scenes.vocabulary.matrix import Fill, frame_around, largest
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Depart, Gesture, together
from scenes.vocabulary.text import Source, maths, weight_name
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.ellipsis import fewer

_TOP = 2.8  # where the heads begin
_ROOMS = 4, 3, 2  # rows or columns of a matrix
_MANY = 6  # cells that are worth watching one by one
_FOOT, _BEAT = style.FLOOR + 0.07, 0.3


class GradientBoard:
    """δ aᵀ = ∂C/∂W with an empty right side, ∂C/∂b = δ, and what every example asks.

    `network`: Whose edges light up, one for each cell. `person`: One example's working. `number`:
    Which layer, from 1. `cost`: Typst maths for the example's own cost. `room`: The x between which
    the matrices stand.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        number: int,
        *,
        cost: str,
        room: tuple[float, float],
    ) -> None:
        self.network, self.number = network, number

        def outer(most: int) -> LayerGradient:
            rows, columns = (fewer(network.shown[n], most) for n in (number, number - 1))
            return LayerGradient(person, number, cost=cost, rows=rows, columns=columns)

        self.outer = largest(outer, _ROOMS, room=room)
        self.outer.shift(UP * (_TOP - self.outer.get_top()[1])).fit(*room)
        self.outer.gradient.blank()
        above, below = f"partial cost({cost})", f"partial bias(b^([{number}]))"
        self.bias = maths(f"{above} \\/ {below} = delta(delta^([{number}]))", size=style.NUMBER)
        self.bias.next_to(self.outer, DOWN, buff=0.2).align_to(style.RIGHT_SIDE, RIGHT)

    def strongest(self, step: Source) -> tuple[int, int]:
        """Return which of the cells shown has the largest gradient over all examples."""
        key = f"dW{self.number}"
        (place,) = strongest(step[key], self.outer.rows, self.outer.columns)
        return place

    def cell_by_cell(self) -> Gesture:
        """Multiply a row's δ by a column's input, and fill the cell where the two meet.

        Of many cells the first row is filled so, and then the others one after the other.
        """
        places = self.outer.gradient.places
        alone = len(places) if len(places) <= _MANY else len(self.outer.columns)
        for row, column in places[:alone]:
            yield from self._one_product(row, column)
        if places[alone:]:
            lit = Spotlight(self.network.all_edges)
            yield lit, Fill(self.outer.gradient, *places[alone:], lag=0.3)

    def every_wish(
        self,
        everyone: Source,
        step: Source,
        place: tuple[int, int],
        *,
        who: int,
        each: str = "person",
    ) -> ExampleColumns:
        """Return a column for each example: what it asks of one weight, and the mean of all.

        `everyone`, `step`: Each example's own gradients (m, …), and the batch's. `place`: (row,
        column) of the weight. `who`: Which example is followed. `each`: What an example is, in
        words.
        """
        name = weight_name(*place, layer=self.number)
        columns = ExampleColumns(
            everyone,
            step,
            f"dW{self.number}",
            place,
            name=f"frac(partial cost(C), partial weight({name}))",
            role="delta",
            lit=who,
            who=each,
            decimals=(4, 5),
            height=min(1.3, max(0.8, self.outer.get_bottom()[1] - _FOOT - 0.8)),
        ).move_to(style.HERO)
        return columns.shift(UP * (_FOOT - columns.get_bottom()[1]))

    def _one_product(self, row: int, column: int) -> Gesture:
        outer = self.outer
        parts = (
            outer.deltas.cell(row),
            outer.inputs.cell(0, column),
            outer.gradient.cell(row, column),
        )
        lit = VGroup(*(frame_around(part) for part in parts))
        edge = self.network.edge(self.number - 1, row, column)
        light = Spotlight(self.network.all_edges, [edge])
        yield together(FadeIn(lit), light, run_time=_BEAT)
        yield together(Fill(outer.gradient, (row, column)), Depart(lit), run_time=_BEAT)


def strongest(
    table: ArrayLike, rows: Sequence[int], columns: Sequence[int], count: int = 1
) -> list[tuple[int, int]]:
    """Return where the largest sizes of a matrix are, among some rows and columns."""
    sizes = np.abs(np.asarray(table, dtype=float))
    places = [(row, column) for row in rows for column in columns]
    return sorted(places, key=lambda place: -sizes[place])[:count]
