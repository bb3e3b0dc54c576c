"""A rectangle whose sides grow: it gains two strips, and a corner that soon is nothing."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Depicted, Depiction, Points, Source, Strip, cite, quote, strokes
from scenes.vocabulary.text.ledger import Entry, Ledger

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
        self.body = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.body.set_fill(style.color("panel"), opacity=1.0)
        self.body.set_points(self._box(0, 0, *self.sides[::-1]))
        self.gained = VGroup(*(VMobject(fill_color=tint, **looks) for tint in tints))
        self.labels = VGroup(*map(self._label, "pq", roles, names, (LEFT, DOWN)))
        super().__init__(self.body, self.gained, self.labels)
        self.cite(growth)
        self.grown = 1.0
        self.show_change(0)

    def show_change(self, place: int) -> Self:
        """Let both sides be larger by one of the changes."""
        self.place, (high, wide) = place, self.sides
        higher, wider = self.sides + [self._value(key) * self.grown for key in ("dp", "dq")]
        edges = (0, high, wide, higher), (wide, 0, wider, high), (wide, high, wider, higher)
        for part, sides in zip(self.gained, edges, strict=True):
            part.set_points(self._box(*sides))
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
        within = style.PIXEL / self.unit
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

    def _label(self, key: str, role: str, name: str, side: Points) -> Strip:
        number = quote(self.growth, key, (), _DIGITS, role=role, size=style.LINE)
        return Strip(f"{role}({name}) =", number, size=style.LINE).next_to(self.body, side)

    def _box(self, *edges: float) -> Points:
        """Return the outline between left, bottom, right and top, from the corner of the area."""
        return strokes.boxes(np.tile(self.corner_at[:2], 2) + np.array(edges) * self.unit)
