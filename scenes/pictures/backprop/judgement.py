"""What one guess costs, written out: the formula of a cost by its name, and its line of numbers."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, quote

_Y, _A = "activation(hat(y)_i)", "activation(hat(y)_k)"
# Of one output, and of many.
_FORMULAS = MappingProxyType(
    {
        "bce": (
            f"-(y_i ln {_Y} + (1 - y_i) ln (1 - {_Y}))",
            f"-sum_k (y_k ln {_A} + (1 - y_k) ln (1 - {_A}))",
        ),
        "cce": (f"-y_i ln {_Y}", f"-sum_k y_k ln {_A}"),
        "mse": (f"({_Y} - y_i)^2", f"frac(1, n) sum_k ({_A} - y_k)^2"),
        "half_squared": (f"frac(1, 2) ({_Y} - y_i)^2", f"frac(1, 2) sum_k ({_A} - y_k)^2"),
        "mae": (f"abs({_Y} - y_i)", f"frac(1, n) sum_k abs({_A} - y_k)"),
    }
)
# Before the guess, after the truth, and what the two come to.
_DISTANCES: MappingProxyType[str, tuple[str, str, Callable[[float, float], float]]] = (
    MappingProxyType(
        {
            "mse": ("paren.l", "paren.r^2", lambda a, y: (a - y) ** 2),
            "half_squared": ("1/2 paren.l", "paren.r^2", lambda a, y: (a - y) ** 2 / 2),
            "mae": ("bar.v", "bar.v", lambda a, y: abs(a - y)),
        }
    )
)
JUDGED = tuple(_FORMULAS)
"""The costs that can be written out."""


def formula_of(cost: str, *, outputs: int) -> str:
    """Return Typst maths for what one example costs, by the cost's name."""
    return f"cost(C_i) = {_FORMULAS[cost][outputs > 1]}"


def own_line(person: Source, cost: str, *, last: int, name: str, size: float) -> Strip:
    """Return the line `C_2 = … = cost` of one example, with digits from which the cost follows.

    Where many outputs are summed only the result is written; a cross-entropy has one term.

    `person`: One example's working: its outputs, its `y` and its `cost`. `cost`: The cost's name.
    `last`: The number of the output layer. `name`: Typst maths for the example's cost.
    """
    y = np.ravel(person["y"])
    middle: list[str | Readout] = []
    if cost == "cce" or (cost == "bce" and len(y) == 1 and y[0] in (0.0, 1.0)):
        middle = _surprise(person, f"a{last}", int(np.argmax(y)) if len(y) > 1 else 0, size)
    elif cost in _DISTANCES and len(y) == 1:
        middle = _distance(person, f"a{last}", cost, size)
    result = quote(person, "cost", role="cost", size=size)
    equals = ["="] if middle else []
    return Strip(f"cost({name}) =", *middle, *equals, result, size=size)


def _surprise(person: Source, key: str, row: int, size: float) -> list[str | Readout]:
    """Return -ln of what was given to the truth."""
    guess, yes = float(person[key][row, 0]), float(person["y"][row, 0]) == 1.0
    decimals = fewest_decimals([guess], lambda a: -np.log(a if yes else 1 - a))
    number = quote(person, key, (row, 0), decimals, role="activation", size=size)
    return ["-ln", number] if yes else ["-ln paren.l 1 -", number, "paren.r"]


def _distance(person: Source, key: str, cost: str, size: float) -> list[str | Readout]:
    """Return the distance of the guess from the truth, squared or not."""
    before, after, measure = _DISTANCES[cost]
    guess, truth = (float(person[one][0, 0]) for one in (key, "y"))
    whole = truth == round(truth)
    if whole:
        decimals = fewest_decimals([guess], lambda a: measure(a, truth))
    else:
        decimals = fewest_decimals([guess, truth], measure)
    looks = {"size": size, "bracketed": True}
    return [
        before,
        quote(person, key, (0, 0), decimals, role="activation", size=size),
        "-",
        quote(person, "y", (0, 0), 0 if whole else decimals, role="target", **looks),
        after,
    ]
