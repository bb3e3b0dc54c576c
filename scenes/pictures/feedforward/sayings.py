"""Which runs can be followed from their inputs to their answers, and what is said of them."""

from typing import Any

import numpy as np

from scenes.vocabulary.layer import ACTIVATIONS, Subject, counted, deep, spoken
from scenes.vocabulary.text import Array, readout, spelling

_ALIKE = 0.1  # answers that differ by less are nearly the same
_LISTED = 3  # names that one hears and remembers


def unfit(history: Any) -> str:
    """Return why a run cannot be followed to its answers; nothing if it can."""
    if unknown := [name for name in history.run.activations if name not in ACTIVATIONS]:
        return f"no picture shows {unknown[0]}; {', '.join(ACTIVATIONS)} have one"
    return deep.unfit_for_layers(history, least=2)


def asked(about: Subject, data: Any) -> str:
    """Return what goes in and what is asked, by name where the data have names, and room is."""
    inputs, outputs = (counted(about.sizes[end], "number") for end in (0, -1))
    names, asks = data.feature_names, _question(about, *about.classes)
    go = "goes" if about.sizes[0] == 1 else "go"
    bare = f"{inputs.capitalize()} in, {outputs} out."
    ways = [f"{inputs.capitalize()} {go} in. {asks}", bare] if asks else [bare]
    if 0 < len(names) <= _LISTED:
        of = "A person's " if about.data.startswith("heart") else ""
        scaled = ", scaled," if data.raw is not None and (data.raw != data.X).any() else ""
        goes = f"{of}{spelling.listed(names)}{scaled} {go} in"
        ways.insert(0, f"{goes}. {asks}" if asks else f"{goes}, {outputs} out.")
    return spelling.fitting(*ways)


def _question(about: Subject, *classes: str) -> str:
    """Return what its answers say; nothing where that has no names."""
    if len(classes) == 2 and about.outputs == 1 and about.ends == (0, 1):
        asked = f"{'heart ' * about.data.startswith('heart')}{classes[1]}"
        return f"{asked[:1].upper()}{asked[1:]}? 0 says no, 1 says yes."
    several = classes and 1 < about.outputs <= _LISTED
    return f"One answer each for {spelling.listed(classes)}." if several else ""


def right_answer(about: Subject) -> str:
    """Return what the answer to the example that is followed should have been."""
    yes = bool(about.y[0] > about.middle)
    who = "This person" if about.data.startswith("heart") else "This example"
    return f"{who} is {spelling.called(about.classes[yes])}: {about.ends[yes]:g} was right."


def next_layer(n: int, about: Subject) -> str:
    """Return what is said of the second layer, or of the last one."""
    if n == 2:
        return "The next layer takes what the last one answered, and does the same."
    return f"No new rule in the last layer: {counted(about.outputs, 'row')}, then up the curve."


def in_the_end(about: Subject) -> str:
    """Return what is said when the last layer has answered."""
    if about.outputs > 1:
        return "What comes off the last layer is the answer."
    z, answer = (readout.written(about.person[f"{key}{about.depth}"].item(), 2) for key in "za")
    return f"In the last one z = {z} becomes {answer}: the answer, ŷ."


def answers_alike(answers: Array) -> str:
    """Return what is said of the answers to all, before anything is learned."""
    same = f"these {spoken(len(answers))} with about {answers.mean():.2f}"
    return (
        f"Before it has learned anything, it answers {same if np.ptp(answers) < _ALIKE else 'so'}."
    )
