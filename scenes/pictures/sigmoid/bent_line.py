"""The number line becomes a curve: it bends, and what stands on it rides along."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.plot.ticks import even_ticks
from scenes.vocabulary.text import Array, Points, Readout, maths, quote, strokes, words
from scenes.vocabulary.text.provenance import Depicted, Depiction, Source

_DECIMALS = 3
_LOOKS: Any = (
    {"role": "weighted", "size": style.LINE, "anchor": "center"},
    {"role": "activation", "size": style.LINE, "anchor": "right"},
)
_WIDE, _NARROW, _TALL, _MARGIN = 11.0, 7.2, 4.6, 1.45  # of the axes, alone and beside a door
_MARK, _BELOW, _BESIDE = 0.09, 0.36, 0.62
_OUT = 3  # the furthest number of the line that can be read once it is squeezed
_BRACKET = 0.85, 0.14  # Manim units from the squeezed line, and the length of its hooks
_NEAR = 1e-3  # of an axis: far enough to tell which way the line runs


class BentLine(VGroup, Depiction):
    """A number line in a plot, with a few of a layer's z on it, that bends into the activation.

    Straight, it lies at half the plot's height; bent, each number stands as high as its
    activation; squeezed, all of them have gone left to the axis, where heights are read.

    `axis`: `z` and `a` (k,): the numbers of the line, and their activations. `source`: One
    example's working: `z1` and `a1` (n, 1) and so on. `layer`, `rows`: The layer, from 1, and the
    neurons whose z ride along.
    """

    def __init__(self, axis: Source, source: Source, *, layer: int, rows: Sequence[int]) -> None:
        self.axis, self.heights = (np.asarray(axis[key], float) for key in "za")
        self.plot = bend_axes(float(self.axis[-1]), _WIDE)
        self.tick_values = np.array([tick[1].value for tick in self.plot.x_ticks])
        self.upright = VGroup(self.plot.frame.y_axis, self.plot.y_ticks, self.plot[-1])
        keys, places = (f"z{layer}", f"a{layer}"), [(row, 0) for row in rows]
        self.zs, self.activations = (np.array([source[k][p] for p in places]) for k in keys)
        self.layer, self.rows = layer, np.array(rows)
        self.cite(source)
        self.line = VMobject(color=style.color("ink"), stroke_width=style.BOLD)
        self.marks = VMobject(color=style.color("muted"), stroke_width=style.FIRM)
        looks: Any = {"of": "axis", "size": style.SMALL, "role": "muted", "anchor": "center"}
        self.tick_numbers = VGroup(*(Readout(value, 0, **looks) for value in self.tick_values))
        self.letter = maths("weighted(z)")
        rim = {"stroke_width": style.THIN, "stroke_color": style.color("paper")}
        self.dots = VGroup(*(Dot(radius=0.11, **rim) for _ in rows))
        self.z_numbers, self.a_numbers = (
            VGroup(*(quote(source, key, place, _DECIMALS, **own) for place in places))
            for key, own in zip(keys, _LOOKS, strict=True)
        )
        # Unseen, the axis of z says where the numbers stand, and moves along with them.
        ground = self.plot.frame.x_axis.set_stroke(opacity=0.0)
        super().__init__(
            ground, self.upright, self.line, self.marks, self.tick_numbers, self.letter
        )
        self.add(self.dots, self.z_numbers, self.a_numbers)
        self.show_bend(0.0)

    def show_bend(self, bend: float, squeeze: float = 0.0) -> Self:
        """Show the line between straight (0) and bent (1), and between there and the left axis."""
        self.bend, self.squeeze = bend, squeeze
        self.line.set_points_as_corners(self._at(self.axis, self.heights))
        heights = np.interp(self.tick_values, self.axis, self.heights)
        at, across = self._at(self.tick_values, heights), self._normals(self.tick_values)
        self.marks.set_points(strokes.segments(at - across * _MARK, at + across * _MARK))
        for number, place, normal in zip(self.tick_numbers, at, across, strict=True):
            number.put_anchor(place - normal * _BELOW)
        self.letter.next_to(self.line.get_end(), RIGHT, buff=0.22)
        crowded = [number for number in self.tick_numbers if abs(number.value) > _OUT]
        VGroup(self.letter, *crowded).set_fill(opacity=max(1 - 3 * squeeze, 0.0))
        for dot, place in zip(self.dots, self._at(self.zs, self.activations), strict=True):
            dot.move_to(place)
            dot.set_fill(style.blend("weighted", "activation", bend), opacity=1.0)
        self._show_numbers()
        return self

    def going(self, *, bend: float, squeeze: float = 0.0, run_time: float) -> stage.Tween:
        """Return the motion from how it lies to how `show_bend` would show it."""
        start = np.array([self.bend, self.squeeze])
        way = np.array([bend, squeeze]) - start
        return stage.Tween(self, lambda t: self.show_bend(*(start + way * t)), run_time=run_time)

    def make_room(self) -> stage.Gesture:
        """Draw back to the narrower axes of what comes next."""
        frame, narrow = self.plot.frame, bend_axes(float(self.axis[-1])).frame
        start, end = frame.x_axis.get_end(), narrow.x_axis.get_end()

        def show(share: float) -> None:
            frame.x_axis.put_start_and_end_on(
                frame.x_axis.get_start(), start + (end - start) * share
            )
            self.show_bend(self.bend, self.squeeze)

        yield (stage.Tween(self, show, run_time=1.4),)

    def trace(self) -> VGroup:
        """Return what stays, pale, where the line is now."""
        pale = VGroup(self.line, self.marks).copy().set_stroke(style.color("muted"), opacity=0.5)
        return VGroup(pale, self.tick_numbers.copy())

    def stretch(self, low: float, high: float) -> VGroup:
        """Return a bracket around what a stretch of the line is squeezed to, its name, and dashes.

        The dashes lead to where on the curve its ends have been.
        """
        zs = np.array([low, high])
        heights = np.interp(zs, self.axis, self.heights)
        ends = self.plot.frame.point(np.full(2, self.plot.frame.x_range[0]), heights)
        hooks = ends + RIGHT * _BRACKET[0]
        tips = hooks + RIGHT * _BRACKET[1]
        bracket = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        bracket.set_points_as_corners([hooks[0], tips[0], tips[1], hooks[1]])
        name = words(f"from {low:.0f} to {high:.0f}", size=style.LINE)
        ways = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        there = zip(tips, self.plot.frame.point(zs, heights), strict=True)
        ways.set_points(np.concatenate([strokes.dashes(*way, length=0.07) for way in there]))
        return VGroup(bracket, name.next_to(bracket, RIGHT, buff=0.2), ways)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the z that the dots stand over, and the activations that they stand as high as."""
        frame, at = self.plot.frame, (self.rows, np.zeros(len(self.rows), int))
        across, above = frame.numbers(np.array([dot.get_center() for dot in self.dots]))
        if self.squeeze == 0:
            within = np.ptp(frame.x_range) / frame.x_axis.get_length() * style.PIXEL / 2
            yield Depicted(f"z{self.layer}", at, across, within)
        if self.bend == 1:
            yield Depicted(f"a{self.layer}", at, above, style.PIXEL / 2 / frame.y_axis.get_length())

    def _show_numbers(self) -> None:
        """Print z where the line is straight, and a where it has been read off: none in motion."""
        for shown, numbers, away in (
            (1 - min(8 * self.bend, 1.0), self.z_numbers, UP * 0.42),
            (max(8 * self.squeeze - 7, 0.0), self.a_numbers, LEFT * _BESIDE),
        ):
            for number, dot in zip(numbers, self.dots, strict=True):
                number.put_anchor(dot.get_center() + away)
            _fade_but_collisions(numbers, shown)

    def _at(self, zs: Array, heights: Array) -> Points:
        """Return where numbers of the line are now."""
        low, high = self.plot.frame.y_range
        middle = (low + high) / 2
        ys = middle + self.bend * (heights - middle)
        there = self.plot.frame.point(zs, ys)
        left = self.plot.frame.point(np.full_like(zs, self.plot.frame.x_range[0]), ys)
        return np.asarray(there + self.squeeze * (left - there))

    def _normals(self, zs: Array) -> Points:
        """Return the directions (k, 3) across the line, which point up while it is straight."""
        ends = [
            self._at(zs + side, np.interp(zs + side, self.axis, self.heights))
            for side in (-_NEAR, _NEAR)
        ]
        along = ends[1] - ends[0]
        along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
        return np.stack([-along[:, 1], along[:, 0], np.zeros(len(zs))], axis=1)


def bend_axes(reach: float, width: float = _NARROW) -> Plot:
    """Return axes of z, -reach to reach, and of a between 0 and 1, from the stage's left edge."""
    labels = {"x_label": maths("weighted(z)"), "y_label": maths("activation(a)")}
    # At the ends an axis would run through the number.
    ticks: Any = {"x_ticks": even_ticks(reach - 1.0), "y_ticks": (0, 1)}
    plot = Plot((-reach, reach), (0.0, 1.0), width=width, height=_TALL, **labels, **ticks)
    left = style.LEFT_SIDE + style.MIDDLE + RIGHT * (_MARGIN + width / 2)
    return plot.shift(left - plot.frame.get_center())


def _fade_but_collisions(numbers: VGroup, shown: float) -> None:
    """Show numbers as far as `shown`, but none that would lie on another that is shown."""
    standing: list[VMobject] = []
    for number in numbers:
        gaps = [np.abs(number.get_center() - other.get_center()) for other in standing]
        clear = all(gap[0] > number.width + 0.1 or gap[1] > number.height + 0.1 for gap in gaps)
        number.set_fill(opacity=shown * clear)
        if clear:
            standing.append(number)
