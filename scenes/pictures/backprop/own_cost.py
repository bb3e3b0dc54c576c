"""What one guess costs, written out with numbers."""

import numpy as np

from scenes.vocabulary.layer import COSTS
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, quote


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
    elif COSTS[cost].distance and len(y) == 1:
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
    guess, truth = (float(person[one][0, 0]) for one in (key, "y"))
    row = COSTS[cost]
    distance = row.far if row.far and abs(guess - truth) > 1 else row.distance
    assert distance is not None
    before, after, measure = distance
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
