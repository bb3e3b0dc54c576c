"""A picture in the film's colours: of the next one, only what has changed is converted.

From one frame to the next most of a lecture stands still, and to find what moved costs a seventh
of converting everything. The colours are those of a conversion of the whole, to the last bit.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import Interpolation, VideoReformatter

Pixels: TypeAlias = npt.NDArray[np.uint8]

_FORMAT = "yuv420p"
_SHARES = 1, 2, 2  # of the picture's width and height, in each of its planes
_GRAIN = 16  # parts begin and end on such rows and columns
_GAP = 24  # rows: what stands still between two parts is converted too if it is less
_REACH = 4  # pixels: a plane's colour is that of a few, so that what is near a change changes
_MARGIN = 16  # pixels about a part, converted with it and thrown away: edges are rounded


class Part(NamedTuple):
    """A rectangle of a picture."""

    top: int
    bottom: int
    left: int
    right: int

    def grown(self, by: int, size: tuple[int, int]) -> "Part":
        """Return the same with so many pixels about it, on the grain, as far as a picture goes."""
        height, width = size
        return Part(
            max(self.top - by, 0) // _GRAIN * _GRAIN,
            min(-(-(self.bottom + by) // _GRAIN) * _GRAIN, height),
            max(self.left - by, 0) // _GRAIN * _GRAIN,
            min(-(-(self.right + by) // _GRAIN) * _GRAIN, width),
        )

    def of(self, plane: Pixels, share: int = 1, *, within: "Part | None" = None) -> Pixels:
        """Return what a plane has there; the plane of a piece begins at that piece's corner."""
        up, left = (within.top, within.left) if within else (0, 0)
        rows = slice((self.top - up) // share, -((up - self.bottom) // share))
        columns = slice((self.left - left) // share, -((left - self.right) // share))
        return plane[rows, columns]


class Planes:
    """The picture that an encoder is given: luma, and two planes of colour half as wide and high.

    Its `frame` is one piece of memory that every picture changes. An encoder that is handed it must
    have read it when it returns, as libx264 does.

    Parameters
    ----------
    width, height
        In pixels, both even.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, _FORMAT)
        self.size = height, width
        self._shown: Pixels | None = None
        self._differ = np.empty((height, width // 2), dtype=bool)

    def show(self, pixels: Pixels) -> Pixels | None:
        """Take a picture (height, width, 4), and give back the one before it: that is done with."""
        before, self._shown = self._shown, pixels
        if before is None:
            self._convert(pixels, Part(0, self.size[0], 0, self.size[1]))
            return None
        np.not_equal(_pairs(before), _pairs(pixels), out=self._differ)
        for part in _parts(self._differ):
            self._convert(pixels, part.grown(_REACH, self.size))
        return before

    def _convert(self, pixels: Pixels, part: Part) -> None:
        wide = part.grown(_MARGIN, self.size)
        piece = converted(np.ascontiguousarray(wide.of(pixels)), _FORMAT)
        for mine, new, share in zip(_planes(self.frame), _planes(piece), _SHARES, strict=True):
            part.of(mine, share)[:] = part.of(new, share, within=wide)


def converted(pixels: Pixels, pixel_format: str) -> av.VideoFrame:
    """Return a picture (height, width, 4) in another format of colours.

    It keeps its size, so that "area" only says how the colours of four pixels become one of a
    plane half as wide and high: as their mean. It looks like the bicubic that is the default, for
    two thirds of the time; bilinear kinds are no quicker and blur thin lines.
    """
    return VideoReformatter().reformat(
        av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
        format=pixel_format,
        interpolation=Interpolation.AREA,
        threads=1,  # pieces are small, and the other core draws
    )


def _pairs(pixels: Pixels) -> npt.NDArray[np.uint64]:
    """Return a picture's pixels two by two, (height, width / 2): half as many to compare."""
    return pixels.reshape(len(pixels), -1).view(np.uint64)


def _parts(differ: npt.NDArray[np.bool_]) -> Iterator[Part]:
    """Yield what holds every pair of pixels that differ, from the top down."""
    rows = np.flatnonzero(differ.any(axis=1))
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > _GAP) + 1):
        if len(run):
            top, bottom = int(run[0]), int(run[-1]) + 1
            pairs = np.flatnonzero(differ[top:bottom].any(axis=0))
            yield Part(top, bottom, 2 * int(pairs[0]), 2 * int(pairs[-1]) + 2)


def _planes(frame: av.VideoFrame) -> list[Pixels]:
    """Return a frame's planes as arrays on its memory."""
    planes: tuple[Any, ...] = frame.planes  # they are buffers, which their hints do not say
    return [
        np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
        for plane in planes
    ]
