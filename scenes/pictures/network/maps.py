"""A neuron of a network as a map of its two inputs, and which runs have such maps."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenes.vocabulary.layer import Subject, deep
from scenes.vocabulary.plane import PlaneMap
from scenes.vocabulary.plane.places import Plane
from scenes.vocabulary.text import Source

_MARKS, _AIR = (201, 201), (0.16, 0.16)  # places where the network is asked; air around the data


def unfit(history: Any) -> str:
    """Return why a run has no maps to show here; nothing where it has."""
    inputs = history.run.sizes[0]
    if inputs != 2:
        return f"maps need a plane of two inputs, and it has {inputs}"
    return deep.unfit_for_layers(history, least=2)


def named(data: Any) -> list[str]:
    """Return the names of a run's inputs; that of a body is called body weight: edges have some."""
    return [name.replace("weight", "body weight") for name in data.feature_names]


def plane_of(data: Any) -> Plane:
    """Return the plane of a run's two inputs."""
    return Plane(data.X, data.X, air=_AIR, marks=_MARKS)


def map_of(
    plane: Plane, about: Subject, n: int, row: int, flowed: Sequence[Source], side: float, yes: Any
) -> PlaneMap:
    """Return the map of a neuron of layer n, in a frame; its colours reach as far as what flowed.

    `yes`: As `PlaneMap` takes it.
    """
    curve, most = about.curves[n - 1], max(float(np.abs(f[f"a{n}"]).max()) for f in flowed) or 1.0
    ends: tuple[float, float] = (curve.ends if n else None) or (-most, most)
    level = (f"z{n}", 0.0) if n else None
    if n == about.depth:
        ends = about.ends
        if not (curve.letter and curve.ends):  # else it is between them at nought
            level = about.key, about.middle
    looks: Any = {"width": side, "height": side, "yes": yes, "framed": True}
    return PlaneMap(plane, f"a{n}", ends, row=row, level=level, **looks)
