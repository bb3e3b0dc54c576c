"""Words for what a run is about: the parts of a sentence that depend on the data and the network.

A lecture's sentences are its own; what changes with the run is read from the run, here.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from scenes.vocabulary import style

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
            "The circled dot goes cell by cell. Sigma prime is the slope of the sigmoid.",
        ),
        "tanh": Bending(
            "The tanh squashes",
            "A weighted input can be any size. The tanh squashes it to within one of nought.",
            "The circled dot goes cell by cell. Beside it stand the slopes of the tanh.",
        ),
        "relu": Bending(
            "ReLU lets through what is positive",
            "A weighted input has either sign. ReLU keeps what is positive, and nothing else.",
            "The circled dot goes cell by cell: only neurons that were on let a share through.",
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


def counted(count: int, noun: str) -> str:
    """Return "two numbers", "one number", "784 numbers": a word up to twelve, digits above."""
    return f"{spoken(count)} {noun}{'' if count == 1 else 's'}"


def signs() -> str:
    """Return what the two colours of a sign say, by the theme that the film is in."""
    negative = "brown" if style.THEME is style.THEMES["light"] else "orange"
    return f"Blue is positive, {negative} is negative."


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


class Wording(NamedTuple):
    """What the examples are called, and the sentences that only they make.

    `who`, `many` and `this` are "person", "people" and "This heart"; `opening` presents the data,
    `scaling` what was done to it (empty for nothing), `task` what the network is to guess.
    """

    who: str
    many: str
    this: str
    opening: str
    scaling: str
    task: str


HEART = Wording(
    who="person",
    many="people",
    this="This heart",
    opening="Ten people. We know how heavy and how tall each is, and whose heart is at risk.",
    scaling="Each column is scaled to mean zero and standard deviation one.",
    task="A network is to guess the risk from the two numbers. It knows nothing yet.",
)
_RAW = "Nothing is scaled: the network is to be given pounds and inches as they are."
WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {"heart": HEART, "heart_raw": HEART._replace(scaling=_RAW)}
)
"""Data sets that have words of their own."""


def wording_of(
    name: str, count: int, inputs: int, classes: Sequence[str], shape: tuple[int, int] | None
) -> Wording:
    """Return the words for a data set.

    Parameters
    ----------
    name
        Of the data set, which may have words of its own.
    count, inputs
        How many examples there are, and of how many numbers.
    classes
        The names of the classes; none where a quantity is guessed.
    shape
        Rows and columns, where the examples are pictures.
    """
    if name in WORDINGS:
        return WORDINGS[name]
    many = spoken(count, capital=True)
    if shape is not None:
        opening = (
            f"{many} pictures of {shape[0]} by {shape[1]} pixels, and what each of them shows."
        )
        task = f"A network is to name a picture from its {inputs} pixels. It knows nothing yet."
        return Wording("picture", "pictures", "This one", opening, "", task)
    numbers = f"{spoken(inputs)} numbers"
    if inputs == 2 and len(classes) == 2:
        opening = (
            f"{many} points of two kinds: {classes[1]} ones are full, {classes[0]} ones rings."
        )
        task = f"A network is to guess the kind from the {numbers}. It knows nothing yet."
        return Wording("point", "points", "This point", opening, "", task)
    opening = f"{many} examples: {numbers} that were measured of each, and what came of it."
    task = f"A network is to guess what comes of {numbers}. It knows nothing yet."
    return Wording("example", "examples", "This one", opening, "", task)
