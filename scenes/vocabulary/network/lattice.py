"""Where the neurons of a network stand: columns from left to right, one pitch for all of them."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.vocabulary.text import Points, ellipsis

_HEIGHT, _TALL = 3.1, 4.0  # from the first centre to the last: of a few neurons, and of many
_FEW = 4
_ROOMY = 0.44  # a pitch at which dots have their full size
_FULL, _SLENDER = 0.45, 0.34  # of the pitch, and of the way to the next layer: the most of a radius


class Lattice:
    """The places of all layers' shown neurons, and of the dots for those that are left out.

    Parameters
    ----------
    sizes, shown
        Of each layer: how many neurons it has, and the indices of those that are drawn.
    width, height
        The room that the centres may span; a height that is not given grows with the layers.
    radius
        The neurons' largest radius; `radius` of the lattice is the one that there is room for.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        shown: Sequence[tuple[int, ...]],
        *,
        width: float,
        height: float | None,
        radius: float,
    ) -> None:
        self._rows = [ellipsis.slots(*pair) for pair in zip(shown, sizes, strict=True)]
        longest = max(len(rows) for rows in self._rows)
        tall = height or (_HEIGHT if longest <= _FEW else _TALL)
        self._width, self.pitch = width, tall / max(longest - 1, 1)
        room = _SLENDER * width / max(len(sizes) - 1, 1)
        self.radius = min(radius, room, _FULL * self.pitch if longest > _FEW else radius)

    def neurons(self, layer: int) -> list[Points]:
        """Return where the shown neurons of a layer stand, from the top."""
        return [
            self._point(layer, at) for at, row in enumerate(self._rows[layer]) if row is not None
        ]

    def dots(self, place: Points) -> VGroup:
        """Return the dots for a gap, small enough for the pitch."""
        return ellipsis.dots(ellipsis.ALONG, scale=min(1.0, self.pitch / _ROOMY)).move_to(place)

    def gaps(self, layer: int) -> list[Points]:
        """Return where the dots of a layer stand."""
        rows = enumerate(self._rows[layer])
        return [self._point(layer, at) for at, row in rows if row is None]

    def _point(self, layer: int, row: int) -> Points:
        x = self._width * (layer / (len(self._rows) - 1) - 0.5)
        return np.array([x, ((len(self._rows[layer]) - 1) / 2 - row) * self.pitch, 0.0])
