"""What the examples of a run are called, and the sentences that only they make."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from scenes.vocabulary.layer import Subject, spoken


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


def wording_of(about: Subject) -> Wording:
    """Return the words for the data set of a run."""
    name, classes, shape = about.data, about.classes, about.shape
    inputs = about.sizes[0]
    if name in WORDINGS:
        return WORDINGS[name]
    many = spoken(about.examples, capital=True)
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
