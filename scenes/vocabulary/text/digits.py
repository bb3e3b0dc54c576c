"""How many digits a line of arithmetic needs, so that a reader with a calculator agrees."""

from collections.abc import Callable, Sequence

import numpy as np

from scenes.vocabulary.text.arrays import Array, ArrayLike

_MOST, _OF_SUM = 12, 9  # decimals of any number, and of a sum that is still added up
_TELLING = 4  # decimals that a reader still compares at a glance
_READ = 6  # decimals that a reader still counts: what is smaller is written as a power of ten
_FINE = 1e-7  # of a value: as near as a float32 comes to what was meant


def is_tiny(value: float, decimals: int) -> bool:
    """Say whether a number is not 0, and would be printed as 0 with as many digits as are read."""
    return decimals >= _READ and value != 0 and float(f"{value:.{decimals}f}") == 0


def printed(values: ArrayLike, decimals: int) -> Array:
    """Return the numbers that a reader of the printed digits types in."""
    typed = [
        float(f"{value:.1e}" if is_tiny(value, decimals) else f"{value:.{decimals}f}")
        for value in np.ravel(values)
    ]
    return np.reshape(typed, np.shape(values))


def decimals_of(values: Sequence[float]) -> int:
    """Return how many digits after the point these values have, as a float32 knows them."""
    for decimals in range(8):
        if all(_is_short(value, decimals) for value in values):
            return decimals
    return 8


def _is_short(value: float, decimals: int) -> bool:
    far = abs(round(value, decimals) - value)
    return far <= max(1e-9, abs(value) * _FINE) and far <= abs(value) / 2


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
    factors: Sequence[ArrayLike],
    result_of: Callable[..., ArrayLike],
    *,
    result_decimals: int = 2,
    least: int = 2,
) -> int:
    """Return the fewest decimals, `least` or more, of the factors that give the printed results.

    Parameters
    ----------
    factors
        Numbers or arrays, in the order in which `result_of` takes them.
    result_of
        The arithmetic on the line: one result or several, such as running sums.

    Raises
    ------
    ValueError
        If no number of decimals up to twelve does, of results that need no power of ten.
    """
    for decimals in range(least, _MOST + 1):
        if agrees(factors, result_of, decimals=decimals, result_decimals=result_decimals):
            return decimals
    results = np.ravel(result_of(*(np.asarray(factor, dtype=float) for factor in factors)))
    if any(is_tiny(value, result_decimals) for value in results):
        return max(least, _READ)
    raise ValueError(f"even {_MOST} decimals of {factors!r} do not give the printed result")


def seen_decimals(values: ArrayLike, *, least: int = 3) -> int:
    """Return the fewest decimals, `least` or more, at which only nought prints as such.

    Of many that is tried up to four decimals; from there on the largest has to be seen. What six
    do not show is written as a power of ten.
    """
    there = np.ravel(np.asarray(values, dtype=float))
    there = there[there != 0]
    for decimals in range(least, _READ):
        seen = printed(there, decimals) != 0
        if seen.all() or (decimals >= _TELLING and seen.any()):
            return decimals
    return max(least, _READ)


def adding_decimals(terms: ArrayLike) -> int:
    """Return the fewest decimals (two or more) at which printed terms add up to their sum."""
    for decimals in range(2, _OF_SUM):
        if agrees([terms], np.sum, decimals=decimals, result_decimals=decimals):
            return decimals
    return _OF_SUM
