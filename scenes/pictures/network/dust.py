"""All numbers of a network as dust: a grain each, as large as it is, in the colour of its sign."""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Create,
    FadeOut,
    LaggedStart,
    Line,
    ManimColor,
    Square,
    VGroup,
    config,
    linear,
)

from scenes.film import Pen
from scenes.pictures.network.packing import Packed
from scenes.vocabulary import style
from scenes.vocabulary.network.ribbon import eased
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.surface import Canvas
from scenes.vocabulary.surface.canvas import dip
from scenes.vocabulary.text import words
from scenes.vocabulary.text.arrays import Array
from scenes.vocabulary.text.provenance import Depicted, Depiction

FULL = 2.0  # a grain of this size touches its neighbours
_POWER, _PALEST, _STEEP, _TONES = 0.4, 0.3, 1.1, 6
_SHADES = [(sign, tone) for sign in (1, -1) for tone in range(1, _TONES + 1)]
_SEEN, _EVERY = 1.6, 29  # pixels of a radius whose middle is seen, and of how many one is read
_AIR = 0.1  # between grains and the margins
_BAR = 1.3  # Manim units: how high the bar of all grains is
_FLIGHT, _RAGGED = 0.3, 0.08  # of a fall: how long one grain is under way, and out of order


class Dust(Canvas, Depiction):
    """Grains that lie anywhere at first, and fall each into its place.

    Diameters grow with a number's size, up to `FULL`, and so that small ones are still seen.

    `grains`: All parameters, and where they belong.
    """

    def __init__(self, grains: Packed) -> None:
        super().__init__()
        self.grains, rng = grains, np.random.default_rng(len(grains.values))
        count = len(grains.values)
        low = style.LEFT_EDGE + _AIR, style.FLOOR + _AIR
        high = style.RIGHT_EDGE - _AIR, style.STAGE_TOP - 2 * _AIR
        self.loose = rng.uniform(low, high, (count, 2))
        self.turns = np.arange(count) / count * (1 - _FLIGHT - _RAGGED)
        self.turns += rng.uniform(0, _RAGGED, count)
        self.values, self.places, self.scales = grains.values, self.loose, np.ones(count)
        self.bar, self.bar_pitch = _bar(count)
        self.show_fall(0.0)

    def show_fall(self, moment: float) -> Self:
        """Let them fall, in their order."""
        shares = eased((moment - self.turns) / _FLIGHT)[:, None]
        self.places = self.loose + (self.grains.places - self.loose) * shares
        return self._draw()

    def frame_pictures(self) -> Gesture:
        """Frame one picture after the other, and let the frames go."""
        grains, seen = self.grains, self.grains.layers == 0
        tall = float(np.ptp(grains.places[grains.blocks == 0, 1])) + grains.pitch
        pictures = np.unique(grains.blocks[seen])
        frames = VGroup(*(Square(tall, stroke_width=style.THIN) for _ in pictures))
        for frame, picture in zip(frames, pictures, strict=True):
            frame.move_to([*grains.centres[picture], 0.0]).set_color(style.color("ink"))
        yield (LaggedStart(*map(Create, frames), lag_ratio=0.3, run_time=3.0),)
        yield (FadeOut(frames, run_time=0.5),)

    def show_products(self, inputs: Array, upto: float) -> Self:
        """Multiply the first pictures' weights, so many of them, with an image's pixels (n_0,)."""
        last = int(self.grains.blocks[self.grains.layers == 0].max()) + 1
        pictures = np.clip(upto * last - np.arange(last), 0.0, 1.0)
        times = np.append(inputs, 1.0)
        seen = self.grains.layers == 0
        share = np.repeat(pictures, len(times))
        self.values = self.grains.values.copy()
        self.values[seen] *= 1 + (np.tile(times, last) - 1) * share
        return self._draw()

    def show_gathered(self, shares: Sequence[float]) -> Self:
        """Show so much of each picture's grains on their way to its middle; the tables stay."""
        grains = self.grains
        gone = np.append(shares, np.zeros(grains.blocks.max() + 1 - len(shares)))[grains.blocks]
        self.scales = 1.0 - gone
        self.places = (
            grains.places + (grains.centres[grains.blocks] - grains.places) * gone[:, None]
        )
        return self._draw()

    def show_poured(self, moment: float) -> Self:
        """Let all grains pour into one bar, in their order, as many to a column."""
        shares = eased((moment - self.turns) / _FLIGHT)[:, None]
        self.places = self.grains.places + (self.bar - self.grains.places) * shares
        self.scales = 1.0 + (self.bar_pitch / self.grains.pitch - 1.0) * shares[:, 0]
        return self._draw()

    def pour(self, *, run_time: float) -> Tween:
        """Return how they pour."""
        return Tween(self, self.show_poured, run_time=run_time, rate_func=linear)

    def share_of(self, layer: int) -> float:
        """Return how much of all grains a layer has."""
        return float((self.grains.layers == layer).mean())

    def ends_of(self, layer: int) -> tuple[float, float]:
        """Return from which x to which the grains of a layer lie in the bar."""
        xs = self.bar[self.grains.layers == layer, 0]
        return float(xs.min()), float(xs.max())

    def fall(self, start: float, end: float, *, run_time: float) -> Tween:
        """Return a part of how they fall, from one moment to another."""

        def show(moment: float) -> None:
            self.show_fall(start + (end - start) * moment)

        return Tween(self, show, run_time=run_time, rate_func=linear)

    def depicted(self) -> Iterator[Depicted]:
        """Yield some weights of the pictures, as the tones in the middle of their grains say."""
        home = np.allclose(self.places, self.grains.places)
        if not home or self.values is not self.grains.values or self.fill_opacity < 1:
            return
        pixels = config.pixel_height / config.frame_height
        large = self._radii() * pixels > _SEEN
        rows, columns = self.grains.blocks, np.arange(len(large))
        columns = columns - np.searchsorted(rows, rows)
        inner = columns < self.grains.inputs
        chosen = np.flatnonzero(large & (self.grains.layers == 0) & inner)[::_EVERY]
        at = np.rint((self.places[chosen] - self.points[0, :2]) * [pixels, -pixels] - 0.5).astype(
            int
        )
        colours = self.pixel_array[at[:, 1], at[:, 0], :3].astype(float)
        tints = np.array([tint.to_rgb() * 255 for tint in map(_tint, _SHADES)])
        nearest = np.linalg.norm(colours[:, None] - tints, axis=2).argmin(axis=1)
        signs, tones = np.array(_SHADES)[nearest].T
        low, high = (_size_of((tones - step) / _TONES) for step in (1, 0))
        full = signs * (tones == _TONES)
        within = (high - low) / 2
        yield Depicted(
            "W1", (rows[chosen], columns[chosen]), signs * (low + high) / 2, within, full
        )

    def _radii(self) -> Array:
        sizes = np.minimum(np.abs(self.values) / FULL, 1.0)
        return np.asarray(self.grains.pitch / 2 * sizes**_POWER * self.scales)

    def _draw(self) -> Self:
        sizes, radii = np.minimum(np.abs(self.values) / FULL, 1.0), self._radii()
        tones = np.ceil(np.minimum(_PALEST + _STEEP * sizes**_POWER, 1.0) * _TONES).astype(int)
        reach = self.grains.pitch / 2
        corners = np.vstack([self.loose - reach, self.loose + reach])
        corners = np.vstack([corners, self.grains.places - reach, self.grains.places + reach])

        def paint(pen: Pen) -> None:
            for sign, tone in _SHADES:
                here = (np.where(self.values >= 0, 1, -1) == sign) & (tones == tone)
                dip(pen, _tint((sign, tone)))
                grains = zip(self.places[here].tolist(), radii[here].tolist(), strict=True)
                for (x, y), radius in grains:
                    pen.new_sub_path()
                    pen.arc(x, y, radius, 0.0, 2 * np.pi)
                pen.fill()

        return self.redraw(corners, paint)


def _bar(count: int) -> tuple[Array, float]:
    """Return where so many grains lie in one bar (count, 2), column by column, and their pitch."""
    long = style.RIGHT_EDGE - style.LEFT_EDGE
    rows = round(_BAR / np.sqrt(long * _BAR / count))
    pitch = float(long / np.ceil(count / rows))
    columns, places = np.divmod(np.arange(count), rows)
    corner = np.array([style.LEFT_EDGE + pitch / 2, style.MIDDLE[1] + _BAR / 2])
    return corner + np.stack([columns, -places], axis=1) * pitch, pitch


def _tint(shade: tuple[int, int]) -> ManimColor:
    """Return the colour of a sign, 1 or -1, at a tone, 1 to all."""
    sign, tone = shade
    return style.blend("cell", "positive" if sign > 0 else "negative", tone / _TONES)


def _size_of(tone: Array) -> Array:
    """Return the size of a number whose grain has a tone, 0 to 1."""
    return np.asarray(FULL * np.clip((tone - _PALEST) / _STEEP, 0.0, 1.0) ** (1 / _POWER))


def layers_named(dust: Dust, sizes: Sequence[int]) -> VGroup:
    """Return under a bar of grains a line as long as each layer's part, and what they are."""
    names = VGroup()
    for layer in range(len(sizes) - 1):
        low, high = dust.ends_of(layer)
        line = Line([low, 0, 0], [high, 0, 0], color=style.color("ink" if layer else "weight"))
        names.add(line.set_stroke(width=style.BROAD).set_y(dust.bar[:, 1].min() - 0.3))
    first, rest = (words(said, size=style.BODY) for said in ("the first layer", "all others"))
    first.next_to(names[0], DOWN, buff=0.25)
    rest.next_to(names[-1], DOWN, buff=0.25).align_to(names[:-1], RIGHT)
    return names.add(first, rest)
