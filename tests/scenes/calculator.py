"""What a reader with a calculator gets from the numbers that a picture prints.

A line of arithmetic is read as it stands: its typed signs and its printed digits, nothing that is
known behind them. Whatever follows an equals sign has to be what comes before it, rounded.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Mobject, Scene

from scenes.vocabulary.matrix import Equation, ValueMatrix
from scenes.vocabulary.text import Formula, Readout, Strip
from scenes.vocabulary.text.strip import RunningSum
from tests.scenes.looking import nouns, visible

SIGNS = {
    "paren.l": "(",
    "paren.r": ")",
    "bar.v": "|",
    "dot": "*",
    "−": "-",
    "^2": "**2",
    "sigma": "sigmoid",
    "ln": "log",
}
KEYS: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "log": math.log,
}
TYPED = re.compile(rf"(?:[\d.()+\-*/ ]|{'|'.join(KEYS)})+")
EQUALS = re.compile(r"=|arrow\.[lr]")
LEAST_OPACITY = 0.9  # of all digits: what is only coming says nothing yet


def miscalculated(scene: Scene) -> list[str]:
    """Return a sentence for each line of arithmetic with which a calculator does not agree."""
    return [
        f"{type(line).__name__}: {fault}"
        for line in lines(scene)
        for fault in CALCULATORS[kind_of(line)](line)
    ]


def lines(scene: Scene) -> Iterator[Mobject]:
    """Yield whatever does arithmetic and can be read whole."""
    seen = {id(part) for part in visible(scene)}
    for line in nouns(scene, tuple(CALCULATORS)):
        numbers = [part for part in line.get_family() if isinstance(part, Readout)]
        opacities = [float(part.get_fill_opacity()) for part in numbers if id(part) in seen]
        if numbers and len(opacities) == len(numbers) and min(opacities) > LEAST_OPACITY:
            yield line


def kind_of(thing: Mobject) -> Any:
    """Return as which kind of line a thing is read."""
    return next(kind for kind in CALCULATORS if isinstance(thing, kind))


def typed(number: Readout) -> float:
    """Return the number that a reader types in."""
    return float(number.text.strip("()").replace("−", "-"))


def agrees(found: float, printed: Readout) -> bool:
    """Say whether a result is the printed one, rounded to its digits."""
    return abs(found - typed(printed)) <= 0.5 * 10.0**-printed.decimals + 1e-9


def in_a_strip(strip: Strip) -> Iterator[str]:
    """Read a line from one equals sign to the next."""
    parts = [f"({typed(p)!r})" if isinstance(p, Readout) else _signs(p) for p in strip]
    last = [part for part in strip if isinstance(part, Readout)]
    sides = EQUALS.split(" ".join(parts))
    for before, after in pairwise(sides):
        left, right = calculated(before), calculated(after)
        if left is None or right is None:
            continue
        result = next((number for number in last if typed(number) == right), None)
        if not (agrees(left, result) if result else math.isclose(left, right)):
            yield f"{before.strip()} is {left:.6g}, and {after.strip()} is printed"


def calculated(side: str) -> float | None:
    """Return what a calculator makes of one side, or None where it has letters."""
    neighbours = re.search(r"[\d)]\s*\(", side)
    if neighbours or not TYPED.fullmatch(side) or not re.search(r"\d", side):
        return None
    try:
        return float(eval(side, {"__builtins__": {}}, KEYS))
    except (SyntaxError, TypeError):
        return None


def in_a_running_sum(total: RunningSum) -> Iterator[str]:
    """Add term by term."""
    so_far = 0.0
    for term, shown in zip(total.terms, total.sums, strict=True):
        so_far += math.prod(typed(part) for part in term.get_family() if isinstance(part, Readout))
        if not agrees(so_far, shown):
            yield f"the terms so far make {so_far:.6g}, and {shown.text} is printed"


def in_an_equation(equation: Equation) -> Iterator[str]:
    """Multiply and add matrices that are drawn whole."""
    sides: list[list[Any]] = [[]]
    for part in equation:
        sign = part.says.strip() if isinstance(part, Formula) else ""
        if sign == "=":
            sides.append([])
        elif not isinstance(part, ValueMatrix) and sign not in ("+", "dot.o"):
            return  # a sign for which no calculator has a key
        else:
            sides[-1].append(sign or part)
    whole = all(len(p.places) == p.values.size for p in equation if isinstance(p, ValueMatrix))
    if not whole or len(sides) < 2 or any(len(side) != 1 for side in sides[1:]):
        return
    found = _worked_out(sides[0])
    for (result,) in sides[1:]:
        for place, number in zip(result.places, result.numbers, strict=True):
            if not agrees(float(found[place]), number):
                yield f"{found[place]:.6g} at {place}, and {number.text} is printed"


def _worked_out(side: Sequence[Any]) -> Any:
    """Return one side: products of neighbours first, then entry by entry, then the sum."""
    total: Any = 0.0
    product, sign = None, ""
    for part in [*side, "+"]:
        if part == "+":
            total, product, sign = total + product, None, ""
        elif isinstance(part, str):
            sign = part
        elif product is None:
            product = _printed(part)
        else:
            product = product * _printed(part) if sign else product @ _printed(part)
            sign = ""
    return total


def _printed(matrix: ValueMatrix) -> Any:
    return np.array([typed(number) for number in matrix.numbers]).reshape(matrix.shape)


def _signs(part: Mobject) -> str:
    """Return the signs that a piece of maths types, as a calculator names them."""
    text = part.says if isinstance(part, Formula) else "x"
    for sign, key in SIGNS.items():
        text = re.sub(rf"(?<![\w.]){re.escape(sign)}(?![\w.])", key, text)
    return text


CALCULATORS: dict[type[Mobject], Callable[[Any], Iterator[str]]] = {
    Strip: in_a_strip,
    RunningSum: in_a_running_sum,
    Equation: in_an_equation,
}
