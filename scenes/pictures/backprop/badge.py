"""Badges: a small number on a plate at each neuron, such as the error that reached it."""

from collections.abc import Sequence

from manim import RIGHT, UP, RoundedRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network import Neuron, values_of
from scenes.vocabulary.text import Readout
from scenes.vocabulary.text.arrays import ArrayLike

_OVER = 2  # the bead of the neuron above it
_SLIM = 0.64  # how wide a neuron is that has little room above it


class Badges(VGroup):
    """One plate with a number on top of each neuron of a layer, beside it where they are many.

    `neurons`: The layer. `values`: (n,) or (n, 1) array of the whole layer's, of which the neurons
    pick their own. `of`: The key that they are recorded under.
    """

    def __init__(
        self,
        neurons: Sequence[Neuron],
        values: ArrayLike,
        *,
        of: str,
        role: str,
        decimals: int = 2,
    ) -> None:
        super().__init__()
        for neuron, value in zip(neurons, values_of(neurons, values), strict=True):
            at = (neuron.index, 0)
            number = Readout(
                value, decimals, of=of, at=at, role=role, size=style.CHIP, anchor="center"
            )
            plate = RoundedRectangle(
                width=number.width + 0.2,
                height=0.30,
                corner_radius=0.1,
                color=style.color(role),
                fill_color=style.color("paper"),
                fill_opacity=1.0,
                stroke_width=style.FINE,
            )
            plate.move_to(neuron.circle.get_top() + UP * 0.12)
            if neuron.circle.width < _SLIM:  # there is no room above it, but there is beside it
                plate.next_to(neuron.circle, RIGHT, buff=0.04)
            badge = VGroup(plate, number.put_anchor(plate.get_center()))
            self.add(badge.set_z_index(_OVER))
