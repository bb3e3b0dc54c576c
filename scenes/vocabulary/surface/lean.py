"""Two arrows from one place, along a way and against it, of which one at a time is drawn."""

import numpy as np
import numpy.typing as npt

from scenes.vocabulary.surface.marks import StepArrow
from scenes.vocabulary.surface.projection import View

Array = npt.NDArray[np.float64]


def lean(along: StepArrow, against: StepArrow, here: Array, way: Array, times: float) -> None:
    """Draw an arrow so many times as long as a way from here; below 0 it is the one against it."""
    drawn, other = (along, against) if times > 0 else (against, along)
    other.withdraw()
    drawn.reach(here, here + way * times)


def within(view: View, here: Array, way: Array, times: float) -> float:
    """Return so many times a way from here, or as many as lead to the edge of what is seen."""
    towards = way * np.sign(times)
    edge = np.where(towards > 0, [view.xs[-1], view.ys[-1]], [view.xs[0], view.ys[0]])
    share = np.min((edge - here)[towards != 0] / towards[towards != 0], initial=abs(times))
    return float(np.sign(times) * share)
