"""Which runs can be followed from their inputs to their answers, and what they are asked."""

from typing import Any

from scenes.vocabulary.layer import ACTIVATIONS, Subject, counted

_DEEPEST = 5  # layers of weights that fit the stage, and four minutes


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
    """Return what goes in and what is asked, by name where the data have names for both."""
    names, classes = data.feature_names, about.classes
    if len(names) != 2 or len(classes) != 2 or about.ends != (0, 1):
        inputs, outputs = (counted(about.sizes[end], "number") for end in (0, -1))
        return f"{inputs.capitalize()} in, {outputs} out."
    of = "A person's " if about.data.startswith("heart") else ""
    scaled = ", scaled," if data.raw is not None and (data.raw != data.X).any() else ""
    question = classes[1].capitalize()
    return f"{of}{' and '.join(names)}{scaled} go in. {question}? 0 says no, 1 says yes."
