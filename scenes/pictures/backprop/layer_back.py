"""What happens at one layer going back, as matrices: Wᵀδ ⊙ σ′ = δ, and δ aᵀ = ∂C/∂W.

The digits of the factors are those of `LayerForward`: the fewest from which the result follows.
"""

from itertools import product

import numpy as np

from scenes.vocabulary.layer.forward import Indices, cells_of, factor_decimals, shown_of
from scenes.vocabulary.matrix import Equation, ValueMatrix
from scenes.vocabulary.text import Source
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.digits import printed, seen_decimals


class LayerBack(Equation):
    """(W^[l])ᵀ δ^[l] ⊙ σ′(z^[l-1]) = δ^[l-1]: how a layer's error reaches the one before it.

    `person`: One example's working. `layer`: l, at least 2. `rows`, `columns`: The indices to show
    of this layer's neurons, and of those of the layer before. `bend`: Typst maths for the
    activation of the layer before.
    """

    def __init__(
        self,
        person: Source,
        layer: int,
        *,
        rows: Indices = None,
        columns: Indices = None,
        bend: str = "sigma",
    ) -> None:
        below = layer - 1
        keys = f"W{layer}", f"delta{layer}", f"slope{below}"
        W, deltas, slopes = (person[key] for key in keys)
        self.rows, self.columns = shown_of(W, rows, columns)
        i, j = self.rows, self.columns
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


class LayerGradient(Equation):
    """δ aᵀ = ∂C/∂W: a column times a row fills the whole matrix.

    `person`: One example's working. `layer`: Which layer, from 1. `cost`: Typst maths for the
    example's own cost. `rows`, `columns`: The indices to show of this layer's neurons, and of those
    of the layer before.
    """

    def __init__(
        self,
        person: Source,
        layer: int,
        *,
        cost: str = "C",
        rows: Indices = None,
        columns: Indices = None,
    ) -> None:
        below = layer - 1
        keys = f"delta{layer}", f"a{below}"
        deltas, inputs = (person[key] for key in keys)
        table = person[f"dW{layer}"]
        i, j = self.rows, self.columns = shown_of(table, rows, columns)
        results = seen_decimals(table[np.ix_(i, j)])
        ours, theirs = _digits(deltas[list(i)], inputs[list(j)], results)
        self.deltas = cells_of(person, keys[0], f"delta(delta^([{layer}]))", ours, i)
        name = f"(activation(a^([{below}])))^top"
        self.inputs = ValueMatrix(
            inputs.T, of=f"{keys[1]}.T", head=name, decimals=theirs, columns=j
        )
        name = f"frac(partial cost({cost}), partial weight(W^([{layer}])))"
        self.gradient = cells_of(person, f"dW{layer}", name, results, i, j)
        super().__init__(self.deltas, self.inputs, "=", self.gradient)
        self.equals = self[2]


def _digits(deltas: Array, inputs: Array, results: int) -> tuple[int, int]:
    """Return the fewest digits of both with which each product comes out as it is printed."""
    pairs = sorted(product(range(2, 10), range(2, 10)), key=lambda pair: (sum(pair), max(pair)))
    exact = printed(deltas @ inputs.T, results)
    tries = ((pair, printed(deltas, pair[0]) @ printed(inputs, pair[1]).T) for pair in pairs)
    return next(pair for pair, typed in tries if np.array_equal(printed(typed, results), exact))
