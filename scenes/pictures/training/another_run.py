"""A run that was named: its whole course of cost, and layer by layer what was heard and moved."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from manim import DOWN, LEFT, Animation, FadeIn, FadeOut

from scenes.pictures.training import course_of_cost, findings, layer_bars, maps
from scenes.vocabulary import style
from scenes.vocabulary.layer.deep import unfit_for_layers
from scenes.vocabulary.plane import DecisionMap
from scenes.vocabulary.stage import Gesture, Live, motion
from scenes.vocabulary.stage.panel import Panel
from scenes.vocabulary.stage.some_steps import among, at_hand, row_of
from scenes.vocabulary.text import Array, arrays

_DEEPEST = 10  # layers of weights for which there is room
_MOST, _SOME, _FEW = 6e9, 300, 24  # products for all costs: some ten seconds; steps that are shown
_BARS, _WIDTH = style.MIDDLE + DOWN * 0.1 + LEFT * 3.0, 5.7
_MAP_AT, _WIDE, _HIGH, _NAMED = style.MIDDLE + LEFT * 3.2, 6.4, 5.2, 4.6  # _NAMED: with names
_DECADES, _LEAST, _AIR = 1e7, 1e-8, 0.4  # of the bars' scale: at most; its foot; free above them


def unfit(history: Any) -> str:
    """Return why a run has no course to show; nothing where it has."""
    if reason := unfit_for_layers(history, _DEEPEST):
        return reason
    if history.at_hand(0) != 0:
        return "its step 0 was not recorded, and it is shown how far weights are from there"
    if len(shown_steps(history)) < 2:
        return "two of its steps are needed, and one was recorded"
    return "" if np.isfinite(history.costs).all() else "some of its costs are no numbers"


def has_map(history: Any) -> bool:
    """Return whether a run answers places on a plane with one of two answers."""
    sizes, targets = history.run.sizes, history.dataset.Y
    return sizes[0] == 2 and sizes[-1] == 1 and len(np.unique(targets)) == 2


def shown_steps(history: Any) -> arrays.Indices:
    """Return the steps (K,) at which a run is shown: evenly apart, and none that was left out."""
    some = _SOME
    if history.schedule.batched:  # the cost of all examples was not recorded
        weights = sum(before * after for before, after in pairwise(history.run.sizes))
        some = int(np.clip(_MOST / (weights * len(history.examples)), _FEW, _SOME))
    return at_hand(history, np.linspace(0, len(history) - 1, min(some, len(history))))


class AnotherRun:
    """A history on one clock, at its `shown_steps`.

    `working`: The engine's, which finds what is shown of a step.
    """

    def __init__(self, history: Any, working: Any) -> None:
        self.history, self.working, self.steps = history, working, shown_steps(history)
        self.last, first = int(self.steps[-1]), history[0]
        self.pace = among(self.steps, motion.even_pace)
        steps = map(history.__getitem__, self.steps.tolist())  # one at a time: each may be large
        both = [(working.doors(step), working.moved(first, step)) for step in steps]
        heard, moved = zip(*both, strict=True)
        found = working.progress(history, steps=self.steps, seen=True)
        self.says = findings.Findings(history, found, heard, moved)
        self.course = course_of_cost.CourseOfCost(found, len(history) - 1, alone=True)
        sizes = np.stack([*(one.gradients for one in heard), *(one.moved for one in moved)])
        asks = (lambda step, rows=rows: rows[row_of(self.steps, step)] for rows in (heard, moved))
        self.bars = layer_bars.DeepBars(*asks, ends=_ends(sizes), place=_BARS, width=_WIDTH)
        self.panels: list[Panel] = [self.course, self.bars]
        self.live = Live(self.show_step, self.course, self.bars)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show a step, or the last shown until then."""
        for panel in self.panels:
            panel.show_step(step)

    def story(self, replay: Callable[..., Animation]) -> Iterator[tuple[str, Gesture]]:
        """Yield what is said of the run, and what is to be seen with it.

        `replay`: From a step to the way there.
        """
        says, course = self.says, self.course
        yield says.what, [(replay(self.last, run_time=6.0),)]
        flat = course.shade(0, "plateau", "plateau", "muted") if says.lies_still else ()
        yield says.still, flat
        if says.falls:
            yield says.drop, course.shade(1, "drop", "most of its fall", "cost")
        yield says.heard, [(replay(0, run_time=2.4),)]
        yield says.moved, [(replay(self.last, run_time=4.5),)]
        if has_map(self.history):
            plane = self._map().show_step(self.last)
            wrong, size = len(plane.wrong.places()), plane.plane.given.shape[1]
            are = "is" if wrong == 1 else "are"
            yield f"In the end {wrong:,} of {size:,} {are} on the wrong side.", self._turn_to(plane)
            again = (0, 2.4), (self.last, 6.0)
            shown = ((replay(step, run_time=seconds),) for step, seconds in again)
            yield "The same steps again, as its guesses everywhere.", shown

    def _turn_to(self, plane: DecisionMap) -> Gesture:
        """Let a map come where the bars stood."""
        yield (FadeOut(self.bars, run_time=0.5),)
        self.panels[1] = plane
        self.live.remove(self.bars).add(plane)
        yield (FadeIn(plane, run_time=0.5),)

    def _map(self) -> DecisionMap:
        data = self.history.dataset
        names = {"classes": data.class_names, "features": data.feature_names}
        place = _MAP_AT, _WIDE, _NAMED if data.feature_names else _HIGH
        return maps.map_of(self.history, self.working.probe, *place, **names)


def _ends(sizes: Array) -> tuple[float, float]:
    """Return the ends of a log scale with room above its largest number."""
    found = sizes[np.isfinite(sizes) & (sizes > 0)]
    high = max(float(found.max(initial=0.0)), 10 * _LEAST)
    low = max(float(found.min(initial=high)), high / _DECADES, _LEAST)
    low = float(10.0 ** np.floor(np.log10(low)))
    high = max(high, 10 * low)
    return low, high * (high / low) ** _AIR
