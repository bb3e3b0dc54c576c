"""What happens at one layer going forward, as matrices: W a + b = z.

It takes one example's working, by key, and prints its factors with the fewest digits from which
the printed result follows, so that a student with a calculator finds the film's numbers. Of layers
with more than five neurons it shows the first two and the last two, or stated ones; where terms of
a sum are left out no calculator can follow, and two digits are printed.
"""

from collections.abc import Callable, Sequence

from scenes.vocabulary.matrix import Equation, ValueMatrix
from scenes.vocabulary.text import Array, Source, fewest_decimals
from scenes.vocabulary.text.ellipsis import stated

_ROOM = 5  # rows or columns for which an equation has room
Indices = Sequence[int] | None


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
        self, person: Source, layer: int, rows: Indices = None, columns: Indices = None
    ) -> None:
        keys = f"W{layer}", f"a{layer - 1}", f"b{layer}"
        W, a, b = (person[key] for key in keys)
        self.rows, self.columns = shown_of(W, rows, columns)
        factors = [W[list(self.rows)], a, b[list(self.rows)]]
        whole = len(self.columns) == len(a)
        decimals = factor_decimals(factors, lambda W, a, b: W @ a + b, 2, whole=whole)
        i, j = self.rows, self.columns
        self.weights = cells_of(person, keys[0], f"weight(W^([{layer}]))", decimals, i, j)
        name = f"activation(a^([{layer - 1}]))"
        name = f"activation(x) = {name}" if layer == 1 else name
        self.inputs = cells_of(person, keys[1], name, decimals, j)
        self.biases = cells_of(person, keys[2], f"bias(b^([{layer}]))", decimals, i)
        self.weighted = cells_of(person, f"z{layer}", f"weighted(z^([{layer}]))", 2, i)
        super().__init__(self.weights, self.inputs, "+", self.biases, "=", self.weighted)
        self.plus, self.equals = self[2], self[4]


def shown_of(W: Array, rows: Indices, columns: Indices) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows and the columns of a matrix that are shown."""
    return stated(rows, W.shape[0], most=_ROOM), stated(columns, W.shape[1], most=_ROOM)


def factor_decimals(
    factors: Sequence[Array], result_of: Callable[..., Array], decimals: int, *, whole: bool
) -> int:
    """Return the digits of the factors, by the calculator's rule where all terms are printed."""
    return fewest_decimals(factors, result_of, result_decimals=decimals) if whole else 2


def cells_of(
    person: Source, key: str, head: str, decimals: int, rows: Indices, columns: Indices = None
) -> ValueMatrix:
    """Return one array of an example's working as a matrix."""
    return ValueMatrix(
        person[key], of=key, head=head, decimals=decimals, rows=rows, columns=columns
    )
