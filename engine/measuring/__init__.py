"""Measuring: how long the engine's own work takes on this machine, kept as a recording is.

A time is no law: it is another on every machine, and at every try. So a measurement says where and
how it was made, and is made once: whoever asks again gets the same figures back.
"""

from engine.measuring.keeping import kept_timing, place
from engine.measuring.timing import COUNTS, REPEATS, Timing, measured

__all__ = ["COUNTS", "REPEATS", "Timing", "kept_timing", "measured", "place"]
