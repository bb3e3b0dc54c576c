"""What happens at one layer, as matrices: forward W a + b = z, back Wᵀδ ⊙ σ′, and δ aᵀ.

Each takes one example's working, by key, and prints its factors with the fewest digits from
which the printed result follows, so that a student with a calculator finds the film's numbers.
Of layers with more than five neurons each shows the first two and the last two, or stated ones;
where terms of a sum are left out no calculator can follow, and two digits are printed.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.ellipsis import stated
from scenes.vocabulary.equation import Equation
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.readout import Source

__all__ = ["LayerBack", "LayerForward", "LayerGradient"]

_ROOM = 5  # rows or columns for which an equation has room
Indices = Sequence[int] | None
Array = npt.NDArray[np.float64]


class LayerForward(Equation):
    """W a + b = z; `.weights`, `.inputs`, `.biases`, `.weighted` are its matrices.

    Parameters
    ----------
    person
        One example's working: `person["W1"]` (n, k), `person["a0"]` (k, 1) and so on.
    layer
        Which layer, from 1: layer 1 is W1 a0 + b1.
    rows, columns
        The indices to show of this layer's neurons, and of those of the layer before.
    """

    def __init__(
        self, person: Source, layer: int, *, rows: Indices = None, columns: Indices = None
    ) -> None:
        keys = f"W{layer}", f"a{layer - 1}", f"b{layer}"
        W, a, b = (person[key] for key in keys)
        self.rows, self.columns = _of_matrix(W, rows, columns)
        factors = [W[list(self.rows)], a, b[list(self.rows)]]
        whole = len(self.columns) == len(a)
        decimals = _decimals(factors, lambda W, a, b: W @ a + b, 2, whole=whole)
        i, j = self.rows, self.columns
        self.weights = _matrix(person, keys[0], f"weight(W^([{layer}]))", decimals, i, j)
        name = f"activation(a^([{layer - 1}]))"
        name = f"activation(x) = {name}" if layer == 1 else name
        self.inputs = _matrix(person, keys[1], name, decimals, j)
        self.biases = _matrix(person, keys[2], f"bias(b^([{layer}]))", decimals, i)
        self.weighted = _matrix(person, f"z{layer}", f"weighted(z^([{layer}]))", 2, i)
        super().__init__(self.weights, self.inputs, "+", self.biases, "=", self.weighted)
        self.plus, self.equals = self[2], self[4]


class LayerBack(Equation):
    """(W^[l])ᵀ δ^[l] ⊙ σ′(z^[l-1]) = δ^[l-1]: how a layer's error reaches the one before it.

    Parameters
    ----------
    person
        One example's working.
    layer
        l, at least 2.
    rows, columns
        The indices to show of this layer's neurons, and of those of the layer before.
    bend
        Typst maths for the activation of the layer before.
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
        self.rows, self.columns = _of_matrix(W, rows, columns)
        i, j = self.rows, self.columns
        factors = [W[:, list(j)], deltas, slopes[list(j)]]
        whole = len(i) == len(deltas)
        decimals = _decimals(factors, lambda W, d, s: W.T @ d * s, 3, whole=whole)
        name = f"weight(W^([{layer}]))"
        self.matrix = _matrix(person, keys[0], name, decimals, i, j)
        self.transposed = ValueMatrix(
            W.T, of=f"{keys[0]}.T", head=f"({name})^top", decimals=decimals, rows=j, columns=i
        )
        self.deltas = _matrix(person, keys[1], f"delta(delta^([{layer}]))", decimals, i)
        self.slopes = _matrix(person, keys[2], f"{bend}'(weighted(z^([{below}])))", decimals, j)
        self.blamed = _matrix(person, f"delta{below}", f"delta(delta^([{below}]))", 3, j)
        super().__init__(self.transposed, self.deltas, "dot.o", self.slopes, "=", self.blamed)
        self.gate, self.equals = self[2], self[4]

    def before_the_turn(self) -> ValueMatrix:
        """Return W^[l] as it was, over the place where its transpose stands."""
        self.matrix.scale(self.transposed.cells[0].height / self.matrix.cells[0].height)
        there, here = self.transposed.cells.get_center(), self.matrix.cells.get_center()
        return self.matrix.shift(there - here)


class LayerGradient(Equation):
    """δ aᵀ = ∂C/∂W: a column times a row fills the whole matrix.

    Parameters
    ----------
    person
        One example's working.
    layer
        Which layer, from 1.
    cost
        Typst maths for the example's own cost.
    rows, columns
        The indices to show of this layer's neurons, and of those of the layer before.
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
        self.rows, self.columns = _of_matrix(person[f"dW{layer}"], rows, columns)
        i, j = self.rows, self.columns
        factors = [deltas[list(i)], inputs[list(j)]]
        decimals = _decimals(factors, lambda d, a: d @ a.T, 3, whole=True)
        self.deltas = _matrix(person, keys[0], f"delta(delta^([{layer}]))", decimals, i)
        name = f"(activation(a^([{below}])))^top"
        self.inputs = ValueMatrix(
            inputs.T, of=f"{keys[1]}.T", head=name, decimals=decimals, columns=j
        )
        name = f"frac(partial cost({cost}), partial weight(W^([{layer}])))"
        self.gradient = _matrix(person, f"dW{layer}", name, 3, i, j)
        super().__init__(self.deltas, self.inputs, "=", self.gradient)
        self.equals = self[2]


def _of_matrix(
    W: Array, rows: Indices, columns: Indices
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows and the columns of a matrix that are shown."""
    return stated(rows, W.shape[0], most=_ROOM), stated(columns, W.shape[1], most=_ROOM)


def _decimals(
    factors: Sequence[Array], result_of: Callable[..., Array], decimals: int, *, whole: bool
) -> int:
    """Return the digits of the factors, by the calculator's rule where all terms are printed."""
    return fewest_decimals(factors, result_of, result_decimals=decimals) if whole else 2


def _matrix(
    person: Source, key: str, head: str, decimals: int, rows: Indices, columns: Indices = None
) -> ValueMatrix:
    return ValueMatrix(
        person[key], of=key, head=head, decimals=decimals, rows=rows, columns=columns
    )
