"""Votes as areas: a square on each inked pixel, in its sign's colour; poured into two bars."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, Create, FadeIn, Line, VGroup, VMobject, linear

from scenes.vocabulary import style
from scenes.vocabulary.network import PixelGrid
from scenes.vocabulary.stage import Gesture, Reveal, Tween, conceal
from scenes.vocabulary.stage.motion import in_turn
from scenes.vocabulary.text import Source, quote, words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import boxes, edges_of

_WIDE, _HIGH = 6.4, 5.3  # room for the drawing
_TALL, _NARROWEST, _BROADEST = 3.7, 0.45, 1.1  # of a bar, and how wide one is
_XS, _BASE = (0.95, 2.55, 4.05, 5.65), -2.05  # where bars stand, from the stage's middle
_FAINT = 4.0  # by how much the ink below the squares is thinned


class Votes(VGroup, Depiction):
    """Squares as large as votes are, and the same areas as slices of bars.

    `found`: `votes` (n,), with their sums. `places`: (n, 2) of the pixels. `inked`: Which have ink.
    `unit`: The area of one vote. `bar`: The width of a bar.
    """

    def __init__(
        self, found: Source, places: Array, inked: Any, *, unit: float, bar: float
    ) -> None:
        self.found, self.unit, self.bar = found, unit, bar
        votes = np.asarray(found["votes"])
        self.who = inked[np.argsort(-np.abs(votes[inked]), kind="stable")]
        self.votes = votes[self.who]
        half = np.sqrt(np.abs(self.votes) * unit)[:, None] / 2
        self.squares = np.hstack([places[self.who] - half, places[self.who] + half])
        self.rows = np.argsort(np.argsort(-places[self.who, 1], kind="stable"))
        self.slices = self._slices()
        looks = {"stroke_width": 0, "fill_opacity": 1.0}
        self.pro = VMobject(color=style.color("positive"), **looks)
        self.con = VMobject(color=style.color("negative"), **looks)
        super().__init__(self.pro, self.con)
        self.cite(found)
        self.show(self.squares)

    def show(self, edges: Array) -> Self:
        """Draw the votes within these edges (k, 4)."""
        self.edges = edges
        self.pro.set_points(boxes(edges[self.votes > 0]))
        self.con.set_points(boxes(edges[self.votes <= 0]))
        return self

    def cast(self, *, run_time: float) -> Tween:
        """Let them come, from the first row of pixels to the last."""
        middles = (self.squares[:, [0, 1, 0, 1]] + self.squares[:, [2, 3, 2, 3]]) / 2

        def show(moment: float) -> None:
            share = np.clip(moment * (len(self.rows) + 12) - self.rows, 0.0, 12.0)[:, None] / 12
            self.show(middles + (self.squares - middles) * share)

        return Tween(self, show, run_time=run_time, rate_func=linear)

    def pour(self, *, run_time: float) -> Tween:
        """Let them fly into their bars, the largest first, each with the area that it has."""

        def show(moment: float) -> None:
            share = np.array(in_turn(moment, len(self.votes), lag=0.02))[:, None]
            share = share * share * (3 - 2 * share)
            middle = (self.squares + (self.slices - self.squares) * share).reshape(-1, 2, 2)
            centres = middle.mean(axis=1)
            wide = np.diff(self.squares[:, [0, 2]]) ** (1 - share) * self.bar**share
            area = np.abs(self.votes)[:, None] * self.unit
            halves = np.hstack([wide, area / np.maximum(wide, 1e-9)]) / 2
            self.show(np.hstack([centres - halves, centres + halves]))

        return Tween(self, show, run_time=run_time, rate_func=linear)

    def depicted(self) -> Iterator[Depicted]:
        """Yield the votes that areas say."""
        for part, here, sign in ((self.pro, self.votes > 0, 1), (self.con, self.votes <= 0, -1)):
            wide, high = np.ptp(edges_of(part.points).reshape(-1, 2, 2), axis=1).T
            within = (wide + high + PIXEL) * PIXEL / self.unit
            yield Depicted("votes", (self.who[here],), sign * wide * high / self.unit, within)

    def _slices(self) -> Array:
        """Return the bars' slices: what is for the first up from the base, what is against down."""
        high = np.abs(self.votes) * self.unit / self.bar
        found = np.zeros((len(high), 4))
        top = float(self.found["pro"]) * self.unit / self.bar
        base = style.MIDDLE[1] + _BASE
        for here, x, start, way in (
            (self.votes > 0, _XS[0], base, 1.0),
            (self.votes <= 0, _XS[1], base + top, -1.0),
        ):
            ends = start + way * np.cumsum(high[here])
            near = ends - way * high[here]
            lower, upper = np.minimum(near, ends), np.maximum(near, ends)
            found[here] = np.column_stack(
                [0 * lower + x - self.bar / 2, lower, 0 * lower + x + self.bar / 2, upper]
            )
        return found


class VoteBoard:
    """A drawing whose ink votes for one class against another; nothing is poured at first.

    `found`: The contest. `inputs`: (n,) the drawing.
    """

    def __init__(self, found: Source, inputs: Array, shape: tuple[int, int]) -> None:
        self.found = found
        image = inputs.reshape(shape)
        rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
        top, left = rows[0], columns[0]
        crop = image[top : rows[-1] + 1, left : columns[-1] + 1]
        pitch = min(_HIGH / crop.shape[0], _WIDE / crop.shape[1])
        self.ground = PixelGrid(crop / _FAINT, height=pitch * crop.shape[0])
        place = style.LEFT_SIDE + RIGHT * _WIDE / 2
        self.ground.move_to(place).set_y(style.MIDDLE[1]).stand_on_pixels()
        corner = self.ground.points[0, :2]
        row, column = np.divmod(np.arange(len(inputs)), shape[1])
        offsets = np.column_stack([column - left + 0.5, top - row - 0.5])
        places = corner + offsets * pitch
        votes = np.asarray(found["votes"])
        self.unit = pitch**2 / float(np.abs(votes).max())
        most = max(float(found["pro"]), float(found["margin"]))
        self.bar = max(self.unit * most / _TALL, _NARROWEST)
        self.unit *= min(_BROADEST / self.bar, 1.0)  # squares are smaller where bars would be broad
        self.bar = min(self.bar, _BROADEST)
        looks = {"unit": self.unit, "bar": self.bar}
        self.votes = Votes(found, places, np.flatnonzero(inputs), **looks)
        self.largest = int(np.abs(votes).argmax())
        self._stand_the_bars()

    def appear(self) -> Gesture:
        """Show the drawing."""
        yield (FadeIn(self.ground, run_time=0.4),)

    def cast(self) -> Gesture:
        """Let every pixel vote, and say how much the largest square is."""
        yield self.votes.cast(run_time=4.0), Reveal(*self.key, run_time=4.0)

    def pour(self) -> Gesture:
        """Pour the votes, and say what they come to."""
        yield (Create(self.floor, run_time=0.5),)
        yield (self.votes.pour(run_time=4.0),)
        yield (Reveal(*self.sums[:2]),)

    def settle(self) -> Gesture:
        """Take what the biases add, and say what is left."""
        yield (FadeIn(self.rest, run_time=0.6), Reveal(self.sums[2], run_time=0.6))
        yield (FadeIn(self.margin, run_time=1.0), Reveal(self.sums[3], run_time=1.0))

    def _stand_the_bars(self) -> None:
        found, scale = self.found, self.unit / self.bar
        base = style.MIDDLE[1] + _BASE
        pro, con, left = (float(found[key]) for key in ("pro", "con", "margin"))
        marks = [base, base + pro * scale, base + (pro + con) * scale, base + left * scale]
        ends = [(x - self.bar / 2, x + self.bar / 2) for x in _XS]
        self.floor = Line([ends[0][0] - 0.2, base, 0], [ends[3][1] + 0.2, base, 0])
        self.floor.set_stroke(color=style.color("muted"), width=style.FIRM)
        self.rest = _box(ends[2], sorted(marks[2:]), "muted", solid=False)
        self.margin = _box(ends[3], sorted([base, marks[3]]), "weighted", solid=True)
        said = [
            ("pro", "for", "positive", marks[1]),
            ("con", "against", "negative", marks[1]),
            ("biases", "biases", "muted", max(marks[2:])),
            ("margin", "lead", "weighted", marks[3]),
        ]
        self.sums = VGroup(*(self._sum(k, *one) for k, one in enumerate(said)))
        self.key = self._key()

    def _size(self, who: int) -> float:
        return float(abs(self.found["votes"][who])) * self.unit

    def _sum(self, k: int, key: str, name: str, role: str, y: float) -> VGroup:
        number = quote(self.found, key, (), 1, role=role, size=style.RESULT, anchor="center")
        number.put_anchor(np.array([_XS[k], y + 0.3, 0.0]))
        label = words(name, size=style.BODY, role=role)
        label.move_to(self.floor.get_center()).set_x(_XS[k])
        return conceal_all(VGroup(number, label.shift(DOWN * 0.35)))

    def _key(self) -> VGroup:
        side = float(np.sqrt(self._size(self.largest)))
        value = float(self.found["votes"][self.largest])
        role = "positive" if value > 0 else "negative"
        square = _box((_XS[0], _XS[0] + side), [0.0, side], role, solid=True)
        looks: dict[str, Any] = {"role": role, "size": style.LINE, "anchor": "left"}
        number = quote(self.found, "votes", (self.largest,), 2, **looks)
        name = words("one pixel's vote of", size=style.BODY, role="muted")
        square.set_y(style.MIDDLE[1] + 2.9 - side / 2)
        name.next_to(square, RIGHT, buff=0.2)
        number.next_to(name, RIGHT, buff=0.15)
        return conceal_all(VGroup(square, name, number))


def conceal_all(group: VGroup) -> VGroup:
    """Hide a group's parts, for a `Reveal`; return it."""
    conceal(*group)
    return group


def _box(xs: tuple[float, float], ys: Sequence[float], role: str, *, solid: bool) -> VMobject:
    box = VMobject(color=style.color(role), stroke_width=0 if solid else style.FIRM)
    box.set_points(boxes(np.array([[xs[0], ys[0], xs[1], ys[1]]])))
    return box.set_fill(opacity=float(solid))
