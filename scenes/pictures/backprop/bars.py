"""Numbers as lengths, to scale: predictions beside their targets, and signed strips."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Formula, Readout, words
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points
from scenes.vocabulary.text.provenance import PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import lengths, segments

_TICK_ROOM = 0.32


class PredictionBars(VGroup, Depiction):
    """Each example's prediction as a fill between two ends, its target a bold dash.

    A prediction on its target's side of the middle earns a tick beside the dash.

    `predictions`, `targets`: (m,) arrays between the ends. `names`: Type to stand under each bar.
    `ends`: The whole numbers at the bars' feet and tops. `of`, `at`: Where the predictions are
    recorded: a key, and as many places of it as there are.
    """

    def __init__(
        self,
        predictions: ArrayLike,
        targets: ArrayLike,
        *,
        names: Sequence[Formula] = (),
        width: float = 5.0,
        height: float = 2.0,
        ends: tuple[int, int] = (0, 1),
        of: str = "",
        at: tuple[Any, ...] = (),
    ) -> None:
        self.of, self.at = of, at
        self.targets = np.array(targets, dtype=float).ravel()
        self.ends, self.middle = ends, sum(ends) / 2
        pitch = width / len(self.targets)
        self.bar = min(0.16, pitch * 0.3)
        xs = (np.arange(len(self.targets)) + 0.5) * pitch - width / 2
        # Unseen, it keeps the room of the ticks that come later.
        self.room = Rectangle(width=width, height=height + 2 * _TICK_ROOM, stroke_width=0)
        self.span = UP * height
        feet = np.stack([xs, np.full_like(xs, -height / 2), np.zeros_like(xs)], axis=-1)
        self.tracks = self._strokes("cell", 100 * self.bar).set_points(
            segments(feet, feet + self.span)
        )
        self.fills = self._strokes("activation", 100 * self.bar)
        self.dashes = self._strokes("target", 5.0)
        self.ticks = self._strokes("target", 3.0)
        super().__init__(self.room, self.tracks, self.fills, self.dashes, self.ticks)
        self.add(self._scale(width, height))
        for name, foot in _named(names, feet):
            self.add(name.move_to(foot + DOWN * 0.46))
        self.show_values(predictions)

    @property
    def hits(self) -> npt.NDArray[np.bool_]:
        """Which predictions are on their target's side of the middle."""
        return np.asarray((self.predictions > self.middle) == (self.targets > self.middle))

    def show_values(self, predictions: ArrayLike) -> Self:
        """Show other predictions."""
        self.predictions = np.array(predictions, dtype=float).ravel()
        feet, span = self.tracks.points[::4], self.tracks.points[3] - self.tracks.points[0]
        self.fills.set_points(segments(feet, feet + self._shares(self.predictions) * span))
        goals, half = feet + self._shares(self.targets) * span, RIGHT * self.bar * 1.1
        self.dashes.set_points(segments(goals - half, goals + half))
        self.ticks.set_points(self._check_marks(goals))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the predictions that the fills' lengths say."""
        if self.of:
            low, high = self.ends
            within = (high - low) * PIXEL / 2 / float(np.linalg.norm(self.span))
            drawn = self.drawn_values()
            full = 1 * (drawn >= high - within) - 1 * (drawn <= low + within)
            yield Depicted(self.of, self.at, drawn, within, full)

    def drawn_values(self) -> Array:
        """Return the predictions that the fills' lengths say: the inverse of `show_values`."""
        span = self.tracks.points[3] - self.tracks.points[0]
        low, high = self.ends
        return np.asarray(low + (high - low) * lengths(self.fills.points) @ span / (span @ span))

    def _shares(self, values: Array) -> Array:
        """Return how far between the ends values lie, (m, 1), 0 to 1."""
        low, high = self.ends
        return np.asarray(np.clip((values - low) / (high - low), 0.0, 1.0))[:, None]

    def _check_marks(self, goals: Points) -> Points:
        """Return a tick for each hit, beyond the dash: above a 1, below a 0."""
        beyond = np.where(self.targets > self.middle, 0.17, -0.17)[:, None] * UP
        knee = (goals + beyond + DOWN * 0.06)[self.hits]
        left, right = knee + LEFT * 0.06 + UP * 0.06, knee + RIGHT * 0.10 + UP * 0.12
        return segments(np.concatenate([left, knee]), np.concatenate([knee, right]))

    def _scale(self, width: float, height: float) -> VGroup:
        """Return the numbers of both ends at the left, and a dashed line between them."""
        scale = VGroup()
        for share, value in enumerate(self.ends):
            number = Readout(value, 0, of="axis", size=style.SMALL, role="muted")
            scale.add(number.put_anchor(np.array([-width / 2 - 0.1, (share - 0.5) * height, 0.0])))
        if self.ends == (0, 1):
            half = words("½", size=style.SMALL, role="muted")
            scale.add(half.shift(LEFT * (width / 2 + 0.1 + half.get_right()[0])))
        ends = LEFT * width / 2, RIGHT * width / 2
        return scale.add(DashedLine(*ends, color=style.color("muted"), stroke_width=style.FINE))

    def _strokes(self, role: str, width: float) -> VMobject:
        return VMobject(color=style.color(role), stroke_width=width)


class SignedBars(VGroup):
    """Signed numbers as strips from a zero line: blue to the right, orange to the left.

    `values`: (k,) array, top to bottom. `scale`: The value that reaches half the width (default:
    the largest). `names`: Type to stand at the left of each strip. `decimals`: Digits of the number
    at the right of each strip; None for no numbers. `of`: The key that the numbers are recorded
    under.
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        scale: float | None = None,
        width: float = 3.0,
        pitch: float = 0.36,
        names: Sequence[Formula] = (),
        decimals: int | None = None,
        of: str = "",
    ) -> None:
        self.values = np.array(values, dtype=float).ravel()
        self.value_scale = float(scale or np.abs(self.values).max() or 1.0)
        count = len(self.values)
        self.bar = 0.56 * pitch
        half_height = count * pitch / 2
        self.zero = Line(DOWN * half_height, UP * half_height, stroke_width=style.THIN)
        self.zero.set_color(style.color("muted"))
        self.reach = width / 2
        self.rises, self.falls = self._strokes("positive"), self._strokes("negative")
        self.changes = self._strokes("delta")
        self.news = VMobject(color=style.color("ink"), stroke_width=style.FIRM)
        super().__init__(self.rises, self.falls, self.changes, self.zero, self.news)
        self.numbers = VGroup()
        self._add_type(names, decimals, of, width)
        self.show_values(self.values)

    def show_values(self, values: ArrayLike, changes: ArrayLike | None = None) -> Self:
        """Show other values, and at each strip's end what is added, a mark where that leads to."""
        self.values = np.array(values, dtype=float).ravel()
        zeros, ends = self._at(np.zeros_like(self.values)), self._at(self.values)
        for strokes, mine in ((self.rises, self.values >= 0), (self.falls, self.values < 0)):
            strokes.set_points(segments(zeros[mine], ends[mine]))
        added = np.zeros_like(self.values) if changes is None else np.ravel(changes)
        moved = added != 0
        news, over = self._at(self.values + added)[moved], UP * self.bar * 0.75
        self.changes.set_points(segments(ends[moved], news))
        # A piece that leads back lies on its strip: the mark says at which end it stops.
        self.news.set_points(segments(news - over, news + over))
        for number, value in zip(self.numbers, self.values, strict=bool(len(self.numbers))):
            number.show_value(float(value))
        return self

    def drawn_values(self) -> Array:
        """Return the values that the strips' lengths say: the inverse of `show_values`."""
        drawn = np.zeros_like(self.values)
        for strokes, mine in ((self.rises, self.values >= 0), (self.falls, self.values < 0)):
            drawn[mine] = lengths(strokes.points)[:, 0] / self.reach * self.value_scale
        return drawn

    def _at(self, values: Array) -> Points:
        """Return where each strip has reached a value."""
        rows = (np.arange(len(values)) + 0.5)[:, None] / len(values)
        top, bottom = self.zero.get_end(), self.zero.get_start()
        across = (values / self.value_scale * self.reach)[:, None] * RIGHT
        return np.asarray(top + rows * (bottom - top) + across)

    def _add_type(
        self, names: Sequence[Formula], decimals: int | None, of: str, width: float
    ) -> None:
        places = self._at(np.zeros_like(self.values))
        for name, place in _named(names, places):
            name.move_to(place)
            self.add(name.shift(RIGHT * (place[0] - width / 2 - 0.16 - name.get_right()[0])))
        if decimals is None:
            return
        for row, value in enumerate(self.values):
            self.numbers.add(Readout(value, decimals, of=of, at=(row,), size=style.SMALL))
        right = width / 2 + 0.3 + self.numbers.width
        for number, place in zip(self.numbers, places, strict=True):
            number.put_anchor(place + RIGHT * right)
        self.add(self.numbers)

    def _strokes(self, role: str) -> VMobject:
        return VMobject(color=style.color(role), stroke_width=style.PEN_OF_A_UNIT * self.bar)


def _named(names: Sequence[Formula], places: Points) -> list[tuple[Formula, Points]]:
    """Pair each bar's name with its place, where the bars have names."""
    if names and len(names) != len(places):
        raise ValueError(f"{len(names)} names for {len(places)} bars; one for each is accepted")
    return list(zip(names, places, strict=False))
