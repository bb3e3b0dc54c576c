"""Pictures that were encoded are drawn on again: memory that is new would be cleared first."""

from collections import deque

import numpy as np

from scenes.film.planes import Pixels

_MOST = 24  # pictures of 8 MB at 1080p; no more are ever under way


class Spares:
    """Pictures that nobody needs any more.

    One thread takes them and others hand them in; a deque bears both at once.
    """

    def __init__(self) -> None:
        self._kept: deque[Pixels] = deque(maxlen=_MOST)

    def take(self, like: Pixels) -> Pixels:
        """Return a picture of the same size (height, width, 4); what is on it means nothing."""
        while self._kept:
            picture = self._kept.pop()
            if picture.shape == like.shape:
                return picture
        return np.empty_like(like)

    def hand_in(self, picture: Pixels | None) -> None:
        """Keep a picture that nobody will look at again."""
        if picture is not None:
            self._kept.append(picture)
