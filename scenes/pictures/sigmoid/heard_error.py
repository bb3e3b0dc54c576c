"""How much of an error a neuron hears: a wiggle of its z on the curve, and its line of numbers."""

from collections.abc import Sequence

import numpy as np
from manim import Animation

from scenes.pictures.sigmoid.neuron_sums import NeuronSums
from scenes.pictures.sigmoid.wiggle import Wiggle
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source


class Hearing:
    """The `wiggle` at the left and the `sums` at the right; `order` is from the middle outwards.

    `axis`: `z` and `a` (k,): the curve. `source`: One example's working. `layer`, `rows`: The
    layer, from 1, and the neurons whose z are marked.
    """

    def __init__(self, axis: Source, source: Source, layer: int, rows: Sequence[int]) -> None:
        self.zs = np.asarray(source[f"z{layer}"], float)[list(rows), 0]
        self.order = np.argsort(np.abs(self.zs)).tolist()
        names = [f"weighted(z_{row + 1})" for row in rows]
        self.wiggle = Wiggle(axis, dict(zip(names, self.zs.tolist(), strict=True)))
        self.wiggle.show_at(self.zs[self.order[0]])
        self.sums = NeuronSums.deltas(source, layer, rows).move_to(style.ASIDE)

    def go_out(self, *, run_time: float) -> Gesture:
        """Carry the wiggle from z to z, outwards."""
        for place in self.order[1:]:
            share = run_time / len(self.order[1:])
            yield (self.wiggle.carry(self.zs[place], run_time=share),)

    def hear(self, place: int, *, run_time: float) -> tuple[Animation, ...]:
        """Return the motions of the wiggle to a neuron's z, and of the frame to its line."""
        return self.wiggle.carry(self.zs[place], run_time=run_time), self.sums.point_at(place)
