"""Badges: a small number on a plate at each neuron, such as the error that reached it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from manim import UP, RoundedRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network import Neuron
from scenes.vocabulary.readout import Readout

__all__ = ["Badges"]


class Badges(VGroup):
    """One plate with a number on top of each neuron of a layer.

    Parameters
    ----------
    neurons
        The layer.
    values
        (n,) or (n, 1) array.
    of
        The key that they are recorded under.
    """

    def __init__(
        self,
        neurons: Sequence[Neuron],
        values: npt.ArrayLike,
        *,
        of: str,
        role: str,
        decimals: int = 2,
    ) -> None:
        super().__init__()
        for row, (neuron, value) in enumerate(zip(neurons, np.ravel(values), strict=True)):
            number = Readout(
                float(value), decimals, of=of, at=(row, 0), role=role, size=0.23, anchor="center"
            )
            plate = RoundedRectangle(
                width=number.width + 0.2,
                height=0.30,
                corner_radius=0.1,
                color=style.color(role),
                fill_color=style.color("paper"),
                fill_opacity=1.0,
                stroke_width=1.5,
            ).move_to(neuron.circle.get_top() + UP * 0.12)
            self.add(VGroup(plate, number.put_anchor(plate.get_center())))
