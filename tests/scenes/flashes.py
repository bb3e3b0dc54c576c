"""How often the parts of a picture flash: a bright thing that goes dark and comes back.

After WCAG 2.3.1: a flash is a pair of opposing changes in relative luminance of a tenth of the
maximum or more, where the darker of the two is below 0.80; more than three in any one second on
more than a small part of the picture can harm.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from tests.scenes.looking import luminances

Array = npt.NDArray[np.float64]
GRAIN = 12  # pixels at 480p: every so many-th is watched
CHANGE, DARK = 0.10, 0.80
ALLOWED = 3  # flashes in a second
SMALL = 0.028  # of the picture: 21,824 of 1024 × 768 pixels, WCAG's safe area


class Flashes:
    """Watches a film's frames go by; `worst` is the largest share of it that flashed too often."""

    def __init__(self) -> None:
        self.worst, self.when, self.seen = 0.0, 0.0, 0
        self._extreme: Array | None = None

    def see(self, pixels: npt.NDArray[np.uint8], time: float) -> None:
        """Take the frame (height, width, 3 or more) that is shown at a time, in seconds."""
        self.seen += 1
        now = luminances(pixels[::GRAIN, ::GRAIN, :3])
        if self._extreme is None:
            self._extreme = now.copy()
            self._way = np.zeros(now.shape)
            self._turns = np.full((2 * ALLOWED + 1, *now.shape), -np.inf)
            return
        change = now - self._extreme
        dark = np.minimum(now, self._extreme) < DARK
        turned = (np.abs(change) >= CHANGE) & dark & (np.sign(change) != self._way)
        self._turns[:, turned] = np.roll(self._turns[:, turned], -1, axis=0)
        self._turns[-1, turned] = time
        self._way[turned] = np.sign(change[turned])
        further = turned | (change * self._way > 0)
        self._extreme[further] = now[further]
        self._judge(time)

    def _judge(self, time: float) -> None:
        # Three flashes are six turns: a seventh within a second begins the fourth.
        often = time - self._turns[0] < 1.0
        share = float(np.mean(often))
        if share > self.worst:
            self.worst, self.when = share, time


def share_that_flashes(frames: Any) -> float:
    """Return the worst share over (time, pixels) pairs."""
    watch = Flashes()
    for time, pixels in frames:
        watch.see(pixels, time)
    return watch.worst
