"""How many digits a line of arithmetic needs, so that a reader with a calculator agrees."""

from collections.abc import Callable, Sequence

import numpy as np

from scenes.vocabulary.text.arrays import Array, ArrayLike

_MOST = 9
_TELLING = 4  # decimals that a reader still compares at a glance
_FINE = 1e-7  # of a value: as near as a float32 comes to what was meant


def printed(values: ArrayLike, decimals: int) -> Array:
    """Return the numbers that a reader of the printed digits types in."""
    typed = [float(f"{value:.{decimals}f}") for value in np.ravel(values)]
    return np.reshape(typed, np.shape(values))


def agrees(
    factors: Sequence[ArrayLike],
    result_of: Callable[..., ArrayLike],
    *,
    decimals: int,
    result_decimals: int,
) -> bool:
    """Say whether the factors, printed to `decimals`, give the results as they are printed."""
    exact = result_of(*(np.asarray(factor, dtype=float) for factor in factors))
    typed = result_of(*(printed(factor, decimals) for factor in factors))
    return np.array_equal(printed(exact, result_decimals), printed(typed, result_decimals))


def fewest_decimals(
    factors: Sequence[ArrayLike], result_of: Callable[..., ArrayLike], *, result_decimals: int = 2
) -> int:
    """Return the fewest decimals (two or more) of the factors that give the printed results.

    Parameters
    ----------
    factors
        Numbers or arrays, in the order in which `result_of` takes them.
    result_of
        The arithmetic on the line: one result or several, such as running sums.

    Raises
    ------
    ValueError
        If no number of decimals up to nine does.
    """
    for decimals in range(2, _MOST + 1):
        if agrees(factors, result_of, decimals=decimals, result_decimals=result_decimals):
            return decimals
    raise ValueError(f"even {_MOST} decimals of {factors!r} do not give the printed result")


def seen_decimals(values: ArrayLike, *, least: int = 3) -> int:
    """Return the fewest decimals, `least` or four at most, at which only nought prints as such."""
    there = np.ravel(np.asarray(values, dtype=float))
    there = there[there != 0]
    for decimals in range(least, _TELLING):
        if printed(there, decimals).all():
            return decimals
    return _TELLING


def adding_decimals(terms: ArrayLike) -> int:
    """Return the fewest decimals (two or more) at which printed terms add up to their sum."""
    for decimals in range(2, _MOST):
        if agrees([terms], np.sum, decimals=decimals, result_decimals=decimals):
            return decimals
    return _MOST


def decimals_of(values: Sequence[float]) -> int:
    """Return how many digits after the point these values have, as a float32 knows them."""
    for decimals in range(8):
        if all(
            abs(round(value, decimals) - value) <= max(1e-9, abs(value) * _FINE) for value in values
        ):
            return decimals
    return 8
