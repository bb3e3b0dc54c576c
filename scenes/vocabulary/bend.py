"""The curves that a neuron bends its weighted input with, and how each is written."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["BENDS", "Bend"]

Array = npt.NDArray[np.float64]


class Bend(NamedTuple):
    """An activation as a picture has to know it.

    `letter` is Typst maths for its name, `formula` for what it does to z, both without the a;
    `low` and `high` are where it levels off, or None where it does not.
    """

    letter: str
    formula: str
    of: Callable[[Array], Array]
    low: float | None
    high: float | None


_Z = "weighted(z)"

BENDS: Mapping[str, Bend] = MappingProxyType(
    {
        "sigmoid": Bend(
            "sigma", f"frac(1, 1 + e^(-{_Z}))", lambda z: 1 / (1 + np.exp(-z)), 0.0, 1.0
        ),
        "tanh": Bend(
            "tanh", f"frac(e^({_Z}) - e^(-{_Z}), e^({_Z}) + e^(-{_Z}))", np.tanh, -1.0, 1.0
        ),
        "relu": Bend('"ReLU"', f"max(0, {_Z})", lambda z: np.maximum(z, 0.0), 0.0, None),
        "leaky_relu": Bend(
            '"ReLU"', f"max({_Z} \\/ 100, {_Z})", lambda z: np.maximum(z / 100, z), None, None
        ),
        "identity": Bend('"id"', _Z, lambda z: z, None, None),
    }
)
