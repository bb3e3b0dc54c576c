"""What happens at one layer, as matrices: forward W a + b = z, back Wᵀδ ⊙ σ′, and δ aᵀ.

Each prints its factors with the fewest digits from which the printed result follows, so that a
student with a calculator finds the numbers of the film.
"""

import numpy as np
import numpy.typing as npt

from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.equation import Equation
from scenes.vocabulary.matrix import ValueMatrix

__all__ = ["LayerBack", "LayerForward", "LayerGradient"]

Array = npt.NDArray[np.float64]


class LayerForward(Equation):
    """W a + b = z of layer l = 1 … L; `.weights`, `.inputs`, `.biases`, `.weighted` are its parts.

    Parameters
    ----------
    weights, inputs, biases, weighted
        (n, k), (k, 1), (n, 1), (n, 1) of one example.
    layer
        Which layer: 1 is W1 a0 + b1.
    """

    def __init__(
        self, weights: Array, inputs: Array, biases: Array, weighted: Array, *, layer: int
    ) -> None:
        decimals = fewest_decimals([weights, inputs, biases], lambda W, a, b: W @ a + b)
        self.weights = _matrix(weights, f"W{layer}", f"weight(W^([{layer}]))", decimals)
        self.inputs = _matrix(inputs, f"a{layer - 1}", f"activation(a^([{layer - 1}]))", decimals)
        self.biases = _matrix(biases, f"b{layer}", f"bias(b^([{layer}]))", decimals)
        self.weighted = _matrix(weighted, f"z{layer}", f"weighted(z^([{layer}]))", 2)
        super().__init__(self.weights, self.inputs, "+", self.biases, "=", self.weighted)
        self.plus, self.equals = self[2], self[4]


class LayerBack(Equation):
    """(W^[l])ᵀ δ^[l] ⊙ σ′(z^[l-1]) = δ^[l-1]: how a layer's error reaches the one before it.

    Parameters
    ----------
    weights, deltas
        W^[l], (n_l, n_{l-1}), not yet transposed, and δ^[l], (n_l, 1).
    slopes, blamed
        σ′(z^[l-1]) and δ^[l-1], (n_{l-1}, 1).
    layer
        l, at least 2.
    """

    def __init__(
        self, weights: Array, deltas: Array, slopes: Array, blamed: Array, *, layer: int
    ) -> None:
        below = layer - 1
        decimals = fewest_decimals(
            [weights, deltas, slopes], lambda W, d, s: W.T @ d * s, result_decimals=3
        )
        self.transposed = _matrix(
            weights.T, f"W{layer}.T", f"(weight(W^([{layer}])))^top", decimals
        )
        self.deltas = _matrix(deltas, f"delta{layer}", f"delta(delta^([{layer}]))", decimals)
        self.slopes = _matrix(slopes, f"slope{below}", f"sigma'(weighted(z^([{below}])))", decimals)
        self.blamed = _matrix(blamed, f"delta{below}", f"delta(delta^([{below}]))", 3)
        super().__init__(self.transposed, self.deltas, "dot.o", self.slopes, "=", self.blamed)
        self.gate, self.equals = self[2], self[4]
        self.source = (weights, layer)

    def before_the_turn(self) -> ValueMatrix:
        """Return W^[l] as it was, over the place where its transpose stands."""
        weights, layer = self.source
        matrix = _matrix(
            weights, f"W{layer}", f"weight(W^([{layer}]))", self.transposed.decimals
        )
        matrix.scale(self.transposed.cell(0).height / matrix.cell(0).height)
        return matrix.shift(self.transposed.cells.get_center() - matrix.cells.get_center())


class LayerGradient(Equation):
    """δ aᵀ = ∂C/∂W of layer l: a column times a row fills the whole matrix.

    Parameters
    ----------
    deltas, inputs, gradient
        δ^[l] (n, 1), a^[l-1] (k, 1) and one example's ∂C/∂W^[l] (n, k).
    layer
        l, counted from 1.
    """

    def __init__(self, deltas: Array, inputs: Array, gradient: Array, *, layer: int) -> None:
        decimals = fewest_decimals([deltas, inputs], lambda d, a: d @ a.T, result_decimals=3)
        self.deltas = _matrix(deltas, f"delta{layer}", f"delta(delta^([{layer}]))", decimals)
        self.inputs = _matrix(
            inputs.T, f"a{layer - 1}.T", f"(activation(a^([{layer - 1}])))^top", decimals
        )
        self.gradient = _matrix(
            gradient,
            f"dW{layer}",
            f"frac(partial cost(C), partial weight(W^([{layer}])))",
            3,
        )
        super().__init__(self.deltas, self.inputs, "=", self.gradient)
        self.equals = self[2]


def _matrix(values: Array, key: str, head: str, decimals: int) -> ValueMatrix:
    return ValueMatrix(values, of=key, head=head, decimals=decimals)
