"""The data that networks learn from, each set by its name: ``load("heart")``.

The table names where a loader stands; its module is imported when it is asked for, so that
``import engine`` reads nothing it does not need.

What is beneath them: ``dataset`` and ``prepare`` (scaling, one-hot, holding out), ``augment``
and ``images``; the room ``fetching`` finds a publisher's files, and the room ``reading`` opens
them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from math import isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.basics.given import refuse_another
from engine.basics.plain import plain
from engine.datasets.dataset import Dataset
from engine.errors import Refused, among, brief, unknown

if TYPE_CHECKING:
    from engine.datasets.reading.strokes import Drawing

__all__ = ["LOADERS", "Dataset", "files", "load", "loader", "options", "sketches"]

LOADERS = {
    "heart": "heart:heart",
    "heart_raw": "heart:heart_raw",
    "xor": "points:xor",
    "neuron": "points:neuron",
    "line": "points:line",
    "valleys": "points:valleys",
    "circle": "playground:circle",
    "xor_cloud": "playground:xor_cloud",
    "gauss": "playground:gauss",
    "spiral": "playground:spiral",
    "digits": "tables:digits",
    "breast_cancer": "tables:breast_cancer",
    "diabetes": "tables:diabetes",
    "mnist": "mnist:mnist",
    "quickdraw": "quickdraw:quickdraw",
}
"""Dataset name -> module of this package and function in it."""


def loader(name: str) -> Callable[..., Dataset]:
    """The function that makes the dataset ``name``; ``Refused`` with the known names if none."""
    if not among(name, LOADERS):
        raise unknown("dataset", name, LOADERS)
    module, function = LOADERS[name].split(":")
    found: Callable[..., Dataset] = getattr(import_module(f"{__name__}.{module}"), function)
    return found


def files(name: str, chosen: Mapping[str, Any]) -> list[list[Path]]:
    """For each file that ``load(name, **chosen)`` reads where it may be, the first choice first."""
    loader(name)  # or it is refused
    module, _, _ = LOADERS[name].partition(":")
    found = getattr(import_module(f"{__name__}.{module}"), "files", None)
    return [] if found is None else [list(places) for places in found(chosen)]


def options(name: str) -> dict[str, Any]:
    """The options that ``load(name, …)`` accepts, each with its default."""
    accepted = inspect.signature(loader(name)).parameters
    return {option: parameter.default for option, parameter in accepted.items()}


def load(name: str, **chosen: Any) -> Dataset:
    """The dataset ``name``; ``chosen`` are its loader's keywords.

    Raises ``Refused`` for a name or an option that does not exist, naming those that do.
    """
    accepted, chosen = options(name), plain(chosen)
    for option in chosen:
        if option not in accepted:
            if not accepted:
                raise Refused(f"The dataset {name!r} has no options; {option!r} was given.")
            raise unknown(f"option of the dataset {name!r} called", option, accepted)
    declared = inspect.signature(loader(name)).parameters
    for option, value in chosen.items():
        _refuse_another_kind(option, value, str(declared[option].annotation))
    return loader(name)(**chosen)


def sketches(drawings: Dataset) -> dict[int, Drawing]:
    """Those of Quick, Draw!'s drawings whose strokes are on this machine too, by their column.

    None of other data. Raises ``DamagedData`` for a file of strokes that cannot be right.
    """
    refuse_another(drawings, Dataset, "is no dataset; engine.datasets.load(name) gives one")
    if drawings.name != "quickdraw":
        return {}
    from engine.datasets import quickdraw

    return quickdraw.sketches(drawings)


def _refuse_another_kind(option: str, value: Any, declared: str) -> None:
    """Raise ``Refused`` unless ``value`` is of a kind that the loader's signature declares."""
    kinds = [KINDS[kind] for kind in declared.split(" | ") if kind in KINDS]
    if len(kinds) == len(declared.split(" | ")) and not any(fits(value) for _, fits in kinds):
        wanted = " or ".join(spoken for spoken, _ in kinds)
        raise Refused(f"{option}={brief(value)}: {wanted} is needed.")


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and isfinite(value)


def _are_names(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str)


KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "int": ("a whole number", lambda value: _is_number(value) and isinstance(value, Integral)),
    "float": ("a number", _is_number),
    "bool": ("True or False", lambda value: isinstance(value, bool)),
    "str": ("a name", lambda value: isinstance(value, str)),
    "Sequence[str]": ("names", _are_names),
    "Path": ("a folder", lambda value: isinstance(value, Path)),
    "None": ("None", lambda value: value is None),
}
"""What a loader's signature may declare, as a sentence says it, and what fits it."""
