"""Parameters of a neuron as strips to scale, what a step adds to each, and a lens on each tip."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, Line, RoundedRectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Source, maths, weight_name
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import lengths, segments

Place = tuple[str, tuple[int, int]]
PITCH = 0.62  # from one strip to the next
_THICK, _MARK, _REACH = 0.56 * PITCH, 0.42 * PITCH, 1.4  # Manim units; of the largest strip
_OVER = 1.2  # times the largest strip that a step may lead to, or it sets the scale
_TIMES = 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
_WIDE, _FILLED = 1.2, 0.85  # of a lens; and of half of it, which the longest change may fill


class Strips(VGroup):
    """Signed numbers as lengths, blue to the right and orange to the left, and what each gains."""

    def __init__(self) -> None:
        pen = style.PEN_OF_A_UNIT * _THICK
        self.rises, self.falls, self.pieces = (
            VMobject(color=style.color(role), stroke_width=pen)
            for role in ("positive", "negative", "delta")
        )
        self.marks = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        super().__init__(self.rises, self.falls, self.pieces, self.marks)

    def draw(self, starts: Points, ends: Points, signs: Array, added: Array) -> Self:
        """Draw strips of some signs (k,), and what is added at their ends, in Manim units (k,)."""
        for strokes, mine in ((self.rises, signs >= 0), (self.falls, signs < 0)):
            strokes.set_points(segments(starts[mine], ends[mine]))
        moved = added != 0
        news, over = (ends + added[:, None] * RIGHT)[moved], UP * _MARK
        self.pieces.set_points(segments(ends[moved], news))
        # A piece that leads back lies on its strip: the mark says at which end it stops.
        self.marks.set_points(segments(news - over, news + over))
        return self


class StepBars(Strips, Depiction):
    """Parameters of a neuron as strips from zero, and at each end the piece that a step adds.

    `steps`: The recorded steps before and after, as sources. `places`: The key and the place of
    each parameter, top to bottom.
    """

    def __init__(self, steps: Sequence[Source], places: Sequence[Place]) -> None:
        super().__init__()
        self.parameters = np.array([[step[key][at] for key, at in places] for step in steps])
        self.places = tuple(places)
        first, all_of_them = (np.abs(some).max() for some in (self.parameters[0], self.parameters))
        largest = float(all_of_them if all_of_them > first * _OVER else first)
        self.unit = _REACH / (largest or 1.0)
        half = len(places) * PITCH / 2
        self.zero = Line(DOWN * half, UP * half, stroke_width=style.THIN)
        self.add(self.zero.set_color(style.color("muted")))
        for place, foot in zip(places, self._at(np.zeros(len(places))), strict=True):
            name = maths(_name(*place)).move_to(foot)
            self.add(name.shift(RIGHT * (foot[0] - _REACH - 0.16 - name.get_right()[0])))
        self.show_change(0.0)

    def show_step(self, step: int) -> Self:
        """Show the parameters at one of both steps, at the first one what is about to be added."""
        return self.show_change(1.0) if step == 0 else self._show(self.parameters[1], 0.0)

    def show_change(self, moment: float) -> Self:
        """Show the first parameters, and so much of the step, 0 to 1, at their ends."""
        first, after = self.parameters
        return self._show(first, (after - first) * moment)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the parameters that the strips' lengths say."""
        for (key, at), value in zip(self.places, self.drawn_values(), strict=True):
            yield Depicted(key, at, float(value), PIXEL / 2 / self.unit)

    def drawn_values(self) -> Array:
        """Return the values that the strips' lengths say."""
        drawn = np.zeros_like(self.values)
        for strokes, mine in ((self.rises, self.values >= 0), (self.falls, self.values < 0)):
            drawn[mine] = lengths(strokes.points)[:, 0] / self.unit
        return drawn

    def _show(self, values: Array, changes: ArrayLike) -> Self:
        self.values, added = values, np.broadcast_to(changes, values.shape) * self.unit
        return self.draw(self._at(np.zeros_like(values)), self._at(values), values, added)

    def _at(self, values: Array) -> Points:
        """Return where each strip has reached a value."""
        rows = (np.arange(len(values)) + 0.5)[:, None] * PITCH
        return np.asarray(self.zero.get_end() + rows * DOWN + (values * self.unit)[:, None] * RIGHT)


class TipLenses(Strips):
    """A window on the tip of each strip, all as many times larger as `times` and a label say.

    In its middle a strip ends; a change leads on from there, or back.

    `parameters`: (2, k) the strips' values before a step and after it, top to bottom. `unit`: How
    long a strip of value 1 is, in Manim units.
    """

    def __init__(self, parameters: ArrayLike, *, unit: float) -> None:
        super().__init__()
        self.before, after = np.array(parameters, dtype=float)
        self.changes, room = after - self.before, _FILLED * _WIDE / 2
        longest = float(np.abs(self.changes).max()) * unit
        self.times = max((n for n in _TIMES if longest * n <= room), default=_TIMES[0])
        self.unit = unit * self.times
        looks = {"corner_radius": 0.08, "color": style.color("muted"), "stroke_width": style.FINE}
        size = {"width": _WIDE, "height": 0.86 * PITCH}
        self.frames = VGroup(*(RoundedRectangle(**size, **looks) for _ in self.before))
        self.frames.arrange(DOWN, buff=0.14 * PITCH)
        self.label = maths(f"times {self.times:g}", size=style.SMALL, role="muted")
        self.label.next_to(self.frames, UP, buff=0.12)
        self.add_to_back(self.frames).add(self.label)
        self.show_change(0.0)

    def show_change(self, moment: float) -> Self:
        """Show what was before, and so much of the change, 0 to 1."""
        tips = np.array([frame.get_center() for frame in self.frames])
        outwards = np.where(self.before >= 0, 1.0, -1.0)[:, None] * RIGHT
        starts = tips - outwards * _WIDE / 2
        return self.draw(starts, tips, self.before, self.changes * moment * self.unit)


def _name(key: str, at: tuple[int, int]) -> str:
    """Return Typst maths for a weight, or for the bias of the neuron that it is all about."""
    layer = int(key[1:])
    weight = f"weight({weight_name(*at, layer=layer)})"
    return weight if key.startswith("W") else f"bias(b^([{layer}]))"
