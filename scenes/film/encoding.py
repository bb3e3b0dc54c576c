"""Encoding a frame: its colours are converted once, however long the picture stands.

Manim copies a frame and converts it from RGBA to YUV again for each sixtieth of a second that it
is on screen, and a third of a lecture is pictures that stand.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.film.planes import Pixels, Planes, converted
from scenes.film.spares import Spares

# Others may look at a frame later, when it shows the next picture.
_READS_AT_ONCE = "libx264", "yuv420p"


class SwiftEncoder(VideoSegmentEncoder):
    """Manim's encoder of one segment, except that it converts what is new in a picture, and once.

    Pictures that were encoded go to `spares`.
    """

    def __init__(self, *, target: Path, spec: Any, spares: Spares) -> None:
        super().__init__(target=target, spec=spec)
        self._spares = spares
        partly = (spec.codec, spec.pixel_format) == _READS_AT_ONCE
        self._planes = Planes(spec.width, spec.height) if partly else None

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Encode a picture (height, width, 4), RGBA in whole bytes, so many times."""
        self._validate_frame(pixels, repeat)
        rate = self.spec.frame_rate
        try:
            frame = self._frame_of(pixels)
            frame.time_base = Fraction(rate.denominator, rate.numerator)
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def _frame_of(self, pixels: Pixels) -> av.VideoFrame:
        if self._planes is None:
            return converted(pixels, self.spec.pixel_format)
        self._spares.hand_in(self._planes.show(pixels))
        return self._planes.frame
