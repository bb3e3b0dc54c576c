"""One layer back: W turns over, its transpose shares the error out, σ′ lets some of it through."""

from functools import partial

import numpy as np
from manim import UP, FadeOut, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import Indices, cells_of, factor_decimals, shown_of
from scenes.vocabulary.matrix import BecomeCells, Equation, ValueMatrix, largest
from scenes.vocabulary.network import Flow, NetworkDiagram, Pulse
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.digits import seen_decimals

_ROOMS = 5, 4, 3, 2  # rows or columns of a matrix, as many as fit


class LayerBack(Equation):
    """(W^[l])ᵀ δ^[l] ⊙ σ′(z^[l-1]) = δ^[l-1]: how a layer's error reaches the one before it.

    The digits of the factors are those of `LayerForward`: the fewest from which the result follows.

    `person`: One example's working. `layer`: l, at least 2. `rows`, `columns`: The indices to show
    of this layer's neurons, and of those of the layer before. `bend`: Typst maths for the
    activation of the layer before.
    """

    def __init__(
        self,
        person: Source,
        layer: int,
        rows: Indices = None,
        columns: Indices = None,
        *,
        bend: str = "sigma",
    ) -> None:
        below = layer - 1
        keys = f"W{layer}", f"delta{layer}", f"slope{below}"
        W, deltas, slopes = (person[key] for key in keys)
        i, j = self.rows, self.columns = shown_of(W, rows, columns)
        factors = [W[:, list(j)], deltas, slopes[list(j)]]
        results = seen_decimals(person[f"delta{below}"][list(j)])
        whole = len(i) == len(deltas)
        decimals = factor_decimals(factors, lambda W, d, s: W.T @ d * s, results, whole=whole)
        name = f"weight(W^([{layer}]))"
        self.matrix = cells_of(person, keys[0], name, decimals, i, j)
        self.transposed = ValueMatrix(
            W.T, of=f"{keys[0]}.T", head=f"({name})^top", decimals=decimals, rows=j, columns=i
        )
        self.deltas = cells_of(person, keys[1], f"delta(delta^([{layer}]))", decimals, i)
        self.slopes = cells_of(person, keys[2], f"{bend}'(weighted(z^([{below}])))", decimals, j)
        self.blamed = cells_of(person, f"delta{below}", f"delta(delta^([{below}]))", results, j)
        super().__init__(self.transposed, self.deltas, "dot.o", self.slopes, "=", self.blamed)
        self.gate, self.equals = self[2], self[4]

    def before_the_turn(self) -> ValueMatrix:
        """Return W^[l] as it was, over the place where its transpose stands."""
        self.matrix.scale(self.transposed.cells[0].height / self.matrix.cells[0].height)
        there, here = self.transposed.cells.get_center(), self.matrix.cells.get_center()
        return self.matrix.shift(there - here)


class Flip(Tween):
    """Turn a matrix over about its main diagonal, onto its transpose, digits staying upright.

    Where pairs of cells pass one another their digits are gone. Afterwards its cells lie where
    those of the transpose do, which this verb does not show.
    """

    def __init__(self, matrix: ValueMatrix, transposed: ValueMatrix) -> None:
        pairs = [(matrix.entry(i, j), transposed.cell(j, i)) for i, j in matrix.places]
        for (i, j), dots in matrix.dots_at.items():
            pairs += zip(dots, transposed.dots_at[j, i], strict=True)
        # Ways are told from the first cell that is shown: it goes straight, the others round it.
        here, there = self.corners = pairs[0][0][0].get_center(), pairs[0][1].get_center()
        self.journeys = [
            (thing, _middle(thing) - here, goal.get_center() - there) for thing, goal in pairs
        ]
        self.frames = [
            (old, old.points.copy(), new.points.copy())
            for old, new in zip(matrix.brackets, transposed.brackets, strict=True)
        ]
        super().__init__(matrix, self._show, run_time=style.SLOW)

    def _show(self, moment: float) -> None:
        corner = self.corners[0] * (1 - moment) + self.corners[1] * moment
        turn = np.cos(np.pi * moment)
        for thing, start, end in self.journeys:
            offset = (start + end + (start - end) * turn) / 2
            thing.shift(corner + offset - _middle(thing))
            for number in () if np.allclose(start, end) else thing.submobjects[1:]:
                number.set_fill(opacity=abs(turn))
        for bracket, old, new in self.frames:
            bracket.set_points(old * (1 - moment) + new * moment)


def _middle(thing: VMobject) -> Points:
    """Return the middle of a tile that has its number with it, or of a dot."""
    middle: Points = (thing[0] if len(thing) else thing).get_center()
    return middle


class BackBoard:
    """(W^[l])ᵀ δ^[l] ⊙ σ′ = δ^[l-1], beside the network through which the error runs.

    `network`: Whose edges become W. `person`: One example's working. `number`: l, at least 2.
    `room`: The x between which the matrices stand. `bend`: As `LayerBack` takes it.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        number: int,
        *,
        room: tuple[float, float],
        bend: str = "sigma",
    ) -> None:
        self.network, self.person, self.number = network, person, number
        back = partial(LayerBack, person, number, bend=bend)
        shown = network.shown[number], network.shown[number - 1]
        self.back = largest(back, shown, _ROOMS, room=room)
        self.back.shift(UP * 0.95).fit(*room)
        self.matrix = self.back.before_the_turn()
        conceal(self.back, self.matrix)

    def become_matrix(self) -> Gesture:
        """Let the edges become W."""
        edges = self.network.edges_of(self.number - 1, self.matrix.places)
        yield (BecomeCells(edges, self.matrix),)
        yield (Reveal(self.matrix),)

    def turn_over(self) -> Gesture:
        """Turn W over about its diagonal."""
        matrix, transposed = self.matrix, self.back.transposed
        yield FadeOut(matrix.head, matrix.chip), Flip(matrix, transposed)
        yield Reveal(transposed), FadeOut(matrix.body, run_time=style.QUICK)

    def share_out(self) -> Gesture:
        """Send the error back along the edges, and through what each neuron is open to."""
        back, edges = self.back, self.network.edges_of(self.number - 1)
        amounts = self.person[f"blame{self.number}"]
        yield (Reveal(back.deltas),)
        yield (Pulse(Flow(edges, amounts, backward=True)),)
        yield (Reveal(back.gate, back.slopes),)
        yield (Reveal(back.equals, back.blamed),)
