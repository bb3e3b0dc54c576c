"""The gradient, cell by cell: δ times an input is what one example asks of one weight."""

from collections.abc import Sequence
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from scenes.pictures.backprop.blame_case import own_cost
from scenes.pictures.backprop.blame_plan import meet
from scenes.pictures.backprop.columns import ExampleColumns, wishes
from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import Indices, cells_of, shown_of
from scenes.vocabulary.matrix import Equation, Fill, ValueMatrix, frame_around, largest
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Depart, Gesture, Reveal, conceal, together
from scenes.vocabulary.text import Array, ArrayLike, Source, Strip, maths, quote
from scenes.vocabulary.text.digits import printed, seen_decimals

_TOP = 2.8  # where the heads begin
_ROOMS = 4, 3, 2, 1  # rows or columns of a matrix
_MANY = 6  # cells that are worth watching one by one
_FOOT, _BEAT = style.FLOOR + 0.07, 0.3
_ROOM_OF_BOTH = 1.9  # of the columns, and of what is written of the bias above them


class LayerGradient(Equation):
    """δ aᵀ = ∂C/∂W: a column times a row fills the whole matrix.

    `person`: One example's working. `layer`: Which layer, from 1. `rows`, `columns`: The indices to
    show of this layer's neurons, and of those of the layer before.
    """

    def __init__(
        self,
        person: Source,
        layer: int,
        rows: Indices = None,
        columns: Indices = None,
    ) -> None:
        error, heard, slope = f"delta{layer}", f"a{layer - 1}", f"dW{layer}"
        deltas, inputs, table = (person[key] for key in (error, heard, slope))
        i, j = self.rows, self.columns = shown_of(table, rows, columns)
        results = seen_decimals(table[np.ix_(i, j)])
        ours, theirs = _digits(deltas[list(i)], inputs[list(j)], results)
        self.deltas = cells_of(person, error, f"delta(delta^([{layer}]))", ours, i)
        name = f"(activation(a^([{layer - 1}])))^top"
        self.inputs = ValueMatrix(inputs.T, of=f"{heard}.T", head=name, decimals=theirs, columns=j)
        name = f"frac(partial cost({own_cost(person)}), partial weight(W^([{layer}])))"
        self.gradient = cells_of(person, slope, name, results, i, j)
        super().__init__(self.deltas, self.inputs, "=", self.gradient)


def _digits(deltas: Array, inputs: Array, results: int) -> tuple[int, int]:
    """Return the fewest digits of both with which each product comes out as it is printed."""
    pairs = sorted(product(range(2, 10), range(2, 10)), key=lambda pair: (sum(pair), max(pair)))
    exact = printed(deltas @ inputs.T, results)
    tries = ((pair, printed(deltas, pair[0]) @ printed(inputs, pair[1]).T) for pair in pairs)
    fitting = (pair for pair, typed in tries if np.array_equal(printed(typed, results), exact))
    return next(fitting, (results, results))  # of powers of ten no reader types all digits in


class GradientBoard:
    """δ aᵀ = ∂C/∂W with an empty right side, ∂C/∂b = δ, and what every example asks.

    `network`: Whose edges light up, one for each cell. `person`: One example's working. `number`:
    Which layer, from 1. `room`: The x between which the matrices stand.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        number: int,
        *,
        room: tuple[float, float],
    ) -> None:
        self.network, self.person, self.number = network, person, number
        self.wishes = VGroup()
        outer = partial(LayerGradient, person, number)
        shown = network.shown[number], network.shown[number - 1]
        telling = person[f"delta{number}"], person[f"a{number - 1}"]
        self.outer = largest(outer, shown, _ROOMS, room=room, telling=telling)
        self.outer.shift(UP * (_TOP - self.outer.get_top()[1])).fit(*room)
        self.left = list(self.outer.gradient.blank().places)
        above, below = f"partial cost({own_cost(person)})", f"partial bias(b^([{number}]))"
        self.bias = maths(f"{above} \\/ {below} = delta(delta^([{number}]))", size=style.NUMBER)
        self.bias.next_to(self.outer, DOWN, buff=0.2).align_to(style.RIGHT_SIDE, RIGHT)

    @property
    def says(self) -> str:
        """What its cells are, which a dead neuron or a dark input leaves at nought."""
        if any(number.value for number in self.outer.gradient.numbers):
            return "Again a weight's slope is the delta at its end, times what it hears."
        return "A weight's slope: delta, times what it hears. Where one is nought, so is the slope."

    def by_hand(self, row: int, column: int) -> Gesture:
        """Write one product of a δ and an input under its factors, and fill its cell."""
        self.line = line = self._written(row, column)
        conceal(line.next_to(self.outer, DOWN, buff=0.2).align_to(self.outer, LEFT))
        first, second = self._one_product(row, column)
        yield (*first, Reveal(*line[:3], lag=0.6, run_time=1.4))
        yield (*second, Reveal(*line[3:], run_time=1.0))
        self.left.remove((row, column))

    def cell_by_cell(self) -> Gesture:
        """Multiply a row's δ by a column's input, and fill the cell where the two meet.

        Of many cells the first row is filled so, and then the others one after the other.
        """
        many = len(self.left) > _MANY
        alone = len(self.outer.columns) if many else len(self.left)
        for row, column in self.left[:alone]:
            yield from self._one_product(row, column)
        if self.left[alone:]:
            lit = Spotlight(self.network.all_edges)
            yield lit, Fill(self.outer.gradient, *self.left[alone:], lag=0.3)

    def slope_of_the_bias(self) -> Gesture:
        """Let the product go, and where there is room write that this one is the error itself."""
        has_room = self.outer.get_bottom()[1] - _FOOT > _ROOM_OF_BOTH
        near = any(meet(part, self.bias) for part in self.wishes.family_members_with_points())
        yield FadeOut(self.line), *([FadeIn(self.bias)] if has_room and not near else [])

    def every_wish(
        self, everyone: Source, step: Source, place: tuple[int, int], **looks: Any
    ) -> ExampleColumns:
        """Return what every example asks of one weight, at the foot of the stage, as `wishes`."""
        looks |= {"height": min(1.3, max(0.8, self.outer.get_bottom()[1] - _FOOT - 0.8))}
        columns = wishes(everyone, step, self.number, place, decimals=(4, 5), **looks)
        self.wishes = columns.move_to(style.HERO)
        return columns.shift(UP * (_FOOT - columns.get_bottom()[1]))

    def _written(self, row: int, column: int) -> Strip:
        """Return the line δ · a = ∂C/∂w of one cell."""
        outer, person, above = self.outer, self.person, self.number
        error = quote(person, f"delta{above}", (row, 0), outer.deltas.decimals, role="delta")
        looks = {"role": "activation", "bracketed": True}
        given = quote(person, f"a{above - 1}", (column, 0), outer.inputs.decimals, **looks)
        slope = quote(person, f"dW{above}", (row, column), outer.gradient.decimals)
        return Strip(error, "dot.c", given, "=", slope)

    def _one_product(self, row: int, column: int) -> Gesture:
        outer = self.outer
        factors = outer.deltas.cell(row), outer.inputs.cell(0, column)
        lit = VGroup(*map(frame_around, (*factors, outer.gradient.cell(row, column))))
        edge = self.network.edge(self.number - 1, row, column)
        light = Spotlight(self.network.all_edges, [edge])
        yield together(FadeIn(lit), light, run_time=_BEAT)
        yield together(Fill(outer.gradient, (row, column)), Depart(lit), run_time=_BEAT)


def strongest(
    table: ArrayLike, rows: Sequence[int], columns: Sequence[int], count: int = 1
) -> list[tuple[int, int]]:
    """Return where the largest sizes of a matrix are, among some rows and columns."""
    sizes = np.abs(np.asarray(table, dtype=float))
    return sorted(product(rows, columns), key=lambda place: -sizes[place])[:count]
