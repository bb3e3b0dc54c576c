"""Where a layer's z stand under the slope of their curve: on the hill, or out in the flat wings."""

from collections.abc import Iterator
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.ellipsis import shortened
from scenes.vocabulary.motion import Tween
from scenes.vocabulary.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.readout import Readout, Source
from scenes.vocabulary.strokes import lengths, segments
from scenes.vocabulary.typeset import Points

__all__ = ["Wings", "zoom_out"]

Array = npt.NDArray[np.float64]

_MOST = 120  # strokes that can be told from a solid patch
_TICKS = 0, 5, 50, 500, 5000
_RUG, _MARK, _DOWN = 0.16, 0.07, 0.26
_CLEAR, _FADE = 0.5, 0.35  # Manim units from the middle: where a tick's number begins, and is whole


class Wings(VGroup, Depiction):
    """All z of a layer on one axis: a stroke below it for each, and above it one as tall as g′(z).

    The axis can reach further, and then the hill over its middle is a needle.

    Parameters
    ----------
    axis
        `z` and `slope` (k,), as far as the curve is not flat.
    found
        `z` and `slope`, (n, m) both; of very many neurons stated ones are drawn, `rows`.
    reach
        How far the axis runs to either side.
    ticks
        Whether the axis is numbered.
    """

    def __init__(
        self,
        axis: Source,
        found: Source,
        *,
        reach: float,
        width: float = 8.0,
        height: float = 1.2,
        ticks: bool = True,
    ) -> None:
        self.axis, self.slopes = (np.asarray(axis[key], float) for key in ("z", "slope"))
        self.half, self.tall = width / 2, height
        ends = LEFT * self.half, RIGHT * self.half
        self.ground = Line(*ends, color=style.color("muted"), stroke_width=2)
        self.hill = VMobject(color=style.color("muted"), stroke_width=2.5)
        self.hill.set_fill(style.color("delta"), opacity=0.10)
        self.rug = VMobject(color=style.color("weighted"), stroke_width=2.5)
        self.comb = VMobject(color=style.color("delta"), stroke_width=3.5)
        values = sorted({sign * value for value in _TICKS for sign in (-1, 1)}) if ticks else []
        self.ticks = VGroup(*map(_Tick, values))
        super().__init__(self.hill, self.ground, self.ticks, self.rug, self.comb)
        self.reach = reach
        self._read(found)
        self.show_reach(reach)

    def show_found(self, found: Source) -> Self:
        """Show other z, and the slopes there; what is beyond the axis is not drawn."""
        self._read(found)
        return self._draw()

    def _read(self, found: Source) -> None:
        self.cite(found)
        self.neurons, examples = np.shape(found["z"])
        self.rows = np.array(shortened(self.neurons, max(_MOST // examples, 3)))
        self.zs, self.at = (
            np.asarray(found[key], float)[self.rows].ravel() for key in ("z", "slope")
        )

    def _draw(self) -> Self:
        here = np.abs(self.zs) <= self.reach
        feet = self._points(self.zs[here], np.zeros(int(here.sum())))
        self.rug.set_points(segments(feet + DOWN * _RUG, feet))
        self.comb.set_points(segments(feet, self._points(self.zs[here], self.at[here])))
        return self

    def show_reach(self, reach: float) -> Self:
        """Let the axis run as far as `reach` to either side."""
        self.reach = float(reach)
        inside = np.abs(self.axis) <= reach
        edges = np.array([-reach, reach])
        zs = np.concatenate([edges[:1], self.axis[inside], edges[1:]])
        slopes = np.interp(zs, self.axis, self.slopes)
        self.hill.set_points_as_corners(self._points(zs, slopes))
        for tick in self.ticks:
            # A tick that is off the axis waits, unseen, at its end.
            at = float(np.clip(tick.value, -reach, reach))
            away = abs(at) / reach * self.half
            tick.show_at(self._points(at, 0.0), away, on_axis=at == tick.value)
        return self._draw()

    @property
    def beyond(self) -> int:
        """How many z are further out than the axis reaches."""
        return int((np.abs(self.zs) > self.reach).sum())

    def depicted(self) -> Iterator[Depicted]:
        """Yield the z that the strokes stand at, and the slopes that they are as tall as."""
        shape = len(self.rows), len(self.zs) // len(self.rows)
        rows, examples = np.unravel_index(np.flatnonzero(np.abs(self.zs) <= self.reach), shape)
        places = self.rows[rows], examples
        yield Depicted("z", places, self.drawn_zs(), self.reach / self.half * PIXEL / 2)
        within = float(self.slopes.max()) / self.tall * PIXEL / 2
        yield Depicted("slope", places, self.drawn_slopes(), within)

    def drawn_zs(self) -> Array:
        """Return the z that the strokes' places say."""
        across = self.rug.points[3::4, 0] - self.ground.get_center()[0]
        return np.asarray(across / self.half * self.reach)

    def drawn_slopes(self) -> Array:
        """Return the slopes that the strokes' lengths say: the inverse of `show_values`."""
        return np.asarray(lengths(self.comb.points)[:, 1] / self.tall * self.slopes.max())

    def _points(self, zs: npt.ArrayLike, slopes: npt.ArrayLike) -> Points:
        """Return where a slope stands over a z, wherever the axis was moved to."""
        across = np.asarray(zs, float)[..., None] / self.reach * self.half * RIGHT
        above = np.asarray(slopes, float)[..., None] / self.slopes.max() * self.tall * UP
        return np.asarray(self.ground.get_center() + across + above)


def zoom_out(*panels: Wings, reach: float, run_time: float = style.SLOW) -> Tween:
    """Return the motion of several axes that all come to run as far as `reach`."""
    start = panels[0].reach

    def show(moment: float) -> None:
        for panel in panels:
            panel.show_reach(start * (reach / start) ** moment)

    return Tween(VGroup(*panels), show, run_time=run_time)


class _Tick(VGroup):
    """A number of the axis, which fades where it would come too near to the middle."""

    def __init__(self, value: int) -> None:
        self.value = value
        self.mark = Line(UP * _MARK, DOWN * _MARK, color=style.color("muted"), stroke_width=2)
        self.number = Readout(value, 0, of="axis", size=style.SMALL, role="muted", anchor="center")
        super().__init__(self.mark, self.number)

    def show_at(self, point: Points, away: float, *, on_axis: bool) -> None:
        """Stand at a point that is `away` from the middle of the axis, seen if it is on it."""
        self.mark.move_to(point)
        self.number.put_anchor(point + DOWN * (_DOWN + _RUG))
        share = 1.0 if self.value == 0 else float(np.clip((away - _CLEAR) / _FADE, 0.0, 1.0))
        self.set_opacity(share * on_axis)
