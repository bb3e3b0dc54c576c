"""A line of arithmetic for each neuron of a layer: σ(z) = a, a(1 - a) = σ′, ∂C/∂a · σ′ = δ."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.formula import maths
from scenes.vocabulary.readout import Readout, Source, quote
from scenes.vocabulary.strip import Strip

__all__ = ["NeuronSums"]

_SIZE, _GAP, _PITCH = 0.33, 0.09, 0.34


class NeuronSums(VGroup):
    """Rows of numbers under the formula that they follow; `rows[k]` is the k-th neuron's.

    Parameters
    ----------
    formula
        Typst maths for what all rows say.
    rows
        One strip for each neuron.
    """

    def __init__(self, formula: str, rows: Sequence[Strip]) -> None:
        self.head = maths(formula)
        self.rows = VGroup(*rows).arrange(DOWN, buff=_PITCH, aligned_edge=RIGHT)
        self.rows.next_to(self.head, DOWN, buff=0.5)
        super().__init__(self.head, self.rows)

    @classmethod
    def inputs(cls, source: Source, layer: int, rows: Sequence[int]) -> VGroup:
        """Return z alone, one below the other: an example's working under `z1` and so on."""
        lines = [
            Strip(f"weighted(z_{row + 1}) =", _z(source, layer, row, 0.36), size=0.36)
            for row in rows
        ]
        return VGroup(*lines).arrange(DOWN, buff=0.3, aligned_edge=RIGHT)

    @classmethod
    def activations(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return σ(z) = a."""
        lines = []
        for row in rows:
            a = quote(source, f"a{layer}", (row, 0), 3, role="activation", size=_SIZE)
            lines.append(_strip("sigma paren.l", _z(source, layer, row, _SIZE), "paren.r =", a))
        return cls("activation(a) = sigma(weighted(z)) = frac(1, 1 + e^(-weighted(z)))", lines)

    @classmethod
    def slopes(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return a(1 - a) = σ′."""
        key = f"a{layer}"
        a = np.asarray(source[key])[list(rows), 0]
        digits = fewest_decimals((a,), lambda a: a * (1 - a), result_decimals=3)
        lines = []
        for row in rows:
            looks = {"role": "activation", "size": _SIZE}
            one, two = (quote(source, key, (row, 0), digits, **looks) for _ in range(2))
            slope = quote(source, f"slope{layer}", (row, 0), 3, role="delta", size=_SIZE)
            lines.append(_strip(one, "dot paren.l 1 -", two, "paren.r =", slope))
        return cls("activation(a) (1 - activation(a)) = delta(sigma')", lines)

    @classmethod
    def deltas(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return ∂C/∂a · σ′ = δ."""
        keys = f"da{layer}", f"slope{layer}"
        factors = [np.asarray(source[key])[list(rows), 0] for key in keys]
        digits = fewest_decimals(factors, lambda felt, slope: felt * slope, result_decimals=4)
        lines = []
        for row in rows:
            felt, slope = (
                quote(source, key, (row, 0), digits, role=role, size=_SIZE)
                for key, role in zip(keys, ("ink", "delta"), strict=True)
            )
            delta = quote(source, f"delta{layer}", (row, 0), 4, role="delta", size=_SIZE)
            lines.append(_strip(felt, "dot", slope, "=", delta))
        formula = "frac(partial cost(C), partial activation(a)) dot delta(sigma') = delta(delta)"
        return cls(formula, lines)


def _strip(*parts: str | Readout) -> Strip:
    return Strip(*parts, size=_SIZE, gap=_GAP)


def _z(source: Source, layer: int, row: int, size: float) -> Readout:
    return quote(source, f"z{layer}", (row, 0), 3, role="weighted", size=size)
