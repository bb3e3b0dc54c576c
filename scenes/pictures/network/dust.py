"""All numbers of a network as dust: a grain each, as large as it is, in the colour of its sign."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import Create, LaggedStart, ManimColor, Square, config

from scenes.pictures.network.packing import Packed
from scenes.vocabulary import stage, style
from scenes.vocabulary.surface.swarm import Swarm
from scenes.vocabulary.text import Array, Depicted, Depiction

FULL = 2.0  # a grain of this size touches its neighbours
_POWER, _PALEST, _STEEP, _TONES = 0.4, 0.3, 1.1, 6
_SHADES = [(sign, tone) for sign in (1, -1) for tone in range(1, _TONES + 1)]
_SEEN, _EVERY = 1.6, 29  # pixels of a radius whose middle is seen, and of how many one is read
_AIR = 0.1  # between grains and the margins
_FLIGHT, _RAGGED = 0.3, 0.08  # of a fall: how long one grain is under way, and out of order


class Dust(Swarm, Depiction):
    """Grains that lie anywhere at first, and fall each into its place.

    Diameters grow with a number's size, up to `FULL`, and so that small ones are still seen.

    `grains`: All parameters, and where they belong.
    """

    def __init__(self, grains: Packed) -> None:
        self.grains, count = grains, len(grains.values)
        self.seen = grains.layers == 0  # those of pictures: all others are in tables
        self.pictures = int(grains.blocks[self.seen].max()) + 1
        self.middles = np.pad(grains.centres[: self.pictures], ((0, 0), (0, 1)))
        rng = np.random.default_rng(count)
        low = style.LEFT_EDGE + _AIR, style.FLOOR + _AIR
        high = style.RIGHT_EDGE - _AIR, style.STAGE_TOP - 2 * _AIR
        self.loose = rng.uniform(low, high, (count, 2))
        turns = np.arange(count) / count * (1 - _FLIGHT - _RAGGED)
        corners = np.array([low, high]) + np.array([[-_AIR / 2], [_AIR / 2]])
        super().__init__(corners, turns + rng.uniform(0, _RAGGED, count), _FLIGHT)
        self.values, self.scales = grains.values, np.ones(count)
        self.show_fall(0.0)

    def show_fall(self, moment: float) -> Self:
        """Let them fall, in their order."""
        return self._draw(self.between(self.loose, self.grains.places, moment))

    def frame_pictures(self) -> stage.Gesture:
        """Frame one picture after the other, and let the frames go."""
        grains = self.grains
        tall = float(np.ptp(grains.places[grains.blocks == 0, 1])) + grains.pitch
        looks: Any = {"stroke_width": style.THIN, "color": style.color("ink")}
        frames = [Square(tall, **looks).move_to(middle) for middle in self.middles]
        yield (LaggedStart(*map(Create, frames), lag_ratio=0.3, run_time=3.0),)
        yield (stage.Vanish(*frames, run_time=0.5),)

    def show_products(self, inputs: Array, upto: float) -> Self:
        """Multiply the first pictures' weights, so many of them, with an image's pixels (n_0,)."""
        shares = np.clip(upto * self.pictures - np.arange(self.pictures), 0.0, 1.0)
        times = np.append(np.ravel(inputs), 1.0)  # a bias stays
        self.values = self.grains.values.copy()
        self.values[self.seen] *= np.ravel(1 + (times - 1) * shares[:, None])
        return self._draw(self.grains.places)

    def show_gathered(self, shares: Sequence[float]) -> Self:
        """Show so much of each picture's grains on their way to its middle; the tables stay."""
        grains = self.grains
        gone = np.append(shares, np.zeros(len(grains.centres) - len(shares)))[grains.blocks]
        self.scales, ways = 1.0 - gone, grains.centres[grains.blocks] - grains.places
        return self._draw(grains.places + ways * gone[:, None])

    def show_unrolled(self, places: Array, smaller: float, moment: float) -> Self:
        """Let all grains go to other places (N, 2), those of the pictures so much smaller."""
        self.scales = 1.0 + (smaller - 1.0) * self.gone(moment)[:, 0] * self.seen
        return self._draw(self.between(self.grains.places, places, moment))

    def depicted(self) -> Iterator[Depicted]:
        """Yield some weights of the pictures, as the tones in the middle of their grains say."""
        grains, home = self.grains, np.allclose(self.places, self.grains.places)
        if not home or self.values is not grains.values or self.fill_opacity < 1:
            return
        pixels, rows = config.pixel_height / config.frame_height, grains.blocks
        columns = np.arange(len(rows)) - np.searchsorted(rows, rows)
        weights = self.seen & (columns < np.count_nonzero(rows == 0) - 1)  # the last is a bias
        chosen = np.flatnonzero(weights & (self._radii() * pixels > _SEEN))[::_EVERY]
        at = (self.places[chosen] - self.points[0, :2]) * [pixels, -pixels]
        x, y = np.rint(at - 0.5).astype(int).T
        tints = np.array([tint.to_rgb() * 255 for tint in map(_tint, _SHADES)])
        away = self.pixel_array[y, x, None, :3].astype(float) - tints
        signs, tones = np.array(_SHADES)[np.linalg.norm(away, axis=2).argmin(axis=1)].T
        shares = (np.array([tones - 1, tones]) / _TONES - _PALEST) / _STEEP
        low, high = FULL * np.clip(shares, 0.0, 1.0) ** (1 / _POWER)
        places, within = (rows[chosen], columns[chosen]), (high - low) / 2
        yield Depicted("W1", places, signs * (low + high) / 2, within, signs * (tones == _TONES))

    def _sizes(self) -> Array:
        """Return how large grains of full scale are for these numbers, 0 to 1."""
        return np.asarray(np.minimum(np.abs(self.values) / FULL, 1.0) ** _POWER)

    def _radii(self) -> Array:
        return np.asarray(self.grains.pitch / 2 * self._sizes() * self.scales)

    def _draw(self, places: Array) -> Self:
        self.places, signs = places, np.where(self.values >= 0, 1, -1)
        tones = np.ceil(np.minimum(_PALEST + _STEEP * self._sizes(), 1.0) * _TONES)
        kinds = [(_tint(shade), (signs == shade[0]) & (tones == shade[1])) for shade in _SHADES]
        return self.scatter(places, 2 * self._radii(), kinds, round=True)


def _tint(shade: tuple[int, int]) -> ManimColor:
    """Return the colour of a sign, 1 or -1, at a tone, 1 to all."""
    sign, tone = shade
    return style.blend("cell", "positive" if sign > 0 else "negative", tone / _TONES)
