"""Points, a line, by how much each guess misses, and what costs make of all misses."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self, TypeAlias

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.plot import Frame
from scenes.vocabulary.stage.posed import Posed
from scenes.vocabulary.text import Array, Depicted, Points, Source, maths, quote, words
from scenes.vocabulary.text.strokes import lengths, segments

Reads: TypeAlias = "Callable[[Any], Any]"
_OVER, FAINT = 0.12, 0.3  # of the line, beyond the points; and how opaque a square is


def frame(origin: Points, unit: float, wide: float = 1.0) -> Frame:
    """Return where numbers stand: 0 and 0 at the origin, 1 so long upwards, and wider across."""
    found = Frame((0.0, 1.0), (0.0, 1.0), width=unit * wide, height=unit, x_log=False)
    return found.shift(origin - found.x_axis.get_start())


class Misses(Posed):
    """Points at `xs` (m,), judged by what `reads` says at a step; `swept`: so far their squares.

    Below 0 they are swept to the other side.
    """

    def __init__(self, xs: Array, reads: Reads, frame: Frame, *, role: str = "activation") -> None:
        self.xs, self.reads, self.found, self.swept = xs, reads, reads(0), np.zeros(len(xs))
        self.frame = frame.copy()
        looks = {"stroke_width": style.FINE, "fill_opacity": FAINT, "color": style.color("cost")}
        self.squares = VGroup(*(VMobject(**looks) for _ in xs))
        self.line = VMobject(color=style.color(role), stroke_width=style.BROAD)
        self.sticks = VMobject(color=style.color("delta"), stroke_width=style.BOLD)
        self.dots = VGroup(*(Dot(radius=0.075, color=style.color("target")) for _ in xs))
        self.names = VGroup()
        super().__init__(self.squares, self.line, self.sticks, self.dots, self.names)
        self.show()

    def bare(self, *parts: VMobject) -> Self:
        """Leave only some parts of the picture."""
        self.submobjects = list(parts)
        return self

    def name_them(self) -> VGroup:
        """Name the line of guesses and the targets from now on; return the names."""
        self.names.add(maths("activation(hat(y))"), maths("y"))
        return self.show().names

    def draw(self) -> None:
        """Draw the errors (`found`), in a `frame`, with squares so far `swept`."""
        self.cite(found := self.found)
        self.unit = float(self.frame.y_axis.get_length() / np.ptp(self.frame.y_range))
        ends = self.xs[[0, -1]] + [-_OVER, _OVER]
        heights = np.polyval(np.polyfit(self.xs, found.guesses, 1), ends)
        self.line.set_points_as_corners(self.frame.point(ends, heights))
        tops = self.frame.point(self.xs, found.targets)
        self.sticks.set_points(segments(tops, self.frame.point(self.xs, found.guesses)))
        for dot, top, square, box in zip(self.dots, tops, self.squares, self.boxes(), strict=True):
            dot.move_to(top)
            square.set_points_as_corners(rectangle(*box))
        for name, at in zip(
            self.names, (self.line.get_end(), tops[self.xs.argmax()]), strict=False
        ):
            name.next_to(at, RIGHT, buff=0.2)

    def show_step(self, at: Any) -> Self:
        """Show what is read at a step."""
        return self.show(found=self.reads(at))

    def boxes(self) -> Array:
        """Return middle, width and height of each square (m, 4), swept away from the line."""
        sides = self.found.sizes * self.unit
        x, y, _ = self.frame.point(self.xs, (self.found.guesses + self.found.targets) / 2).T
        across = np.where(self.found.errors < 0, -0.5, 0.5) * sides * self.swept
        return np.column_stack([x + across, y, sides * self.swept, sides])

    def going(self, reads: Reads, frame: Frame, *, run_time: float) -> stage.Tween:
        """Return the way to another frame, with what is read on the way, from 0 to 1."""
        here = self.frame.copy()

        def show(moment: float) -> None:
            for axis, one, other in zip(self.frame, here, frame, strict=True):
                axis.set_points(one.points + (other.points - one.points) * moment)
            self.show(found=reads(moment))

        return stage.Tween(self, show, run_time=run_time)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the guesses that the line says, sizes by the sticks, and areas of whole squares."""
        everything, pixel = (slice(None),), style.PIXEL / self.unit
        guesses = np.interp(self.xs, *self.frame.numbers(self.line.points[[0, 3]]))
        yield Depicted("guesses", everything, guesses, pixel)
        sticks = np.linalg.norm(lengths(self.sticks.points), axis=1) / self.unit
        yield Depicted("sizes", everything, sticks, pixel)
        if np.all(np.abs(self.swept) == 1) and self.squares[0].get_fill_opacity():
            areas = [square.width * square.height / self.unit**2 for square in self.squares]
            yield Depicted("squares", everything, areas, 2 * (sticks + style.PIXEL) * pixel)


def rectangle(x: float, y: float, length: float, thick: float, angle: float = 0.0) -> Points:
    """Return the outline of a rectangle by its middle, turned by an angle."""
    along = np.array([np.cos(angle), np.sin(angle), 0.0]) * length / 2
    across = np.array([-np.sin(angle), np.cos(angle), 0.0]) * thick / 2
    ways = [-along - across, along - across, along + across, across - along, -along - across]
    return np.array([x, y, 0.0]) + np.array(ways)


def fact(name: str, found: Source, key: str, at: Points, role: str = "ink") -> VGroup:
    """Return what something is called, and its number at the right edge."""
    looks: Any = {"size": style.LINE, "role": role}
    number = quote(found, key, *(((0, 0), 2) if key == "W1" else ((), 3)), **looks)
    word = words(name, size=style.LINE).set_fill(style.color(role))
    return VGroup(word.shift(at - word.get_left()), number.put_anchor([style.RIGHT_EDGE, at[1], 0]))


class Needles(VGroup):
    """What each cost answers to how far a point is dragged away, as curves that grow.

    `every`: What the costs say at equal steps from 0 to 1. `roles`: The costs, and their colours.
    """

    def __init__(self, every: Sequence[Source], roles: dict[str, str]) -> None:
        self.every, self.roles, xs = every, roles, np.linspace(0.0, 1.0, len(every))
        looks: Any = {"width": 4.4, "height": 4.6, "x_ticks": (), "y_ticks": ()}
        looks |= {"x_label": words("how far", size=style.LABEL)}
        looks |= {"y_label": words("cost", size=style.LABEL)}
        top = max(float(every[-1][key]) for key in roles)
        self.plot = Plot((0.0, 1.0), (0.0, top), **looks)
        self.plot.move_to(style.HERO + LEFT * 0.2 + UP * 0.35)
        rows = ((role, [float(one[key]) for one in every]) for key, role in roles.items())
        self.curves = VGroup(*(Curve(self.plot, xs, ys, role=role) for role, ys in rows))
        super().__init__(self.plot, self.curves)

    def show(self, share: float) -> None:
        """Show what they answered until the point was so far away."""
        for curve in self.curves:
            curve.show_until(round(share * (len(self.every) - 1)))

    def facts(self) -> VGroup:
        """Return each cost's name and its last answer, beside the head of its curve."""
        places = (curve.head.get_center() + RIGHT * 0.25 for curve in self.curves)
        named = zip(self.roles.items(), places, strict=True)
        last = self.every[-1]
        return VGroup(*(fact(key.upper(), last, key, at, role) for (key, role), at in named))
