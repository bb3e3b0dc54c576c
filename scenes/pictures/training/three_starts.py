"""Three starts side by side, each as its map on one clock: zeros, all alike, and random."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from manim import DOWN, RIGHT, UP, Group, VGroup

from scenes.pictures.training.asked import asked
from scenes.pictures.training.creases import Creases
from scenes.vocabulary import style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.text import Source, words
from scenes.vocabulary.text.arrays import Points

_WIDE, _HIGH, _PITCH = 4.2, 4.3, 4.5


class ThreeStarts(Group):
    """A decision map for each, with the lines that its first layer draws.

    `runs`: By their names. `probe`: From a recorded step and inputs (2, k) to what flowed.
    `creases`: From a recorded step to the first layer's lines.
    """

    def __init__(
        self, runs: Mapping[str, Any], probe: Callable[..., Source], creases: Callable[..., Source]
    ) -> None:
        self.names = VGroup()
        self.maps: list[DecisionMap] = []
        for k, (name, run) in enumerate(runs.items()):
            place = style.MIDDLE + DOWN * 0.2 + (k - (len(runs) - 1) / 2) * _PITCH * RIGHT
            plane = map_of(run, probe, place, _WIDE, _HIGH)
            self.maps.append(plane)
            Creases(plane, run, creases)
            plane.show_step(0)
            self.names.add(words(name, size=style.RESULT).next_to(plane.field, UP, buff=0.15))
        super().__init__(*self.maps, self.names)


def map_of(
    history: Any,
    probe: Callable[..., Source],
    place: Points,
    width: float,
    height: float,
    *,
    fine: float = 1.0,
    classes: Sequence[str] = (),
) -> DecisionMap:
    """Return the map of a run that answers with its lowest target, or its highest, at a place.

    `probe`: From a recorded step and inputs (2, k) to what flowed.
    """
    data, key = history.dataset, f"a{len(history.run.sizes) - 1}"
    found = DecisionMap(
        *(data.X, data.X, data.Y[0], asked(probe, history)),
        key=key,
        width=width,
        height=height,
        ends=(float(data.Y.min()), float(data.Y.max())),
        classes=classes,
        fine=fine,
    )
    return found.stand(place, width, height)
