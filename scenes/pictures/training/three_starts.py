"""Three starts side by side, each as its map on one clock: zeros, all alike, and random."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from manim import DOWN, RIGHT, UP, Group, VGroup

from scenes.pictures.training.creases import Creases
from scenes.vocabulary import style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.text import Source, words
from scenes.vocabulary.text.arrays import Array

_WIDE, _HIGH, _PITCH = 4.2, 4.3, 4.5


class ThreeStarts(Group):
    """A decision map for each, with the lines that its first layer draws.

    `runs`: By their names. `ask`: From a run, a step and inputs (2, k) to what flowed. `lines`:
    From a run and a step to the first layer's.
    """

    def __init__(
        self, runs: Mapping[str, Any], ask: Callable[..., Source], lines: Callable[..., Source]
    ) -> None:
        self.names = VGroup()
        self.maps: list[DecisionMap] = []
        for k, (name, run) in enumerate(runs.items()):
            place = style.MIDDLE + DOWN * 0.2 + (k - (len(runs) - 1) / 2) * _PITCH * RIGHT
            plane = map_of(run, partial(ask, run), _WIDE, _HIGH).stand(place, _WIDE, _HIGH)
            self.maps.append(plane)
            Creases(plane, partial(lines, run))
            plane.show_step(0)
            self.names.add(words(name, size=style.RESULT).next_to(plane.field, UP, buff=0.15))
        super().__init__(*self.maps, self.names)


def map_of(
    history: Any,
    ask: Callable[[int, Array], Source],
    width: float,
    height: float,
    *,
    fine: float = 1.0,
) -> DecisionMap:
    """Return the map of a run whose answers lie between -1 and 1."""
    data, key = history.dataset, f"a{len(history.run.sizes) - 1}"
    return DecisionMap(
        *(data.X, data.X, data.Y[0], ask),
        key=key,
        width=width,
        height=height,
        ends=(-1.0, 1.0),
        fine=fine,
    )
