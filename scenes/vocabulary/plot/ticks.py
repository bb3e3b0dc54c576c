"""Round values for an axis: few, evenly spaced, and easy to say."""

import numpy as np


def round_ticks(low: float, high: float, *, most: int = 5, margin: float = 0.0) -> list[float]:
    """Return some `most` multiples of 1, 2 or 5 times a power of ten between two ends.

    `margin` is the share of the range that is left free at either end.
    """
    air = (high - low) * margin
    low, high = low + air, high - air
    power = 10.0 ** np.floor(np.log10((high - low) / most))
    found: list[float] = []
    for step in (power * size for size in (1, 2, 5, 10, 20, 50)):
        first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
        if last <= first and found:
            break  # one value alone is no scale: rather a few more
        found = [float(index * step) for index in range(first, last + 1)]
        if len(found) <= most:
            break
    return found


def log_ticks(last: float) -> list[float]:
    """Return 0 and the powers of ten up to the last step."""
    powers = [10.0**power for power in range(12) if 10.0**power <= last]
    return [0.0, *powers]


def even_ticks(reach: float, *, apart: int = 2) -> list[float]:
    """Return the multiples of `apart` from -reach to reach: for an axis with 0 in the middle."""
    last = int(reach // apart)
    return [float(apart * index) for index in range(-last, last + 1)]


def powers_of_ten(low: float, high: float) -> list[float]:
    """Return the powers of ten between two ends above 0."""
    first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
    return [float(f"1e{power}") for power in range(first, last + 1)]
