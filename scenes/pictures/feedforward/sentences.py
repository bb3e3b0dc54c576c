"""What is said while a later layer takes in what was found, multiplies and adds, and bends."""

from typing import NamedTuple

from scenes.vocabulary.text import Source
from scenes.vocabulary.text.readout import written


class LayerWords(NamedTuple):
    """A sentence for each of the three moves."""

    taking: str
    adding: str
    bending: str


def layer_words(person: Source, number: int, depth: int) -> LayerWords:
    """Return the sentences for layer `number` of `depth`, from the second on.

    `person`: One example's working: the last sentence names its z and its answer, if that is one
    number.
    """
    taking = (
        "What one layer answers, the next takes in: the filled neurons are its column."
        if number == 2
        else "And once more: what was just found is the column that this layer takes in."
    )
    if number < depth:
        adding = "Other weights and other biases, but the same first move: multiply and add."
        bending = "And the same second move: every z climbs to the curve, and comes off as a."
        return LayerWords(taking, adding, bending)
    adding = "The last layer does nothing new: row meets column, and then comes the bias."
    weighted, answer = (person[f"{key}{number}"] for key in "za")
    if answer.size > 1:
        bending = "And for the last time through g: what comes out is the network's answer."
    else:
        ends = f"{written(weighted.item(), 2)} goes in, {written(answer.item(), 2)} comes out"
        bending = f"And for the last time up to the curve: {ends}, the answer."
    return LayerWords(taking, adding, bending)
