"""Votes as areas: a square on each inked pixel, in its sign's colour; poured into two bars."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UL, Create, FadeIn, Line, Rectangle, Square, VGroup, VMobject, linear

from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Gesture, Tween, motion
from scenes.vocabulary.text import Array, Depicted, Depiction, Source, Strip, quote, strokes, words
from scenes.vocabulary.text.strip import sign_role

_WIDE, _HIGH = 6.4, 5.3  # room for the drawing
_TALL, _NARROWEST, _BROADEST = 3.7, 0.45, 1.1  # of a bar, and how wide one is
_XS, _BASE = (0.95, 2.55, 4.05, 5.65), style.MIDDLE[1] - 2.05  # where bars stand
_FAINT = 4.0  # by how much the ink below the squares is thinned


class Votes(VGroup, Depiction):
    """Squares as large as votes are, and the same areas as slices of bars.

    `found`: `votes` (n,), with their sums. `who`: (k,) which of them are shown, at `places` (k, 2).
    `unit`: The area of one vote. `bar`: The width of a bar.
    """

    def __init__(self, found: Source, who: Any, places: Array, *, unit: float, bar: float) -> None:
        order = np.argsort(-np.abs(found["votes"][who]), kind="stable")
        self.who, self.places, self.unit, self.bar = who[order], places[order], unit, bar
        self.votes = np.asarray(found["votes"])[self.who]
        self.areas = np.abs(self.votes)[:, None] * unit
        self.top = float(found["pro"]) * unit / bar
        looks = {"stroke_width": 0, "fill_opacity": 1.0}
        self.pro = VMobject(color=style.color("positive"), **looks)
        self.con = VMobject(color=style.color("negative"), **looks)
        super().__init__(self.pro, self.con)
        self.cite(found)
        self.show(self.places, np.sqrt(self.areas))

    def show(self, middles: Array, wide: Array, share: Any = 1.0) -> None:
        """Draw them around these middles (k, 2), so wide (k, 1); of what grows, a share."""
        halves = np.hstack([wide, self.areas / np.maximum(wide, 1e-9)]) * share / 2
        edges = np.hstack([middles - halves, middles + halves])
        self.pro.set_points(strokes.boxes(edges[self.votes > 0]))
        self.con.set_points(strokes.boxes(edges[self.votes <= 0]))

    def cast(self, *, run_time: float) -> Tween:
        """Let them come, from the first row of pixels to the last."""
        rank = np.argsort(np.argsort(-self.places[:, 1], kind="stable"))

        def show(moment: float) -> None:
            share = np.array(motion.in_turn(moment, len(rank), lag=1 / 12))[rank, None]
            self.show(self.places, np.sqrt(self.areas), share)

        return Tween(self, show, run_time=run_time, rate_func=linear)

    def pour(self, *, run_time: float) -> Tween:
        """Let them fly into their bars, the largest first, each with the area that it has."""
        slices, sides = self._slices(), np.sqrt(self.areas)

        def show(moment: float) -> None:
            share = motion.eased(motion.in_turn(moment, len(self.votes), lag=0.02))[:, None]
            wide = sides ** (1 - share) * self.bar**share
            self.show(self.places + (slices - self.places) * share, wide)

        return Tween(self, show, run_time=run_time, rate_func=linear)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the votes that areas say."""
        for part, here, sign in ((self.pro, self.votes > 0, 1), (self.con, self.votes <= 0, -1)):
            wide, high = np.ptp(strokes.edges_of(part.points).reshape(-1, 2, 2), axis=1).T
            within = (wide + high + style.PIXEL) * style.PIXEL / self.unit
            yield Depicted("votes", (self.who[here],), sign * wide * high / self.unit, within)

    def _slices(self) -> Array:
        """Return where slices lie: what is for the first up from the base, the rest down again."""
        high, pro = self.areas[:, 0] / self.bar, self.votes > 0
        up, down = np.cumsum(high * pro) - high / 2, self.top - np.cumsum(high * ~pro) + high / 2
        return np.column_stack([np.where(pro, *_XS[:2]), _BASE + np.where(pro, up, down)])


class VoteBoard:
    """A drawing whose ink votes for one class against another; nothing is poured at first.

    `found`: The contest. `inputs`: (n,) the drawing.
    """

    def __init__(self, found: Source, inputs: Array, shape: tuple[int, int]) -> None:
        self.found, image = found, inputs.reshape(shape)
        inked = np.ix_(*(_stretch(image.any(axis=axis)) for axis in (1, 0)))
        crop, numbers = image[inked], np.arange(inputs.size).reshape(shape)[inked]
        self.ground = PixelGrid(crop / _FAINT, height=min(_HIGH, _WIDE * len(crop) / crop.shape[1]))
        self.ground.move_to(style.LEFT_SIDE + RIGHT * _WIDE / 2 + style.MIDDLE).stand_on_pixels()
        chosen = np.flatnonzero(crop)
        places = np.array([self.ground.pixel(k)[:2] for k in chosen.tolist()])
        votes = np.asarray(found["votes"])
        self.largest = int(np.abs(votes).argmax())
        unit = self.ground.pitch**2 / float(abs(votes[self.largest]))
        broad = max(unit * max(found["pro"], found["margin"]) / _TALL, _NARROWEST)
        self.bar = min(broad, _BROADEST)
        self.unit = unit * self.bar / broad  # squares are smaller where bars would be too broad
        looks = {"unit": self.unit, "bar": self.bar}
        self.votes = Votes(found, numbers.ravel()[chosen], places, **looks)
        reach = self.bar / 2 + 0.2
        self.floor = Line([_XS[0] - reach, _BASE, 0], [_XS[3] + reach, _BASE, 0])
        self.floor.set_stroke(style.color("muted"), width=style.FIRM)
        pro, left, margin = found["pro"], found["pro"] + found["con"], found["margin"]
        self.rest = self._bar(2, left, margin).set_stroke(style.color("muted"), width=style.FIRM)
        self.margin = self._bar(3, 0.0, margin).set_fill(style.color("weighted"), opacity=1.0)
        self.sums = [
            self._sum(0, "pro", "for", "positive", pro),
            self._sum(1, "con", "against", "negative", pro),
            self._sum(2, "biases", "biases", "muted", max(left, margin)),
            self._sum(3, "margin", "lead", "weighted", margin),
        ]

    def appear(self) -> Gesture:
        """Show the drawing."""
        yield (FadeIn(self.ground, run_time=0.4),)

    def cast(self) -> Gesture:
        """Let every pixel vote, and say how much the largest square is."""
        yield self.votes.cast(run_time=4.0), FadeIn(self._key(), run_time=4.0)

    def pour(self) -> Gesture:
        """Pour the votes, and say what they come to."""
        yield (Create(self.floor, run_time=0.5),)
        yield (self.votes.pour(run_time=4.0),)
        yield (FadeIn(*self.sums[:2], run_time=style.QUICK),)

    def settle(self) -> Gesture:
        """Take what the biases add, and say what is left."""
        yield (FadeIn(self.rest, self.sums[2], run_time=0.6),)
        yield (FadeIn(self.margin, self.sums[3], run_time=1.0),)

    def _bar(self, k: int, start: float, end: float) -> Rectangle:
        """Return a bar between two heights, in votes."""
        scale = self.unit / self.bar
        bar = Rectangle(width=self.bar, height=abs(end - start) * scale, stroke_width=0)
        return bar.move_to([_XS[k], _BASE + (start + end) / 2 * scale, 0])

    def _sum(self, k: int, key: str, name: str, role: str, top: float) -> VGroup:
        """Return a number above a bar so tall, in votes, and its name below."""
        number = quote(self.found, key, (), 1, role=role, size=style.RESULT, anchor="center")
        number.put_anchor([_XS[k], _BASE + top * self.unit / self.bar + 0.3, 0])
        label = words(name, size=style.BODY, role=role).move_to([_XS[k], _BASE, 0])
        return VGroup(number, label.shift(DOWN * 0.35))

    def _key(self) -> VGroup:
        """Return how much the largest square is."""
        value = float(self.found["votes"][self.largest])
        square = Square(float(np.sqrt(abs(value) * self.unit)), stroke_width=0)
        square.set_fill(style.color(sign_role(value)), opacity=1.0)
        looks: dict[str, Any] = {"role": sign_role(value), "size": style.LINE, "anchor": "left"}
        number = quote(self.found, "votes", (self.largest,), 2, **looks)
        name = words("one pixel's vote of", size=style.BODY, role="muted")
        key = VGroup(square, Strip(name, number, gap=0.15)).arrange(RIGHT, buff=0.2)
        return key.shift([_XS[0], style.MIDDLE[1] + 2.9, 0] - square.get_corner(UL))


def _stretch(there: Any) -> Any:
    """Return the places from the first to the last that are there."""
    found = np.flatnonzero(there)
    return np.arange(found[0], found[-1] + 1)
