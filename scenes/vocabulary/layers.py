"""What happens at one layer, as matrices: forward W a + b = z, back Wᵀδ ⊙ σ′, and δ aᵀ.

Each takes one example's working, by key, and prints its factors with the fewest digits from
which the printed result follows, so that a student with a calculator finds the film's numbers.
"""

from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.equation import Equation
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.readout import Source

__all__ = ["LayerBack", "LayerForward", "LayerGradient"]


class LayerForward(Equation):
    """W a + b = z; `.weights`, `.inputs`, `.biases`, `.weighted` are its matrices.

    Parameters
    ----------
    person
        One example's working: `person["W1"]` (n, k), `person["a0"]` (k, 1) and so on.
    layer
        Which layer, from 1: layer 1 is W1 a0 + b1.
    """

    def __init__(self, person: Source, layer: int) -> None:
        keys = f"W{layer}", f"a{layer - 1}", f"b{layer}"
        decimals = fewest_decimals([person[key] for key in keys], lambda W, a, b: W @ a + b)
        self.weights = _matrix(person, keys[0], f"weight(W^([{layer}]))", decimals)
        self.inputs = _matrix(person, keys[1], f"activation(a^([{layer - 1}]))", decimals)
        self.biases = _matrix(person, keys[2], f"bias(b^([{layer}]))", decimals)
        self.weighted = _matrix(person, f"z{layer}", f"weighted(z^([{layer}]))", 2)
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
    """

    def __init__(self, person: Source, layer: int) -> None:
        below = layer - 1
        keys = f"W{layer}", f"delta{layer}", f"slope{below}"
        decimals = fewest_decimals(
            [person[key] for key in keys], lambda W, d, s: W.T @ d * s, result_decimals=3
        )
        name = f"weight(W^([{layer}]))"
        self.matrix = _matrix(person, keys[0], name, decimals)
        self.transposed = ValueMatrix(
            person[keys[0]].T, of=f"{keys[0]}.T", head=f"({name})^top", decimals=decimals
        )
        self.deltas = _matrix(person, keys[1], f"delta(delta^([{layer}]))", decimals)
        self.slopes = _matrix(person, keys[2], f"sigma'(weighted(z^([{below}])))", decimals)
        self.blamed = _matrix(person, f"delta{below}", f"delta(delta^([{below}]))", 3)
        super().__init__(self.transposed, self.deltas, "dot.o", self.slopes, "=", self.blamed)
        self.gate, self.equals = self[2], self[4]

    def before_the_turn(self) -> ValueMatrix:
        """Return W^[l] as it was, over the place where its transpose stands."""
        self.matrix.scale(self.transposed.cell(0).height / self.matrix.cell(0).height)
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
    """

    def __init__(self, person: Source, layer: int, *, cost: str = "C") -> None:
        below = layer - 1
        keys = f"delta{layer}", f"a{below}"
        decimals = fewest_decimals(
            [person[key] for key in keys], lambda d, a: d @ a.T, result_decimals=3
        )
        self.deltas = _matrix(person, keys[0], f"delta(delta^([{layer}]))", decimals)
        name = f"(activation(a^([{below}])))^top"
        self.inputs = ValueMatrix(
            person[keys[1]].T, of=f"{keys[1]}.T", head=name, decimals=decimals
        )
        name = f"frac(partial cost({cost}), partial weight(W^([{layer}])))"
        self.gradient = _matrix(person, f"dW{layer}", name, 3)
        super().__init__(self.deltas, self.inputs, "=", self.gradient)
        self.equals = self[2]


def _matrix(person: Source, key: str, head: str, decimals: int) -> ValueMatrix:
    return ValueMatrix(person[key], of=key, head=head, decimals=decimals)
