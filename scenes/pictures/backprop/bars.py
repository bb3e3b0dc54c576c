"""Guesses beside their targets, as lengths to scale."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import Depicted, Depiction, Formula, Readout, arrays, formula, words
from scenes.vocabulary.text.arrays import Array, ArrayLike, Points
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
        room = Rectangle(width=width, height=height + 2 * _TICK_ROOM, stroke_width=0)
        feet = np.stack([xs, np.full_like(xs, -height / 2), np.zeros_like(xs)], axis=-1)
        self.tracks = _strokes("cell", style.PEN_OF_A_UNIT * self.bar)
        self.tracks.set_points(segments(feet, feet + UP * height))
        self.fills = _strokes("activation", style.PEN_OF_A_UNIT * self.bar)
        self.dashes, self.ticks = _strokes("target", 5.0), _strokes("target", 3.0)
        super().__init__(room, self.tracks, self.fills, self.dashes, self.ticks)
        self.add(self._scale(width, height))
        for name, foot in zip(names, feet, strict=bool(names)):
            self.add(name.move_to(foot + DOWN * 0.46))
        self.show_values(predictions)

    @property
    def hits(self) -> arrays.Flags:
        """Which predictions are on their target's side of the middle."""
        return np.asarray((self.predictions > self.middle) == (self.targets > self.middle))

    @property
    def span(self) -> Points:
        """From a bar's foot to its top."""
        return np.asarray(self.tracks.points[3] - self.tracks.points[0])

    def show_values(self, predictions: ArrayLike) -> Self:
        """Show other predictions."""
        self.predictions = np.array(predictions, dtype=float).ravel()
        feet = self.tracks.points[::4]
        self.fills.set_points(segments(feet, feet + self._shares(self.predictions) * self.span))
        goals, half = feet + self._shares(self.targets) * self.span, RIGHT * self.bar * 1.1
        self.dashes.set_points(segments(goals - half, goals + half))
        self.ticks.set_points(self._check_marks(goals))
        return self

    def depicted(self) -> Iterator[Depicted]:
        """Yield the predictions that the fills' lengths say."""
        if self.of:
            low, high = self.ends
            within = (high - low) * style.PIXEL / 2 / float(np.linalg.norm(self.span))
            drawn = self.drawn_values()
            full = 1 * (drawn >= high - within) - 1 * (drawn <= low + within)
            yield Depicted(self.of, self.at, drawn, within, full)

    def drawn_values(self) -> Array:
        """Return the predictions that the fills' lengths say: the inverse of `show_values`."""
        low, high = self.ends
        shares = lengths(self.fills.points) @ self.span / (self.span @ self.span)
        return np.asarray(low + (high - low) * shares)

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


def labels_of(names: Sequence[str]) -> list[Formula]:
    """Return type for bars that stand close: the names where they are short, else nothing."""
    if any(len(name) > 2 for name in names):
        return []
    return [words(formula.escaped(name), size=style.SMALL, role="muted") for name in names]


def _strokes(role: str, width: float) -> VMobject:
    """Return strokes of one colour, none as yet."""
    return VMobject(color=style.color(role), stroke_width=width)
