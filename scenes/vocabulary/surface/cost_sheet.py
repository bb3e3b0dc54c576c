"""What a landscape is read from: the cost over two parameters, and where a run is on it and off."""

from typing import Protocol

from scenes.vocabulary.text import Array, Source


class CostSheet(Source, Protocol):
    """A slice through the cost of a run; by key `path` and the costs along it as well."""

    @property
    def xs(self) -> Array:
        """(nx,) the first parameter."""

    @property
    def ys(self) -> Array:
        """(ny,) the second parameter."""

    @property
    def costs(self) -> Array:
        """(ny, nx) the cost."""

    @property
    def path(self) -> Array:
        """(T + 1, 2) where the run is."""

    @property
    def path_costs(self) -> Array:
        """(T + 1,) the run's true cost."""

    @property
    def shadow_costs(self) -> Array:
        """(T + 1,) the sheet's cost under the run."""
