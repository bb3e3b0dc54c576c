"""Which runs can be followed from their inputs to their answers, and what they are asked."""

from typing import Any

from scenes.vocabulary.layer import ACTIVATIONS, Subject, counted
from scenes.vocabulary.text.names import fitting, listed

_DEEPEST = 5  # layers of weights that fit the stage, and four minutes
_LISTED = 3  # names that one hears and remembers


def unfit(history: Any) -> str:
    """Return why a run cannot be followed to its answers; nothing if it can."""
    run, depth = history.run, len(history.run.sizes) - 1
    if not 2 <= depth <= _DEEPEST:
        return f"two to {_DEEPEST} layers of weights fit, and it has {depth}"
    if unknown := [name for name in run.activations if name not in ACTIVATIONS]:
        return f"no picture shows {unknown[0]}; {', '.join(ACTIVATIONS)} have one"
    if len(history) < 2:
        return "two recorded steps are needed, and it has one"
    return ""


def asked(about: Subject, data: Any) -> str:
    """Return what goes in and what is asked, by name where the data have names, and room is."""
    inputs, outputs = (counted(about.sizes[end], "number") for end in (0, -1))
    names, asks, go = (
        data.feature_names,
        _question(about, *about.classes),
        "goes" if about.sizes[0] == 1 else "go",
    )
    bare = f"{inputs.capitalize()} in, {outputs} out."
    ways = [f"{inputs.capitalize()} {go} in. {asks}", bare] if asks else [bare]
    if 0 < len(names) <= _LISTED:
        of = "A person's " if about.data.startswith("heart") else ""
        scaled = ", scaled," if data.raw is not None and (data.raw != data.X).any() else ""
        goes = f"{of}{listed(names)}{scaled} {go} in"
        ways.insert(0, f"{goes}. {asks}" if asks else f"{goes}, {outputs} out.")
    return fitting(*ways)


def _question(about: Subject, *classes: str) -> str:
    """Return what its answers say; nothing where that has no names."""
    if len(classes) == 2 and about.outputs == 1 and about.ends == (0, 1):
        return f"{classes[1][:1].upper()}{classes[1][1:]}? 0 says no, 1 says yes."
    several = classes and 1 < about.outputs <= _LISTED
    return f"One answer each for {listed(classes)}." if several else ""
