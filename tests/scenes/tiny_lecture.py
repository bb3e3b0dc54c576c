"""A lecture of four seconds with two tones, three beats and a sentence in each."""

import math
import os
import tempfile
import wave
from array import array
from pathlib import Path

from manim import RIGHT, Circle, FadeIn, Square

from scenes.vocabulary.stage import Lecture


def tone(hertz: int) -> str:
    """Return the file of a tone of 0.3 s."""
    place = Path(tempfile.gettempdir()) / f"trainreel-{hertz}.wav"
    if not place.exists():
        own = place.with_suffix(f".{os.getpid()}")
        swing = (20_000 * math.sin(2 * math.pi * hertz * n / 44_100) for n in range(13_230))
        with wave.open(str(own), "wb") as made:
            made.setnchannels(1)
            made.setsampwidth(2)
            made.setframerate(44_100)
            made.writeframes(array("h", map(int, swing)).tobytes())
        own.replace(place)
    return str(place)


class TinyLecture(Lecture):
    """Two shapes come and go, each with a tone."""

    def construct(self) -> None:
        square, circle = Square(), Circle().shift(RIGHT * 3)
        self.open("A square")
        with self.say("It comes."):
            self.add_sound(tone(440))
            self.play(FadeIn(square), run_time=0.4)
        self.beat("A circle", square)
        with self.say("It comes later."):
            self.play(FadeIn(circle), run_time=0.4)
            self.add_sound(tone(1760))
            self.play(circle.animate.shift(RIGHT), run_time=0.4)
        self.beat("Both", square, circle)
        with self.say("They go."):
            self.play(square.animate.shift(RIGHT), run_time=0.4)
