"""How the curves that a neuron bends its z with are written, and where they level off."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Bend(NamedTuple):
    """An activation as a picture has to know it.

    `letter` is Typst maths for its name, `formula` for what it does to z, both without the a;
    `low` and `high` are where it levels off, or None where it does not.
    """

    letter: str
    formula: str
    low: float | None
    high: float | None


_Z = "weighted(z)"

BENDS: Mapping[str, Bend] = MappingProxyType(
    {
        "sigmoid": Bend("sigma", f"frac(1, 1 + e^(-{_Z}))", 0.0, 1.0),
        "tanh": Bend("tanh", f"frac(e^({_Z}) - e^(-{_Z}), e^({_Z}) + e^(-{_Z}))", -1.0, 1.0),
        "relu": Bend('"ReLU"', f"max(0, {_Z})", 0.0, None),
        "leaky_relu": Bend('"ReLU"', f"max({_Z} \\/ 100, {_Z})", None, None),
        "identity": Bend('"id"', _Z, None, None),
    }
)
