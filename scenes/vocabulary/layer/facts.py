"""The facts that a lecture needs of a run and of its data, by whatever they are given."""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from scenes.vocabulary.text import Source

Array = npt.NDArray[np.float64]


class Definition(Protocol):
    """How a run is defined."""

    @property
    def data(self) -> str:
        """The name of its data set."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """n_0 … n_L."""

    @property
    def activations(self) -> tuple[str, ...]:
        """One a layer."""

    @property
    def cost(self) -> str:
        """Its cost's name."""

    @property
    def batch(self) -> int | None:
        """Examples a step; None for all of them."""

    @property
    def weights(self) -> str:
        """How they were drawn."""

    @property
    def biases(self) -> str:
        """How they were drawn."""

    @property
    def start(self) -> tuple[float, ...]:
        """Or where they start, all of them."""

    @property
    def gradient(self) -> str:
        """`right`, or a mistake."""


class Data(Source, Protocol):
    """What a run learns from."""

    @property
    def X(self) -> Array:
        """(n_0, m) what the network is given."""

    @property
    def Y(self) -> Array:
        """(n_L, m) what it should answer."""

    @property
    def raw(self) -> Array | None:
        """(n_0, m) the inputs as they were measured."""

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Of the inputs."""

    @property
    def units(self) -> tuple[str, ...]:
        """Of what was measured."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Of the answers, where they are classes."""

    @property
    def image_shape(self) -> tuple[int, int] | None:
        """Rows and columns, where examples are pictures."""

    @property
    def validation(self) -> Any:
        """Examples that are kept out of training, or None."""
