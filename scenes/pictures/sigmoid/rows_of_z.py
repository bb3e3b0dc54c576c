"""All z of a layer in rows, one for each neuron, under the slope of their curve."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Line, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween, motion
from scenes.vocabulary.text import Readout, Strip, ellipsis, maths, quote, spelling, strip, words
from scenes.vocabulary.text.arrays import ArrayLike, Flags, Points
from scenes.vocabulary.text.provenance import Depicted, Depiction, Source
from scenes.vocabulary.text.strokes import lengths, segments

_TICKS = 0, -5, 5, -50, 50, -500, 500, -5000, 5000
_HALF, _ROWS = 4.9, 3  # of the axis in Manim units; neurons that have room for a row each
_STROKE, _MARK, _DOWN = 0.8, 0.07, 0.26  # of a row's height; Manim units
_CLEAR, _FADE = 0.6, 0.15  # from the middle: where a tick's number begins, and is whole
_ABOVE, _SIDE, _LEAST = 0.22, 1.7, 0.28  # names over the axis; σ′ stands at a z, and so far off
_BESIDE = 0.5  # from the axis to what a row answers


class RowsOfZ(VGroup, Depiction):
    """A stroke at each z, a row for each neuron; above the axis one as tall as g′(z).

    The axis can reach further, and then the hill over its middle is a needle. Where examples are
    of two kinds, strokes have the kinds' colours. Of more neurons stated ones are drawn, `rows`.

    `axis`: `z` and `slope` (k,), as far as the curve is not flat. `read`: Gives a layer's `z`, `a`
    and `slope`, (n, m), by the step's index. `reach`: How far the axis runs to either side.
    `kinds`: (m,) of 0 and 1: which of two kinds each example is (default: of one), `classes`.
    """

    def __init__(
        self,
        name: str,
        axis: Source,
        read: Callable[[int], Source],
        *,
        reach: float,
        kinds: ArrayLike | None = None,
        classes: Sequence[str] = (),
        height: float = 1.0,
        row: float = 0.4,
    ) -> None:
        self.read, self.tall, self.row, first = read, height, row, read(0)["z"]
        self.axis, self.slopes = (np.asarray(axis[key], float) for key in ("z", "slope"))
        self.rows = np.array(ellipsis.shortened(len(first), _ROWS))
        self.kinds = None if kinds is None else np.asarray(kinds)
        of_kinds = [style.class_color(kind) for kind in (False, True)]
        tints = [style.color("weighted")] if kinds is None else of_kinds
        ends = LEFT * _HALF, RIGHT * _HALF
        self.ground = Line(*ends, color=style.color("muted"), stroke_width=style.THIN)
        self.hill = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.hill.set_fill(style.color("slope"), opacity=0.10)
        self.strokes = VGroup(*(VMobject(color=tint, stroke_width=style.BROAD) for tint in tints))
        self.comb = VMobject(color=style.color("slope"), stroke_width=style.EVEN)
        self.ticks = VGroup(*map(_tick, _TICKS))
        self.names = self._names(name, classes, of_kinds, float(reach))
        super().__init__(self.hill, self.ground, self.names, self.ticks, self.strokes, self.comb)
        self.shown, self.reach = np.ones(len(self.rows)), float(reach)
        self.show_step(0).show_reach(reach)

    def _names(
        self, name: str, classes: Sequence[str], tints: Sequence[Any], reach: float
    ) -> VGroup:
        """Return the names of the whole and its kinds, of the axis, the rows and the hill."""
        title = words(name, size=style.NUMBER, bold=True).stand_on(_ABOVE)
        letter = maths("weighted(z)", size=style.LABEL).next_to(self.ground, RIGHT, buff=0.15)
        names = VGroup(title.align_to(self.ground, LEFT), letter)
        keys = [words(spelling.named(text), size=style.NUMBER) for text in classes]
        left = _HALF - max((key.width for key in keys), default=0.0)
        hill = np.interp(left / _HALF * reach, self.axis, self.slopes) / self.slopes.max()
        above = max(_ABOVE, float(hill) * self.tall + _ABOVE / 2)  # what may stand under a long one
        for place, (key, tint) in enumerate(zip(keys, tints, strict=False)):
            key.stand_on(above + 0.42 * place).align_to(self.ground, RIGHT)
            names.add(key.set_fill(tint))
        for place, row in enumerate(self.rows):
            label = maths(f"weighted(z_{row + 1})", size=style.LABEL)
            names.add(label.next_to(self._middle(place) + LEFT * _HALF, LEFT, buff=0.15))
        self.hill_name = maths("slope(sigma')", size=style.LABEL).shift(UP * (self.tall - 0.1))
        return names.add(self.hill_name)

    def show_step(self, step: int) -> Self:
        """Show a recorded step."""
        found = self.read(step)
        self.cite(found)
        self.zs, self.at = (np.asarray(found[key], float)[self.rows] for key in ("z", "slope"))
        return self._draw()

    def arrive(self) -> Gesture:
        """Let one row after the other appear, example by example."""

        def show(moment: float) -> None:
            self.shown = np.array(motion.in_turn(moment, len(self.rows), lag=1.0))
            self._draw()

        show(0.0)
        yield (FadeIn(self, run_time=0.4),)
        yield (Tween(self, show, run_time=1.1 * len(self.rows)),)

    def answers(self, step: int) -> VGroup:
        """Return what each neuron answers to the first example of each kind, beside its row."""
        found, lines = self.read(step), VGroup()
        firsts = [int(np.argmax(self._are(kind))) for kind in range(len(self.strokes))]
        for row in self.rows:
            numbers = [quote(found, "a", (row, one), 3, size=style.NUMBER) for one in firsts]
            for number, strokes in zip(numbers, self.strokes, strict=True):
                number.set_fill(strokes.get_color())
            lines.add(Strip(f"activation(a_{row + 1}) =", *numbers, size=style.NUMBER))
        strip.in_columns(*lines)
        for place, line in enumerate(lines):
            line.shift(self._middle(place) + RIGHT * (_HALF + _BESIDE) + DOWN * 0.1)
        return lines

    def _middle(self, place: ArrayLike) -> Points:
        """Return the middle of a row."""
        down = self.row * (np.asarray(place)[..., None] + 0.6)
        return np.asarray(self.ground.get_center() + DOWN * down)

    def _drawn(self) -> Flags:
        """Return which z (n, m) are drawn: they are on the axis, and have arrived."""
        count = self.zs.shape[1]
        return (np.abs(self.zs) <= self.reach) & (np.arange(count) < self.shown[:, None] * count)

    def _are(self, kind: int) -> Flags:
        """Return which examples (m,) are of a kind: all, where there is one; batches differ."""
        count = self.zs.shape[1]
        return np.ones(count, dtype=bool) if self.kinds is None else self.kinds == kind

    def _draw(self) -> Self:
        here, half = self._drawn(), UP * self.row * _STROKE / 2
        feet, tops = (self._points(self.zs, some) for some in (0.0, self.at))
        self.comb.set_points(segments(feet[here], tops[here]))
        down = self._middle(np.arange(len(self.rows))) - self.ground.get_center()
        middles = feet + down[:, None]
        for kind, strokes in enumerate(self.strokes):
            chosen = middles[here & self._are(kind)]
            strokes.set_points(segments(chosen - half, chosen + half))
        return self

    def show_reach(self, reach: float, *, rests: bool = True) -> Self:
        """Let the axis run as far as `reach` to either side; where it rests no tick is pale."""
        self.reach = float(reach)
        edges, inside = np.array([-reach, reach]), np.abs(self.axis) <= reach
        zs = np.concatenate([edges[:1], self.axis[inside], edges[1:]])
        slopes = np.interp(zs, self.axis, self.slopes)
        self.hill.set_points_as_corners(self._points(zs, slopes))
        self.hill_name.set_x(self.ground.get_x() + max(_SIDE / reach * _HALF, _LEAST))
        for mark, number in self.ticks:
            # A tick that is off the axis waits, unseen, at its end.
            point = self._points(float(np.clip(number.value, -reach, reach)), 0.0)
            mark.move_to(point)
            number.put_anchor(point + DOWN * (self.row * (len(self.rows) + 0.2) + _DOWN))
            away = abs(point[0] - self.ground.get_x())
            share = 1.0 if number.value == 0 else np.clip((away - _CLEAR) / _FADE, 0.0, 1.0)
            share = np.rint(share) if rests else share
            VGroup(mark, number).set_opacity(share * (abs(number.value) <= reach))
        return self._draw()

    @property
    def beyond(self) -> int:
        """How many z are further out than the axis reaches."""
        return int((np.abs(self.zs) > self.reach).sum())

    def depicted(self) -> Iterator[Depicted]:
        """Yield the z that the strokes stand at, and the slopes that they are as tall as."""
        here, within = self._drawn(), self.reach / _HALF * style.PIXEL / 2
        for kind, strokes in enumerate(self.strokes):
            rows, examples = np.nonzero(here & self._are(kind))
            across = strokes.points[::4, 0] - self.ground.get_center()[0]
            yield Depicted("z", (self.rows[rows], examples), across / _HALF * self.reach, within)
        rows, examples = np.nonzero(here)
        unit = float(self.slopes.max()) / self.tall
        tall = lengths(self.comb.points)[:, 1] * unit
        yield Depicted("slope", (self.rows[rows], examples), tall, unit * style.PIXEL / 2)

    def _points(self, zs: ArrayLike, slopes: ArrayLike) -> Points:
        """Return where a slope stands over a z, wherever the axis was moved to."""
        across = np.asarray(zs, float)[..., None] / self.reach * _HALF * RIGHT
        above = np.asarray(slopes, float)[..., None] / self.slopes.max() * self.tall * UP
        return np.asarray(self.ground.get_center() + across + above)


def _tick(value: int) -> VGroup:
    mark = Line(UP * _MARK, DOWN * _MARK, color=style.color("muted"), stroke_width=style.THIN)
    looks: Any = {"size": style.SMALL, "role": "muted", "anchor": "center"}
    return VGroup(mark, Readout(value, 0, of="axis", **looks))


def zoom_out(*panels: RowsOfZ, reach: float, **looks: Any) -> Tween:
    """Return the motion of several axes that all come to run as far as `reach`."""
    start = panels[0].reach

    def show(moment: float) -> None:
        for panel in panels:
            panel.show_reach(start * (reach / start) ** moment, rests=moment in (0, 1))

    return Tween(VGroup(*panels), show, **looks)
