"""Words for what a run is about: the parts of a sentence that depend on the data and the network.

A lecture's sentences are its own; what changes with the run is read from the run, here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["BENDING", "JUDGING", "Bending", "ordinal", "shortest", "spoken"]

# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth",
)
# fmt: on


class Bending(NamedTuple):
    """What an activation does, as it is said: a headline, a sentence, and one for the way back."""

    headline: str
    forward: str
    back: str


BENDING: Mapping[str, Bending] = MappingProxyType(
    {
        "sigmoid": Bending(
            "The sigmoid squashes",
            "A weighted input can be any size. The sigmoid squashes it between nought and one.",
            "It shares the error out; sigma prime lets through what each neuron is open to.",
        ),
        "tanh": Bending(
            "The tanh squashes",
            "A weighted input can be any size. The tanh squashes it to within one of nought.",
            "It shares the error out; the slope of tanh says what each neuron is open to.",
        ),
        "relu": Bending(
            "ReLU lets through what is positive",
            "A weighted input has either sign. ReLU keeps what is positive, and nothing else.",
            "It shares the error out, and only neurons that were on let their share through.",
        ),
    }
)

JUDGING: Mapping[str, str] = MappingProxyType(
    {
        "bce": "Cross-entropy: the less was given to the truth, the more it costs.",
        "cce": "Cross-entropy: the less was given to the truth, the more it costs.",
        "mse": "The squared error: twice as far from the truth costs four times as much.",
        "half_squared": "The squared error: twice as far from the truth costs four times as much.",
        "mae": "The absolute error: twice as far from the truth costs twice as much.",
    }
)


def spoken(number: int, *, capital: bool = False) -> str:
    """Return a number as it is written in a sentence: a word up to twelve, digits above."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return word.capitalize() if capital else word


def ordinal(number: int) -> str:
    """Return a place as a word: 1 is the first.

    Raises
    ------
    ValueError
        If it is not from 1 to 10.
    """
    if not 1 <= number < len(_ORDINALS):
        raise ValueError(f"place {number} has no word; 1 to {len(_ORDINALS) - 1} have")
    return _ORDINALS[number]


def shortest(*sentences: str, most: int = 84) -> str:
    """Return the first of some sentences that fits a caption, else the last."""
    return next((sentence for sentence in sentences if len(sentence) <= most), sentences[-1])
