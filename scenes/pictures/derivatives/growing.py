"""A rectangle whose sides grow: it gains two strips, and a corner that soon is nothing."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UP, FadeIn, Rectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Entry, Ledger, Source, Strip, cite, quote
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction

_SIDE, _FILLED, _DIGITS = 3.4, 0.55, 4
_GAINED = "first", "second", "corner"
_LISTED = "dp", *_GAINED


class Growing(VGroup, Depiction):
    """p · q as an area, and what it gains as both sides grow: q·dp above, p·dq at the right.

    `growth`: `p`, `q`, and for changes (k,) `dp`, `dq`, the strips `first` and `second`, the
    `corner`, and the `quotients`. All are positive. `names`, `roles`: Of both sides.
    """

    def __init__(self, growth: Source, names: tuple[str, str], roles: tuple[str, str]) -> None:
        self.growth, self.names, self.roles, self.place = growth, names, roles, 0
        self.sides = np.array([float(growth["p"]), float(growth["q"])])
        self.unit = _SIDE / self.sides.max()
        self.corner_at = style.LEFT_HALF + LEFT * 1.2 + DOWN * 1.75
        looks = {"stroke_width": 0, "fill_opacity": 1.0}
        tints = (style.blend("paper", role, _FILLED) for role in (*roles, "muted"))
        self.body = Rectangle(color=style.color("muted"), stroke_width=style.EVEN)
        self.body.set_fill(style.color("panel"), opacity=1.0)
        self.gained = VGroup(*(Rectangle(fill_color=tint, **looks) for tint in tints))
        self.labels = VGroup(*map(self._label, "pq", roles, names))
        super().__init__(self.body, self.gained, self.labels)
        self.cite(growth)
        self.grown = 1.0
        self.show_change(0)

    def show_change(self, place: int) -> Self:
        """Let both sides be larger by one of the changes."""
        self.place, (tall, wide) = place, self.sides
        dp, dq = (float(self.growth[key][place]) * self.grown for key in ("dp", "dq"))
        corners, sizes = ((0, tall), (wide, 0), (wide, tall)), ((wide, dp), (dq, tall), (dq, dp))
        self._put(self.body, (0, 0), (wide, tall))
        for part, corner, size in zip(self.gained, corners, sizes, strict=True):
            self._put(part, corner, size)
        for label, side in zip(self.labels, (LEFT, DOWN), strict=True):
            label.next_to(self.body, side, buff=0.2)
        return self

    def appear(self) -> Gesture:
        """Show the area and its sides, as they were recorded, and let them grow."""
        yield (FadeIn(self.body, self.labels, run_time=0.4),)
        yield (Tween(self, self.show_grown, run_time=2.0),)

    def show_grown(self, share: float) -> Self:
        """Let both sides have grown by so much of the present change."""
        self.grown = share
        return self.show_change(self.place)

    def depicted(self) -> Iterator[Depicted]:
        """Yield sides, strips and corner, as the areas say them."""
        if self.grown < 1.0:
            return
        within = PIXEL / self.unit
        yield Depicted("p", (), self.body.height / self.unit, within)
        yield Depicted("q", (), self.body.width / self.unit, within)
        for key, part in zip(_GAINED, self.gained, strict=True):
            area = part.width * part.height / self.unit**2
            reach = within * (part.width + part.height) / self.unit
            yield Depicted(key, (self.place,), area, max(reach, within**2))

    def lines(self) -> Ledger:
        """Return the change, and what the strips and the corner are at the present one."""
        p, q = (f"{r}({n})" for r, n in zip(self.roles, self.names, strict=True))
        dp, dq = (f"{r}(Delta {n})" for r, n in zip(self.roles, self.names, strict=True))
        change = " = ".join(dict.fromkeys((dp, dq)))  # both sides grow by as much
        names = change, f"{q} thin {dp}", f"{p} thin {dq}", f"{dp} thin {dq}"
        found = zip(names, _LISTED, strict=True)
        entries = (
            Entry(name, self._value(key), _DIGITS, key, at=(self.place,)) for name, key in found
        )
        lines = cite(Ledger(*entries, size=style.RESULT), self.growth)
        return lines.move_to(style.RIGHT_HALF + UP * 0.8)

    def shrink(self, lines: Ledger, place: int, *, run_time: float) -> Tween:
        """Return the way to a smaller change, on which lines say what each part is."""
        start = self.place

        def show(moment: float) -> None:
            self.show_change(round(start + (place - start) * moment))
            for line, key in enumerate(_LISTED):
                lines.show_value(line, self._value(key), (self.place,))

        return Tween(VGroup(self, lines), show, run_time=run_time)

    def ratio(self) -> Strip:
        """Return what a square gains over the present change of its side."""
        number = quote(self.growth, "quotients", (self.place,), _DIGITS, size=style.RESULT)
        side, change = (f"{self.roles[0]}({some}{self.names[0]})" for some in ("", "Delta "))
        terms = f"frac(Delta ({side}^2), {change}) =", f"2 {side} + {change} ="
        return Strip(*terms, number, size=style.RESULT)

    def _value(self, key: str) -> float:
        return float(self.growth[key][self.place])

    def _label(self, key: str, role: str, name: str) -> Strip:
        number = quote(self.growth, key, (), _DIGITS, role=role, size=style.LINE)
        return Strip(f"{role}({name}) =", number, size=style.LINE)

    def _put(self, part: Rectangle, corner: tuple[float, float], size: tuple[float, float]) -> None:
        wide, tall = (max(side * self.unit, 1e-3) for side in size)
        part.stretch_to_fit_width(wide).stretch_to_fit_height(tall)
        start = self.corner_at + self.unit * (RIGHT * corner[0] + UP * corner[1])
        part.move_to(start, DL)
