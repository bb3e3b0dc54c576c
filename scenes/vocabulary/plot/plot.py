"""A plot whose axes are fixed before anything happens; one kind of them is for costs."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.plot.ticks import log_ticks, powers_of_ten, round_ticks
from scenes.vocabulary.text import Array, ArrayLike, Formula, Points, Readout, digits, maths, words

_TICK, _AIR = 0.08, 0.12


class Frame(VGroup):
    """Two axes that know where a pair of numbers stands, wherever they were moved to."""

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        width: float,
        height: float,
        x_log: bool,
        y_log: bool = False,
    ) -> None:
        ink = style.color("muted")
        self.x_range, self.y_range, self.x_log, self.y_log = x_range, y_range, x_log, y_log
        self.of_steps = x_range[0] == 0
        self.x_axis = Line(LEFT * width / 2, RIGHT * width / 2, color=ink, stroke_width=style.THIN)
        self.y_axis = Line(DOWN * height / 2, UP * height / 2, color=ink, stroke_width=style.THIN)
        self.x_axis.shift(DOWN * height / 2)
        self.y_axis.shift(LEFT * width / 2)
        super().__init__(self.x_axis, self.y_axis)

    def point(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return the scene points (..., 3) of numbers."""
        across = _share(self._spread(x), *self._spread(self.x_range))
        above = _share(self._rise(y), *self._rise(self.y_range))
        start = self.x_axis.get_start()
        right, up = self.x_axis.get_vector(), self.y_axis.get_vector()
        return np.asarray(start + across[..., None] * right + above[..., None] * up)

    def numbers(self, points: Points) -> tuple[Array, Array]:
        """Return the two numbers of scene points (..., 3): `point`, read backwards."""
        offset = np.asarray(points) - self.x_axis.get_start()
        right, up = self.x_axis.get_vector(), self.y_axis.get_vector()
        x = _between(offset @ right / (right @ right), *self._spread(self.x_range))
        y = _between(offset @ up / (up @ up), *self._rise(self.y_range))
        return self._gather(x), np.exp(y) if self.y_log else y

    def _spread(self, x: ArrayLike) -> Array:
        values = np.asarray(x, dtype=float)
        # Steps count from 0, which has no logarithm.
        return values if not self.x_log else np.log1p(values) if self.of_steps else np.log(values)

    def _gather(self, x: Array) -> Array:
        return x if not self.x_log else np.expm1(x) if self.of_steps else np.exp(x)

    def _rise(self, y: ArrayLike) -> Array:
        values = np.asarray(y, dtype=float)
        return np.log(values) if self.y_log else values


class Plot(VGroup):
    """Hairline axes with a few round values; the ranges are those of the whole run.

    Parameters
    ----------
    x_range, y_range
        The ends of the two axes.
    x_log
        Whether log(x) grows evenly: equal factors are equally wide. Of a range that begins at 0, as
        steps do, it is log(1 + x): the first steps of a run take as much room as the last.
    y_log
        Whether log(y) grows evenly: equal factors are equally high. The range is above 0.
    x_label, y_label
        Type for the axes' names, set at the right end and above the top.
    x_ticks, y_ticks
        Values to mark (default: a few round ones).
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        width: float = 5.0,
        height: float = 2.6,
        x_log: bool = False,
        y_log: bool = False,
        x_label: Formula | None = None,
        y_label: Formula | None = None,
        x_ticks: Sequence[float] | None = None,
        y_ticks: Sequence[float] | None = None,
    ) -> None:
        if y_log and min(y_range) <= 0:
            raise ValueError(f"y_range is {y_range}; a log axis has ends above 0")
        self.frame = Frame(x_range, y_range, width=width, height=height, x_log=x_log, y_log=y_log)
        found = self._log_ticks() if x_log else round_ticks(*x_range)
        self.x_ticks = self._ticks(found if x_ticks is None else x_ticks, DOWN, apart=x_log)
        found = powers_of_ten(*y_range) if y_log else round_ticks(*y_range, most=4)
        self.y_ticks = self._ticks(found if y_ticks is None else y_ticks, LEFT, apart=y_log)
        super().__init__(self.frame, self.x_ticks, self.y_ticks)
        for label, axis, out in (
            (x_label, self.frame.x_axis, RIGHT),
            (y_label, self.frame.y_axis, UP),
        ):
            if label is not None:
                self.add(label.next_to(axis.get_end(), out, buff=0.18))

    def point(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return the scene points (..., 3) of numbers."""
        return self.frame.point(x, y)

    def _log_ticks(self) -> list[float]:
        ends = self.frame.x_range
        return log_ticks(ends[1]) if self.frame.of_steps else powers_of_ten(*ends)

    def _ticks(self, values: Sequence[float], out: Points, *, apart: bool) -> VGroup:
        """Return marks and numbers along the axis that `out` points away from.

        Round values share their number of decimals; powers of ten have each their own (`apart`).
        """
        ticks = VGroup()
        for value in values:
            low = self.frame.x_range[0], self.frame.y_range[0]
            at = self.frame.point(*((value, low[1]) if out is DOWN else (low[0], value)))
            decimals = digits.decimals_of([value] if apart else values)
            mark = Line(at, at + out * _TICK, color=style.color("muted"), stroke_width=style.THIN)
            number = Readout(value, decimals, of="axis", size=style.SMALL, role="muted")
            ticks.add(VGroup(mark, number.next_to(mark, out, buff=_AIR)))
        return ticks


def _share(values: Array, low: float, high: float) -> Array:
    return np.asarray((values - low) / (high - low))


def _between(share: Array, low: float, high: float) -> Array:
    return np.asarray(low + share * (high - low))


def cost_plot(
    last: int,
    y_range: tuple[float, float],
    *,
    width: float,
    height: float,
    y_log: bool = False,
    named: bool = True,
) -> Plot:
    """Return axes from step 0 to the last, and between two costs; the steps may go unnamed."""
    name = words("step", size=style.SMALL, role="muted") if named else None
    return Plot(
        (0, last),
        y_range,
        x_log=True,
        y_log=y_log,
        width=width,
        height=height,
        x_label=name,
        y_label=maths("cost(C)"),
    )
