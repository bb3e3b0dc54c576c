"""A rectangle whose sides grow: it gains two strips, and a corner that soon is nothing."""

from collections.abc import Iterator, Mapping
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, ReplacementTransform, VGroup, VMobject

from scenes.vocabulary import style, text
from scenes.vocabulary.network.ribbon import area
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.text import Formula, Points, Source, cite, quote
from scenes.vocabulary.text.ledger import Entry, Ledger

_ROOM, _DIGITS = 4.3, 4
_AT = style.LEFT_HALF + RIGHT * 0.8 + UP * 0.3  # the middle of all that it grows to
_GAINED = "first", "second", "corner"


class Growing(VGroup, text.Depiction):
    """p · q as an area, and what it gains as both sides grow: q·dp above, p·dq at the right.

    `growth`: `p`, `q`, and for changes (k,) `dp`, `dq`, the strips `first` and `second`, the
    `corner`, and more. All are positive. `names`: Of both sides, in Typst maths with their roles.
    `total`: What else of it is told: its key, and how that is written.
    """

    def __init__(self, growth: Source, names: tuple[str, str], total: tuple[str, str]) -> None:
        self.growth, self.place, self.grown = growth, 0, 1.0
        self.sides = np.array([growth["p"], growth["q"]], dtype=float)
        largest = np.array([growth["dp"][0], growth["dq"][0]]) + self.sides
        self.unit = _ROOM / largest.max()
        self.origin = _AT - np.array([*largest[::-1], 0.0]) * self.unit / 2
        roles = [name.split("(")[0] for name in names]
        self.body = VMobject(color=style.color("muted"), stroke_width=style.EVEN)
        self.body.set_fill(style.color("panel"), opacity=1.0)
        self.body.set_points(self._box(0, 0, *self.sides[::-1]))
        self.gained = VGroup(*map(area, (*roles, "muted")))
        self.labels = VGroup(*map(self._label, "pq", roles, names, (LEFT, DOWN)))
        super().__init__(self.body, self.gained, self.labels)
        self.cite(growth)
        self.show_change(0)
        told = self._told(*names) | dict([total])
        entries = (Entry(told[key], self._value(key), _DIGITS, key, at=(0,)) for key in told)
        self.lines = cite(Ledger(*entries, size=style.RESULT), growth)
        self.lines.move_to(style.RIGHT_HALF + UP * 0.5)
        self.told = dict(zip(told, self.lines, strict=True))

    def show_change(self, place: int, grown: float = 1.0) -> Self:
        """Let both sides be larger by one of the changes, or so much of it."""
        self.place, self.grown, (high, wide) = place, grown, self.sides
        higher, wider = self.sides + [self._value(key) * grown for key in ("dp", "dq")]
        edges = (0, high, wide, higher), (wide, 0, wider, high), (wide, high, wider, higher)
        for part, sides in zip(self.gained, edges, strict=True):
            part.set_points(self._box(*sides))
        return self

    def appear(self) -> Gesture:
        """Show the area and its sides, as they were recorded, let them grow, and say by what."""
        yield (FadeIn(self.body, self.labels, run_time=0.4),)
        yield (Tween(self, lambda share: self.show_change(0, share), run_time=2.0),)
        yield (FadeIn(self.lines, lag_ratio=0.3, run_time=1.6),)

    def shrink(self, *, run_time: float) -> Tween:
        """Return the way to the smallest change, on which lines say what each part is."""
        last = len(self.growth["dp"]) - 1

        def show(moment: float) -> None:
            self.show_change(round(last * moment))
            for key, (_, _, number) in self.told.items():
                number.show_value(self._value(key)).at = (self.place,)

        return Tween(VGroup(self, self.lines), show, run_time=run_time)

    def become(self, rule: Formula, turning: Mapping[str, int]) -> Gesture:
        """Let the names of some lines turn into parts of a rule; what is nought by now goes."""
        turns = [
            ReplacementTransform(self.told[key][0], rule[part], run_time=2.0)
            for key, part in turning.items()
        ]
        gone = [line[0] for key, line in self.told.items() if key not in turning]
        gone += [line[1:] for line in self.lines if not float(line[2].text)]
        others = (part for k, part in enumerate(rule) if k not in turning.values())
        yield *turns, FadeOut(*gone, run_time=1.0), *(FadeIn(part) for part in others)

    def depicted(self) -> Iterator[text.Depicted]:
        """Yield sides, strips and corner, as the areas say them."""
        if self.grown < 1.0:
            return
        within = style.PIXEL / self.unit
        yield text.Depicted("p", (), self.body.height / self.unit, within)
        yield text.Depicted("q", (), self.body.width / self.unit, within)
        for key, part in zip(_GAINED, self.gained, strict=True):
            area = part.width * part.height / self.unit**2
            reach = within * (part.width + part.height) / self.unit
            yield text.Depicted(key, (self.place,), area, max(reach, within**2))

    def _value(self, key: str) -> float:
        return float(self.growth[key][self.place])

    def _told(self, p: str, q: str) -> dict[str, str]:
        """Return how changes, strips and corner are written, by their keys."""
        dp, dq = (name.replace("(", "(Delta ") for name in (p, q))
        changes = {"dp": dp} if p == q else {"dp": dp, "dq": dq}
        strips = {"first": f"{q} thin {dp}", "second": f"{p} thin {dq}"}
        return changes | strips | {"corner": f"{dp} thin {dq}"}

    def _label(self, key: str, role: str, name: str, side: Points) -> text.Strip:
        number = quote(self.growth, key, (), _DIGITS, role=role, size=style.LINE)
        return text.Strip(f"{name} =", number, size=style.LINE).next_to(self.body, side)

    def _box(self, *edges: float) -> Points:
        """Return the outline between left, bottom, right and top, from the corner of the area."""
        return text.strokes.boxes(np.tile(self.origin[:2], 2) + np.array(edges) * self.unit)
