"""Three starts side by side, each as its map on one clock: zeros, all alike, and random."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from manim import DOWN, RIGHT, UP, FadeIn, Group, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.stage import Gesture, Live
from scenes.vocabulary.text import Source, words
from scenes.vocabulary.text.arrays import Array

_WIDE, _HIGH, _PITCH = 4.1, 3.7, 4.5


class Start(NamedTuple):
    """A name, a run, and from one of its steps and inputs (2, k) to what flowed."""

    name: str
    history: Any
    ask: Callable[[int, Array], Source]


class ThreeStarts(Group):
    """A decision map for each, which ends where the shortest of the runs does."""

    def __init__(self, starts: Sequence[Start]) -> None:
        self.starts, self.names = starts, VGroup()
        self.maps: list[DecisionMap] = []
        for k, start in enumerate(starts):
            place = style.MIDDLE + DOWN * 0.15 + (k - (len(starts) - 1) / 2) * _PITCH * RIGHT
            plane = self._map(start).move_to(place)
            self.maps.append(plane)
            self.names.add(words(start.name, size=style.RESULT).next_to(plane, UP, buff=0.2))
        super().__init__(*self.maps, self.names)
        self.live = Live(self.show_share, *self.maps)
        self.show_share(0)

    def appear(self) -> Gesture:
        """Show all maps as they start."""
        yield (FadeIn(self, run_time=1.0),)

    def show_share(self, step: int) -> None:
        """Show each run at a step, or at its last."""
        for start, plane in zip(self.starts, self.maps, strict=True):
            plane.show_step(min(step, len(start.history) - 1))

    def _map(self, start: Start) -> DecisionMap:
        data, run = start.history.dataset, start.history.run
        signed = run.activations[-1] == "tanh"
        return DecisionMap(
            data.X,
            data.X,
            data.Y[0],
            start.ask,
            key=f"a{len(run.sizes) - 1}",
            width=_WIDE,
            height=_HIGH,
            ends=(-1.0, 1.0) if signed else (0.0, 1.0),
        )
