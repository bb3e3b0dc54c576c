"""An error goes back into one neuron: where it shows most, and with how many digits it adds up."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scenes.vocabulary.layer import ACTIVATIONS
from scenes.vocabulary.network import NetworkDiagram, arranging
from scenes.vocabulary.text import Source, digits, fewest_decimals

_MOST = 6  # decimals of a sum
_WIDEST, _CROWD, _SLIM = 1.2, 3, 0.9  # Manim units: of a layer's widest ribbon; from so many on
_FEW, _LEGIBLE = 3, 5  # neurons and decimals for which a look into one of them has room


class Case:
    """What comes to one neuron, the hero, from the layer after it, of which sources are drawn.

    `weights`, `deltas`, `values`: (k,) each source's w, its δ, and what arrives of it, w · δ.
    `total`, `slope`, `delta`: Their sum, the hero's σ′(z), and its own δ. `scale`: Manim units of
    width for 1, the same for all that this layer shows.

    `person`: One example's working. `number`: l of the layer whose δ goes back, at least 2.
    `shown`: Of each layer, the neurons that are drawn.
    """

    def __init__(self, person: Source, number: int, shown: Sequence[Sequence[int]]) -> None:
        self.person, self.number, self.below = person, number, number - 1
        self.hero = telling_hero(person, number, shown[self.below])
        self.sources, rows = shown[number], list(shown[number])
        self.weights, self.values = (
            person[f"{key}{number}"][rows, self.hero] for key in ("W", "blame")
        )
        self.deltas = person[f"delta{number}"][rows, 0]
        self.total, self.slope, self.delta = (
            float(person[f"{key}{self.below}"][self.hero, 0]) for key in ("da", "slope", "delta")
        )
        widest = _WIDEST if len(self.sources) < _CROWD else _SLIM
        self.scale = widest / float(np.abs([self.values, self.deltas]).max() or 1.0)

    @property
    def felt(self) -> str:
        """Typst maths for what arrives: how the example's own cost answers to the hero's a."""
        return f"frac(partial cost({own_cost(self.person)}), partial activation(a))"


def own_cost(person: Source) -> str:
    """Return Typst maths for what one example costs: C_2 of the second."""
    return f"C_{int(person['index']) + 1}"


def telling_hero(person: Source, layer: int, shown: Sequence[int]) -> int:
    """Return the neuron before a layer in which blame of both signs meets, if there is one."""
    blame = person[f"blame{layer}"]
    delta = np.abs(np.ravel(person[f"delta{layer - 1}"]))

    def spent(k: int) -> float:
        column = blame[:, k]
        return float(min(column[column > 0].sum(), -column[column < 0].sum()))

    return max(shown, key=lambda k: (spent(k), float(delta[k]), float(np.abs(blame[:, k]).max())))


class Digits(NamedTuple):
    """Decimals of δ and w, of their products and the sum, of σ′, the hero's own δ, and its a."""

    factors: int
    total: int
    slope: int
    delta: int
    a: int


def digits_of(case: Case, bend: str = "") -> Digits:
    """Return the fewest with which products, their sum, the slope and the door's share come out."""
    of_delta = digits.seen_decimals(case.delta)
    for total in range(first := digits.adding_decimals(case.values), max(_MOST, first + 1)):
        adds_up = digits.agrees([case.values], np.sum, decimals=total, result_decimals=total)
        typed = float(digits.printed(case.total, total))
        passes = f"{typed * case.slope:.{of_delta}f}" == f"{case.total * case.slope:.{of_delta}f}"
        if adds_up and passes:
            break
    pair = [case.weights, case.deltas]
    factors = fewest_decimals(pair, np.multiply, result_decimals=total)
    door = fewest_decimals([case.slope], lambda s: np.multiply(typed, s), result_decimals=of_delta)
    a = case.person[f"a{case.below}"][case.hero]
    by_a = ACTIVATIONS[bend].slope_at if bend else None
    heard = fewest_decimals([a], by_a or np.positive, result_decimals=door)
    return Digits(factors, total, door, of_delta, heard)


def worth_a_look(network: NetworkDiagram, person: Source) -> list[int]:
    """Return the layers whose error is followed into one neuron: the last two, where they fit.

    None of a network with dots anywhere: they would stay where they are while all else moves.
    """
    last = len(network.layers) - 1 if arranging.can_move(network) else 0
    small = (n for n in (last, last - 1) if n > 1 and max(network.sizes[n - 1 : n + 1]) <= _FEW)
    return [n for n in small if _flows(Case(person, n, network.shown))]


def _flows(case: Case) -> bool:
    """Say whether anything arrives at the neuron that is looked into, of so few digits."""
    return bool(np.abs(case.values).max() > 0) and max(digits_of(case)[:2]) <= _LEGIBLE
