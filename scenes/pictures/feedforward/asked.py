"""Who goes in, and what a network is asked."""

from typing import Any

from scenes.vocabulary.layer import Subject, counted

_MOST = 3  # names of inputs that fit a sentence


def asked(about: Subject, data: Any) -> str:
    """Return what goes in and what is asked, by name where the data have names for both."""
    names, classes = data.feature_names, about.classes
    if not names or len(names) > _MOST or len(classes) != 2 or about.ends != (0, 1):
        inputs, outputs = (counted(about.sizes[end], "number") for end in (0, -1))
        return f"{inputs.capitalize()} go in, {outputs} come out."
    inputs = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    if data.raw is not None and (data.raw != data.X).any():
        inputs = f"{inputs}, scaled,"
    if about.data.startswith("heart"):
        inputs = f"a person's {inputs}"
    inputs, question = (text[0].upper() + text[1:] for text in (inputs, classes[1]))
    return f"{inputs} go in. {question}? 0 says no, 1 says yes."
