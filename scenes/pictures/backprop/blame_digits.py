"""With how many digits all that is written while an error goes back comes out on a calculator."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scenes.vocabulary.text import Source, fewest_decimals
from scenes.vocabulary.text.digits import adding_decimals, agrees, printed, seen_decimals

_MOST = 6  # decimals of a sum


class Digits(NamedTuple):
    """Decimals of δ and w, of their products and the sum, of σ′, and of the hero's own δ."""

    factors: int
    total: int
    slope: int
    delta: int


def digits_of(person: Source, number: int, hero: int, sources: Sequence[int]) -> Digits:
    """Return the fewest with which products, their sum, and the door's share come out."""
    below, rows = number - 1, list(sources)
    sum_, slope = (float(person[f"{key}{below}"][hero, 0]) for key in ("da", "slope"))
    terms, of_delta = (
        person[f"blame{number}"][rows, hero],
        seen_decimals(person[f"delta{below}"][hero]),
    )
    for total in range(first := adding_decimals(terms), max(_MOST, first + 1)):
        adds_up = agrees([terms], np.sum, decimals=total, result_decimals=total)
        typed = float(printed(sum_, total))
        passes = f"{typed * slope:.{of_delta}f}" == f"{sum_ * slope:.{of_delta}f}"
        if adds_up and passes:
            break
    pair = [person[f"W{number}"][rows, hero], np.ravel(person[f"delta{number}"])[rows]]
    factors = fewest_decimals(pair, np.multiply, result_decimals=total)
    door = fewest_decimals([slope], lambda s: np.multiply(typed, s), result_decimals=of_delta)
    return Digits(factors, total, door, of_delta)
